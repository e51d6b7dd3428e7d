UPDATE access_audit
SET published_at = CURRENT_TIMESTAMP
WHERE hospital_id = $1 AND id = ANY($2)
