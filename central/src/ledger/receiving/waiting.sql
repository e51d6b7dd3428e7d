SELECT waiting_facts.envelope, waiting_facts.payload, waiting_facts.signature, waiting_facts.hash
FROM waiting_facts
INNER JOIN unnest($2::text[], $3::text[]) AS streams (kind, id)
    ON waiting_facts.stream_kind = streams.kind AND waiting_facts.stream_id = streams.id
WHERE waiting_facts.hospital_id = $1
ORDER BY waiting_facts.terminal, waiting_facts.epoch, waiting_facts.seq
