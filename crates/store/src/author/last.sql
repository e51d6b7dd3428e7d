SELECT events.envelope
FROM events
WHERE events.chain = (SELECT chain FROM chains WHERE terminal = ?1 AND epoch = ?2)
ORDER BY events.seq DESC, events.position DESC
LIMIT 1
