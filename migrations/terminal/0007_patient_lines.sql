-- What lists show of each patient, as JSON, apart from the whole of them: a search reads twenty of these,
-- many to a page.

CREATE TABLE patient_lines (
    stream INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    line TEXT NOT NULL
) STRICT;
