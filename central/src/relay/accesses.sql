SELECT id, event_id, at, subject, roles, action, route, procedure_id, outcome, shown
FROM access_audit
WHERE hospital_id = $1 AND published_at IS NULL
ORDER BY id
LIMIT $2
