WITH kept AS (
    INSERT INTO streams (hospital_id, kind, id, version, body)
    SELECT $1, kind, id, version, body
    FROM unnest($9::text[], $10::text[], $11::integer[], $12::bytea[]) AS streams (kind, id, version, body)
    ON CONFLICT (hospital_id, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body
),
own AS (
    INSERT INTO chains (hospital_id, terminal, epoch, seq, head)
    SELECT $1, $13, $4::integer, $5::bigint, $6 WHERE $5::bigint > 0
    ON CONFLICT (hospital_id, terminal, epoch) DO UPDATE SET seq = excluded.seq, head = excluded.head
    WHERE chains.seq <= excluded.seq
)
UPDATE hospitals
SET position = $2, procedure_number = $3, epoch = $4::integer, seq = $5::bigint, head = $6, hlc_wall_ms = $7,
    hlc_counter = $8
WHERE id = $1
