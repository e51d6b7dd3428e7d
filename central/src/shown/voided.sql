SELECT to_jsonb(p) AS row, ARRAY(
    SELECT role FROM procedure_performers
    WHERE hospital_id = $1 AND procedure_id = p.id AND practitioner_id = $2
) AS roles
FROM procedures AS p
WHERE p.hospital_id = $1 AND p.id = $3 AND p.voided
