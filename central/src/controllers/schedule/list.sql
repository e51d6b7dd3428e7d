SELECT to_jsonb(p) AS row, ARRAY(
    SELECT role FROM procedure_performers
    WHERE hospital_id = $1 AND procedure_id = p.id AND practitioner_id = $2
) AS roles, EXISTS (
    SELECT FROM encounter_participants
    WHERE hospital_id = $1 AND practitioner = $3 AND encounter_id = p.encounter_id
) AS takes_part
FROM bookings AS b
JOIN procedures AS p ON p.id = b.procedure_id
WHERE b.hospital_id = $1 AND p.hospital_id = $1 AND NOT p.voided
    AND b.starts_at >= $4 AND b.starts_at < $5
    AND ($6::uuid[] IS NULL OR b.location_id = ANY($6))
ORDER BY b.starts_at, b.procedure_id
LIMIT 1000
