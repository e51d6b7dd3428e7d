//! Facts of other terminals, in whatever order they come.

use crate::folding::a_command;
use crate::hospital::*;
use domain::ProcedureId;
use domain::procedure::{Command, ProcedureFact, Side, Status};
use journal::wire::{Answer, Fact, Reason, Verdict};
use journal::{Author, AuthorKey, ChainId, Draft, Head, Hlc, StreamKind};
use proptest::prelude::*;
use std::path::Path;
use store::{Batch, KeyKeeper, Standing, Store, new_id};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Terminals of one hospital that know each other's keys.
fn terminals(count: usize) -> Vec<(tempfile::TempDir, Store)> {
    let mut all: Vec<_> = (1..=count)
        .map(|n| {
            let folder = tempfile::tempdir().unwrap();
            let (store, _) = Store::create(folder.path(), CODE, &format!("T{n}"), KeyKeeper::File).unwrap();
            (folder, store)
        })
        .collect();
    let keys: Vec<_> = all.iter().map(|(_, s)| (s.terminal().to_owned(), s.verifying_key().unwrap())).collect();
    for (_, store) in &mut all {
        for (terminal, key) in &keys {
            assert!(store.know_author(terminal, key).unwrap());
        }
    }
    all
}

fn facts_of(store: &Store) -> Vec<Fact> {
    let mut facts = Vec::new();
    store.each_fact(&mut |sealed| facts.push(Fact::new(&sealed).unwrap())).unwrap();
    facts
}

fn verdicts(answers: Vec<Answer>) -> Vec<Verdict> {
    answers.into_iter().map(|answer| answer.verdict).collect()
}

fn side(side: Side) -> Command {
    Command::StateSide { side, gone_by: None }
}

/// A terminal that no store here is, and what it writes.
struct Stranger {
    author: Author,
    key: AuthorKey,
}

fn stranger(hospital: &str) -> Stranger {
    let key = AuthorKey::from_secret(&Zeroizing::new([9; 32]));
    let chain = ChainId { terminal: "T9".into(), epoch: 1 };
    Stranger { author: Author::after(Head::START, hospital.into(), chain, key.clone()), key }
}

impl Stranger {
    fn says(&mut self, stream: (StreamKind, &str), kind: &str, payload: &str, parents: &[Uuid]) -> (Uuid, Fact) {
        let id = new_id();
        let counter = self.author.head().seq as u32;
        let mut turn = self.author.turn();
        let draft = Draft {
            event_id: id,
            stream: journal::Stream { kind: stream.0, id: stream.1.to_owned() },
            kind: kind.to_owned(),
            schema_version: 1,
            parents: parents.to_vec(),
            actor: nurse().to_string(),
            hlc: Hlc::new(now().utc_ms(), counter).unwrap(),
            wall_ms: now().utc_ms(),
            monotonic_ms: 0,
            boot_id: Uuid::nil(),
            clock_offset_ms: None,
        };
        turn.seal(draft, payload.as_bytes().to_vec()).unwrap();
        let sealed = turn.stored().remove(0);
        (id, Fact::new(&sealed).unwrap())
    }
}

fn knowing(stranger: &Stranger) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    assert!(store.know_author("T9", &stranger.key.verifying_key()).unwrap());
    (folder, store)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Two terminals write without knowing of each other, learn of each other once in between, and
    /// a third gets everything in any order and any batches: all three show the same.
    #[test]
    fn every_replica_of_the_same_facts_shows_the_same(
        first in prop::collection::vec((0usize..2, a_command()), 1..12),
        second in prop::collection::vec((0usize..2, a_command()), 1..12),
        shuffle in any::<u64>(),
        batch in 1usize..20,
    ) {
        let mut all = terminals(3);
        let (mut c, mut b, mut a) = (all.pop().unwrap(), all.pop().unwrap(), all.pop().unwrap());
        set_up_hospital(&mut a.1);
        let patient = registered(&mut a.1, named("Nasrin Akhter", "নাসরিন আক্তার"));
        let case = requested(&mut a.1, patient);
        b.1.receive(now(), &facts_of(&a.1)).unwrap();
        for commands in [first, second] {
            for (minute, (terminal, command)) in commands.into_iter().enumerate() {
                let store = if terminal == 0 { &mut a.1 } else { &mut b.1 };
                act(store, case, command, now().plus_minutes(minute as i64));
            }
            let (of_a, of_b) = (facts_of(&a.1), facts_of(&b.1));
            a.1.receive(now(), &of_b).unwrap();
            b.1.receive(now(), &of_a).unwrap();
        }
        let mut facts = facts_of(&a.1);
        // A shuffle that depends on nothing but the seed.
        facts.sort_by_key(|fact| {
            let hash = u64::from_be_bytes(fact.hash().as_bytes()[..8].try_into().unwrap());
            hash.wrapping_mul(shuffle | 1)
        });
        for facts in facts.chunks(batch) {
            let verdicts = verdicts(c.1.receive(now(), facts).unwrap());
            prop_assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Accepted | Verdict::Waiting)));
        }
        for facts in facts.chunks(batch) {
            prop_assert!(verdicts(c.1.receive(now(), facts).unwrap()).iter().all(|v| *v == Verdict::Duplicate));
        }
        for (_, store) in [&a, &b, &c] {
            prop_assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, vec![]);
        }
        let shown: Vec<Vec<String>> = [a, b, c]
            .into_iter()
            .map(|(folder, store)| {
                drop(store);
                projections(folder.path()).into_iter().map(without_numbers).collect()
            })
            .collect();
        prop_assert_eq!(&shown[0], &shown[1]);
        prop_assert_eq!(&shown[0], &shown[2]);
    }
}

/// The rows of the word index name patients by the number of their stream, which is each store's own.
fn without_numbers(row: String) -> String {
    if row.starts_with("Text") { row.split(" | ").next().unwrap_or_default().to_owned() } else { row }
}

#[test]
fn two_who_did_not_know_of_each_other_are_shown_as_disputed() {
    let mut all = terminals(2);
    let (mut b, mut a) = (all.pop().unwrap().1, all.pop().unwrap().1);
    set_up_hospital(&mut a);
    let patient = registered(&mut a, named("Nasrin Akhter", ""));
    let case = requested(&mut a, patient);
    b.receive(now(), &facts_of(&a)).unwrap();
    act(&mut a, case, side(Side::Left), now());
    act(&mut b, case, side(Side::Right), now());
    assert!(a.unsettled().unwrap().is_empty());
    a.receive(now(), &facts_of(&b)).unwrap();
    assert!(a.procedure(case).unwrap().unwrap().state.side.is_disputed());
    assert_eq!(a.unsettled().unwrap()[0].0, case);
    assert_eq!((a.fact_count(), a.unsent_facts()), (a.fact_count(), a.fact_count() - 1));
}

#[test]
fn a_fact_that_comes_before_its_cause_waits_for_it() {
    let mut all = terminals(2);
    let (mut b, mut a) = (all.pop().unwrap().1, all.pop().unwrap().1);
    set_up_hospital(&mut a);
    let patient = registered(&mut a, named("Nasrin Akhter", ""));
    let case = requested(&mut a, patient);
    act(&mut a, case, side(Side::Left), now());
    let facts = facts_of(&a);
    let (request, said) = (&facts[facts.len() - 2..facts.len() - 1], &facts[facts.len() - 1..]);
    assert_eq!(verdicts(b.receive(now(), said).unwrap()), [Verdict::Waiting]);
    assert_eq!(b.verify(&mut |_, _| {}).unwrap().waiting, 1);
    assert_eq!(b.history(StreamKind::Procedure, &case.to_string()).unwrap()[0].standing, Standing::Waiting);
    // What is recorded here meanwhile stands beside it.
    let facts = vec![ProcedureFact::UrgencySet { urgency: domain::procedure::Urgency::Urgent }];
    b.record(nurse(), now(), Batch { procedures: vec![(case, facts)], ..Batch::default() }).unwrap();
    let shown = b.procedure(case).unwrap().unwrap();
    assert_eq!((shown.version, shown.state.urgency), (1, domain::procedure::Urgency::Urgent));
    assert_eq!(verdicts(b.receive(now(), request).unwrap()), [Verdict::Accepted]);
    assert_eq!(b.verify(&mut |_, _| {}).unwrap().waiting, 0);
    let shown = b.procedure(case).unwrap().unwrap();
    assert_eq!((shown.version, shown.state.settled_side()), (3, Some(Side::Left)));
}

#[test]
fn what_a_newer_version_recorded_is_kept_and_holds_its_place() {
    let mut newer = stranger(CODE);
    let (folder, mut store) = knowing(&newer);
    let case = new_id().to_string();
    let about = || (StreamKind::Procedure, case.as_str());
    let request = r#"{"kind":"requested","procedure_no":"P-1","patient":"01940000-0000-7000-8000-0000000000bb",
        "operation":{},"urgency":"elective","minutes":30,"waiting_since":"2026-11-22T11:00:00+06:00"}"#;
    let (first, a) = newer.says(about(), "requested", request, &[]);
    let (second, b) = newer.says(about(), "robot-docked", r#"{"kind":"robot-docked"}"#, &[first]);
    let (_, c) = newer.says(about(), "side-stated", r#"{"kind":"side-stated","side":"left"}"#, &[second]);
    let (_, d) = newer.says((StreamKind::from("weather"), "today"), "rained", "{}", &[]);
    // A kind that is known, with a word in it that is not.
    let (_, e) = newer.says(about(), "urgency-set", r#"{"kind":"urgency-set","urgency":"within-the-hour"}"#, &[second]);
    assert_eq!(verdicts(store.receive(now(), &[c, d, e, b, a]).unwrap()), [const { Verdict::Accepted }; 5]);
    let case = ProcedureId(case.parse().unwrap());
    let shown = store.procedure(case).unwrap().unwrap();
    assert_eq!((shown.version, shown.heads.len(), shown.state.settled_side()), (4, 2, Some(Side::Left)));
    assert_eq!((store.verify(&mut |_, _| {}).unwrap().newer, store.not_understood(case).unwrap()), (3, 2));
    let history = store.history(StreamKind::Procedure, &case.to_string()).unwrap();
    assert_eq!(history[1].standing, Standing::Newer);
    // Recording goes on from all of it.
    act(&mut store, case, side(Side::NotSided), now());
    let shown = store.procedure(case).unwrap().unwrap();
    assert_eq!((shown.version, shown.heads.len(), shown.state.settled_side()), (5, 1, Some(Side::NotSided)));
    drop(store);
    let before = projections(folder.path());
    Store::open(folder.path()).unwrap().rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(projections(folder.path()), before);
}

/// The order of the fold stands also where something in the stream is not understood.
#[test]
fn a_cancellation_still_waits_for_the_rest_beside_what_is_not_understood() {
    let mut newer = stranger(CODE);
    let (_folder, mut store) = knowing(&newer);
    let case = new_id().to_string();
    let about = || (StreamKind::Procedure, case.as_str());
    let status = |to: &str| format!(r#"{{"kind":"status-changed","to":"{to}","at":"2026-11-22T11:00:00+06:00"}}"#);
    let (first, a) = newer.says(about(), "status-changed", &status("in-progress"), &[]);
    let (second, b) = newer.says(about(), "robot-docked", "{}", &[first]);
    let (_, c) = newer.says(about(), "status-changed", &status("cancelled"), &[second]);
    let (_, d) = newer.says(about(), "status-changed", &status("completed"), &[second]);
    store.receive(now(), &[a, b, c, d]).unwrap();
    let shown = store.procedure(ProcedureId(case.parse().unwrap())).unwrap().unwrap().state;
    assert_eq!((shown.status, shown.flags.len()), (Status::Completed, 1));
}

#[test]
fn what_cannot_be_proved_is_kept_for_a_person_to_look_at() {
    let mut known = stranger(CODE);
    let (_folder, mut store) = knowing(&known);
    let before = store.fact_count();
    let case = new_id().to_string();
    let about = || (StreamKind::Procedure, case.as_str());
    let (_, genuine) = known.says(about(), "urgency-set", r#"{"kind":"urgency-set","urgency":"urgent"}"#, &[]);
    let tampered = |payload: &[u8]| {
        Fact::from_bytes(genuine.envelope_bytes().to_vec(), Some(payload.to_vec()), genuine.signature()).unwrap()
    };
    let (_, misspelt) = known.says((StreamKind::Patient, &case.to_uppercase()), "registered", "{}", &[]);
    let mut unknown = stranger(CODE);
    unknown.author =
        Author::after(Head::START, CODE.into(), ChainId { terminal: "T8".into(), epoch: 1 }, unknown.key.clone());
    let (_, unknown) = unknown.says(about(), "urgency-set", "{}", &[]);
    let (_, elsewhere) = stranger("OTHER").says(about(), "urgency-set", "{}", &[]);
    let mut torn = known.author.head();
    torn.hash = journal::Hash::ZERO;
    torn.seq = 1;
    known.author = Author::after(torn, CODE.into(), known.author.chain().clone(), known.key.clone());
    let (_, torn) = known.says(about(), "urgency-set", "{}", &[]);
    let garbage = Fact::from_bytes(b"garbage".to_vec(), None, genuine.signature()).unwrap();
    let unsigned = Fact::from_bytes(genuine.envelope_bytes().to_vec(), Some(vec![]), unknown.signature()).unwrap();

    let facts = [genuine.clone(), tampered(b"{}"), misspelt, unknown, elsewhere, torn, garbage, unsigned];
    let quarantined = Verdict::Quarantined;
    let expected = [
        Verdict::Accepted,
        quarantined(Reason::Payload),
        quarantined(Reason::Malformed),
        quarantined(Reason::UnknownAuthor),
        quarantined(Reason::OtherHospital),
        quarantined(Reason::PrevHash),
        quarantined(Reason::Malformed),
        quarantined(Reason::Signature),
    ];
    assert_eq!(verdicts(store.receive(now(), &facts).unwrap()), expected);
    assert_eq!(store.fact_count(), before + 1);
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.broken, verified.quarantined), (vec![], 7));
    // Again: nothing is stored twice, and the answers are the same.
    assert_eq!(verdicts(store.receive(now(), &facts[1..]).unwrap()), expected[1..]);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().quarantined, 7);
}

/// A cloned disk: two terminals wrote the same number. Both branches are kept and folded.
#[test]
fn both_branches_of_a_fork_are_kept() {
    let mut one = stranger(CODE);
    let mut clone = stranger(CODE);
    let (_folder, mut store) = knowing(&one);
    let case = new_id().to_string();
    let about = || (StreamKind::Procedure, case.as_str());
    let urgency = r#"{"kind":"urgency-set","urgency":"urgent"}"#;
    let (_, a1) = one.says(about(), "urgency-set", urgency, &[]);
    let (_, a2) = one.says(about(), "urgency-set", urgency, &[]);
    let (_, b1) = clone.says(about(), "urgency-set", urgency, &[]);
    let (_, b2) = clone.says(about(), "urgency-set", urgency, &[]);
    assert_eq!(verdicts(store.receive(now(), &[a1, a2, b1, b2]).unwrap()), [const { Verdict::Accepted }; 4]);
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert!(verified.broken.iter().any(|broken| broken.flaw == journal::Flaw::Fork), "and it is told");
    assert_eq!(store.procedure(ProcedureId(case.parse().unwrap())).unwrap().unwrap().version, 4);
}

fn copied(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// Another replica shows us a fact of our own that we lack: our disk was put back. What we write
/// next must not take the numbers of those that did not come yet.
#[test]
fn a_terminal_that_was_put_back_begins_a_new_epoch() {
    let mut all = terminals(2);
    let ((_, mut hub), (folder, mut ours)) = (all.pop().unwrap(), all.pop().unwrap());
    set_up_hospital(&mut ours);
    let kept = facts_of(&ours).len();
    drop(ours);
    let older = copied(folder.path());
    let mut ours = Store::open(folder.path()).unwrap();
    let lost = ["Nasrin Akhter", "Salma"].map(|name| registered(&mut ours, named(name, "")));
    hub.receive(now(), &facts_of(&ours)).unwrap();
    drop(ours);

    let mut ours = Store::open(older.path()).unwrap();
    assert_eq!(ours.patient(lost[0]).unwrap(), None);
    let theirs = facts_of(&hub);
    assert_eq!(verdicts(ours.receive(now(), &theirs[kept..=kept]).unwrap()), [Verdict::Accepted]);
    assert!(ours.patient(lost[0]).unwrap().is_some());
    let new = registered(&mut ours, named("Rahima", ""));
    ours.receive(now(), &theirs).unwrap();
    hub.receive(now(), &facts_of(&ours)).unwrap();
    for store in [&hub, &ours] {
        assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
        assert!([lost[0], lost[1], new].into_iter().all(|patient| store.patient(patient).unwrap().is_some()));
    }
}

#[test]
fn another_terminals_key_is_not_replaced_unasked() {
    let (_folder, mut store) = knowing(&stranger(CODE));
    let other = AuthorKey::from_secret(&Zeroizing::new([1; 32])).verifying_key();
    assert!(!store.know_author("T9", &other).unwrap());
    assert!(!store.know_author("T1", &other).unwrap(), "not even our own");
}

/// A case that someone completed is not undone by someone who could not know.
#[test]
fn a_cancellation_that_did_not_know_of_the_completion_is_kept_and_flagged() {
    let mut all = terminals(2);
    let (mut b, mut a) = (all.pop().unwrap().1, all.pop().unwrap().1);
    let case = ProcedureId(new_id());
    let facts = |facts: Vec<ProcedureFact>| Batch { procedures: vec![(case, facts)], ..Batch::default() };
    let to = |to: Status| ProcedureFact::StatusChanged { to, at: now(), reason: None };
    a.record(nurse(), now(), facts(vec![to(Status::InProgress)])).unwrap();
    b.receive(now(), &facts_of(&a)).unwrap();
    // The cancellation is the earlier by every clock.
    b.record(nurse(), now().plus_minutes(-60), facts(vec![to(Status::Cancelled)])).unwrap();
    a.record(nurse(), now(), facts(vec![to(Status::Completed)])).unwrap();
    a.receive(now(), &facts_of(&b)).unwrap();
    b.receive(now(), &facts_of(&a)).unwrap();
    for store in [&a, &b] {
        let shown = store.procedure(case).unwrap().unwrap().state;
        assert_eq!((shown.status, shown.flags.len()), (Status::Completed, 1));
    }
}
