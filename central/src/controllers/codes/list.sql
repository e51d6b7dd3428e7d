SELECT to_jsonb(c)
FROM procedure_codes AS c
WHERE ($1::text IS NULL OR specialty = $1)
    AND ($2::text IS NULL OR category = $2)
    AND ($3::boolean IS NULL OR is_active = $3)
    AND ($4::text[] IS NULL OR code = ANY($4))
ORDER BY array_position($4, code::text), display, code
