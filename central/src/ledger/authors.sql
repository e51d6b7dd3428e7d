SELECT terminal, epoch, public_key, revoked_at IS NOT NULL AS is_revoked
FROM authors
WHERE hospital_id = $1
ORDER BY terminal, epoch
