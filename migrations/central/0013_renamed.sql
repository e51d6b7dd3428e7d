-- Who and what is called otherwise since rows were written that name it: they are written anew, some at
-- a time.
CREATE TABLE renamed (
    hospital_id TEXT NOT NULL REFERENCES hospitals (id),
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    -- The table of its names: practitioners, locations or machines.
    kind TEXT NOT NULL,
    named_id UUID NOT NULL,
    -- The id outside that those rows have.
    outside_id TEXT NOT NULL,
    -- When somebody began with it; who does not come to an end is followed by another.
    taken_at TIMESTAMPTZ,
    PRIMARY KEY (hospital_id, number)
);
ALTER TABLE renamed ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hospital ON renamed USING (hospital_id = current_setting('shalya.hospital', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON renamed TO shalya_service;
