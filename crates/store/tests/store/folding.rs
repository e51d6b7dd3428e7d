//! What is shown is the fold of the facts, however they were recorded.

use crate::hospital::*;
use domain::fact::Recorded;
use domain::fold::Stream;
use domain::procedure::*;
use domain::{PersonId, ProcedureId, TerminalId};
use journal::StreamKind;
use proptest::prelude::*;
use store::Store;
use uuid::Uuid;

/// Something that a person does to a case, possible or not.
pub fn a_command() -> impl Strategy<Value = Command> {
    let reason = || Reason { code: None, text: "the surgeon is in another theatre".into() };
    let person = |n: u8| PersonId(Uuid::from_bytes([n; 16]));
    prop_oneof![
        (0i64..600, 1u32..300).prop_map(|(after, minutes)| Command::Schedule {
            slot: Slot { theatre: theatre(), start: now().plus_minutes(after), minutes, machines: vec![] },
            team: vec![],
            reason: None,
            override_reason: None,
        }),
        Just(Command::ReturnToWaiting { reason: reason() }),
        Just(Command::Cancel { reason: reason() }),
        Just(Command::Suspend { reason: reason() }),
        Just(Command::Resume { reason: None }),
        proptest::sample::select(&Side::ALL[..]).prop_map(|side| Command::StateSide { side, gone_by: None }),
        (0u8..4, proptest::sample::select(&Role::ALL[..]))
            .prop_map(move |(n, role)| Command::JoinTeam { person: person(n), role }),
        (0u8..4, proptest::sample::select(&Role::ALL[..]))
            .prop_map(move |(n, role)| Command::LeaveTeam { person: person(n), role }),
        Just(Command::GiveConsent { by: ConsentBy::ThumbPrint { witness: "রহিমা".into() }, at: None }),
        Just(Command::WithdrawConsent { reason: "wants to wait".into(), at: None }),
        proptest::sample::select(&Milestone::ALL[..]).prop_map(|milestone| Command::Reach { milestone, at: None }),
        proptest::sample::select(&Item::ALL[..]).prop_map(|item| Command::AnswerItem {
            item,
            answer: item.answers()[0],
            plan: None,
            comments: None,
            said_by: Some(Speaker::Patient),
            at: None,
        }),
        proptest::sample::select(&Phase::ALL[..]).prop_map(|phase| Command::SignPhase { phase, by: nurse(), at: None }),
        proptest::sample::select(&Phase::ALL[..]).prop_map(move |phase| Command::PassPhase {
            phase,
            by: nurse(),
            reason: reason()
        }),
        "\\PC{1,40}".prop_map(|text| Command::SignNote { note_type: NoteType::PostOperative, text, at: None }),
        Just(Command::Complete {
            outcome: Coded { coding: vec![], text: Some("Good".into()) },
            follow_up: "In a week".into(),
            at: None
        }),
        Just(Command::Void { reason: "entered twice".into() }),
    ]
}

/// The same facts as the history gives them, folded by the rules alone.
fn folded_by_the_rules(store: &Store, case: ProcedureId) -> Stream<Procedure> {
    let facts: Vec<Recorded<ProcedureFact>> = store
        .history(StreamKind::Procedure, &case.to_string())
        .unwrap()
        .into_iter()
        .map(|entry| Recorded {
            id: entry.event,
            parents: entry.parents.clone(),
            stamp: entry.stamp,
            terminal: TerminalId(entry.terminal.0.clone()),
            actor: entry.actor,
            recorded_at: entry.recorded_at,
            fact: entry.fact().unwrap(),
        })
        .collect();
    Stream::fold(&facts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_the_store_shows_is_the_fold_of_its_history(commands in prop::collection::vec((0usize..3, a_command()), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store_in(folder.path());
        let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
        let cases: Vec<ProcedureId> = (0..3).map(|_| requested(&mut store, patient)).collect();
        for (minute, (case, command)) in commands.into_iter().enumerate() {
            act(&mut store, cases[case], command, now().plus_minutes(minute as i64));
        }
        for case in &cases {
            let shown = store.procedure(*case).unwrap().unwrap();
            let rules = folded_by_the_rules(&store, *case);
            prop_assert_eq!(serde_json::to_string(&shown).unwrap(), serde_json::to_string(&rules).unwrap());
            let listed = |list: Vec<(ProcedureId, Procedure)>| list.iter().any(|(id, _)| id == case);
            let voided = shown.state.voided.is_some();
            prop_assert_eq!(listed(store.procedures_of(patient).unwrap()), !voided);
            if let Some(slot) = shown.state.slot().filter(|_| !voided && shown.state.milestones.is_empty()) {
                prop_assert!(listed(store.procedures_between(slot.start, slot.end()).unwrap()));
                prop_assert!(!listed(store.procedures_between(slot.end(), slot.end().plus_minutes(600)).unwrap()));
            }
        }
        drop(store);
        let before = projections(folder.path());
        let mut store = Store::open(folder.path()).unwrap();
        store.rebuild(&mut |_, _| {}).unwrap();
        drop(store);
        prop_assert_eq!(before, projections(folder.path()));
    }
}

#[test]
fn projections_that_were_lost_or_garbled_are_made_again_from_the_facts() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Nasrin Akhter", "নাসরিন আক্তার"));
    let case = requested(&mut store, patient);
    let shown = store.procedure(case).unwrap();
    drop(store);
    let before = projections(folder.path());
    let connection = opened_by_hand(folder.path());
    connection.execute_batch("UPDATE procedures SET body = x'00', is_waiting = 0; DELETE FROM patients").unwrap();
    drop(connection);

    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.procedure(case).unwrap(), shown, "folded from the facts at once");
    assert!(store.patient(patient).unwrap().is_some());
    assert!(store.waiting().unwrap().is_empty());
    let mut told = Vec::new();
    assert_eq!(store.rebuild(&mut |done, of| told.push((done, of))).unwrap(), 3);
    assert_eq!((told.first(), told.last()), (Some(&(0, 3)), Some(&(3, 3))));
    assert_eq!(store.waiting().unwrap().len(), 1);
    drop(store);
    assert_eq!(projections(folder.path()), before);
}

#[test]
fn a_store_folded_by_an_older_version_is_folded_again_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Nasrin Akhter", ""));
    requested(&mut store, patient);
    drop(store);
    let connection = opened_by_hand(folder.path());
    connection.execute_batch("UPDATE procedures SET is_waiting = 0; UPDATE terminal SET fold_version = 99").unwrap();
    drop(connection);

    let mut told = 0;
    let store = Store::open_showing(folder.path(), &mut |_, _| told += 1).unwrap();
    assert!(told > 0);
    assert_eq!(store.waiting().unwrap().len(), 1);
    drop(store);
    let mut told = 0;
    Store::open_showing(folder.path(), &mut |_, _| told += 1).unwrap();
    assert_eq!(told, 0, "once is enough");
}

#[test]
fn a_patient_in_the_theatre_takes_it_up_until_they_leave() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Nasrin Akhter", ""));
    let case = requested(&mut store, patient);
    let slot = Slot { theatre: theatre(), start: now(), minutes: 30, machines: vec![] };
    act(&mut store, case, Command::Schedule { slot, team: vec![], reason: None, override_reason: None }, now());
    act(&mut store, case, Command::Reach { milestone: Milestone::InTheatre, at: None }, now());
    let later = now().plus_minutes(90);
    let note = Command::SignNote { note_type: NoteType::IntraOperative, text: "Adhesions".into(), at: None };
    act(&mut store, case, note, later);
    let there = |store: &Store, from: i64| {
        let from = now().plus_minutes(from);
        let shown = store.procedures_between(from, from.plus_minutes(5)).unwrap().len();
        let booked = store.bookings_between(from, from.plus_minutes(5)).unwrap().len();
        (shown, booked)
    };
    assert_eq!(there(&store, 80), (1, 1), "over its time, and still there");
    assert_eq!(there(&store, 60 * 24 * 365 * 300), (0, 0), "but not for ever");
}
