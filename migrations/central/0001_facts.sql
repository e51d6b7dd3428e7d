-- What was recorded, hospital by hospital. Append-only.

-- The service works as this role, which owns nothing: a forgotten WHERE shows no other hospital.
DO $$
BEGIN
    CREATE ROLE shalya_service NOLOGIN;
EXCEPTION
    -- Roles belong to the whole server; another database of it made this one.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
GRANT shalya_service TO CURRENT_USER;

-- One row a hospital: where its log ends, and how far the centre has come as one of its authors.
-- Whoever appends locks it first, so that the order of positions is the order of commits.
CREATE TABLE hospitals (
    id TEXT PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9.-]{1,32}$'),
    name TEXT NOT NULL DEFAULT '',
    -- Of the last fact.
    position BIGINT NOT NULL DEFAULT 0,
    -- Of the last procedure number minted here.
    procedure_number BIGINT NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    seq BIGINT NOT NULL DEFAULT 0,
    head BYTEA NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    hlc_wall_ms BIGINT NOT NULL DEFAULT 0,
    hlc_counter BIGINT NOT NULL DEFAULT 0,
    -- 'lenient' or 'strict': whether a status is taken without the checklist that is due.
    checklist TEXT NOT NULL DEFAULT 'lenient' CHECK (checklist IN ('lenient', 'strict')),
    -- Whether a change must say which version it changes.
    if_match_required BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Who may write facts: terminals, and the centre itself ('C'), each in its epochs.
CREATE TABLE authors (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    public_key BYTEA NOT NULL CHECK (length(public_key) = 32),
    enrolled_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revoked_at TIMESTAMPTZ,
    PRIMARY KEY (hospital_id, terminal, epoch)
);

CREATE TABLE events (
    hospital_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    event_id UUID NOT NULL,
    stream_kind TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    -- As they were signed, byte for byte. A payload that was pruned is NULL.
    envelope BYTEA NOT NULL,
    payload BYTEA,
    signature BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hospital_id, position),
    UNIQUE (hospital_id, event_id),
    -- Two facts under one number are a fork: both are kept.
    UNIQUE (hospital_id, terminal, epoch, seq, hash)
) PARTITION BY HASH (hospital_id);

CREATE INDEX events_of_stream ON events (hospital_id, stream_kind, stream_id, position);

CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE events_1 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE events_2 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE events_3 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE events_4 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE events_5 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE events_6 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE events_7 PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER 7);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are never changed or deleted';
END
$$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What each stream amounts to: the fold of its facts, kept so that deciding needs one read.
-- It can be thrown away.
CREATE TABLE streams (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Facts accepted, waiting ones included.
    version INTEGER NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (hospital_id, kind, id)
);

ALTER TABLE authors ENABLE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE streams ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON authors USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON events USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON streams USING (hospital_id = current_setting('shalya.hospital', true));

-- Which hospitals there are is no secret of any; what they hold is.
GRANT SELECT, INSERT, UPDATE ON hospitals TO shalya_service;
GRANT SELECT, INSERT, UPDATE ON authors TO shalya_service;
GRANT SELECT, INSERT ON events TO shalya_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON streams TO shalya_service;
