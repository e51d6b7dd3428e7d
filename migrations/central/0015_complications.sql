-- Of each procedure, how many complications were recorded in full: what FHIR serves as Condition. `migrate`
-- makes the rows anew that stand already.
ALTER TABLE procedures ADD COLUMN complications_recorded INTEGER NOT NULL DEFAULT 0;
