//! One file outlives the disk.

use crate::hospital::*;
use std::path::Path;
use store::{Counter, KeyKeeper, RecoveryKey, Store, Trouble};

struct Backed {
    folder: tempfile::TempDir,
    recovery: RecoveryKey,
    facts: u64,
}

impl Backed {
    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("backup.shalya")
    }
}

/// A store with a case, backed up into `backup.shalya` beside it.
fn backed_up() -> Backed {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, recovery) = Store::create(folder.path(), CODE, "T1", KeyKeeper::File).unwrap();
    set_up_hospital(&mut store);
    let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
    requested(&mut store, patient);
    store.set_pin(nurse(), PIN).unwrap();
    let facts = store.fact_count();
    let file = folder.path().join("backup.shalya");
    store.back_up(&file).unwrap();
    Backed { folder, recovery, facts }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_file_that_tells_nothing_without_the_recovery_key() {
    let backed = backed_up();
    assert_eq!(
        names(backed.folder.path()),
        ["backup.shalya", "shalya.db", "shalya.escrow", "shalya.keys", "shalya.lock"]
    );
    let bytes = std::fs::read(backed.file()).unwrap();
    for secret in ["Nasrin", "নাসরিন", "SQLite format", "data_key"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
}

#[test]
fn a_backup_restored_elsewhere_has_everything_and_begins_a_new_epoch() {
    let backed = backed_up();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut store = Store::restore(&backed.file(), elsewhere.path(), &backed.recovery, KeyKeeper::File).unwrap();
    assert_eq!(store.fact_count(), backed.facts);
    assert_eq!(store.find_patients("নাসরিন", 5).unwrap().len(), 1);
    assert_eq!(store.check_pin(nurse(), PIN).unwrap(), store::PinCheck::Right);
    assert!(store.mint(Counter::ProcedureNo).unwrap() > 1000, "beyond any number of the lost days");
    registered(&mut store, named("Rahima", ""));
    let mut chains = Vec::new();
    store.each_fact(&mut |sealed| chains.push((sealed.envelope.epoch, sealed.envelope.seq))).unwrap();
    let (epoch, seq) = *chains.last().unwrap();
    assert!(epoch > 1 && seq == 1, "{epoch} {seq}");
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.broken, verified.chains), (vec![], 2));
    drop(store);
    assert_eq!(Store::open(elsewhere.path()).unwrap().fact_count(), backed.facts + 1);
}

#[test]
fn the_files_that_a_backup_replaces_are_kept_beside() {
    let backed = backed_up();
    let folder = backed.folder.path();
    let damaged = b"not a database any more".repeat(1000);
    std::fs::write(folder.join("shalya.db"), &damaged).unwrap();
    assert_eq!(Store::open(folder).unwrap_err().trouble(), Trouble::Damaged);
    drop(Store::restore(&backed.file(), folder, &backed.recovery, KeyKeeper::File).unwrap());
    let kept: Vec<String> = names(folder).into_iter().filter(|name| name.contains(".kept-")).collect();
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert_eq!(std::fs::read(folder.join(&kept[0])).unwrap(), damaged);
    assert_eq!(Store::open(folder).unwrap().fact_count(), backed.facts);
    drop(Store::restore(&backed.file(), folder, &backed.recovery, KeyKeeper::Nowhere).unwrap());
    assert_eq!(names(folder).into_iter().filter(|name| name.contains(".kept-")).count(), 6);
    assert_eq!(Store::open(folder).unwrap_err().trouble(), Trouble::KeyLost, "the new keeper is the one asked for");
}

#[test]
fn what_is_no_whole_backup_changes_nothing() {
    let backed = backed_up();
    let folder = backed.folder.path();
    let whole = std::fs::read(backed.file()).unwrap();
    let bad = folder.join("bad.shalya");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut newer = whole.clone();
    newer[14] = b'2';
    let files: [(&[u8], Trouble); 7] = [
        (&whole[..whole.len() - 1], Trouble::Damaged),
        (&whole[..whole.len() / 2], Trouble::Damaged),
        (&whole[..30], Trouble::Damaged),
        (b"", Trouble::Damaged),
        (b"GIF89a and so on, for more than sixteen bytes", Trouble::Damaged),
        (&flipped, Trouble::Damaged),
        (&newer, Trouble::Newer),
    ];
    let before = names(folder).len() + 1;
    for (bytes, trouble) in files {
        std::fs::write(&bad, bytes).unwrap();
        let refused = Store::restore(&bad, folder, &backed.recovery, KeyKeeper::File).unwrap_err();
        assert_eq!(refused.trouble(), trouble, "{refused}");
        assert_eq!(store::check_backup(&bad).unwrap_err().trouble(), trouble, "known before a key is typed");
    }
    store::check_backup(&backed.file()).unwrap();
    let (_, other) = Store::create(tempfile::tempdir().unwrap().path(), CODE, "T1", KeyKeeper::Nowhere).unwrap();
    let refused = Store::restore(&backed.file(), folder, &other, KeyKeeper::File).unwrap_err();
    assert_eq!(refused.trouble(), Trouble::WrongKey);
    let refused = Store::restore(&folder.join("none"), folder, &backed.recovery, KeyKeeper::File).unwrap_err();
    assert_eq!(refused.trouble(), Trouble::NotFound);
    assert_eq!(names(folder).len(), before);
    let store = Store::open(folder).unwrap();
    assert_eq!(store.fact_count(), backed.facts);
    let refused = Store::restore(&backed.file(), folder, &backed.recovery, KeyKeeper::File).unwrap_err();
    assert_eq!(refused.trouble(), Trouble::InUse, "not under someone's hands");
}

#[test]
fn a_backup_of_a_store_that_is_used_has_all_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, recovery) = Store::create(folder.path(), CODE, "T1", KeyKeeper::File).unwrap();
    set_up_hospital(&mut store);
    let file = folder.path().join("backup.shalya");
    for number in 0..3 {
        registered(&mut store, named(&format!("Patient {number}"), ""));
        store.back_up(&file).unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let restored = Store::restore(&file, elsewhere.path(), &recovery, KeyKeeper::File).unwrap();
        assert_eq!(restored.fact_count(), store.fact_count());
    }
    let nowhere = folder.path().join("no such folder").join("backup.shalya");
    assert_eq!(store.back_up(&nowhere).unwrap_err().trouble(), Trouble::NotFound);
}
