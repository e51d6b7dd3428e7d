-- Who takes part in each encounter, as its registry last said: they may read its procedures. That is no
-- fact: another replica of the log would ask its own registry.
CREATE TABLE encounter_participants (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    -- By the id that a token names: whoever takes part need never have been named here.
    practitioner TEXT NOT NULL,
    encounter_id UUID NOT NULL REFERENCES encounters (id),
    PRIMARY KEY (hospital_id, practitioner, encounter_id)
);
CREATE INDEX encounter_participants_of_encounter ON encounter_participants (hospital_id, encounter_id);
ALTER TABLE encounter_participants ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON encounter_participants
    USING (hospital_id = current_setting('shalya.hospital', true));
GRANT SELECT, INSERT, DELETE ON encounter_participants TO shalya_service;

-- When the registry was last asked who takes part, and when it last said so.
ALTER TABLE encounters ADD COLUMN asked_at TIMESTAMPTZ;
ALTER TABLE encounters ADD COLUMN told_at TIMESTAMPTZ;
CREATE INDEX encounters_untold ON encounters (hospital_id, asked_at NULLS FIRST) WHERE told_at IS NULL;
