SELECT stream_id, envelope, payload
FROM events
WHERE hospital_id = $1 AND stream_kind = $2 AND stream_id = ANY($3)
ORDER BY position
