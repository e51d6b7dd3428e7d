//! A store that an earlier version wrote opens in every later one.
//!
//! Before a migration is added, `cargo test -p store -- --ignored writes_the_fixture` writes a store
//! of the version that ends with it; those that are there stay as they are.

use crate::hospital::*;
use domain::procedure::{Command, NoteType, Side, Slot, Status};
use domain::{Moment, ProcedureId};
use journal::StreamKind;
use std::path::{Path, PathBuf};
use store::{KeyKeeper, MIGRATIONS, PinCheck, RecoveryKey, Store};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The stores of every version.
fn fixtures() -> Vec<PathBuf> {
    let mut fixtures: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    fixtures.retain(|path| path.is_dir());
    assert!(fixtures.len() > 1, "{fixtures:?}");
    fixtures
}

fn copied(fixture: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(fixture).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

fn assert_reads_as_written(store: &mut Store) {
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.broken, verified.newer, verified.waiting), (vec![], 0, 0));
    let hospital = store.hospital().unwrap();
    assert_eq!((hospital.name.as_str(), hospital.theatres.len()), ("Sonapur District Hospital", 1));
    let (patient, known) = store.find_patients("নাসরিন", 5).unwrap().remove(0);
    assert_eq!((known.name.as_str(), known.registration_no.as_str()), ("Nasrin Akhter", "R-T1-000001"));
    let (case, shown) = store.procedures_of(patient).unwrap().remove(0);
    assert_eq!((shown.status, shown.settled_side()), (Status::Preparation, Some(Side::Right)));
    assert_eq!(shown.notes[0].text, "Fasting since midnight. রোগী প্রস্তুত।");
    let start: Moment = "2026-11-23T09:00:00+06:00".parse().unwrap();
    assert_eq!(shown.slot().unwrap().start, start);
    assert_eq!(store.procedures_between(start, start.plus_minutes(1)).unwrap().len(), 1);
    let history = store.history(StreamKind::Procedure, &case.to_string()).unwrap();
    let kinds: Vec<&str> = history.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["requested", "side-stated", "scheduled", "note-signed"]);
    assert_eq!(store.drafts(nurse(), case).unwrap()[0].text, "half a sentence");
    assert_eq!(store.setting("language").as_deref(), Some("bn"));
    assert_eq!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::Right);
}

#[test]
fn a_store_of_every_version_reads_as_it_was_written() {
    for fixture in fixtures() {
        let copy = copied(&fixture);
        let mut store = Store::open(copy.path()).unwrap();
        assert_reads_as_written(&mut store);
        store.rebuild(&mut |_, _| {}).unwrap();
        assert_reads_as_written(&mut store);
        let patient = registered(&mut store, named("Rahima", ""));
        requested(&mut store, patient);
        assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
        assert_eq!(store.find_patients("rahi", 5).unwrap().len(), 1);
    }
}

#[test]
fn a_recovery_key_printed_by_any_version_still_opens_its_store() {
    for fixture in fixtures() {
        let copy = copied(&fixture);
        std::fs::remove_file(copy.path().join("shalya.keys")).unwrap();
        let printed = std::fs::read_to_string(fixture.join("recovery.txt")).unwrap();
        let recovery = RecoveryKey::parse(&printed).unwrap();
        assert_reads_as_written(&mut Store::open_with_recovery(copy.path(), &recovery, KeyKeeper::File).unwrap());
    }
}

#[test]
#[ignore = "writes the store of one more version into tests/fixtures"]
fn writes_the_fixture() {
    let version = MIGRATIONS.len();
    let folder = folder().join(format!("v{version}"));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut store, recovery) = Store::create(&folder, CODE, "T1", KeyKeeper::File).unwrap();
    set_up_hospital(&mut store);
    let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
    let case: ProcedureId = requested(&mut store, patient);
    act(&mut store, case, Command::StateSide { side: Side::Right, gone_by: None }, now());
    let start = "2026-11-23T09:00:00+06:00".parse().unwrap();
    let slot = Slot { theatre: theatre(), start, minutes: 60, machines: vec![] };
    act(&mut store, case, Command::Schedule { slot, team: vec![], reason: None, override_reason: None }, now());
    let text = "Fasting since midnight. রোগী প্রস্তুত।".to_owned();
    act(&mut store, case, Command::SignNote { note_type: NoteType::PreOperative, text, at: None }, now());
    store.keep_draft(nurse(), case, "note", "half a sentence", now()).unwrap();
    store.set_setting("language", "bn").unwrap();
    store.set_pin(nurse(), PIN).unwrap();
    drop(store);
    opened_by_hand(&folder).execute_batch("VACUUM").unwrap();
    std::fs::remove_file(folder.join("shalya.lock")).unwrap();
    std::fs::write(folder.join("recovery.txt"), format!("{recovery}\n")).unwrap();
    let says = format!("A store as version {version} wrote it, for tests: invented people, test keys.\n");
    std::fs::write(folder.join("README.md"), says).unwrap();
}
