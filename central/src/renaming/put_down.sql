INSERT INTO renamed (hospital_id, kind, named_id, outside_id)
SELECT $1, kind, named_id, outside_id
FROM unnest($2::text[], $3::uuid[], $4::text[]) AS renamed (kind, named_id, outside_id)
