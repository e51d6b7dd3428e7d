INSERT INTO kept_chains (terminal, epoch, seq)
VALUES (?1, ?2, ?3)
ON CONFLICT (terminal, epoch) DO UPDATE SET seq = excluded.seq
