-- In place of what was told before of these encounters, unless that is newer.
WITH told AS (
    UPDATE encounters AS e SET told_at = said.told_at, asked_at = said.told_at
    FROM unnest($2::text[], $3::timestamptz[]) AS said (outside_id, told_at)
    WHERE e.hospital_id = $1 AND e.outside_id = said.outside_id
        AND (e.told_at IS NULL OR e.told_at < said.told_at)
    RETURNING e.id, e.outside_id
),
people AS (
    SELECT DISTINCT told.id, said.practitioner
    FROM unnest($4::text[], $5::text[]) AS said (outside_id, practitioner)
    JOIN told ON told.outside_id = said.outside_id
),
gone AS (
    DELETE FROM encounter_participants AS old USING told
    WHERE old.hospital_id = $1 AND old.encounter_id = told.id AND NOT EXISTS (
        SELECT FROM people WHERE people.id = told.id AND people.practitioner = old.practitioner
    )
)
INSERT INTO encounter_participants (hospital_id, practitioner, encounter_id)
SELECT $1, practitioner, id FROM people
ON CONFLICT DO NOTHING
