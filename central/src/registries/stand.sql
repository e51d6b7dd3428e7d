WITH named AS (
    SELECT c.kind || '/' || c.outside_id AS reference, c.state
    FROM registry_checks AS c
    JOIN unnest($2::text[], $3::text[]) AS asked (kind, outside_id)
        ON c.kind = asked.kind AND c.outside_id = asked.outside_id
    WHERE c.hospital_id = $1
)
UPDATE procedures
SET verification = NULLIF(
    (COALESCE(verification, '{}') - ARRAY(SELECT reference FROM named))
        || COALESCE((SELECT jsonb_object_agg(reference, state) FROM named WHERE state <> 'verified'), '{}'),
    '{}'
)
WHERE hospital_id = $1 AND id = $4
