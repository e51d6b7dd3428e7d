SELECT event_id, hash FROM events WHERE hospital_id = $1 AND event_id = ANY($2)
UNION ALL
SELECT event_id, hash FROM waiting_facts WHERE hospital_id = $1 AND event_id = ANY($2)
