SELECT events.envelope
FROM events
INNER JOIN chains ON chains.chain = events.chain
WHERE chains.terminal = ?1 AND chains.epoch = ?2 AND events.seq = ?3
