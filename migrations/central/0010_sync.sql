-- Terminals that send what they recorded, and what is lacking of it.

-- Up to which number each author's facts are kept here, one way or another.
CREATE TABLE chains (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    head BYTEA NOT NULL,
    PRIMARY KEY (hospital_id, terminal, epoch)
);
INSERT INTO chains (hospital_id, terminal, epoch, seq, head)
SELECT DISTINCT ON (hospital_id, terminal, epoch) hospital_id, terminal, epoch, seq, hash
FROM events
ORDER BY hospital_id, terminal, epoch, seq DESC;

-- Facts whose causes have not come: kept as they were signed, and laid to the others when they have.
CREATE TABLE waiting_facts (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    event_id UUID NOT NULL,
    stream_kind TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    payload BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hospital_id, event_id)
);
CREATE INDEX waiting_facts_of_stream ON waiting_facts (hospital_id, stream_kind, stream_id);
CREATE INDEX waiting_facts_of_chain ON waiting_facts (hospital_id, terminal, epoch, seq);

-- Facts that could not be proved: kept as they came, for a person to look at.
CREATE TABLE quarantine (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    -- SHA-256 of the three below, so that what comes again is kept once.
    digest BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    payload BYTEA,
    signature BYTEA NOT NULL,
    reason TEXT NOT NULL,
    -- The terminal that handed it over.
    sent_by TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hospital_id, digest)
);

-- Codes that let one terminal in, once.
CREATE TABLE enrolment_codes (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    -- SHA-256: whoever reads this table can enrol nothing.
    code_hash BYTEA NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    used_by TEXT,
    used_key BYTEA,
    PRIMARY KEY (hospital_id, code_hash)
);

ALTER TABLE chains ENABLE ROW LEVEL SECURITY;
ALTER TABLE waiting_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE quarantine ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON chains USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON waiting_facts USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON quarantine USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON enrolment_codes USING (hospital_id = current_setting('shalya.hospital', true));

GRANT SELECT, INSERT, UPDATE ON chains TO shalya_service;
GRANT SELECT, INSERT, DELETE ON waiting_facts TO shalya_service;
GRANT SELECT, INSERT ON quarantine TO shalya_service;
GRANT SELECT, UPDATE ON enrolment_codes TO shalya_service;
