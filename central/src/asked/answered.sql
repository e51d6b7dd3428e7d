SELECT request_hash, status, procedure_id, version, answer
FROM idempotency_keys
WHERE hospital_id = $1 AND subject = $2 AND key = $3 AND created_at > CURRENT_TIMESTAMP - INTERVAL '24 hours'
