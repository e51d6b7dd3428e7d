-- Whom nobody has begun to follow yet is followed once, with the name of then.
INSERT INTO renamed (hospital_id, kind, named_id, outside_id)
SELECT $1, kind, named_id, outside_id
FROM unnest($2::text[], $3::uuid[], $4::text[]) AS given (kind, named_id, outside_id)
WHERE NOT EXISTS (
    SELECT FROM renamed AS known
    WHERE known.hospital_id = $1 AND known.kind = given.kind AND known.named_id = given.named_id
        AND known.outside_id = given.outside_id AND known.taken_at IS NULL
)
