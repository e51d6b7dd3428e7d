INSERT INTO procedure_codings (hospital_id, procedure_id, field, system, code)
SELECT $1, $2, field, system, code
FROM unnest($3::text[], $4::text[], $5::text[]) AS codings (field, system, code)
