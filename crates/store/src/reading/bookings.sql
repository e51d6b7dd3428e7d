SELECT booking, end_ms = 9223372036854775807
FROM procedures
WHERE booking IS NOT NULL AND end_ms > ?1 AND start_ms < ?2
ORDER BY start_ms, stream
