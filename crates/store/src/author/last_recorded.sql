SELECT events.envelope
FROM events
WHERE events.chain = (SELECT chain FROM chains WHERE terminal = ?1 ORDER BY epoch DESC LIMIT 1)
ORDER BY events.seq DESC
LIMIT 1
