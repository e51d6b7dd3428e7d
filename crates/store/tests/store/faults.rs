//! Bad days: each is told apart from the others, and none loses what was recorded.

use crate::hospital::*;
use domain::ProcedureId;
use domain::procedure::ProcedureFact;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use store::{Batch, KeyKeeper, RecoveryKey, Store, StoreError, Trouble, exists, keyring_works};

/// A small disk of its own, gone when the test is over.
struct SmallDisk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl SmallDisk {
    /// None, with the reason printed, where this user may not mount one.
    fn mount(size: &str) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("disk");
        std::fs::create_dir(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size},mode=0777"), "tmpfs"])
            .arg(&path)
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(SmallDisk { _folder: folder, path }),
            Ok(output) => skipped(String::from_utf8_lossy(&output.stderr).trim()),
            Err(error) => skipped(&error.to_string()),
        }
    }

    fn make_read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.path).status().unwrap();
        assert!(done.success());
    }
}

fn skipped<T>(reason: &str) -> Option<T> {
    eprintln!("skipped: this user may not mount a disk ({reason})");
    None
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.path).status());
    }
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// A closed store with one case in it.
struct Closed {
    folder: tempfile::TempDir,
    recovery: RecoveryKey,
    case: ProcedureId,
    facts: u64,
}

fn closed(keeper: KeyKeeper) -> Closed {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, recovery) = Store::create(folder.path(), CODE, "T1", keeper).unwrap();
    set_up_hospital(&mut store);
    let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
    let case = requested(&mut store, patient);
    Closed { folder, recovery, case, facts: store.fact_count() }
}

impl Closed {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    fn trouble(&self) -> Trouble {
        Store::open(self.path()).unwrap_err().trouble()
    }

    fn assert_whole(&self, store: &Store) {
        let verified = store.verify(&mut |_, _| {}).unwrap();
        assert_eq!((verified.facts, verified.broken), (self.facts, vec![]));
        assert!(store.procedure(self.case).unwrap().is_some());
    }
}

#[test]
fn on_a_full_disk_nothing_is_recorded_and_nothing_is_lost() {
    let Some(disk) = SmallDisk::mount("4m") else { return };
    let ballast = disk.path.join("ballast");
    std::fs::write(&ballast, vec![7; 768 * 1024]).unwrap();
    let folder = disk.path.join("shalya");
    let mut store = store_in(&folder);
    let patient = registered(&mut store, named("Nasrin Akhter", ""));
    let case = requested(&mut store, patient);
    let mut acknowledged = Vec::new();
    let refused = loop {
        let text = "রক্তক্ষরণ ".repeat(200);
        let fact = ProcedureFact::NoteSigned {
            note_type: domain::procedure::NoteType::PostOperative,
            text,
            at: now(),
            author: None,
        };
        match store.record(nurse(), now(), Batch { procedures: vec![(case, vec![fact])], ..Batch::default() }) {
            Ok(ids) => acknowledged.extend(ids),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.trouble(), Trouble::DiskFull, "{refused:?}");
    assert!(acknowledged.len() > 3);
    let all_there = |store: &Store| {
        let notes = store.procedure(case).unwrap().unwrap().state.notes;
        assert_eq!(notes.iter().map(|note| note.id).collect::<Vec<_>>(), acknowledged);
        assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
    };
    all_there(&store);
    let backup = store.back_up(&folder.join("backup")).unwrap_err();
    assert_eq!(backup.trouble(), Trouble::DiskFull, "{backup:?}");
    drop(store);
    // Starting again on a full disk either works or says so.
    match Store::open(&folder) {
        Ok(store) => all_there(&store),
        Err(error) => assert_eq!(error.trouble(), Trouble::DiskFull, "{error:?}"),
    }
    assert_eq!(
        Store::create(&disk.path.join("b"), CODE, "T1", KeyKeeper::File).unwrap_err().trouble(),
        Trouble::DiskFull
    );
    assert!(!exists(&disk.path.join("b")));

    std::fs::remove_file(&ballast).unwrap();
    let mut store = Store::open(&folder).unwrap();
    all_there(&store);
    registered(&mut store, named("Rahima", ""));
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
    assert!(Store::create(&disk.path.join("b"), CODE, "T1", KeyKeeper::File).is_ok(), "what was begun is no hindrance");
}

#[test]
fn a_read_only_folder_is_told_apart() {
    let Some(disk) = SmallDisk::mount("8m") else { return };
    let folder = disk.path.join("shalya");
    drop(store_in(&folder));
    disk.make_read_only();
    let before = contents(&folder);
    assert_eq!(Store::open(&folder).unwrap_err().trouble(), Trouble::ReadOnly);
    let other = Store::create(&disk.path.join("other"), CODE, "T1", KeyKeeper::File);
    assert_eq!(other.unwrap_err().trouble(), Trouble::ReadOnly);
    let elsewhere = closed(KeyKeeper::File);
    let store = Store::open(elsewhere.path()).unwrap();
    assert_eq!(store.back_up(&disk.path.join("backup")).unwrap_err().trouble(), Trouble::ReadOnly);
    assert_eq!(contents(&folder), before);
}

#[test]
fn a_folder_that_is_a_file_is_no_place_for_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "a list of last year").unwrap();
    assert_eq!(Store::create(&file, CODE, "T1", KeyKeeper::File).unwrap_err().trouble(), Trouble::ReadOnly);
    assert!(matches!(Store::open(&file).unwrap_err().trouble(), Trouble::NotFound | Trouble::ReadOnly));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "a list of last year");
    assert_eq!(Store::open(&folder.path().join("nowhere")).unwrap_err().trouble(), Trouble::NotFound);
    assert!(!folder.path().join("nowhere").exists(), "looking makes nothing");
}

#[test]
fn a_database_cut_short_is_damaged_and_never_started_afresh() {
    let closed = closed(KeyKeeper::File);
    let database = closed.file("shalya.db");
    let whole = std::fs::read(&database).unwrap();
    for length in [0, 1, 100, 4095, 4096, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        std::fs::write(&database, &whole[..length]).unwrap();
        assert_eq!(closed.trouble(), Trouble::Damaged, "{length} bytes");
        assert!(std::fs::read(&database).unwrap() == whole[..length], "{length} bytes");
        assert!(matches!(Store::create(closed.path(), CODE, "T1", KeyKeeper::File), Err(StoreError::Exists)));
        let recovered = Store::open_with_recovery(closed.path(), &closed.recovery, KeyKeeper::File);
        assert_eq!(recovered.unwrap_err().trouble(), Trouble::Damaged);
    }
    std::fs::write(&database, &whole).unwrap();
    closed.assert_whole(&Store::open(closed.path()).unwrap());
}

/// One byte of each page in turn: opening, or proving the store, finds every one.
#[test]
fn a_flipped_byte_anywhere_is_found() {
    let closed = closed(KeyKeeper::File);
    let database = closed.file("shalya.db");
    let whole = std::fs::read(&database).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut flipped = whole.clone();
        flipped[page * 4096 + (page * 977) % 4096] ^= 0x20;
        std::fs::write(&database, &flipped).unwrap();
        let found = Store::open(closed.path()).and_then(|store| store.verify(&mut |_, _| {}).map(drop));
        assert_eq!(found.map_err(|error| error.trouble()), Err(Trouble::Damaged), "page {page}");
    }
    std::fs::write(&database, &whole).unwrap();
    closed.assert_whole(&Store::open(closed.path()).unwrap());
}

#[test]
fn a_key_that_is_not_here_is_lost_until_the_recovery_key_is_typed() {
    let closed = closed(KeyKeeper::Nowhere);
    assert_eq!(closed.trouble(), Trouble::KeyLost);
    let typed = RecoveryKey::parse(&closed.recovery.to_string().to_lowercase()).unwrap();
    let store = Store::open_with_recovery(closed.path(), &typed, KeyKeeper::File).unwrap();
    closed.assert_whole(&store);
    drop(store);
    closed.assert_whole(&Store::open(closed.path()).unwrap());

    let losses: [fn(&Closed); 3] = [
        |closed| std::fs::remove_file(closed.file("shalya.keys")).unwrap(),
        |closed| std::fs::write(closed.file("shalya.keys"), "{\"form\":1").unwrap(),
        |other| {
            // The keys of another store, copied here by mistake.
            let mistaken = crate::faults::closed(KeyKeeper::File);
            std::fs::copy(mistaken.file("shalya.keys"), other.file("shalya.keys")).unwrap();
        },
    ];
    for lose in losses {
        lose(&closed);
        assert_eq!(closed.trouble(), Trouble::KeyLost);
        let store = Store::open_with_recovery(closed.path(), &closed.recovery, KeyKeeper::File).unwrap();
        closed.assert_whole(&store);
        drop(store);
        closed.assert_whole(&Store::open(closed.path()).unwrap());
    }
}

#[test]
fn another_hospitals_recovery_key_opens_nothing_and_changes_nothing() {
    let ours = closed(KeyKeeper::File);
    let theirs = closed(KeyKeeper::File).recovery;
    let before = contents(ours.path());
    let refused = Store::open_with_recovery(ours.path(), &theirs, KeyKeeper::Nowhere).unwrap_err();
    assert_eq!(refused.trouble(), Trouble::WrongKey);
    assert_eq!(contents(ours.path()), before);
}

#[test]
fn a_lost_escrow_file_is_written_again_from_the_store() {
    let closed = closed(KeyKeeper::File);
    let escrow = std::fs::read(closed.file("shalya.escrow")).unwrap();
    std::fs::remove_file(closed.file("shalya.escrow")).unwrap();
    closed.assert_whole(&Store::open(closed.path()).unwrap());
    assert_eq!(std::fs::read(closed.file("shalya.escrow")).unwrap(), escrow);
    for file in ["shalya.escrow", "shalya.keys"] {
        std::fs::remove_file(closed.file(file)).unwrap();
    }
    let both_lost = Store::open_with_recovery(closed.path(), &closed.recovery, KeyKeeper::File);
    assert_eq!(both_lost.unwrap_err().trouble(), Trouble::KeyLost);
}

#[cfg(unix)]
#[test]
fn only_this_user_of_the_machine_reads_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let closed = closed(KeyKeeper::File);
    for file in ["shalya.keys", "shalya.escrow"] {
        let mode = std::fs::metadata(closed.file(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let closed = closed(KeyKeeper::File);
    let connection = opened_by_hand(closed.path());
    connection.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(connection);
    let before = contents(closed.path());
    let refused = Store::open(closed.path()).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 99, .. }), "{refused:?}");
    assert_eq!(contents(closed.path()), before);
    let keys = std::fs::read_to_string(closed.file("shalya.keys")).unwrap();
    std::fs::write(closed.file("shalya.keys"), keys.replace("\"form\":1", "\"form\":2")).unwrap();
    assert_eq!(closed.trouble(), Trouble::Newer);
}

#[test]
fn a_store_that_is_open_is_in_use_for_everyone_else() {
    let closed = closed(KeyKeeper::File);
    let store = Store::open(closed.path()).unwrap();
    assert_eq!(closed.trouble(), Trouble::InUse);
    let recovered = Store::open_with_recovery(closed.path(), &closed.recovery, KeyKeeper::File);
    assert_eq!(recovered.unwrap_err().trouble(), Trouble::InUse);
    drop(store);
    closed.assert_whole(&Store::open(closed.path()).unwrap());
}

#[test]
fn a_keyring_that_is_not_there_is_said_so_at_once() {
    let asked = Instant::now();
    let works = keyring_works();
    assert!(asked.elapsed() < Duration::from_secs(10));
    if works {
        eprintln!("skipped: this session has a keyring");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let refused = Store::create(folder.path(), CODE, "T1", KeyKeeper::Keyring).unwrap_err();
    assert!(matches!(refused, StoreError::NoKeyring), "{refused:?}");
    assert!(!exists(folder.path()));
    assert!(Store::create(folder.path(), CODE, "T1", KeyKeeper::File).is_ok(), "another keeper is chosen");
}

/// Runs where the session has a keyring, and says so where it has none.
#[test]
fn a_key_that_the_keyring_lost_is_lost_until_the_recovery_key_is_typed() {
    if !keyring_works() {
        eprintln!("skipped: this session has no keyring");
        return;
    }
    let closed = closed(KeyKeeper::Keyring);
    let keys: serde_json::Value = serde_json::from_slice(&std::fs::read(closed.file("shalya.keys")).unwrap()).unwrap();
    assert_eq!(keys.get("data_key"), None, "the file does not have it");
    closed.assert_whole(&Store::open(closed.path()).unwrap());
    let entry = keyring::Entry::new("shalya", keys["store"].as_str().unwrap()).unwrap();
    entry.delete_credential().unwrap();
    assert_eq!(closed.trouble(), Trouble::KeyLost);
    drop(Store::open_with_recovery(closed.path(), &closed.recovery, KeyKeeper::Keyring).unwrap());
    closed.assert_whole(&Store::open(closed.path()).unwrap());
    entry.delete_credential().unwrap();
}

#[test]
fn codes_that_no_fact_could_carry_are_refused_before_anything_is_made() {
    for (hospital, terminal) in [("", "T1"), ("SDH", ""), ("S\nH", "T1"), (&*"H".repeat(65), "T1")] {
        let folder = tempfile::tempdir().unwrap();
        let refused = Store::create(folder.path(), hospital, terminal, KeyKeeper::File);
        assert!(matches!(refused, Err(StoreError::Malformed(_))));
        assert!(!exists(folder.path()));
    }
}
