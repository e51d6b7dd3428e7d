-- What was recorded, for ever.

-- What facts are about. A row is never changed.
CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;

-- Who wrote them: a terminal in one of its epochs. A row is never changed.
CREATE TABLE chains (
    chain INTEGER PRIMARY KEY,
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    UNIQUE (terminal, epoch)
) STRICT;

-- Public keys by which a terminal's facts are proved.
CREATE TABLE author_keys (
    terminal TEXT PRIMARY KEY,
    public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The facts, in the order in which they came here. Envelope and payload are the bytes that were
-- sealed; the other columns are read out of the envelope to find it by.
CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL UNIQUE,
    stream INTEGER NOT NULL REFERENCES streams (stream),
    chain INTEGER NOT NULL REFERENCES chains (chain),
    seq INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    -- NULL once pruned, which only a receipt allows.
    payload BLOB,
    signature BLOB NOT NULL
) STRICT;

CREATE INDEX events_by_stream ON events (stream);
-- Not unique: after a fork both branches are kept.
CREATE INDEX events_by_chain ON events (chain, seq);

-- Facts that the central service has signed for.
CREATE TABLE receipts (
    position INTEGER PRIMARY KEY REFERENCES events (position),
    receipt BLOB NOT NULL
) STRICT;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
WHEN NOT (
    NEW.payload IS NULL
    AND EXISTS (SELECT 1 FROM receipts WHERE receipts.position = OLD.position)
    AND NEW.position = OLD.position
    AND NEW.event_id = OLD.event_id
    AND NEW.stream = OLD.stream
    AND NEW.chain = OLD.chain
    AND NEW.seq = OLD.seq
    AND NEW.envelope = OLD.envelope
    AND NEW.signature = OLD.signature
)
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

-- REPLACE deletes without asking the trigger above.
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position OR event_id = NEW.event_id)
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

-- Facts that came and could not be proved: kept as they came, for a person to look at.
CREATE TABLE quarantine (
    -- SHA-256 of the three below, so that what comes again is kept once.
    digest BLOB PRIMARY KEY,
    envelope BLOB NOT NULL,
    payload BLOB,
    signature BLOB NOT NULL,
    reason TEXT NOT NULL,
    received_ms INTEGER NOT NULL
) STRICT;
