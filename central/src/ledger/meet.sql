-- Whom a message names, as far as they are known here, each with the fold of their own facts; and the
-- hospital's own.
SELECT 'hospitals' AS kind, id AS outside_id, NULL::uuid AS id, NULL::text AS display, body
FROM streams
WHERE hospital_id = $1 AND kind = 'hospital' AND id = $1
UNION ALL
SELECT 'patients', n.outside_id, n.id, n.display, s.body
FROM patients AS n
LEFT JOIN streams AS s ON s.hospital_id = $1 AND s.kind = 'patient' AND s.id = n.id::text
WHERE n.hospital_id = $1 AND n.outside_id = ANY($2)
UNION ALL
SELECT 'practitioners', n.outside_id, n.id, n.display, s.body
FROM practitioners AS n
LEFT JOIN streams AS s ON s.hospital_id = $1 AND s.kind = 'person' AND s.id = n.id::text
WHERE n.hospital_id = $1 AND n.outside_id = ANY($3)
UNION ALL
SELECT 'encounters', outside_id, id, display, NULL FROM encounters WHERE hospital_id = $1 AND outside_id = ANY($4)
UNION ALL
SELECT 'locations', outside_id, id, display, NULL FROM locations WHERE hospital_id = $1 AND outside_id = ANY($5)
UNION ALL
SELECT 'machines', outside_id, id, display, NULL FROM machines WHERE hospital_id = $1 AND outside_id = ANY($6)
UNION ALL
SELECT 'devices', outside_id, id, display, NULL FROM devices WHERE hospital_id = $1 AND outside_id = ANY($7)
