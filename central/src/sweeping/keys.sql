DELETE FROM idempotency_keys
WHERE hospital_id = $1 AND (subject, key) IN (
    SELECT subject, key FROM idempotency_keys
    WHERE hospital_id = $1 AND created_at < CURRENT_TIMESTAMP - $2 * INTERVAL '1 day'
    LIMIT $3
)
