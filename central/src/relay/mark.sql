UPDATE outbox
SET published_at = CURRENT_TIMESTAMP
FROM unnest($2::bigint[], $3::smallint[]) AS published (position, ordinal)
WHERE hospital_id = $1 AND outbox.position = published.position AND outbox.ordinal = published.ordinal
