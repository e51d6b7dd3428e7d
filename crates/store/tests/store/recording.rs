//! Recording, and finding it again.

use crate::hospital::*;
use domain::Moment;
use domain::procedure::{Command, Slot};
use journal::StreamKind;
use store::{Batch, Counter, KeyKeeper, Store, StoreError, Trouble};

#[test]
fn what_was_recorded_is_there_after_the_program_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
    let case = requested(&mut store, patient);
    let slot = Slot { theatre: theatre(), start: now().plus_minutes(60), minutes: 60, machines: vec![] };
    let schedule = Command::Schedule { slot, team: vec![], reason: None, override_reason: None };
    assert_eq!(store.waiting().unwrap().len(), 1);
    act(&mut store, case, schedule, now());
    let before = store.procedure(case).unwrap().unwrap();
    let facts = store.fact_count();
    drop(store);

    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.procedure(case).unwrap().unwrap(), before);
    assert_eq!(store.fact_count(), facts);
    assert_eq!(store.unsent_facts(), facts);
    assert_eq!(store.last_recorded_at(), Some(now()));
    assert_eq!(store.hospital().unwrap().name, "Sonapur District Hospital");
    assert!(store.waiting().unwrap().is_empty());
    let day = |from: i64, until: i64| {
        store.procedures_between(now().plus_minutes(from), now().plus_minutes(until)).unwrap().len()
    };
    assert_eq!((day(0, 60), day(60, 61), day(119, 500), day(120, 500)), (0, 1, 1, 0));
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.facts, verified.broken_count), (facts, 0));
    let history = store.history(StreamKind::Procedure, &case.to_string()).unwrap();
    assert_eq!(history.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["requested", "scheduled"]);
}

#[test]
fn a_second_start_of_the_program_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    assert_eq!(Store::open(folder.path()).unwrap_err().trouble(), Trouble::InUse);
    drop(store);
    assert!(Store::open(folder.path()).is_ok());
    assert!(matches!(Store::create(folder.path(), CODE, "T1", KeyKeeper::File), Err(StoreError::Exists)));
}

#[test]
fn a_number_is_given_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    assert_eq!((store.mint(Counter::ProcedureNo).unwrap(), store.mint(Counter::ProcedureNo).unwrap()), (1, 2));
    assert_eq!((store.mint(Counter::Uhid).unwrap(), store.mint(Counter::Uhid).unwrap()), (0, 1));
    drop(store);
    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!((store.mint(Counter::ProcedureNo).unwrap(), store.mint(Counter::Uhid).unwrap()), (3, 2));
}

#[test]
fn no_clock_is_a_reason_to_refuse_a_fact() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Rahima", ""));
    let case = requested(&mut store, patient);
    let clocks = ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "0001-06-01T00:00:00Z", "2026-11-22T11:40:00+06:00"];
    for (bed, clock) in clocks.iter().enumerate() {
        let at: Moment = clock.parse().unwrap();
        let ward_bed = domain::procedure::WardBed { ward: "3".into(), bed: bed.to_string() };
        assert_eq!(act(&mut store, case, Command::SetWardBed { ward_bed }, at), 1);
        assert_eq!(store.last_recorded_at(), Some(at));
    }
    let history = store.history(StreamKind::Procedure, &case.to_string()).unwrap();
    let stamps: Vec<_> = history.iter().map(|entry| entry.stamp).collect();
    assert!(stamps.is_sorted_by(|a, b| a < b), "{stamps:?}");
    assert_eq!(store.procedure(case).unwrap().unwrap().state.ward_bed.unwrap().bed, "3");
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
}

#[test]
fn nothing_to_record_is_nothing_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let before = store.fact_count();
    assert_eq!(store.record(nurse(), now(), Batch::default()).unwrap(), []);
    assert_eq!(store.fact_count(), before);
}
