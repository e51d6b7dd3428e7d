UPDATE enrolment_codes
SET used_at = COALESCE(used_at, CURRENT_TIMESTAMP), used_by = $3, used_key = $4
WHERE hospital_id = $1 AND code_hash = $2
