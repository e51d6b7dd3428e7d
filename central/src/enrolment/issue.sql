INSERT INTO enrolment_codes (hospital_id, code_hash, expires_at)
VALUES ($1, $2, CURRENT_TIMESTAMP + make_interval(hours => $3))
