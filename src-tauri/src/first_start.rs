//! From a folder without a store to one that is set up; what a crash left half made is put aside.

use crate::desk::Held;
use crate::failures::Fault;
use crate::ledger::Ledger;
use crate::places::Places;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use store::{KeyKeeper, RecoveryKey, Store, StoreError};

/// Stands in the folder, locked, from before the store is made until the first facts are on the
/// disk. Found without its lock, it tells of a set-up that was cut short: nobody was told that
/// store's recovery key, and nobody signed in to it.
fn marker(places: &Places) -> PathBuf {
    places.data.join("setting-up")
}

/// Opens the store of the folder, if there is one; tells of its progress where an earlier version's
/// projections are made again.
pub fn look(places: &Places, progress: store::Progress<'_>) -> Held {
    match put_aside(places) {
        Err(error) => Held::from(Err(error)),
        Ok(()) if store::exists(&places.data) => Held::from(Store::open_showing(&places.data, progress)),
        Ok(()) => Held::Nothing,
    }
}

/// Makes a store and records in it what `fill` does, both or neither.
pub fn make(
    places: &Places,
    hospital_code: &str,
    terminal: &str,
    keeper: KeyKeeper,
    fill: impl FnOnce(&mut Ledger, &RecoveryKey) -> Result<(), Fault>,
) -> Result<(Ledger, RecoveryKey), Fault> {
    if store::exists(&places.data) {
        return Err(StoreError::Exists.into());
    }
    fs::create_dir_all(&places.data).map_err(StoreError::from)?;
    let marked = locked(File::create(marker(places)).map_err(StoreError::from)?)?;
    sync_folder(&places.data).map_err(StoreError::from)?;
    let made = Store::create(&places.data, hospital_code, terminal, keeper).map_err(Fault::from);
    let filled = made.and_then(|(store, key)| {
        let mut ledger = Ledger::new(store);
        fill(&mut ledger, &key).map(|()| (ledger, key))
    });
    if filled.is_err() {
        // Made by this very call, and told to nobody.
        for file in store_files(&places.data).unwrap_or_default() {
            let _ = fs::remove_file(file);
        }
    }
    let unmarked = fs::remove_file(marker(places)).and_then(|()| sync_folder(&places.data));
    drop(marked);
    let made = filled?;
    unmarked.map_err(StoreError::from)?;
    Ok(made)
}

fn locked(marker: File) -> Result<File, StoreError> {
    match marker.try_lock() {
        Ok(()) => Ok(marker),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Moves what a crash left half made out of the way. Nothing is deleted that an earlier run of the
/// program made.
fn put_aside(places: &Places) -> Result<(), StoreError> {
    let marked = match File::options().write(true).open(marker(places)) {
        Ok(marker) => locked(marker)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let aside = (1u32..).map(|n| places.data.join(format!("unfinished-{n}"))).find(|folder| !folder.exists());
    let Some(aside) = aside else { return Ok(()) };
    fs::create_dir(&aside)?;
    for file in store_files(&places.data)? {
        let name = file.file_name().unwrap_or_default().to_owned();
        fs::rename(&file, aside.join(name))?;
    }
    fs::remove_file(marker(places))?;
    drop(marked);
    tracing::warn!("a set-up that was cut short is put aside");
    Ok(())
}

/// The database, its journals and its keys; not the lock, which may be held.
fn store_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("shalya.") && !name.starts_with("shalya.lock") && entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Windows writes names through by itself and cannot open a folder as a file.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_that_was_cut_short_is_put_aside_and_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        fs::write(marker(&places), "").unwrap();
        fs::write(places.store_file(), "half made").unwrap();
        assert!(matches!(look(&places, &mut |_, _| {}), Held::Nothing));
        assert_eq!(fs::read(folder.path().join("unfinished-1/shalya.db")).unwrap(), b"half made");
        assert!(!marker(&places).exists());
    }

    #[test]
    fn a_set_up_that_is_still_going_on_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        let going_on = locked(File::create(marker(&places)).unwrap()).unwrap();
        fs::write(places.store_file(), "being made").unwrap();
        assert!(matches!(look(&places, &mut |_, _| {}), Held::CannotOpen(ipc::Trouble::InUse)));
        assert!(places.store_file().exists());
        drop(going_on);
    }
}
