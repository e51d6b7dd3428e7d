-- Who was verified once stays so; who is verified now is so from now on.
INSERT INTO registry_checks (hospital_id, kind, outside_id, state)
SELECT $1, kind, outside_id, state FROM unnest($2::text[], $3::text[], $4::text[]) AS named (kind, outside_id, state)
ON CONFLICT (hospital_id, kind, outside_id) DO UPDATE SET state = excluded.state, since = CURRENT_TIMESTAMP
WHERE registry_checks.state <> excluded.state AND registry_checks.state <> 'verified'
