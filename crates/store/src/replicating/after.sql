SELECT events.envelope, events.payload, events.signature
FROM events
WHERE events.chain = (SELECT chain FROM chains WHERE terminal = ?1 AND epoch = ?2) AND events.seq > ?3
ORDER BY events.seq, events.position
LIMIT ?4
