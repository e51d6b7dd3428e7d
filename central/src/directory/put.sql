WITH given AS (
    SELECT * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[]) AS given (kind, id, outside_id, display)
),
patient AS (
    INSERT INTO patients (id, hospital_id, outside_id, display)
    SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'patients'
    ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, patients.display)
),
encounter AS (
    INSERT INTO encounters (id, hospital_id, outside_id, display)
    SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'encounters'
    ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, encounters.display)
),
practitioner AS (
    INSERT INTO practitioners (id, hospital_id, outside_id, display)
    SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'practitioners'
    ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, practitioners.display)
),
location AS (
    INSERT INTO locations (id, hospital_id, outside_id, display)
    SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'locations'
    ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, locations.display)
),
machine AS (
    INSERT INTO machines (id, hospital_id, outside_id, display)
    SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'machines'
    ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, machines.display)
)
INSERT INTO devices (id, hospital_id, outside_id, display)
SELECT DISTINCT ON (id) id, $1, outside_id, display FROM given WHERE kind = 'devices'
ON CONFLICT (id) DO UPDATE SET display = COALESCE(excluded.display, devices.display)
