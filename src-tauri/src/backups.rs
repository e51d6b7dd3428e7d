//! Looking for backups where a person may have put them: their own folders, and whatever disk is
//! plugged in. What is found is named; nothing is opened.

use crate::desk::{Desk, Held};
use crate::failures::Fault;
use domain::Moment;
use domain::access::Right;
use ipc::{BackupFound, BackupsFound, Failure, FolderFound, LookForBackups};
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// How the name of a backup ends.
pub const EXTENSION: &str = "shalya-backup";
/// The folder in which the program puts what it writes for a person.
const OWN_FOLDER: &str = "Shalya";
/// More than a person looks through, and little enough to read at once.
const LIMIT: usize = 300;

/// At first start for anyone, and for whoever holds the recovery key of records that can't be
/// opened; otherwise for whoever administers.
pub fn look_for_backups(desk: &Desk, call: LookForBackups) -> Result<BackupsFound, Failure> {
    if matches!(desk.inside().held, Held::Open(_)) {
        desk.at_work(|seat| seat.need(Right::Administer))?;
    }
    let offset_minutes = desk.inside().now(0).offset_minutes();
    Ok(match call.folder.filter(|folder| !folder.trim().is_empty()) {
        Some(folder) => within(Path::new(folder.trim()), offset_minutes)?,
        None => usual(desk, offset_minutes),
    })
}

/// Whatever lies in the person's own folders and on the disks that are plugged in, the newest first.
fn usual(desk: &Desk, offset_minutes: i16) -> BackupsFound {
    let drives = desk.places.drives();
    let named = |path: &PathBuf, is_drive| FolderFound { name: name_of(path), path: shown(path), is_drive };
    let folders: Vec<FolderFound> = drives
        .iter()
        .map(|path| named(path, true))
        .chain(desk.places.own_folders.iter().filter(|path| path.is_dir()).map(|path| named(path, false)))
        .collect();
    let mut backups = Vec::new();
    for folder in drives.iter().chain(&desk.places.own_folders) {
        for folder in [folder.clone(), folder.join(OWN_FOLDER)] {
            // A folder that can't be read has nothing to offer here; opened by itself it says so.
            if let Ok(found) = within(&folder, offset_minutes) {
                backups.extend(found.backups);
            }
        }
    }
    BackupsFound { folder: None, above: None, folders, backups: newest_first(backups) }
}

fn within(folder: &Path, offset_minutes: i16) -> Result<BackupsFound, Fault> {
    let mut folders = Vec::new();
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder).map_err(Fault::file(folder))?.take(LIMIT * 10).flatten() {
        let path = entry.path();
        if name_of(&path).starts_with('.') {
            continue;
        }
        if path.is_dir() {
            folders.push(FolderFound { name: name_of(&path), path: shown(&path), is_drive: false });
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION)) {
            backups.extend(found(&entry, &path, folder, offset_minutes));
        }
    }
    folders.sort_by_key(|folder| folder.name.to_lowercase());
    folders.truncate(LIMIT);
    let above = folder.parent().map(shown);
    Ok(BackupsFound { folder: Some(shown(folder)), above, folders, backups: newest_first(backups) })
}

fn found(entry: &DirEntry, path: &Path, folder: &Path, offset_minutes: i16) -> Option<BackupFound> {
    let about = entry.metadata().ok()?;
    let since = about.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let written_ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    Some(BackupFound {
        name: name_of(path),
        folder: shown(folder),
        path: shown(path),
        bytes: about.len(),
        written_at: Moment::new(written_ms, offset_minutes),
    })
}

fn newest_first(mut backups: Vec<BackupFound>) -> Vec<BackupFound> {
    backups.sort_by(|a, b| (b.written_at, &a.path).cmp(&(a.written_at, &b.path)));
    backups.dedup_by(|a, b| a.path == b.path);
    backups.truncate(LIMIT);
    backups
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    #[test]
    fn backups_are_found_on_a_stick_and_among_ones_own_papers_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(Places::within(folder.path()));
        let stick = folder.path().join("media/KINGSTON");
        fs::create_dir_all(stick.join("Shalya")).unwrap();
        fs::create_dir_all(stick.join("old/2024")).unwrap();
        fs::create_dir_all(folder.path().join("prints")).unwrap();
        let write = |path: PathBuf, written_s: u64| {
            let file = fs::File::create(path).unwrap();
            file.set_modified(UNIX_EPOCH + std::time::Duration::from_secs(written_s)).unwrap();
        };
        write(stick.join("Shalya/NTK 2026-11-20 1700.shalya-backup"), 3000);
        write(stick.join("old/2024/NTK.SHALYA-BACKUP"), 1000);
        write(stick.join("holiday.jpg"), 9000);
        write(folder.path().join("prints/NTK 2026-11-21 1700.shalya-backup"), 4000);

        let there = look_for_backups(&desk, LookForBackups { folder: None }).unwrap();
        let names: Vec<&str> = there.backups.iter().map(|backup| backup.name.as_str()).collect();
        assert_eq!(names, ["NTK 2026-11-21 1700.shalya-backup", "NTK 2026-11-20 1700.shalya-backup"]);
        assert_eq!(there.folders.first().map(|drive| (drive.name.as_str(), drive.is_drive)), Some(("KINGSTON", true)));

        let look = |folder: &Path| look_for_backups(&desk, LookForBackups { folder: Some(shown(folder)) });
        let on_stick = look(&stick).unwrap();
        let folders: Vec<&str> = on_stick.folders.iter().map(|folder| folder.name.as_str()).collect();
        assert_eq!((folders, on_stick.backups.len()), (vec!["old", "Shalya"], 0));
        let old = look(&stick.join("old/2024")).unwrap();
        assert_eq!((old.backups.len(), old.above), (1, Some(shown(&stick.join("old")))));
        assert!(matches!(look(&stick.join("gone")), Err(Failure::File { trouble: ipc::Trouble::NotFound, .. })));
    }
}
