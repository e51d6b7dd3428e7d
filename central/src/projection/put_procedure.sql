INSERT INTO procedures (
    id, hospital_id, procedure_id, patient_id, encounter_id, status, category, code, subject, encounter,
    performed_period, recorder, asserter, performer, location, reason_code, reason_reference, body_site, outcome,
    report, complication, follow_up, note, focal_device, used_code, metadata, schedule, version,
    checklist_outstanding, restricted, voided, catalogue_key, specialty, started_at, ended_at, sorts_at,
    location_id, has_complication, updated_at, subject_id, encounter_reference, created_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, COALESCE($39, CURRENT_TIMESTAMP), $4, $5, COALESCE($39, CURRENT_TIMESTAMP)
)
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
    updated_at = COALESCE($39, procedures.updated_at), subject_id = excluded.subject_id,
    encounter_reference = excluded.encounter_reference
