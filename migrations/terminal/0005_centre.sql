-- What this terminal knows of the central service.

-- Up to which number the centre keeps a chain, as it said last.
CREATE TABLE kept_chains (
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (terminal, epoch)
) STRICT, WITHOUT ROWID;

-- Keys that hold for one epoch of an author; those of author_keys hold for all others.
CREATE TABLE epoch_keys (
    terminal TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    PRIMARY KEY (terminal, epoch)
) STRICT, WITHOUT ROWID;
