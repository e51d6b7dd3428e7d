UPDATE machines SET resource_type = told.resource_type
FROM unnest($2::uuid[], $3::text[]) AS told (id, resource_type)
WHERE machines.hospital_id = $1 AND machines.id = told.id AND machines.resource_type <> told.resource_type
