WITH author AS (
    INSERT INTO authors (hospital_id, terminal, epoch, public_key) VALUES ($1, $2, $3, $4)
)
UPDATE hospitals SET epoch = $3, seq = 0, head = $5 WHERE id = $1
