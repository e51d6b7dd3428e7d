WITH settled AS (
    UPDATE registry_checks SET state = $4, since = CURRENT_TIMESTAMP
    WHERE hospital_id = $1 AND kind = $2 AND outside_id = $3
)
UPDATE procedures
SET verification = NULLIF(
    CASE
        WHEN $4 = 'verified' THEN verification - ($2 || '/' || $3)
        ELSE verification || jsonb_build_object($2 || '/' || $3, $4)
    END,
    '{}'
)
WHERE hospital_id = $1 AND verification IS NOT NULL AND jsonb_exists(verification, $2 || '/' || $3)
