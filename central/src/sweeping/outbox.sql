DELETE FROM outbox
WHERE hospital_id = $1 AND (position, ordinal) IN (
    SELECT position, ordinal FROM outbox
    WHERE hospital_id = $1 AND published_at < CURRENT_TIMESTAMP - $2 * INTERVAL '1 day'
    LIMIT $3
)
