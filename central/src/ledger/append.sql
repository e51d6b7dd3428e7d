INSERT INTO events (
    hospital_id, position, event_id, stream_kind, stream_id, kind, terminal, epoch, seq, hash, envelope, payload,
    signature
)
SELECT $1, $2 + ordinality, event_id, stream_kind, stream_id, kind, terminal, epoch, seq, hash, envelope, payload,
    signature
FROM unnest(
    $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::bigint[], $10::bytea[],
    $11::bytea[], $12::bytea[], $13::bytea[]
) WITH ORDINALITY AS facts (
    event_id, stream_kind, stream_id, kind, terminal, epoch, seq, hash, envelope, payload, signature, ordinality
)
