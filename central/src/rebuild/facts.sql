SELECT envelope, payload
FROM events
WHERE hospital_id = $1 AND stream_kind = $2 AND stream_id = $3
ORDER BY position
