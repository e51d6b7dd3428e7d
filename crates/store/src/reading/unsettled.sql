SELECT id, body, stream
FROM procedures
WHERE stream IN (
    SELECT stream FROM procedures WHERE is_unsettled = 1
    UNION
    SELECT stream
    FROM procedures
    WHERE is_open = 1 AND patient IN (SELECT patients.id FROM patients WHERE patients.is_unknown = 1)
)
ORDER BY stream
