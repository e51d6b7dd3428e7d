SELECT envelope, payload, signature
FROM (
    SELECT seq, hash, envelope, payload, signature FROM events
    WHERE hospital_id = $1 AND terminal = $2 AND epoch = $3 AND seq BETWEEN $4 AND $5
    UNION ALL
    SELECT seq, hash, envelope, payload, signature FROM waiting_facts
    WHERE hospital_id = $1 AND terminal = $2 AND epoch = $3 AND seq BETWEEN $4 AND $5
) AS kept
ORDER BY seq, hash
LIMIT $6
