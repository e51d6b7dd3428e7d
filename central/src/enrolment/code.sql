SELECT used_by, used_key
FROM enrolment_codes
WHERE hospital_id = $1 AND code_hash = $2 AND expires_at > CURRENT_TIMESTAMP
FOR UPDATE
