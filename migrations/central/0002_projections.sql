-- What the facts amount to, in SERVICE.md's tables with its columns. Written in the transaction that
-- appends the facts, never otherwise; all of it can be made anew from the log.
--
-- Beyond SERVICE.md: times are TIMESTAMPTZ, and typed columns and child tables carry what is searched
-- by. Under row-level security only leak-proof operators (= and ranges on text, uuid, timestamptz)
-- keep an index, which @> on JSONB is not.

-- Whom and what the outside names: its own id, unique in the hospital, and the UUID used inside.
CREATE TABLE patients (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE encounters (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE practitioners (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE organizations (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE locations (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE machines (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);
CREATE TABLE devices (
    id UUID PRIMARY KEY,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    outside_id TEXT NOT NULL,
    display TEXT,
    UNIQUE (hospital_id, outside_id)
);

-- An operating room is known by its location's id and by its own as a resource.
ALTER TABLE locations ADD COLUMN room_id TEXT;
CREATE UNIQUE INDEX locations_room ON locations (hospital_id, room_id);
ALTER TABLE machines ADD COLUMN resource_type TEXT NOT NULL DEFAULT '';

CREATE TABLE procedures (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    procedure_id VARCHAR(50) UNIQUE NOT NULL,
    patient_id UUID NOT NULL,
    encounter_id UUID REFERENCES encounters (id),
    status VARCHAR(20) NOT NULL DEFAULT 'preparation',
    category JSONB NOT NULL,
    code JSONB NOT NULL,
    subject_type VARCHAR(20) DEFAULT 'patient',
    subject_id UUID NOT NULL,
    encounter_reference UUID REFERENCES encounters (id),
    performed_period JSONB,
    recorder JSONB,
    asserter JSONB,
    performer JSONB,
    location JSONB,
    reason_code JSONB,
    reason_reference JSONB,
    body_site JSONB,
    outcome JSONB,
    report JSONB,
    complication JSONB,
    follow_up JSONB,
    note JSONB,
    focal_device JSONB,
    used_code JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata JSONB,
    FOREIGN KEY (patient_id) REFERENCES patients (id),

    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    -- The number of its facts: ETag, FHIR versionId, the events' sequence.
    version INTEGER NOT NULL,
    subject JSONB NOT NULL,
    encounter JSONB,
    schedule JSONB,
    -- Phases that were due by its status and are neither signed nor passed.
    checklist_outstanding JSONB NOT NULL DEFAULT '[]',
    -- Hidden from whoever has no full access and is not on the team.
    restricted BOOLEAN NOT NULL,
    voided BOOLEAN NOT NULL DEFAULT false,
    catalogue_key TEXT,
    specialty TEXT,
    started_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    -- For lists in the order of time: what has no time comes last.
    sorts_at TIMESTAMPTZ NOT NULL,
    location_id UUID REFERENCES locations (id),
    has_complication BOOLEAN NOT NULL DEFAULT false
);

CREATE INDEX idx_procedures_patient ON procedures (hospital_id, patient_id);
CREATE INDEX idx_procedures_status ON procedures (hospital_id, status, sorts_at, id);
CREATE INDEX idx_procedures_performed ON procedures (hospital_id, sorts_at, id);
CREATE INDEX idx_procedures_updated ON procedures (hospital_id, updated_at, id);
CREATE INDEX idx_procedures_encounter ON procedures (hospital_id, encounter_id);
CREATE INDEX idx_procedures_location ON procedures (hospital_id, location_id, sorts_at);
CREATE INDEX idx_procedures_specialty ON procedures (hospital_id, specialty, sorts_at);

-- Every coding by which a procedure is searched: code, category, outcome.
CREATE TABLE procedure_codings (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    procedure_id UUID NOT NULL REFERENCES procedures (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (procedure_id, field, system, code)
);
CREATE INDEX idx_procedures_code ON procedure_codings (hospital_id, field, code, procedure_id);

-- Who stands in the team, by the role's word, or by none.
CREATE TABLE procedure_performers (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    procedure_id UUID NOT NULL REFERENCES procedures (id) ON DELETE CASCADE,
    practitioner_id UUID NOT NULL REFERENCES practitioners (id),
    role TEXT NOT NULL,
    PRIMARY KEY (procedure_id, practitioner_id, role)
);
CREATE INDEX idx_procedures_performer ON procedure_performers (hospital_id, practitioner_id, procedure_id);

CREATE TABLE procedure_devices (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    procedure_id UUID REFERENCES procedures (id) ON DELETE CASCADE,
    device_id UUID NOT NULL,
    device_type VARCHAR(200) NOT NULL,
    action VARCHAR(20) NOT NULL,
    manipulated BOOLEAN DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    FOREIGN KEY (device_id) REFERENCES devices (id)
);
CREATE INDEX idx_procedure_devices_procedure ON procedure_devices (procedure_id);

-- What an open case takes up of room, people and machines, and when.
CREATE TABLE bookings (
    procedure_id UUID PRIMARY KEY REFERENCES procedures (id) ON DELETE CASCADE,
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    location_id UUID NOT NULL REFERENCES locations (id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    -- Ended, completed or cancelled: listed, and clashes with nothing.
    over BOOLEAN NOT NULL,
    body JSONB NOT NULL
);
CREATE INDEX bookings_by_time ON bookings (hospital_id, starts_at, procedure_id);

-- The catalogue is the same for every hospital; loaded from the program by `migrate`.
CREATE TABLE procedure_codes (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code_system VARCHAR(100) NOT NULL,
    code VARCHAR(50) NOT NULL,
    display VARCHAR(500) NOT NULL,
    category VARCHAR(100),
    specialty VARCHAR(100),
    complexity VARCHAR(20),
    duration_minutes INTEGER,
    anesthesia_required BOOLEAN DEFAULT false,
    common_in_bangladesh BOOLEAN DEFAULT false,
    cost DECIMAL(10, 2),
    resource_requirements JSONB,
    contraindications JSONB,
    complications JSONB,
    recovery_time_days INTEGER,
    is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (code_system, code)
);
CREATE INDEX idx_procedure_codes_code ON procedure_codes (code, code_system);
CREATE INDEX idx_procedure_codes_specialty ON procedure_codes (specialty);

ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE encounters ENABLE ROW LEVEL SECURITY;
ALTER TABLE practitioners ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE locations ENABLE ROW LEVEL SECURITY;
ALTER TABLE machines ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedures ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_codings ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_performers ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON patients USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON encounters USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON practitioners USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON organizations USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON locations USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON machines USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON devices USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON procedures USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON procedure_codings USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON procedure_performers USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON procedure_devices USING (hospital_id = current_setting('shalya.hospital', true));
CREATE POLICY own_hospital ON bookings USING (hospital_id = current_setting('shalya.hospital', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON
    patients, encounters, practitioners, organizations, locations, machines, devices,
    procedures, procedure_codings, procedure_performers, procedure_devices, bookings
    TO shalya_service;
GRANT SELECT ON procedure_codes TO shalya_service;
