-- What nearly every procedure of a hospital has is found along the order of the page, what few have by their
-- codings; to tell them apart the planner must know which codes are common in which hospital.
CREATE STATISTICS procedure_codings_common (mcv) ON hospital_id, field, code FROM procedure_codings;
ALTER STATISTICS procedure_codings_common SET STATISTICS 1000;
