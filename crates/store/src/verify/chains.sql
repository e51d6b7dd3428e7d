SELECT events.envelope, events.payload, events.signature, events.chain, chains.terminal, chains.epoch
FROM events
INNER JOIN chains ON chains.chain = events.chain
ORDER BY events.chain, events.seq, events.position
