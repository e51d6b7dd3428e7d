SELECT stream_kind, stream_id
FROM events
WHERE hospital_id = $1
GROUP BY stream_kind, stream_id
ORDER BY min(position)
