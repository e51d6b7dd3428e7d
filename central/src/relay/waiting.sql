SELECT position, ordinal, topic, key, event_id, body
FROM outbox
WHERE hospital_id = $1 AND published_at IS NULL
ORDER BY position, ordinal
LIMIT $2
