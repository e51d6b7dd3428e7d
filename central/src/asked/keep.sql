INSERT INTO idempotency_keys (hospital_id, subject, key, request_hash, status, procedure_id, version, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (hospital_id, subject, key) DO UPDATE SET
    request_hash = excluded.request_hash, status = excluded.status, procedure_id = excluded.procedure_id,
    version = excluded.version, answer = excluded.answer, created_at = CURRENT_TIMESTAMP
