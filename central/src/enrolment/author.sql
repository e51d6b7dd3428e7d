INSERT INTO authors (hospital_id, terminal, epoch, public_key)
VALUES ($1, $2, $3, $4)
ON CONFLICT (hospital_id, terminal, epoch) DO UPDATE SET revoked_at = NULL
