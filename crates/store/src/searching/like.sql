SELECT id, body, stream FROM patients WHERE stream IN (
    SELECT stream FROM patients WHERE uhid = :uhid
    UNION ALL
    SELECT stream FROM patients WHERE nid = :nid
    UNION ALL
    SELECT stream FROM patients WHERE birth_registration = :birth_registration
    UNION ALL
    SELECT stream FROM (
        SELECT stream FROM patients WHERE name_sounds = :name_sounds ORDER BY stream DESC LIMIT :most
    )
    UNION ALL
    SELECT stream FROM (
        SELECT stream FROM patients WHERE name_bn_key = :name_bn_key ORDER BY stream DESC LIMIT :most
    )
)
ORDER BY stream DESC
