//! The numbered SQL of migrations/terminal, applied in order and never changed once released.

use crate::error::{Result, StoreError};
use rusqlite::Connection;

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../migrations/terminal/", $name)))),*]
    };
}

/// File names and what stands in them; `CHECKSUMS` beside them holds each to its bytes.
pub const MIGRATIONS: &[(&str, &str)] = migrations![
    "0001_facts.sql",
    "0002_terminal.sql",
    "0003_projections.sql",
    "0004_pin_waits.sql",
    "0005_centre.sql",
    "0006_patient_words.sql",
    "0007_patient_lines.sql",
];

/// "Shal" in ASCII: tells the file apart from any other SQLite database.
const APPLICATION_ID: i64 = 0x5368_616c;

/// Brings the database up to this version. [`StoreError::Newer`] when it is beyond it.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    let known = MIGRATIONS.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, (name, sql)) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        tracing::info!(name, "migrating");
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction
            .execute_batch(&format!("PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID};"))?;
        transaction.commit()?;
    }
    Ok(())
}
