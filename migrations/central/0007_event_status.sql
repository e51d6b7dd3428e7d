-- R4's word for the status (event-status), by which FHIR searches: it tells what was cancelled before it
-- began from what was stopped, and knows what was entered in error.
ALTER TABLE procedures ADD COLUMN event_status TEXT;
CREATE INDEX idx_procedures_event_status ON procedures (hospital_id, event_status, sorts_at, id);
