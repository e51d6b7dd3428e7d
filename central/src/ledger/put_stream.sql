INSERT INTO streams (hospital_id, kind, id, version, body)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (hospital_id, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body
