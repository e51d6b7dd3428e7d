-- A word of which four or five letters are typed is found as fast as one of three.

DROP TABLE patient_words;

CREATE VIRTUAL TABLE patient_words USING fts5 (
    words,
    content = 'patients',
    content_rowid = 'stream',
    prefix = '1 2 3 4 5',
    tokenize = "unicode61 categories 'L* N* Co Mn Mc'"
);

INSERT INTO patient_words (patient_words) VALUES ('rebuild');
