-- Every row of some procedures, over the ones before, in one round trip. What a child table holds
-- and the new state does not goes, what is new comes, the rest stays untouched. $4 are their ids, by which
-- alone child tables are read, however few rows the planner thinks they have.
WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($2) AS given (
        id UUID, procedure_id TEXT, patient_id UUID, encounter_id UUID, status TEXT, category JSONB, code JSONB,
        subject JSONB, encounter JSONB, performed_period JSONB, recorder JSONB, asserter JSONB, performer JSONB,
        location JSONB, reason_code JSONB, reason_reference JSONB, body_site JSONB, outcome JSONB, report JSONB,
        complication JSONB, follow_up JSONB, note JSONB, focal_device JSONB, used_code JSONB, metadata JSONB,
        schedule JSONB, version INTEGER, checklist_outstanding JSONB, restricted BOOLEAN, voided BOOLEAN,
        catalogue_key TEXT, specialty TEXT, started_at TIMESTAMPTZ, ended_at TIMESTAMPTZ, sorts_at TIMESTAMPTZ,
        location_id UUID, has_complication BOOLEAN, complications_recorded INTEGER, event_status TEXT,
        codings JSONB, performers JSONB, devices JSONB, booking JSONB
    )
),
put AS (
    INSERT INTO procedures (
        id, hospital_id, procedure_id, patient_id, encounter_id, status, category, code, subject, encounter,
        performed_period, recorder, asserter, performer, location, reason_code, reason_reference, body_site, outcome,
        report, complication, follow_up, note, focal_device, used_code, metadata, schedule, version,
        checklist_outstanding, restricted, voided, catalogue_key, specialty, started_at, ended_at, sorts_at,
        location_id, has_complication, complications_recorded, updated_at, subject_id, encounter_reference, created_at, event_status
    )
    SELECT
        id, $1, procedure_id, patient_id, encounter_id, status, category, code, subject, encounter,
        performed_period, recorder, asserter, performer, location, reason_code, reason_reference, body_site, outcome,
        report, complication, follow_up, note, focal_device, used_code, metadata, schedule, version,
        checklist_outstanding, restricted, voided, catalogue_key, specialty, started_at, ended_at, sorts_at,
        location_id, has_complication, complications_recorded, COALESCE($3, CURRENT_TIMESTAMP), patient_id, encounter_id,
        COALESCE($3, CURRENT_TIMESTAMP), event_status
    FROM given
    ON CONFLICT (id) DO UPDATE SET
        patient_id = excluded.patient_id, encounter_id = excluded.encounter_id, status = excluded.status,
        category = excluded.category, code = excluded.code, subject = excluded.subject, encounter = excluded.encounter,
        performed_period = excluded.performed_period, recorder = excluded.recorder, asserter = excluded.asserter,
        performer = excluded.performer, location = excluded.location, reason_code = excluded.reason_code,
        reason_reference = excluded.reason_reference, body_site = excluded.body_site, outcome = excluded.outcome,
        report = excluded.report, complication = excluded.complication, follow_up = excluded.follow_up,
        note = excluded.note, focal_device = excluded.focal_device, used_code = excluded.used_code,
        metadata = excluded.metadata, schedule = excluded.schedule, version = excluded.version,
        checklist_outstanding = excluded.checklist_outstanding, restricted = excluded.restricted,
        voided = excluded.voided, catalogue_key = excluded.catalogue_key, specialty = excluded.specialty,
        started_at = excluded.started_at, ended_at = excluded.ended_at, sorts_at = excluded.sorts_at,
        location_id = excluded.location_id, has_complication = excluded.has_complication,
        complications_recorded = excluded.complications_recorded,
        updated_at = COALESCE($3, procedures.updated_at), subject_id = excluded.subject_id,
        encounter_reference = excluded.encounter_reference, event_status = excluded.event_status
),
codings AS (
    SELECT given.id AS procedure_id, coding.field, coding.system, coding.code
    FROM given, jsonb_to_recordset(given.codings) AS coding (field TEXT, system TEXT, code TEXT)
),
gone_codings AS (
    DELETE FROM procedure_codings AS old
    WHERE old.hospital_id = $1 AND old.procedure_id = ANY($4) AND NOT EXISTS (
        SELECT FROM codings
        WHERE codings.procedure_id = old.procedure_id AND codings.field = old.field
            AND codings.system = old.system AND codings.code = old.code
    )
),
new_codings AS (
    INSERT INTO procedure_codings (hospital_id, procedure_id, field, system, code)
    SELECT $1, procedure_id, field, system, code FROM codings
    ON CONFLICT DO NOTHING
),
performers AS (
    SELECT given.id AS procedure_id, performer.practitioner_id, performer.role
    FROM given, jsonb_to_recordset(given.performers) AS performer (practitioner_id UUID, role TEXT)
),
gone_performers AS (
    DELETE FROM procedure_performers AS old
    WHERE old.hospital_id = $1 AND old.procedure_id = ANY($4) AND NOT EXISTS (
        SELECT FROM performers
        WHERE performers.procedure_id = old.procedure_id AND performers.practitioner_id = old.practitioner_id
            AND performers.role = old.role
    )
),
new_performers AS (
    INSERT INTO procedure_performers (hospital_id, procedure_id, practitioner_id, role)
    SELECT $1, procedure_id, practitioner_id, role FROM performers
    ON CONFLICT DO NOTHING
),
new_devices AS (
    INSERT INTO procedure_devices (id, hospital_id, procedure_id, device_id, device_type, action, manipulated)
    SELECT device.id, $1, given.id, device.device_id, device.device_type, device.action, device.manipulated
    FROM given, jsonb_to_recordset(given.devices) AS device (
        id UUID, device_id UUID, device_type TEXT, action TEXT, manipulated BOOLEAN
    )
    ON CONFLICT (id) DO NOTHING
),
gone_bookings AS (
    DELETE FROM bookings AS old USING given
    WHERE old.hospital_id = $1 AND old.procedure_id = given.id AND given.booking IS NULL
)
INSERT INTO bookings (procedure_id, hospital_id, location_id, starts_at, ends_at, over, body)
SELECT given.id, $1, booking.location_id, booking.starts_at, booking.ends_at, booking.is_over, booking.body
FROM given, jsonb_to_record(given.booking) AS booking (
    location_id UUID, starts_at TIMESTAMPTZ, ends_at TIMESTAMPTZ, is_over BOOLEAN, body JSONB
)
WHERE given.booking IS NOT NULL
ON CONFLICT (procedure_id) DO UPDATE SET
    location_id = excluded.location_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    over = excluded.over, body = excluded.body
