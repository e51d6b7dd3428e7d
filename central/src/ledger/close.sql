UPDATE hospitals
SET position = $2, procedure_number = $3, epoch = $4::integer, seq = $5, head = $6, hlc_wall_ms = $7, hlc_counter = $8
WHERE id = $1
