-- Version 0 says that the projections are not whole, and holds back the words of patients. Rows
-- are written over: every stream that has one still has its facts.
UPDATE terminal SET fold_version = 0;
INSERT INTO patient_words (patient_words) VALUES ('delete-all');
DELETE FROM waiting_facts;
DELETE FROM newer_facts;
