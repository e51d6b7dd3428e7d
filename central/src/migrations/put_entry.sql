INSERT INTO procedure_codes (
    code_system, code, display, category, specialty, complexity, duration_minutes, anesthesia_required,
    common_in_bangladesh, cost, resource_requirements, contraindications, complications, recovery_time_days
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::numeric, $11, $12, $13, $14)
ON CONFLICT (code_system, code) DO UPDATE SET
    display = excluded.display, category = excluded.category, specialty = excluded.specialty,
    complexity = excluded.complexity, duration_minutes = excluded.duration_minutes,
    anesthesia_required = excluded.anesthesia_required, common_in_bangladesh = excluded.common_in_bangladesh,
    cost = excluded.cost, resource_requirements = excluded.resource_requirements,
    contraindications = excluded.contraindications, complications = excluded.complications,
    recovery_time_days = excluded.recovery_time_days, updated_at = CURRENT_TIMESTAMP
WHERE (procedure_codes.display, procedure_codes.category, procedure_codes.specialty, procedure_codes.complexity,
       procedure_codes.duration_minutes, procedure_codes.cost, procedure_codes.resource_requirements,
       procedure_codes.contraindications, procedure_codes.complications, procedure_codes.recovery_time_days)
    IS DISTINCT FROM
      (excluded.display, excluded.category, excluded.specialty, excluded.complexity, excluded.duration_minutes,
       excluded.cost, excluded.resource_requirements, excluded.contraindications, excluded.complications,
       excluded.recovery_time_days)
