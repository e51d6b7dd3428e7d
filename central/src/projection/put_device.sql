INSERT INTO procedure_devices (id, hospital_id, procedure_id, device_id, device_type, action, manipulated)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING
