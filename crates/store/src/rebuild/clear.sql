DELETE FROM procedures;
DELETE FROM patients;
DELETE FROM people;
DELETE FROM hospitals;
DELETE FROM trails;
DELETE FROM waiting_facts;
DELETE FROM newer_facts;
