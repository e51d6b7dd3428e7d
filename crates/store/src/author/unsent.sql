-- A chain has no gaps, so its last number is its length.
SELECT
    (
        SELECT COALESCE(SUM((SELECT MAX(events.seq) FROM events WHERE events.chain = chains.chain)), 0)
        FROM chains
        WHERE chains.terminal = ?1
    ) - (
        SELECT COUNT(*)
        FROM receipts
        -- In this order: receipts are few beside events.
        CROSS JOIN events ON events.position = receipts.position
        CROSS JOIN chains ON chains.chain = events.chain
        WHERE chains.terminal = ?1
    )
