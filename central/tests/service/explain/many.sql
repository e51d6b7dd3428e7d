-- Twenty thousand procedures of DHAKA, and four times as many of other hospitals.
INSERT INTO hospitals (id) SELECT 'OTHER-' || h FROM generate_series(1, 4) AS h;

CREATE TEMPORARY TABLE many AS
SELECT CASE h WHEN 0 THEN 'DHAKA' ELSE 'OTHER-' || h END AS hospital_id, n,
    lpad(to_hex(h * 1000000 + n), 32, '0')::uuid AS id,
    lpad(to_hex(h * 1000000 + 1 + n % 500), 32, '0')::uuid AS whom,
    '2025-01-01'::timestamptz + n * INTERVAL '40 minutes' AS at,
    'many-' || h || '-' || n AS name
FROM generate_series(0, 4) AS h, generate_series(1, 20000) AS n;

INSERT INTO patients (id, hospital_id, outside_id) SELECT id, hospital_id, 'many-' || n FROM many WHERE n <= 500;
INSERT INTO encounters (id, hospital_id, outside_id) SELECT id, hospital_id, 'many-' || n FROM many WHERE n <= 500;
INSERT INTO practitioners (id, hospital_id, outside_id) SELECT id, hospital_id, 'many-' || n FROM many WHERE n <= 500;
INSERT INTO devices (id, hospital_id, outside_id) SELECT id, hospital_id, 'many-' || n FROM many WHERE n <= 500;
INSERT INTO locations (id, hospital_id, outside_id) SELECT id, hospital_id, 'many-' || n FROM many WHERE n <= 500;
INSERT INTO encounter_participants (hospital_id, practitioner, encounter_id)
SELECT hospital_id, 'many-' || (n + o) % 500, id FROM many, generate_series(1, 5) AS o WHERE n <= 500;

INSERT INTO procedures (
    id, procedure_id, patient_id, subject_id, encounter_id, location_id, status, event_status, category, code, hospital_id,
    version, subject, restricted, specialty, has_complication, started_at, ended_at, sorts_at, updated_at
)
SELECT id, name, whom, whom, whom, whom, (ARRAY['preparation', 'completed', 'completed', 'cancelled'])[1 + n % 4],
    (ARRAY['preparation', 'completed', 'completed', 'not-done'])[1 + n % 4], '[]', '{}', hospital_id, 1,
    jsonb_build_object('reference', 'Patient/many-' || 1 + n % 500), false,
    CASE WHEN n % 400 = 0 THEN 'urology' ELSE 'general_surgery' END, n % 200 = 0, at,
    CASE WHEN n % 100 > 0 THEN at + INTERVAL '30 minutes' END, at, at
FROM many;

INSERT INTO procedure_codings (hospital_id, procedure_id, field, system, code)
SELECT hospital_id, id, field, 'urn:many', field || '-' || n % 300
FROM many, unnest(ARRAY['code', 'category', 'outcome', 'identifier']) AS field;
INSERT INTO procedure_performers (hospital_id, procedure_id, practitioner_id, role)
SELECT hospital_id, id, whom, 'surgeon' FROM many;
INSERT INTO procedure_devices (procedure_id, device_id, device_type, action, hospital_id)
SELECT id, whom, 'mesh', 'implanted', hospital_id FROM many WHERE n % 2 = 0;
INSERT INTO bookings (procedure_id, hospital_id, location_id, starts_at, ends_at, over, body)
SELECT id, hospital_id, whom, at, at + INTERVAL '30 minutes', true, '{}' FROM many;

INSERT INTO events (
    hospital_id, position, event_id, stream_kind, stream_id, kind, terminal, epoch, seq, hash, envelope, payload, signature
)
SELECT hospital_id, 1000 + n, id, 'procedure', id, 'requested', 'X', 1, n, '', '', '', '' FROM many;
INSERT INTO streams (hospital_id, kind, id, version, body)
SELECT many.hospital_id, 'procedure', many.id, 1, one.body
FROM many, (SELECT body FROM streams WHERE kind = 'procedure' LIMIT 1) AS one
WHERE many.n <= 1000;
INSERT INTO access_audit (hospital_id, at, subject, roles, action, route, procedure_id, outcome)
SELECT hospital_id, at, 'somebody', '', CASE WHEN n % 50 = 0 THEN 'write' ELSE 'read' END, '/api/procedures', id,
    CASE WHEN n % 500 = 0 THEN 'refused' ELSE 'whole' END
FROM many;

-- Every row is looked at, so that each time the plans are the same.
SET default_statistics_target = 1000;
ANALYZE;
