INSERT INTO waiting_facts (
    hospital_id, event_id, stream_kind, stream_id, terminal, epoch, seq, hash, envelope, payload, signature
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
