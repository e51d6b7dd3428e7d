//! The one connection to the encrypted database.
//!
//! The key is raw, so opening derives nothing and costs nothing. WAL with `synchronous=FULL`: a
//! commit has one sync and is on the disk when it returns. One writer: the folder's lock sees to
//! it, and the database is locked exclusively besides.

use crate::error::{Result, StoreError};
use crate::keys::DataKey;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// Pages in the write-ahead log before it is written back. Writing back costs a few more syncs:
/// rarer than one record in a hundred, it stays out of what people feel.
const CHECKPOINT_PAGES: u32 = 4000;
/// Page cache, in KiB.
const CACHE_KIB: i64 = 16 * 1024;
/// Statements kept prepared: more than the crate has.
const STATEMENTS: usize = 96;

/// Opens an existing database; [`StoreError::Damaged`] when the key, known to be right, does not
/// fit the first page.
pub(crate) fn open(path: &Path, key: &DataKey) -> Result<Connection> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Makes a new database.
pub(crate) fn create(path: &Path, key: &DataKey) -> Result<Connection> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn connect(path: &Path, key: &DataKey, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let pragmas = Zeroizing::new(format!("PRAGMA key = \"{}\"; PRAGMA cipher_memory_security = OFF;", *key.pragma()));
    connection.execute_batch(&pragmas)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::ReadOnly);
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -{CACHE_KIB};
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES};"
    ))?;
    Ok(connection)
}
