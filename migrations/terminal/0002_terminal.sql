-- What belongs to this terminal alone and is no fact.

-- One row: who writes here.
CREATE TABLE terminal (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    hospital TEXT NOT NULL,
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    author_secret BLOB NOT NULL,
    -- The file shalya.escrow, should it be lost.
    escrow BLOB NOT NULL,
    -- The greatest hybrid time of others that was followed.
    observed_wall_ms INTEGER NOT NULL DEFAULT 0,
    observed_counter INTEGER NOT NULL DEFAULT 0,
    -- Of the projections; 0 while there are none.
    fold_version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How many numbers of a kind were given out.
CREATE TABLE counters (
    counter TEXT PRIMARY KEY,
    given INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A PIN authenticates a person at this terminal; it derives no key.
CREATE TABLE pins (
    person BLOB PRIMARY KEY,
    -- Argon2id, in the PHC string format.
    hash TEXT NOT NULL,
    -- Tries since the last right one, counted before each is looked at.
    failures INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What someone is typing and has not signed.
CREATE TABLE drafts (
    person BLOB NOT NULL,
    procedure BLOB NOT NULL,
    slot TEXT NOT NULL,
    text TEXT NOT NULL,
    kept_ms INTEGER NOT NULL,
    PRIMARY KEY (person, procedure, slot)
) STRICT;
