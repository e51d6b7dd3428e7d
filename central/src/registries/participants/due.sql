-- Encounters whose registry is to be asked who takes part: those of which it never said so, and those of
-- procedures that have not ended. They are marked as asked, so that no other replica asks about them too;
-- one that is being written to is asked about later.
WITH wanted AS (
    (
        SELECT id FROM encounters
        WHERE hospital_id = $1 AND told_at IS NULL
            AND (asked_at IS NULL OR asked_at < CURRENT_TIMESTAMP - make_interval(secs => $2::float8))
        ORDER BY asked_at NULLS FIRST
        LIMIT $4
    )
    UNION
    SELECT p.encounter_id FROM procedures AS p
    WHERE p.hospital_id = $1 AND p.status IN ('preparation', 'in-progress', 'suspended') AND NOT p.voided
),
due AS (
    SELECT e.id FROM encounters AS e
    WHERE e.hospital_id = $1 AND e.id IN (SELECT id FROM wanted)
        AND (
            e.asked_at IS NULL
            OR e.asked_at < CURRENT_TIMESTAMP - make_interval(secs => CASE WHEN e.told_at IS NULL THEN $2::float8 ELSE $3 END)
        )
    ORDER BY e.asked_at NULLS FIRST
    LIMIT $4
    FOR UPDATE SKIP LOCKED
)
UPDATE encounters AS e SET asked_at = CURRENT_TIMESTAMP
FROM due
WHERE e.hospital_id = $1 AND e.id = due.id
RETURNING e.outside_id
