//! A backup: one file that any machine of the hospital can be restored from with the recovery key.
//!
//! ```text
//! "SHALYA BACKUP 1\n"   16 bytes
//! length                u32, big-endian: of what follows
//! escrow                JSON: the data key sealed to the hospital's recovery key
//! database              SQLCipher, encrypted with that data key, until 32 bytes before the end
//! SHA-256               32 bytes, of everything before
//! ```
//!
//! Nothing in it is readable without the recovery key. It is written beside its final name, read
//! back, synced and renamed: a backup that has its name is whole.

use crate::connection;
use crate::error::{Result, StoreError};
use crate::folder::{Lock, Paths, keep_beside, move_beside, private_file, put_in_place};
use crate::keeper::KeyKeeper;
use crate::keys::{self, DataKey, Escrow};
use crate::migrations::migrate;
use crate::recovery::RecoveryKey;
use crate::store::{Progress, Store, date_for_names};
use crate::terminal;
use rusqlite::backup::{Backup, StepResult};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

const TAG: &[u8; 16] = b"SHALYA BACKUP 1\n";
const DIGEST_BYTES: u64 = 32;
/// The escrow of a store is some 400 bytes; more is no backup.
const MAX_ESCROW_BYTES: u32 = 64 * 1024;
/// Pages copied at a time.
const PAGES: i32 = 1024;
/// Of SQLCipher, which nothing here changes.
const PAGE_BYTES: u64 = 4096;
/// Bytes read back between two words of progress.
const PART_BYTES: u64 = 4 * 1024 * 1024;

impl Store {
    /// Writes a backup of everything here to `to`, over an older file of that name. Facts recorded
    /// meanwhile wait: the store has one user at a time.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        self.back_up_showing(to, &mut |_, _| {})
    }

    /// As [`Store::back_up`]; tells how many bytes are copied, of how many.
    pub fn back_up_showing(&self, to: &Path, progress: Progress<'_>) -> Result<()> {
        let copy = beside(to, "copying");
        let partial = beside(to, "partial");
        let written = self.write_backup(&copy, &partial, to, progress);
        for left in [&copy, &partial] {
            if left.exists() {
                drop(fs::remove_file(left));
            }
        }
        written.map_err(|error| error.looked_at(to.parent().unwrap_or(to)))
    }

    fn write_backup(&self, copy: &Path, partial: &Path, to: &Path, progress: Progress<'_>) -> Result<()> {
        drop(private_file(copy)?);
        let mut target = connection::create(copy, &self.key)?;
        let backup = Backup::new(&self.connection, &mut target)?;
        loop {
            let step = backup.step(PAGES)?;
            let pages = backup.progress();
            let all = u64::try_from(pages.pagecount).unwrap_or_default();
            let left = u64::try_from(pages.remaining).unwrap_or_default();
            progress(all.saturating_sub(left) * PAGE_BYTES, all * PAGE_BYTES);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // The store has one user; somebody else's hand is on the file.
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        drop(backup);
        settle(target)?;
        let escrow = terminal::read(&self.connection)?.escrow;
        let length = u32::try_from(escrow.len()).map_err(StoreError::damaged)?;
        let mut file = Hashing { file: private_file(partial)?, digest: Sha256::new() };
        file.write_all(TAG)?;
        file.write_all(&length.to_be_bytes())?;
        file.write_all(&escrow)?;
        std::io::copy(&mut File::open(copy)?, &mut file)?;
        let Hashing { mut file, digest } = file;
        file.write_all(&digest.finalize())?;
        file.sync_all()?;
        put_in_place(partial, to)
    }

    /// Puts a backup in the place of whatever store is in `folder`, and opens it. The files that
    /// were there are kept beside under dated names. What this terminal records from now on is of
    /// a new epoch, and its numbers begin well after any that the lost days may have used.
    ///
    /// [`StoreError::WrongKey`] when the recovery key is another hospital's, `Damaged` when the
    /// file is no whole backup; nothing was changed then.
    pub fn restore(backup: &Path, folder: &Path, recovery: &RecoveryKey, keeper: KeyKeeper) -> Result<Store> {
        Self::restore_showing(backup, folder, recovery, keeper, &mut |_, _| {}, &mut |_, _| {})
    }

    /// As [`Store::restore`]; tells how many bytes are `copied`, and how many records are made again
    /// (`rebuilt`) where an earlier version wrote the backup.
    pub fn restore_showing(
        backup: &Path,
        folder: &Path,
        recovery: &RecoveryKey,
        keeper: KeyKeeper,
        copied: Progress<'_>,
        rebuilt: Progress<'_>,
    ) -> Result<Store> {
        let restored = Self::put_back(backup, folder, recovery, keeper, copied, rebuilt);
        restored.map_err(|error| error.looked_at(folder))
    }

    fn put_back(
        backup: &Path,
        folder: &Path,
        recovery: &RecoveryKey,
        keeper: KeyKeeper,
        copied: Progress<'_>,
        rebuilt: Progress<'_>,
    ) -> Result<Store> {
        let paths = Paths::new(folder);
        let (escrow, _) = read_head(&mut File::open(backup)?)?;
        let key = escrow.open(recovery)?;
        fs::create_dir_all(folder)?;
        let lock = Lock::take(&paths)?;
        let copy = folder.join("shalya.restoring");
        let restored = extract(backup, &copy, copied).and_then(|()| renew(&copy, &key));
        if let Err(error) = restored {
            drop(fs::remove_file(&copy));
            return Err(error);
        }
        let date = date_for_names();
        keep_beside(&paths.database(), &date)?;
        for old in paths.beside_database() {
            move_beside(&old, &date)?;
        }
        keys::keep(&paths, &key, &escrow, keeper)?;
        put_in_place(&copy, &paths.database())?;
        Self::begin(paths, lock, key, rebuilt)
    }
}

/// Leaves one file without a log beside it, every page of which was read back and found right.
fn settle(connection: rusqlite::Connection) -> Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::damaged("the copy keeps its log"));
    }
    connection::check_pages(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// The escrow, and how many bytes stand before the database.
fn read_head(file: &mut impl Read) -> Result<(Escrow, u64)> {
    let no_backup = |_| StoreError::damaged("this file is no backup");
    let mut tag = [0; TAG.len()];
    file.read_exact(&mut tag).map_err(no_backup)?;
    if tag != *TAG {
        let ours = tag.starts_with(b"SHALYA BACKUP ");
        return Err(if ours {
            StoreError::Newer { found: 2, known: 1 }
        } else {
            StoreError::damaged("this file is no backup")
        });
    }
    let mut length = [0; 4];
    file.read_exact(&mut length).map_err(no_backup)?;
    let length = u32::from_be_bytes(length);
    if length > MAX_ESCROW_BYTES {
        return Err(StoreError::damaged("this file is no backup"));
    }
    let mut escrow = vec![0; length as usize];
    file.read_exact(&mut escrow).map_err(no_backup)?;
    Ok((Escrow::parse(&escrow)?, (TAG.len() + size_of::<u32>()) as u64 + u64::from(length)))
}

/// Whether a file is a whole backup, whichever hospital's: `Damaged`, `Newer` or `NotFound` where it
/// is not. Asked before anybody types a key of 56 letters.
pub fn check_backup(backup: &Path) -> Result<()> {
    read_through(backup, &mut std::io::sink(), &mut |_, _| {})
}

/// Writes the database of a backup to `to`, when the backup is whole.
fn extract(backup: &Path, to: &Path, progress: Progress<'_>) -> Result<()> {
    let mut target = private_file(to)?;
    read_through(backup, &mut target, progress)?;
    Ok(target.sync_all()?)
}

/// Reads a whole backup and hands its database on.
fn read_through(backup: &Path, to: &mut impl Write, progress: Progress<'_>) -> Result<()> {
    let file = File::open(backup)?;
    let bytes = file.metadata()?.len();
    let mut source = Hashing { file: BufReader::new(file), digest: Sha256::new() };
    let (_, head_bytes) = read_head(&mut source)?;
    let left = bytes.saturating_sub(DIGEST_BYTES + head_bytes);
    let mut copied = 0;
    while copied < left {
        let part = std::io::copy(&mut (&mut source).take(PART_BYTES.min(left - copied)), to)?;
        copied += part;
        progress(copied, left);
        if part == 0 {
            break;
        }
    }
    let Hashing { mut file, digest } = source;
    let mut said = [0; DIGEST_BYTES as usize];
    let whole = copied == left && file.read_exact(&mut said).is_ok() && digest.finalize().as_slice() == said;
    if whole { Ok(()) } else { Err(StoreError::damaged("the backup is not whole")) }
}

/// A new epoch and new numbers for the author in a restored database.
fn renew(database: &Path, key: &DataKey) -> Result<()> {
    let mut connection = connection::open(database, key)?;
    migrate(&mut connection)?;
    let transaction = connection.transaction()?;
    terminal::begin_epoch(&transaction)?;
    terminal::skip_numbers(&transaction)?;
    transaction.commit()?;
    settle(connection)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{suffix}"));
    PathBuf::from(name)
}

/// A file and the digest of all that went through.
struct Hashing<F> {
    file: F,
    digest: Sha256,
}

impl<F: Write> Write for Hashing<F> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl<F: Read> Read for Hashing<F> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }
}
