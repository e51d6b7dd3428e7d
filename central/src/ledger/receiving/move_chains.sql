INSERT INTO chains (hospital_id, terminal, epoch, seq, head)
SELECT $1, terminal, epoch, seq, head
FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::bytea[]) AS moved (terminal, epoch, seq, head)
ON CONFLICT (hospital_id, terminal, epoch) DO UPDATE SET seq = excluded.seq, head = excluded.head
