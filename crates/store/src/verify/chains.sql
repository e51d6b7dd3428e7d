SELECT
    events.envelope, events.payload, events.signature,
    events.chain, chains.terminal, chains.epoch,
    events.event_id, events.seq, streams.kind, streams.id
FROM events
INNER JOIN chains ON chains.chain = events.chain
INNER JOIN streams ON streams.stream = events.stream
ORDER BY events.chain, events.seq, events.position
