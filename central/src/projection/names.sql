SELECT 'practitioners' AS kind, id, outside_id, display, NULL::text AS more
FROM practitioners WHERE hospital_id = $1 AND id = ANY($2)
UNION ALL
SELECT 'patients', id, outside_id, display, NULL FROM patients WHERE hospital_id = $1 AND id = ANY($3)
UNION ALL
SELECT 'encounters', id, outside_id, display, NULL FROM encounters WHERE hospital_id = $1 AND outside_id = ANY($4)
UNION ALL
SELECT 'locations', id, outside_id, display, room_id FROM locations WHERE hospital_id = $1 AND id = ANY($5)
UNION ALL
SELECT 'locations', id, outside_id, display, room_id FROM locations WHERE hospital_id = $1 AND outside_id = ANY($6)
UNION ALL
SELECT 'machines', id, outside_id, display, resource_type FROM machines WHERE hospital_id = $1 AND id = ANY($7)
UNION ALL
SELECT 'devices', id, outside_id, display, NULL FROM devices WHERE hospital_id = $1 AND outside_id = ANY($8)
