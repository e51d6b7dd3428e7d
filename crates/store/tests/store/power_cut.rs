//! The power goes at any moment: what was acknowledged is there, and nothing half.

use crate::hospital::*;
use domain::ProcedureId;
use domain::procedure::{Command, NoteType, ProcedureFact, Urgency, WardBed};
use std::path::Path;
use store::{Batch, Store, StoreError, new_id};

/// The files as the disk has them while the program still runs.
fn as_on_disk(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

fn ward_bed(bed: usize) -> Command {
    Command::SetWardBed { ward_bed: WardBed { ward: "3".into(), bed: bed.to_string() } }
}

#[test]
fn what_was_acknowledged_is_on_the_disk_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Rahima", "রহিমা"));
    let case = requested(&mut store, patient);
    for bed in 0..5 {
        act(&mut store, case, ward_bed(bed), now());
        store.keep_draft(nurse(), case, "note", &"রক্ত ".repeat(bed + 1), now()).unwrap();
        let cut = as_on_disk(folder.path());
        let after = Store::open(cut.path()).unwrap();
        assert_eq!(after.fact_count(), store.fact_count());
        assert_eq!(after.procedure(case).unwrap(), store.procedure(case).unwrap());
        assert_eq!(after.drafts(nurse(), case).unwrap(), store.drafts(nurse(), case).unwrap());
        assert_eq!(after.verify(&mut |_, _| {}).unwrap().broken, []);
    }
}

/// Cuts the log at many places, as a write that the power cut short would leave it.
#[test]
fn facts_recorded_together_are_there_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Rahima", ""));
    let mut whole = vec![store.fact_count()];
    for number in 1..=4 {
        let request = decided(&store, ProcedureId(new_id()), request(patient, number), now());
        let procedures = (0..3).map(|_| (ProcedureId(new_id()), request.clone())).collect();
        store.record(nurse(), now(), Batch { procedures, ..Batch::default() }).unwrap();
        whole.push(store.fact_count());
    }
    let log = std::fs::metadata(folder.path().join("shalya.db-wal")).unwrap().len();
    let mut seen = std::collections::BTreeSet::new();
    for cut in (0..=log).rev().step_by(3001).take(40) {
        let copy = as_on_disk(folder.path());
        std::fs::File::options().write(true).open(copy.path().join("shalya.db-wal")).unwrap().set_len(cut).unwrap();
        let store = Store::open(copy.path()).unwrap();
        let facts = store.fact_count();
        assert!(whole.contains(&facts), "{facts} of {whole:?} at {cut}");
        let verified = store.verify(&mut |_, _| {}).unwrap();
        assert_eq!((verified.facts, verified.broken), (facts, vec![]));
        assert_eq!(store.waiting().unwrap().len() as u64, facts - whole[0]);
        seen.insert(facts);
    }
    assert!(seen.len() > 2, "the cuts took away more than one record: {seen:?}");
}

/// The last of a batch is refused by the journal: nothing of the batch was recorded, and the
/// author goes on as if it had never been.
#[test]
fn a_batch_that_fails_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Rahima", ""));
    let case = requested(&mut store, patient);
    let (facts, before) = (store.fact_count(), store.procedure(case).unwrap());
    let too_long = "ক".repeat(2 << 20);
    let note =
        ProcedureFact::NoteSigned { note_type: NoteType::PostOperative, text: too_long, at: now(), author: None };
    let batch = || Batch {
        procedures: vec![
            (ProcedureId(new_id()), vec![ProcedureFact::UrgencySet { urgency: Urgency::Emergency }]),
            (case, vec![ProcedureFact::UrgencySet { urgency: Urgency::Urgent }, note.clone()]),
        ],
        ..Batch::default()
    };
    assert!(matches!(store.record(nurse(), now(), batch()), Err(StoreError::Malformed(_))));
    assert_eq!((store.fact_count(), store.procedure(case).unwrap()), (facts, before));
    act(&mut store, case, ward_bed(1), now());
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.fact_count(), facts + 1);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().facts, facts + 1);
}
