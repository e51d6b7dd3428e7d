INSERT INTO streams (hospital_id, kind, id, version, body)
SELECT $1, kind, id, version, body
FROM unnest($2::text[], $3::text[], $4::integer[], $5::bytea[]) AS streams (kind, id, version, body)
ON CONFLICT (hospital_id, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body
