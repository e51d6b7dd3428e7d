INSERT INTO procedure_performers (hospital_id, procedure_id, practitioner_id, role)
SELECT $1, $2, practitioner_id, role
FROM unnest($3::uuid[], $4::text[]) AS performers (practitioner_id, role)
