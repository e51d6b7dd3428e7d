INSERT INTO bookings (procedure_id, hospital_id, location_id, starts_at, ends_at, over, body)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (procedure_id) DO UPDATE SET
    location_id = excluded.location_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    over = excluded.over, body = excluded.body
