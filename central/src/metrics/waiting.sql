SELECT count(*) AS count,
    COALESCE(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP - min(created_at)), 0)::float8 AS oldest
FROM outbox
WHERE hospital_id = $1 AND published_at IS NULL
