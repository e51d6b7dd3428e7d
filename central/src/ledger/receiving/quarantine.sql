INSERT INTO quarantine (hospital_id, digest, envelope, payload, signature, reason, sent_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING
