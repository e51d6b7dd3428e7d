SELECT to_jsonb(c)
FROM procedure_codes AS c
ORDER BY display, code
