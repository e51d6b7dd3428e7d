SELECT to_jsonb(p) AS row, COALESCE((
    SELECT jsonb_agg(jsonb_build_array(practitioner_id, role)) FROM procedure_performers
    WHERE hospital_id = $1 AND procedure_id = p.id
), '[]') AS team
FROM procedures AS p
WHERE p.hospital_id = $1 AND p.patient_id = $2 AND NOT p.voided
ORDER BY p.sorts_at, p.id
