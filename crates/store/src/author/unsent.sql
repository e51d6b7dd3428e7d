-- A chain has no gaps, so its last number is its length.
SELECT COALESCE(SUM(MAX(mine.last - mine.kept, 0)), 0) - COALESCE(SUM(mine.receipted), 0)
FROM (
    SELECT
        COALESCE((SELECT MAX(events.seq) FROM events WHERE events.chain = chains.chain), 0) AS last,
        COALESCE(kept_chains.seq, 0) AS kept,
        (
            SELECT COUNT(*)
            FROM receipts
            -- In this order: receipts are few beside events.
            CROSS JOIN events ON events.position = receipts.position
            WHERE events.chain = chains.chain AND events.seq > COALESCE(kept_chains.seq, 0)
        ) AS receipted
    FROM chains
    LEFT JOIN kept_chains ON kept_chains.terminal = chains.terminal AND kept_chains.epoch = chains.epoch
    WHERE chains.terminal = ?1
) AS mine
