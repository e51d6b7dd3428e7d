//! Why the store cannot take or give something.

use rusqlite::ErrorCode;
use std::io;
use std::path::Path;

/// What a call of this crate gives.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Nothing was recorded when a call fails with this.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    DiskFull,
    #[error("the folder or file cannot be written to")]
    ReadOnly,
    #[error("there is no such store or file")]
    NotFound,
    /// A store is here already: it is never started afresh over.
    #[error("there is a store here already")]
    Exists,
    /// Cut short, changed, or no store at all.
    #[error("damaged: {what}")]
    Damaged { what: String },
    /// The key kept on this machine is gone or was never kept: the recovery key opens the store.
    #[error("the key to this store is not on this machine")]
    KeyLost,
    #[error("this is not the recovery key of this hospital")]
    WrongKey,
    /// `found` and `known` are numbers of migrations, or versions of a file's form.
    #[error("written by a newer version of the program ({found}; this one knows {known})")]
    Newer { found: i64, known: i64 },
    #[error("open in another window of this program")]
    InUse,
    /// The keyring of the operating system does not answer or refuses to keep the key.
    #[error("the keyring of this machine does not keep the key")]
    NoKeyring,
    /// A fact outside the limits of the journal; only a fault of the caller makes one.
    #[error("not a fact of this journal: {0}")]
    Malformed(#[from] journal::Malformed),
    #[error("the database: {0}")]
    Database(rusqlite::Error),
    #[error("the file system: {0}")]
    File(io::Error),
}

/// The few kinds of trouble that the window has a sentence for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    DiskFull,
    ReadOnly,
    NotFound,
    Damaged,
    KeyLost,
    WrongKey,
    Newer,
    InUse,
    Other,
}

impl StoreError {
    pub fn trouble(&self) -> Trouble {
        match self {
            StoreError::DiskFull => Trouble::DiskFull,
            StoreError::ReadOnly => Trouble::ReadOnly,
            StoreError::NotFound => Trouble::NotFound,
            StoreError::Damaged { .. } => Trouble::Damaged,
            StoreError::KeyLost => Trouble::KeyLost,
            StoreError::WrongKey => Trouble::WrongKey,
            StoreError::Newer { .. } => Trouble::Newer,
            StoreError::InUse => Trouble::InUse,
            StoreError::Exists
            | StoreError::NoKeyring
            | StoreError::Malformed(_)
            | StoreError::Database(_)
            | StoreError::File(_) => Trouble::Other,
        }
    }

    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        StoreError::Damaged { what: what.to_string() }
    }

    /// SQLite says "I/O error" for some writes that found the disk full: asks the disk itself.
    pub(crate) fn looked_at(self, folder: &Path) -> Self {
        let unclear = match &self {
            StoreError::Database(error) => error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure),
            StoreError::File(_) => true,
            _ => false,
        };
        let full = || fs4::available_space(folder).is_ok_and(|bytes| bytes < FULL_BELOW_BYTES);
        if unclear && full() { StoreError::DiskFull } else { self }
    }
}

/// Less than one growth of the write-ahead index.
const FULL_BELOW_BYTES: u64 = 64 * 1024;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
            // SQLCipher reports a page whose authentication code is wrong as "out of memory".
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::OutOfMemory) => {
                StoreError::damaged(error)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse,
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..) => StoreError::damaged(error),
                error => StoreError::Database(error),
            },
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => StoreError::NotFound,
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::AlreadyExists => StoreError::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::File(error),
        }
    }
}
