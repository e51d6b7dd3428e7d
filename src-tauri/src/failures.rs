//! From what goes wrong inside to what the window is told. The log keeps the details, and never
//! a patient's name: only kinds, codes and numbers are written there.

use domain::Refusal;
use ipc::{Failure, Trouble};
use std::io;
use std::path::{Path, PathBuf};
use store::StoreError;

/// What can go wrong while a command is carried out.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("{0}")]
    Told(#[from] Failure),
    #[error("store: {0}")]
    Store(#[from] StoreError),
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    #[error("print: {0}")]
    Print(#[from] print::PrintError),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::Told(refusal.into())
    }
}

impl Fault {
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Fault {
        let path = path.to_owned();
        move |error| Fault::File { path, error }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Told(failure) => failure,
            Fault::Store(error) => {
                tracing::error!(%error, "the store did not take or give it");
                Failure::Store { trouble: trouble(&error) }
            }
            Fault::File { path, error } => {
                tracing::error!(%error, "a file cannot be read or written");
                Failure::File { path: path.display().to_string(), trouble: trouble_of_io(&error) }
            }
            Fault::Print(error) => {
                tracing::error!(%error, "the page cannot be made");
                Failure::Store { trouble: Trouble::Other }
            }
        }
    }
}

/// The store's trouble in the window's words.
pub fn trouble(error: &StoreError) -> Trouble {
    match error.trouble() {
        store::Trouble::DiskFull => Trouble::DiskFull,
        store::Trouble::ReadOnly => Trouble::ReadOnly,
        store::Trouble::NotFound => Trouble::NotFound,
        store::Trouble::Damaged => Trouble::Damaged,
        store::Trouble::KeyLost => Trouble::KeyLost,
        store::Trouble::WrongKey => Trouble::WrongKey,
        store::Trouble::Newer => Trouble::Newer,
        store::Trouble::InUse => Trouble::InUse,
        store::Trouble::Other => Trouble::Other,
    }
}

fn trouble_of_io(error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::NotFound,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::DiskFull,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Trouble::Damaged,
        _ => Trouble::Other,
    }
}
