-- What the searches of FHIR look at besides, and of /api those that had to read everything. Each plan stands
-- under row-level security: no operator in it leaks.

-- When it ended; what has begun and not ended is still to end, and of some only the end is known.
CREATE INDEX idx_procedures_ended ON procedures (hospital_id, ended_at);
CREATE INDEX idx_procedures_open ON procedures (hospital_id, sorts_at)
    WHERE ended_at IS NULL AND started_at IS NOT NULL;
CREATE INDEX idx_procedures_only_ended ON procedures (hospital_id, ended_at)
    WHERE started_at IS NULL AND ended_at IS NOT NULL;
CREATE INDEX idx_procedures_complication ON procedures (hospital_id, sorts_at, id) WHERE has_complication;

CREATE INDEX bookings_by_end ON bookings (hospital_id, ends_at, procedure_id);
CREATE INDEX procedure_devices_of_device ON procedure_devices (hospital_id, device_id, procedure_id);

CREATE INDEX access_audit_at ON access_audit (hospital_id, at);
CREATE INDEX access_audit_changes ON access_audit (hospital_id, id) WHERE action <> 'read';
CREATE INDEX access_audit_refusals ON access_audit (hospital_id, id) WHERE outcome = 'refused';
