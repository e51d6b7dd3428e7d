-- What the facts amount to. Everything here can be dropped and made again from events.
-- `body` is the folded stream as JSON; the other columns are read out of it to find it by.

CREATE TABLE procedures (
    stream INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    patient BLOB,
    -- What it takes up of the theatre; none while it waits. While the patient is in the theatre
    -- the end is not known, and is the largest number there is.
    start_ms INTEGER,
    end_ms INTEGER,
    is_open INTEGER NOT NULL,
    is_waiting INTEGER NOT NULL,
    is_voided INTEGER NOT NULL,
    -- Someone should look: disputed, flagged, passed, booked over another.
    is_unsettled INTEGER NOT NULL,
    -- What it books, as JSON, while it is open.
    booking TEXT,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX procedures_by_time ON procedures (end_ms, start_ms) WHERE end_ms IS NOT NULL AND is_voided = 0;
CREATE INDEX procedures_by_patient ON procedures (patient);
CREATE INDEX procedures_waiting ON procedures (stream) WHERE is_waiting = 1;
CREATE INDEX procedures_unsettled ON procedures (stream) WHERE is_unsettled = 1;
CREATE INDEX procedures_booked ON procedures (end_ms, start_ms) WHERE booking IS NOT NULL;

CREATE TABLE patients (
    stream INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    is_unknown INTEGER NOT NULL,
    uhid TEXT,
    nid TEXT,
    birth_registration TEXT,
    -- How the name sounds, and the Bangla name without its spaces.
    name_sounds TEXT,
    name_bn_key TEXT,
    -- What the patient is searched by.
    words TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX patients_unknown ON patients (stream) WHERE is_unknown = 1;
CREATE INDEX patients_by_uhid ON patients (uhid) WHERE uhid IS NOT NULL;
CREATE INDEX patients_by_nid ON patients (nid) WHERE nid IS NOT NULL;
CREATE INDEX patients_by_birth_registration ON patients (birth_registration) WHERE birth_registration IS NOT NULL;
CREATE INDEX patients_by_sound ON patients (name_sounds) WHERE name_sounds IS NOT NULL;
CREATE INDEX patients_by_name_bn ON patients (name_bn_key) WHERE name_bn_key IS NOT NULL;

-- The default categories end a word at each Bangla vowel sign.
CREATE VIRTUAL TABLE patient_words USING fts5 (
    words,
    content = 'patients',
    content_rowid = 'stream',
    prefix = '1 2 3',
    tokenize = "unicode61 categories 'L* N* Co Mn Mc'"
);

-- While everything is folded anew the words wait, and are all made at once at the end.
CREATE TRIGGER patient_words_added AFTER INSERT ON patients
WHEN (SELECT fold_version FROM terminal) > 0
BEGIN
    INSERT INTO patient_words (rowid, words) VALUES (NEW.stream, NEW.words);
END;

CREATE TRIGGER patient_words_changed AFTER UPDATE OF words ON patients
WHEN NEW.words <> OLD.words AND (SELECT fold_version FROM terminal) > 0
BEGIN
    INSERT INTO patient_words (patient_words, rowid, words) VALUES ('delete', OLD.stream, OLD.words);
    INSERT INTO patient_words (rowid, words) VALUES (NEW.stream, NEW.words);
END;

CREATE TRIGGER patient_words_removed AFTER DELETE ON patients
WHEN (SELECT fold_version FROM terminal) > 0
BEGIN
    INSERT INTO patient_words (patient_words, rowid, words) VALUES ('delete', OLD.stream, OLD.words);
END;

CREATE TABLE people (
    stream INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE hospitals (
    stream INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- Streams that amount to nothing but their heads: the audit trail, and kinds of a newer version.
CREATE TABLE trails (
    stream INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- Facts whose causes are not here yet.
CREATE TABLE waiting_facts (
    event_id BLOB PRIMARY KEY,
    stream INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX waiting_facts_by_stream ON waiting_facts (stream);

-- Facts that a newer version recorded: kept, not understood.
CREATE TABLE newer_facts (
    event_id BLOB PRIMARY KEY,
    stream INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX newer_facts_by_stream ON newer_facts (stream);
