SELECT to_jsonb(c)
FROM procedure_codes AS c
WHERE code_system = $1 AND code = $2
