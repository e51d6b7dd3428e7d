INSERT INTO outbox (hospital_id, position, ordinal, topic, key, event_id, body)
SELECT $1, position, ordinal, topic, key, event_id, body
FROM unnest($2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::uuid[], $7::text[])
    AS events (position, ordinal, topic, key, event_id, body)
