-- What nobody follows now: neither anybody, nor somebody who did not come to an end.
UPDATE renamed
SET taken_at = CURRENT_TIMESTAMP
WHERE hospital_id = $1 AND number IN (
    SELECT number
    FROM renamed
    WHERE hospital_id = $1 AND (taken_at IS NULL OR taken_at < CURRENT_TIMESTAMP - INTERVAL '2 minutes')
    ORDER BY number
    LIMIT $2
    FOR UPDATE SKIP LOCKED
)
RETURNING number, kind, named_id, outside_id
