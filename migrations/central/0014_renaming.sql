-- In which hospitals somebody is to be followed, and nothing else of them: it runs as the owner, who sees all.
-- Whoever does not come to an end is followed by another.
CREATE FUNCTION hospitals_renaming() RETURNS SETOF TEXT LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT id FROM hospitals
    WHERE EXISTS (
        SELECT FROM renamed
        WHERE hospital_id = hospitals.id
            AND (taken_at IS NULL OR taken_at < CURRENT_TIMESTAMP - INTERVAL '2 minutes')
    );
END;
REVOKE EXECUTE ON FUNCTION hospitals_renaming() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hospitals_renaming() TO shalya_service;
