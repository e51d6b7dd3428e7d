-- From when a wrong PIN makes its person wait, by the clock of the machine that nobody can set and
-- that goes on while the program is closed: which start of the machine, and how long after it.
-- None where the system does not tell, or the last try was before this version.
ALTER TABLE pins ADD COLUMN failed_boot BLOB;
ALTER TABLE pins ADD COLUMN failed_uptime_ms INTEGER;
