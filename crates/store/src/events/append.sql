INSERT INTO events (event_id, stream, chain, seq, envelope, payload, signature)
VALUES (:event_id, :stream, :chain, :seq, :envelope, :payload, :signature)
