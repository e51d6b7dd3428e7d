SELECT held.terminal, held.epoch, held.seq, held.hash
FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS before (terminal, epoch, seq)
INNER JOIN (
    SELECT hospital_id, terminal, epoch, seq, hash FROM events
    UNION ALL
    SELECT hospital_id, terminal, epoch, seq, hash FROM waiting_facts
) AS held ON held.terminal = before.terminal AND held.epoch = before.epoch AND held.seq = before.seq
WHERE held.hospital_id = $1
