SELECT id, body, stream
FROM procedures
WHERE end_ms IS NOT NULL AND is_voided = 0 AND end_ms > ?1 AND start_ms < ?2
ORDER BY start_ms, stream
