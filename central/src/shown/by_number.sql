SELECT to_jsonb(p) AS row, ARRAY(
    SELECT role FROM procedure_performers
    WHERE hospital_id = $1 AND procedure_id = p.id AND practitioner_id = $2
) AS roles, EXISTS (
    SELECT FROM encounter_participants
    WHERE hospital_id = $1 AND practitioner = $3 AND encounter_id = p.encounter_id
) AS takes_part
FROM procedures AS p
WHERE p.hospital_id = $1 AND p.procedure_id = $4 AND NOT p.voided
