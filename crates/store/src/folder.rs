//! The folder of a store: its files, its lock, and writing a file so that a power cut leaves the
//! old one or the new one.

use crate::error::{Result, StoreError};
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Whether a store was made in this folder, however it fares.
pub fn exists(folder: &Path) -> bool {
    Paths::new(folder).database().exists()
}

/// Where a store keeps what.
#[derive(Clone, Debug)]
pub struct Paths {
    pub folder: PathBuf,
}

impl Paths {
    pub fn new(folder: &Path) -> Self {
        Paths { folder: folder.to_owned() }
    }

    /// The encrypted database; `-wal` and `-shm` stand beside it while it is open.
    pub fn database(&self) -> PathBuf {
        self.folder.join("shalya.db")
    }

    /// Who keeps the data key, and the key itself where this file is the keeper.
    pub fn keys(&self) -> PathBuf {
        self.folder.join("shalya.keys")
    }

    /// The data key sealed to the hospital's recovery key.
    pub fn escrow(&self) -> PathBuf {
        self.folder.join("shalya.escrow")
    }

    pub fn lock(&self) -> PathBuf {
        self.folder.join("shalya.lock")
    }

    /// Every file of a store but its database and its lock.
    pub(crate) fn beside_database(&self) -> [PathBuf; 4] {
        let beside = |suffix| {
            let mut name = self.database().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        };
        [beside("-wal"), beside("-shm"), self.keys(), self.escrow()]
    }
}

/// Held while a store is open: one writer, one program. The system lets go of it when the process
/// ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub fn take(paths: &Paths) -> Result<Lock> {
        let file = File::options().create(true).truncate(false).write(true).open(paths.lock())?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Writes a file that only this user may read; whole and on the disk when this returns.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = path.with_extension("partial");
    let written = (|| {
        let mut file = private_file(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        put_in_place(&partial, path)
    })();
    if written.is_err() {
        // What is half written helps nobody; the error that counts is the first.
        drop(fs::remove_file(&partial));
    }
    written
}

/// A new, empty file that only this user may read.
pub(crate) fn private_file(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    Ok(options.open(path)?)
}

/// Renames, and sees to it that the name itself is on the disk.
pub(crate) fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)?;
    if let Some(folder) = to.parent() {
        sync_folder(folder)?;
    }
    Ok(())
}

/// Windows writes names through by itself and cannot open a folder as a file.
fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Moves what is in the way to a dated name beside it: nothing of a store is ever deleted.
pub(crate) fn move_beside(path: &Path, date: &str) -> Result<()> {
    if path.exists() { put_in_place(path, &free_name(path, date)) } else { Ok(()) }
}

/// As [`move_beside`], but the name stays taken, for another file to be renamed over it: at no
/// moment does the folder look as if it never had a store. Where the file system knows no second
/// names, the file is moved.
pub(crate) fn keep_beside(path: &Path, date: &str) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    match fs::hard_link(path, free_name(path, date)) {
        Ok(()) => Ok(()),
        Err(_) => move_beside(path, date),
    }
}

fn free_name(path: &Path, date: &str) -> PathBuf {
    let named = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 0 { format!(".kept-{date}") } else { format!(".kept-{date}-{n}") });
        PathBuf::from(name)
    };
    (0..).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}
