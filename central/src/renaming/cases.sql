-- Whose they are, who stands in the team or wrote a note, where it is booked, and with what.
SELECT id
FROM procedures
WHERE hospital_id = $1 AND (
    id IN (SELECT procedure_id FROM procedure_performers WHERE hospital_id = $1 AND practitioner_id = ANY($2))
    OR note @> ANY($3::jsonb[])
    OR location_id = ANY($4)
    OR schedule @> ANY($5::jsonb[])
    OR patient_id = ANY($6)
)
