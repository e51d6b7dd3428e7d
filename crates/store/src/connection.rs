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

/// SQLCipher's default.
const PAGE_BYTES: u64 = 4096;

/// Opens an existing database; [`StoreError::Damaged`] when the key, known to be right, does not
/// fit the first page, or when there is no first page: SQLite would take that for a new database
/// and begin one.
pub(crate) fn open(path: &Path, key: &DataKey) -> Result<Connection> {
    let bytes = std::fs::metadata(path)?.len();
    // With a log beside it, a page half written is one that the log still has.
    let torn = bytes % PAGE_BYTES != 0 && log_is_empty(path);
    if bytes < PAGE_BYTES || torn {
        return Err(StoreError::damaged("the file is cut short"));
    }
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let migrations: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if migrations == 0 {
        return Err(StoreError::damaged("the file holds no store"));
    }
    Ok(connection)
}

fn log_is_empty(database: &Path) -> bool {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |log| log.len() == 0)
}

/// Makes a new database.
pub(crate) fn create(path: &Path, key: &DataKey) -> Result<Connection> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn connect(path: &Path, key: &DataKey, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let pragmas = Zeroizing::new(format!(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"{}\"; PRAGMA cipher_memory_security = OFF;",
        *key.pragma()
    ));
    connection.execute_batch(&pragmas)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Nobody else opens it, so the index of the log need not be shared memory.
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
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

/// Reads every page of the file and proves it unchanged.
pub(crate) fn check_pages(connection: &Connection) -> Result<()> {
    let mut check = connection.prepare("PRAGMA cipher_integrity_check")?;
    match check.query([])?.next()? {
        Some(row) => Err(StoreError::damaged(row.get::<_, String>(0)?)),
        None => Ok(()),
    }
}
