INSERT INTO patient_lines (stream, id, line)
VALUES (:stream, :id, :line)
ON CONFLICT (stream) DO UPDATE SET line = excluded.line
