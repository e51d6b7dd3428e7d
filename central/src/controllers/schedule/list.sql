SELECT to_jsonb(p) AS row, ARRAY(
    SELECT role FROM procedure_performers
    WHERE hospital_id = $1 AND procedure_id = p.id AND practitioner_id = $2
) AS roles
FROM bookings AS b
JOIN procedures AS p ON p.id = b.procedure_id
WHERE b.hospital_id = $1 AND p.hospital_id = $1 AND NOT p.voided
    AND b.starts_at >= $3 AND b.starts_at < $4
    AND ($5::uuid[] IS NULL OR b.location_id = ANY($5))
ORDER BY b.starts_at, b.procedure_id
LIMIT 1000
