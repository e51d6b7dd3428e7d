-- Goes on after `standing!`.
FROM bookings AS b
JOIN procedures AS p ON p.id = b.procedure_id
WHERE b.hospital_id = $1 AND p.hospital_id = $1 AND NOT p.voided
    AND b.starts_at >= $4 AND b.starts_at < $5
    AND ($6::uuid[] IS NULL OR b.location_id = ANY($6))
ORDER BY b.starts_at, b.procedure_id
LIMIT 1000
