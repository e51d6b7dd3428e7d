INSERT INTO patients (id, hospital_id, outside_id)
SELECT lpad(to_hex(n), 32, '0')::uuid, 'DHAKA', 'many-' || n FROM generate_series(1, 500) AS n;

INSERT INTO encounters (id, hospital_id, outside_id)
SELECT lpad(to_hex(n), 32, '0')::uuid, 'DHAKA', 'many-' || n FROM generate_series(1, 500) AS n;

INSERT INTO practitioners (id, hospital_id, outside_id)
SELECT lpad(to_hex(n), 32, '0')::uuid, 'DHAKA', 'many-' || n FROM generate_series(1, 500) AS n;

INSERT INTO procedures (
    id, procedure_id, patient_id, subject_id, encounter_id, status, category, code, hospital_id, version, subject,
    restricted, specialty, started_at, sorts_at
)
SELECT lpad(to_hex(n), 32, '0')::uuid, 'PRC-' || n, lpad(to_hex(1 + n % 500), 32, '0')::uuid,
    lpad(to_hex(1 + n % 500), 32, '0')::uuid, lpad(to_hex(1 + n % 500), 32, '0')::uuid,
    (ARRAY['preparation', 'completed', 'completed', 'completed', 'completed', 'cancelled'])[1 + n % 6], '[]', '{}', 'DHAKA', 1, '{}', false,
    CASE WHEN n % 400 = 0 THEN 'urology' ELSE 'general_surgery' END,
    '2025-01-01'::timestamptz + n * INTERVAL '20 minutes', '2025-01-01'::timestamptz + n * INTERVAL '20 minutes'
FROM generate_series(1, 40000) AS n;

INSERT INTO procedure_codings (hospital_id, procedure_id, field, system, code)
SELECT 'DHAKA', lpad(to_hex(n), 32, '0')::uuid, 'code', 'http://snomed.info/sct', 'code-' || n % 300
FROM generate_series(1, 40000) AS n;

INSERT INTO procedure_performers (hospital_id, procedure_id, practitioner_id, role)
SELECT 'DHAKA', lpad(to_hex(n), 32, '0')::uuid, lpad(to_hex(1 + n % 500), 32, '0')::uuid, 'surgeon'
FROM generate_series(1, 40000) AS n;

ANALYZE;
