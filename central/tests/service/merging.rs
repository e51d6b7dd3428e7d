//! Authors who did not know of each other: whatever comes first, consumers are left with the status that
//! the case has, and others are told of an end of it once.

use crate::harness::terminal::Terminal;
use crate::harness::{EVERYTHING, Service};
use crate::terminals::{fetch, give, now, send, two};
use domain::procedure::{NoteType, ProcedureFact, Status};
use domain::{Moment, PersonId, ProcedureId};
use journal::wire::Fact;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashSet};

fn became(to: Status, at: Moment) -> ProcedureFact {
    ProcedureFact::StatusChanged { to, at, reason: None }
}

/// What a consumer is left with that reads the events of one case in their order.
#[derive(Debug, PartialEq)]
struct Believed {
    /// Of the last event, whatever it tells.
    status: String,
    /// Of the last that tells a status, by what it names.
    named: String,
    sequence: u64,
    corrections: usize,
    billed: usize,
    called_off: usize,
}

/// Reads the outbox as a consumer reads Kafka, and sees that no correction says what was said before.
async fn believed(owner: &mut PgConnection) -> BTreeMap<String, Believed> {
    let sql = "SELECT topic, key, body FROM outbox ORDER BY position, ordinal";
    let rows: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(owner).await.unwrap();
    let (mut all, mut ids) = (BTreeMap::new(), HashSet::new());
    for (topic, key, body) in rows {
        let event: Value = serde_json::from_str(&body).unwrap();
        assert!(ids.insert(event["id"].as_str().unwrap().to_owned()), "each event has an id of its own");
        let case = all.entry(key).or_insert_with(|| Believed {
            status: String::new(),
            named: "preparation".into(),
            sequence: 0,
            corrections: 0,
            billed: 0,
            called_off: 0,
        });
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let data = &event["data"];
        match (topic.as_str(), event["type"].as_str().unwrap()) {
            ("shalya.billing.v1", _) => case.billed += 1,
            (_, "shalya.notification.cancelled") => case.called_off += 1,
            ("shalya.procedure.v1", kind) => {
                let sequence: u64 = event["sequence"].as_str().unwrap().parse().unwrap();
                if data["corrects"] == true {
                    assert_ne!(word(&data["status"]), case.named, "nothing is corrected that was right");
                    assert_eq!((kind, sequence), ("shalya.procedure.status-changed", case.sequence));
                    // A case that has not begun has no fact that says so.
                    let fact = if data["status"] == "preparation" { &Value::Null } else { &data["status"] };
                    assert_eq!(&data["fact"]["to"], fact);
                    case.corrections += 1;
                } else {
                    assert_eq!(sequence, case.sequence + 1, "one fact, one event");
                }
                case.sequence = sequence;
                case.status = word(&data["status"]);
                match kind {
                    _ if data["corrects"] == true => case.named = case.status.clone(),
                    "shalya.procedure.status-changed" | "shalya.procedure.completed" => {
                        case.named = word(&data["fact"]["to"]);
                    }
                    "shalya.procedure.changed" => case.named = case.status.clone(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    all
}

/// Each of these cases stands in its row as consumers have it.
async fn assert_agreed(owner: &mut PgConnection, cases: &[ProcedureId], when: &str) -> BTreeMap<String, Believed> {
    let believed = believed(owner).await;
    for case in cases {
        let sql = "SELECT status, version, restricted FROM procedures WHERE id = $1";
        let (status, version, is_hidden): (String, i32, bool) =
            sqlx::query_as(sql).bind(case.0).fetch_one(&mut *owner).await.unwrap();
        let told = &believed[&case.to_string()];
        assert_eq!((&told.status, &told.named), (&status, &status), "{when}: {case}");
        assert_eq!(told.sequence, version as u64, "{when}: {case}");
        assert_eq!(told.billed, usize::from(status == "completed"), "{when}: {case} {told:?}");
        assert!(told.called_off <= 1, "{when}: {case} {told:?}");
        assert!(told.called_off == 1 || status != "cancelled" || is_hidden, "{when}: {case} {told:?}");
    }
    believed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_done_and_called_off_at_once_is_told_as_done_whichever_comes_first() {
    let service = Service::start().await;
    let (mut first, mut second, _) = two(&service).await;
    let cases: Vec<ProcedureId> = first.store.waiting().unwrap().iter().map(|(id, _)| *id).take(2).collect();
    let by = PersonId(store::new_id());
    for case in &cases {
        first.say(*case, by, now(), vec![became(Status::InProgress, now()), became(Status::Completed, now())]);
        second.say(*case, by, now(), vec![became(Status::Cancelled, now())]);
    }
    let of = |terminal: &mut Terminal, case: ProcedureId| -> Vec<Fact> {
        let name = terminal.store.terminal().to_owned();
        let own = terminal.facts().into_iter().filter(|fact| {
            let envelope = fact.open().unwrap().envelope;
            envelope.terminal == name && envelope.stream.id == case.to_string() && envelope.kind == "status-changed"
        });
        own.collect()
    };
    let mut owner = service.owner().await;
    let done = of(&mut first, cases[0]);
    let (mut first, _) = give(first, done).await;
    let off = of(&mut second, cases[0]);
    let (mut second, _) = give(second, off).await;
    let told = assert_agreed(&mut owner, &cases[..1], "done, then called off").await;
    let told = &told[&cases[0].to_string()];
    assert_eq!((told.corrections, told.called_off), (1, 0), "it was never off: nobody is told so");

    let off = of(&mut second, cases[1]);
    give(second, off).await;
    let told = assert_agreed(&mut owner, &cases[1..], "called off").await;
    assert_eq!((told[&cases[1].to_string()].corrections, told[&cases[1].to_string()].called_off), (0, 1));
    let done = of(&mut first, cases[1]);
    give(first, done).await;
    let told = assert_agreed(&mut owner, &cases, "called off, then done").await;
    assert_eq!(told[&cases[1].to_string()].corrections, 0, "the completion says it");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_order_facts_come_in_consumers_have_the_status_that_the_case_has() {
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let service = Service::start().await;
    let (first, second, _) = two(&service).await;
    let cases: Vec<ProcedureId> = first.store.waiting().unwrap().iter().map(|(id, _)| *id).take(8).collect();
    let his = service.caller("his", &first.hospital(), &["service"], EVERYTHING);
    let by = PersonId(store::new_id());
    let mut owner = service.owner().await;
    let mut terminals = vec![first, second];
    let mut given: HashSet<Vec<u8>> = HashSet::new();
    for terminal in &mut terminals {
        given.extend(terminal.facts().iter().map(|fact| fact.envelope_bytes().to_vec()));
    }
    let mut corrections = 0;
    for step in 0..120 {
        let case = *cases.choose(&mut random).unwrap();
        let at = terminals.len() - 1;
        let mut terminal = terminals.swap_remove(random.random_range(0..=at));
        match random.random_range(0..10) {
            0 => {
                let to = Status::ALL.choose(&mut random).unwrap();
                let reason = (*to == Status::Suspended || *to == Status::Cancelled).then_some("a test");
                let body = json!({ "status": to, "reason": reason });
                let answer = his.put(&format!("/api/procedures/{case}/status"), &body).await;
                // It may have begun by a clock that is ahead, and cannot end before that.
                assert!([200, 409, 422].contains(&answer.status), "{}", answer.text);
            }
            1 => terminal = fetch(terminal).await.0,
            2..6 => {
                // Clocks that are wrong by hours, and moves that the terminal would not have made.
                let clock = Moment::new(now().utc_ms() + random.random_range(-9_000_000..9_000_000), 360);
                let mut facts = vec![became(*Status::ALL.choose(&mut random).unwrap(), clock)];
                if random.random_bool(0.3) {
                    facts.push(ProcedureFact::NoteSigned {
                        note_type: NoteType::PostOperative,
                        text: "Stable.".into(),
                        at: clock,
                        author: None,
                    });
                }
                terminal.say(case, by, clock, facts);
            }
            _ => {
                let mut facts = terminal.facts();
                facts.retain(|fact| !given.contains(fact.envelope_bytes()));
                facts.shuffle(&mut random);
                facts.truncate(random.random_range(1..6));
                given.extend(facts.iter().map(|fact| fact.envelope_bytes().to_vec()));
                if !facts.is_empty() {
                    terminal = give(terminal, facts).await.0;
                }
            }
        }
        terminals.push(terminal);
        let told = assert_agreed(&mut owner, &cases, &format!("seed {seed}, step {step}")).await;
        corrections = told.values().map(|it| it.corrections).sum();
    }
    for terminal in terminals {
        let (_, sent) = send(terminal).await;
        sent.unwrap();
    }
    assert_agreed(&mut owner, &cases, &format!("seed {seed}, everything sent")).await;
    println!("seed {seed}: {corrections} corrections");
}
