-- Every access is told to Kafka too: the audit's own rows wait there to be published.
ALTER TABLE access_audit ADD COLUMN event_id UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE access_audit ADD COLUMN published_at TIMESTAMPTZ;
CREATE INDEX access_audit_waiting ON access_audit (hospital_id, id) WHERE published_at IS NULL;
GRANT UPDATE (published_at) ON access_audit TO shalya_service;

-- What was published long ago is swept away.
CREATE INDEX outbox_published ON outbox (hospital_id, published_at) WHERE published_at IS NOT NULL;

-- Whom a registry was asked about, and what it last said. A write is not held up by a registry that is
-- down: what it named stands here as unverified until the registry has answered.
CREATE TABLE registry_checks (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    -- Patient, Practitioner, Encounter or Organization.
    kind TEXT NOT NULL,
    outside_id TEXT NOT NULL,
    -- unverified, verified, or unknown to the registry.
    state TEXT NOT NULL CHECK (state IN ('unverified', 'verified', 'unknown')),
    since TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hospital_id, kind, outside_id)
);
CREATE INDEX registry_checks_due ON registry_checks (hospital_id, since) WHERE state = 'unverified';
ALTER TABLE registry_checks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON registry_checks USING (hospital_id = current_setting('shalya.hospital', true));
GRANT SELECT, INSERT, UPDATE ON registry_checks TO shalya_service;

-- The references of a procedure that no registry has confirmed, each with its state; NULL when all are.
ALTER TABLE procedures ADD COLUMN verification JSONB;
CREATE INDEX procedures_unverified ON procedures (hospital_id, id) WHERE verification IS NOT NULL;
