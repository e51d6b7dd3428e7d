-- What the service itself remembers: events on their way, answers given, and who looked at what.

-- Events for Kafka, written with the facts they tell of. `ordinal` tells apart those of one fact.
CREATE TABLE outbox (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    position BIGINT NOT NULL,
    ordinal SMALLINT NOT NULL,
    topic TEXT NOT NULL,
    key TEXT NOT NULL,
    event_id UUID NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    published_at TIMESTAMPTZ,
    PRIMARY KEY (hospital_id, position, ordinal)
);
CREATE INDEX outbox_waiting ON outbox (hospital_id, position, ordinal) WHERE published_at IS NULL;

-- The answer that a key was first given, whole; what of it is shown is decided for each who asks.
CREATE TABLE idempotency_keys (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Of method, path and body.
    request_hash BYTEA NOT NULL,
    status SMALLINT NOT NULL,
    procedure_id UUID,
    version INTEGER NOT NULL,
    answer JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hospital_id, subject, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- Every access: who, as whom, to what, and what came of it.
CREATE TABLE access_audit (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    subject TEXT NOT NULL,
    roles TEXT NOT NULL,
    -- read, search, write, schedule or perform.
    action TEXT NOT NULL,
    route TEXT NOT NULL,
    -- NULL for a search.
    procedure_id UUID,
    -- whole, restricted or refused.
    outcome TEXT NOT NULL,
    -- For a search: how many rows were shown.
    shown INTEGER,
    PRIMARY KEY (hospital_id, id)
);
CREATE INDEX access_audit_of_procedure ON access_audit (hospital_id, procedure_id, at);

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON outbox USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON idempotency_keys USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON access_audit USING (hospital_id = current_setting('shalya.hospital', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, idempotency_keys TO shalya_service;
GRANT SELECT, INSERT ON access_audit TO shalya_service;
