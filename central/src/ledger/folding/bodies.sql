SELECT streams.kind, streams.id, streams.body
FROM streams
INNER JOIN unnest($2::text[], $3::text[]) AS asked (kind, id) ON streams.kind = asked.kind AND streams.id = asked.id
WHERE streams.hospital_id = $1
