INSERT INTO outbox (hospital_id, position, ordinal, topic, key, event_id, body)
SELECT $1, position, 0, $3, key, event_id, body
FROM unnest($2::bigint[], $4::text[], $5::uuid[], $6::text[]) AS events (position, key, event_id, body)
