SELECT public_key FROM epoch_keys WHERE terminal = ?1 AND epoch = ?2
UNION ALL
SELECT public_key FROM author_keys WHERE terminal = ?1
LIMIT 1
