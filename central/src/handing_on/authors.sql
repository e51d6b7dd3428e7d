SELECT terminal, epoch, public_key
FROM authors
WHERE hospital_id = $1
UNION
-- A terminal that was restored goes on in another epoch with the key that it has; the centre has one for each.
SELECT chains.terminal, chains.epoch, known.public_key
FROM chains
JOIN authors AS known ON known.hospital_id = $1 AND known.terminal = chains.terminal
WHERE chains.hospital_id = $1 AND chains.terminal <> $2 AND NOT EXISTS (
    SELECT FROM authors AS own
    WHERE own.hospital_id = $1 AND own.terminal = chains.terminal AND own.epoch = chains.epoch
)
ORDER BY terminal, epoch
