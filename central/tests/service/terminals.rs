//! What terminals recorded, at the centre; and what others told the centre, at the terminals.

use crate::harness::kafka::Broker;
use crate::harness::line::Line;
use crate::harness::terminal::{Terminal, apart};
use crate::harness::{EVERYTHING, Service, postgres, service_md};
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::procedure::{ProcedureFact, Side};
use domain::{Moment, PersonId, ProcedureId};
use journal::wire::{Fact, Reason, Verdict};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use sync::{Fault, Refusal};

pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Moment::new(since.as_millis() as i64, DHAKA_OFFSET_MINUTES)
}

async fn count(owner: &mut PgConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(owner).await.unwrap()
}

/// Sends all of it, in a thread of its own.
pub async fn send(mut terminal: Terminal) -> (Terminal, Result<usize, Fault>) {
    apart(move || {
        let sent = terminal.send(now().utc_ms());
        (terminal, sent)
    })
    .await
}

pub async fn fetch(mut terminal: Terminal) -> (Terminal, Result<usize, Fault>) {
    apart(move || {
        let got = terminal.fetch(now().utc_ms());
        (terminal, got)
    })
    .await
}

pub async fn give(mut terminal: Terminal, facts: Vec<Fact>) -> (Terminal, Vec<Verdict>) {
    apart(move || {
        let answers = terminal.give(facts).unwrap();
        (terminal, answers.answers.into_iter().map(|answer| answer.verdict).collect())
    })
    .await
}

/// Every fact once, positions without a gap, each procedure's row and events as many as its facts.
pub async fn assert_whole(owner: &mut PgConnection) {
    let row =
        sqlx::query("SELECT count(*) AS all, count(DISTINCT event_id) AS once, max(position) AS last FROM events")
            .fetch_one(&mut *owner)
            .await
            .unwrap();
    let (all, once, last): (i64, i64, i64) = (row.get("all"), row.get("once"), row.get("last"));
    assert_eq!((all, once), (last, last), "no position is left out, and no fact stands twice");
    let differing = "SELECT count(*) FROM procedures AS p \
         WHERE version <> (SELECT count(*) FROM events WHERE stream_id = p.id::text) \
         OR version <> (SELECT count(*) FROM outbox WHERE key = p.id::text AND topic = 'shalya.procedure.v1' \
             AND body NOT LIKE '%\"corrects\":true%')";
    assert_eq!(count(owner, differing).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_terminal_recorded_stands_in_the_tables_and_in_kafka_in_its_order() {
    let broker = Broker::start();
    let settings = format!("kafka_brokers = \"{}\"", broker.address);
    let service = Service::on(postgres::database().await, &settings).await;
    let terminal = service.enrolled(Terminal::of_sample("T1", now())).await;
    let began = Instant::now();
    let (mut terminal, sent) = send(terminal).await;
    let (sent, took) = (sent.unwrap(), began.elapsed());
    println!("{sent} facts in {took:.1?}: {:.0} facts/s", sent as f64 / took.as_secs_f64());
    assert_eq!(sent as u64, terminal.store.fact_count());
    assert_eq!(terminal.store.unsent_facts(), 0);

    let mut owner = service.owner().await;
    assert_whole(&mut owner).await;
    let hospital = terminal.hospital();
    let reader = service.caller("his", &hospital, &["service"], EVERYTHING);
    let cases = terminal.store.procedures_between(Moment::new(0, 0), Moment::new(i64::MAX, 0)).unwrap();
    assert!(cases.len() > 50);
    for (id, case) in &cases {
        let shown = reader.get(&format!("/api/procedures/{id}")).await.is(200).json;
        assert_eq!(shown["status"], json!(case.status));
        assert_eq!(shown["procedureId"], json!(case.procedure_no));
        let patient = terminal.store.patient(case.patient.unwrap()).unwrap().unwrap();
        assert_eq!(shown["subject"]["reference"], json!(format!("Patient/{}", patient.registration_no)));
        if !patient.identity.unknown {
            assert_eq!(shown["subject"]["display"], json!(patient.identity.name));
        }
        let booked =
            case.slot().and_then(|slot| terminal.store.hospital().unwrap().theatres.get(&slot.theatre).cloned());
        if let Some(theatre) = booked {
            assert_eq!(shown["location"]["display"], json!(theatre.name));
        }
    }

    let told = count(&mut owner, "SELECT count(*) FROM outbox WHERE topic = 'shalya.procedure.v1'").await as usize;
    let messages = broker.read("shalya.procedure.v1", told);
    let mut by_case: HashMap<String, Vec<Value>> = HashMap::new();
    for (key, event) in messages {
        by_case.entry(key).or_default().push(event);
    }
    assert_eq!(by_case.values().map(Vec::len).sum::<usize>(), told);
    for (id, events) in &by_case {
        let sequence: Vec<usize> = events.iter().map(|it| it["sequence"].as_str().unwrap().parse().unwrap()).collect();
        assert_eq!(sequence, (1..=events.len()).collect::<Vec<_>>(), "{id}");
    }
    // Sent again it is known, and does nothing.
    terminal.forget();
    let facts = terminal.facts().into_iter().take(200).collect();
    let (_, verdicts) = give(terminal, facts).await;
    assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Duplicate));
    assert_whole(&mut owner).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_centre_was_told_comes_down_signed_and_is_folded_like_any_fact() {
    let service = Service::start().await;
    let terminal = service.enrolled(Terminal::of_sample("T1", now())).await;
    let (terminal, _) = send(terminal).await;
    let hospital = terminal.hospital();
    let his = service.caller("his", &hospital, &["service"], EVERYTHING);
    let id = his.created(&service_md("create")).await;
    his.put(&format!("/api/procedures/{id}/status"), &service_md("status")).await.is(200);
    let (terminal, got) = fetch(terminal).await;
    assert!(got.unwrap() > 3);
    let case = terminal.store.procedure(id.parse().unwrap()).unwrap().unwrap();
    assert_eq!(case.state.status, domain::procedure::Status::InProgress);
    assert!(case.waiting.is_empty());
    let verified = terminal.store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.broken_count, verified.quarantined, verified.waiting), (0, 0, 0));
    // What the terminal says on top of it goes up again, and the two agree.
    let (mut terminal, by) = (terminal, PersonId(store::new_id()));
    let case: ProcedureId = id.parse().unwrap();
    terminal.say(
        case,
        by,
        now(),
        vec![ProcedureFact::SideStated { side: Side::Left, gone_by: None, settled_by: vec![] }],
    );
    let (terminal, sent) = send(terminal).await;
    assert_eq!(sent, Ok(1));
    let there: Vec<u8> = sqlx::query_scalar("SELECT body FROM streams WHERE id = $1")
        .bind(&id)
        .fetch_one(&mut service.owner().await)
        .await
        .unwrap();
    let here = serde_json::to_vec(&terminal.store.procedure(case).unwrap().unwrap()).unwrap();
    assert_eq!(String::from_utf8(there).unwrap(), String::from_utf8(here).unwrap(), "both amount to the same");

    // A second terminal, set up on the same hospital, gets all of it.
    let other = service.enrolled(Terminal::new(&hospital, "T2")).await;
    let (other, got) = fetch(other).await;
    assert_eq!(got.unwrap() as u64, terminal.store.fact_count());
    assert_eq!(other.store.procedure(case).unwrap(), terminal.store.procedure(case).unwrap());
    assert_eq!(other.store.unsent_facts(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_enrols_one_terminal_once_and_within_its_time() {
    let service = Service::start().await;
    let code = service.enrolment_code("DHAKA").await;
    let base = service.base.clone();
    let mut owner = service.owner().await;
    let refused = |result: Result<(), Fault>| match result {
        Err(Fault::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let (code_again, at) = (code.clone(), base.clone());
    let (mut first, mut second) = apart(move || {
        let (mut first, mut second) = (Terminal::new("DHAKA", "T1"), Terminal::new("DHAKA", "T2"));
        first.call(&at);
        assert_eq!(refused(first.send(0).map(drop)), Refusal::NotEnrolled);
        let mut elsewhere = Terminal::new("SYLHET", "T1");
        assert_eq!(refused(elsewhere.enrol(&at, &code_again).map(drop)), Refusal::Code, "it is of one hospital");
        assert_eq!(first.enrol(&at, &code_again.to_lowercase()).unwrap().hospital, "DHAKA");
        // The answer may have been lost: the same terminal may ask once more.
        first.enrol(&at, &code_again).unwrap();
        assert_eq!(refused(second.enrol(&at, &code_again).map(drop)), Refusal::Code, "it was used");
        (first, second)
    })
    .await;
    let (another, late) = (service.enrolment_code("DHAKA").await, service.enrolment_code("DHAKA").await);
    sqlx::raw_sql("UPDATE enrolment_codes SET expires_at = now() - interval '1 second' WHERE used_at IS NULL AND issued_at = (SELECT max(issued_at) FROM enrolment_codes)")
        .execute(&mut owner).await.unwrap();
    let at = base.clone();
    apart(move || {
        assert_eq!(refused(second.enrol(&at, &late).map(drop)), Refusal::Code, "it has ended");
        let mut namesake = Terminal::new("DHAKA", "T1");
        assert_eq!(refused(namesake.enrol(&at, &another).map(drop)), Refusal::TerminalTaken);
        let mut centre = Terminal::new("DHAKA", "C");
        assert_eq!(refused(centre.enrol(&at, &another).map(drop)), Refusal::TerminalTaken, "C is the centre");
        second.enrol(&at, &another).unwrap();
        assert_eq!(first.send(0), Ok(0));
    })
    .await;
    let audited: Vec<(String, String, String)> =
        sqlx::query_as("SELECT subject, action, outcome FROM access_audit ORDER BY id")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let enrolled = |subject: &str, outcome: &str| {
        audited.iter().filter(|row| row.0 == subject && row.1 == "enrol" && row.2 == outcome).count()
    };
    assert_eq!((enrolled("T1", "done"), enrolled("T2", "done")), (2, 1));
    assert_eq!((enrolled("T2", "refused"), enrolled("T1", "refused"), enrolled("C", "refused")), (2, 1, 1));
    assert_eq!(audited.iter().filter(|row| row.1 == "issue").count(), 3);
    let stored: Vec<u8> =
        sqlx::query_scalar("SELECT code_hash FROM enrolment_codes LIMIT 1").fetch_one(&mut owner).await.unwrap();
    assert_eq!(stored.len(), 32, "the code itself is kept nowhere");
}

/// Two terminals of one hospital that know each other's keys, and a case of the first.
pub async fn two(service: &Service) -> (Terminal, Terminal, ProcedureId) {
    let first = service.enrolled(Terminal::of_sample("T1", now())).await;
    let second = service.enrolled(Terminal::new(&first.hospital(), "T2")).await;
    let (first, _) = send(first).await;
    let (second, _) = fetch(second).await;
    let case = first.store.waiting().unwrap()[0].0;
    (first, second, case)
}

fn stated(side: Side) -> Vec<ProcedureFact> {
    vec![ProcedureFact::SideStated { side, gone_by: None, settled_by: vec![] }]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_that_came_before_its_cause_waits_is_counted_and_is_told_when_the_cause_comes() {
    let service = Service::start().await;
    let (mut first, mut second, case) = two(&service).await;
    let mut owner = service.owner().await;
    let by = PersonId(store::new_id());
    let version = "SELECT version FROM procedures WHERE id = $1";
    let version_of = async |owner: &mut PgConnection| -> i32 {
        sqlx::query_scalar(version).bind(case.0).fetch_one(owner).await.unwrap()
    };
    let before = version_of(&mut owner).await;
    first.say(case, by, now(), stated(Side::Left));
    let cause = first.facts().pop().unwrap();
    second.store.receive(now(), std::slice::from_ref(&cause)).unwrap();
    second.say(case, by, now(), stated(Side::Right));
    let (second, sent) = send(second).await;
    assert_eq!(sent, Ok(2), "its cause is handed over with it");
    drop(second);
    assert_whole(&mut owner).await;
    assert!(version_of(&mut owner).await >= before);

    // Now the effect without its cause.
    first.say(case, by, now(), stated(Side::Left));
    first.say(case, by, now(), stated(Side::Right));
    let mut facts = first.facts();
    let (effect, cause) = (facts.pop().unwrap(), facts.pop().unwrap());
    let before = version_of(&mut owner).await;
    let (first, verdicts) = give(first, vec![effect.clone()]).await;
    assert_eq!(verdicts, [Verdict::Waiting]);
    assert_eq!(version_of(&mut owner).await, before, "it is not folded");
    assert_eq!(count(&mut owner, "SELECT count(*) FROM waiting_facts").await, 1);
    let (first, verdicts) = give(first, vec![effect.clone()]).await;
    assert_eq!(verdicts, [Verdict::Duplicate]);
    let metrics = service.his().get("/metrics").await.text;
    assert!(metrics.lines().any(|line| line.starts_with("shalya_waiting_facts{") && line.ends_with(" 1")), "{metrics}");
    let (_, verdicts) = give(first, vec![cause]).await;
    assert_eq!(verdicts, [Verdict::Accepted]);
    assert_eq!(count(&mut owner, "SELECT count(*) FROM waiting_facts").await, 0);
    assert_eq!(version_of(&mut owner).await, before + 2);
    assert_whole(&mut owner).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_proved_is_kept_aside_and_keeps_nothing_else_from_being_taken() {
    let service = Service::start().await;
    let (mut first, mut second, case) = two(&service).await;
    let mut owner = service.owner().await;
    let by = PersonId(store::new_id());
    for side in [Side::Left, Side::Right, Side::Left] {
        first.say(case, by, now(), stated(side));
    }
    let mut facts = first.facts().split_off(first.store.fact_count() as usize - 3);
    let payload = facts[1].payload().unwrap().to_vec();
    let changed = payload.iter().map(|byte| if *byte == b'r' { b'R' } else { *byte }).collect();
    facts[1] = Fact::from_bytes(facts[1].envelope_bytes().to_vec(), Some(changed), facts[1].signature()).unwrap();
    let elsewhere = Terminal::of_sample("T1", now()).facts().remove(0);
    let garbage = Fact::from_bytes(b"no envelope".to_vec(), None, facts[0].signature()).unwrap();
    let (first, verdicts) = give(first, [facts, vec![elsewhere, garbage]].concat()).await;
    let aside = |reason| Verdict::Quarantined(reason);
    assert_eq!(
        verdicts,
        [
            Verdict::Accepted,
            aside(Reason::Payload),
            Verdict::Waiting,
            aside(Reason::Signature),
            aside(Reason::Malformed)
        ]
    );
    assert_eq!(count(&mut owner, "SELECT count(*) FROM quarantine").await, 3);
    let metrics = service.his().get("/metrics").await.text;
    assert!(metrics.contains("shalya_quarantined_facts{"), "{metrics}");
    // What the terminal handed over of its own need not come again: nothing of it waits for ever.
    let (mut first, sent) = send(first).await;
    assert_eq!(sent, Ok(0));
    assert_eq!(first.store.unsent_facts(), 0);

    // Shut out, it is told nothing, and what it hands over waits for a person.
    let hospital = first.hospital();
    assert!(central::enrolment::revoke(&mut owner, &hospital, "T1").await.unwrap());
    first.say(case, by, now(), stated(Side::Right));
    let last = first.facts().pop().unwrap();
    let (first, verdicts) = give(first, vec![last]).await;
    assert_eq!(verdicts, [aside(Reason::RevokedAuthor)]);
    let (_, refused) = fetch(first).await;
    assert_eq!(refused, Err(Fault::Refused(Refusal::Revoked)));
    second.say(case, by, now(), stated(Side::Right));
    let (_, sent) = send(second).await;
    assert_eq!(sent, Ok(1), "the others go on");
    assert_whole(&mut owner).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_asks_in_its_own_hospital_with_its_own_key_and_within_limits() {
    let service = Service::start().await;
    service.enrolled(Terminal::new("DHAKA", "T1")).await;
    let nobody = service.caller("nobody", "DHAKA", &[], EVERYTHING);
    for path in ["/sync/hello", "/sync/facts", "/sync/missing", "/sync/enrol"] {
        let answer = nobody.send(Method::POST, path, Some("{}".into())).await;
        assert_eq!((answer.status, answer.header("content-type")), (401, "application/problem+json"), "{path}");
    }
    let base = service.base.clone();
    apart(move || {
        // The same name in another hospital, and a stranger under a name that is known.
        for mut stranger in [Terminal::new("SYLHET", "T1"), Terminal::new("DHAKA", "T1")] {
            stranger.call(&base);
            assert_eq!(stranger.send(0), Err(Fault::Refused(Refusal::NotEnrolled)));
            assert_eq!(stranger.fetch(0), Err(Fault::Refused(Refusal::NotEnrolled)));
        }
    })
    .await;
    // A bomb, and a body beyond the limit, from somebody who can sign.
    let mut terminal = Terminal::new("DHAKA", "T7");
    let (key, code) = (terminal.store.author_key().unwrap(), service.enrolment_code("DHAKA").await);
    let base = service.base.clone();
    apart(move || {
        terminal.enrol(&base, &code).unwrap();
    })
    .await;
    let whole = sync::packing::pack(br#"{"batch":{"facts":[]}}"#);
    let fact = serde_json::to_value(Terminal::of_sample("T8", now()).facts().remove(0)).unwrap();
    let many = json!({ "batch": { "facts": vec![fact; journal::wire::MAX_BATCH_FACTS + 1] } });
    for (body, status) in [
        (sync::packing::pack(&vec![b' '; 40 * 1024 * 1024]), 413),
        (vec![7; 20 * 1024 * 1024], 413),
        (sync::packing::pack(b"[[[["), 400),
        (b"not gzip".to_vec(), 400),
        (whole[..whole.len() / 2].to_vec(), 400),
        (sync::packing::pack("[".repeat(200_000).as_bytes()), 400),
        (sync::packing::pack(many.to_string().as_bytes()), 400),
    ] {
        let challenge: Value = service.his().get("/sync/challenge").await.is(200).json;
        let signed = sync::Signed::new(
            &key,
            ("DHAKA", "T7"),
            challenge["challenge"].as_str().unwrap(),
            "POST",
            "/sync/facts",
            &body,
        );
        let ask = |body: Vec<u8>| {
            // A line of its own: one on which too much was said is ended.
            reqwest::Client::new()
                .post(format!("{}/sync/facts", service.base))
                .header("authorization", signed.to_header())
                .header("content-encoding", "gzip")
                .body(body)
                .send()
        };
        let size = body.len();
        // A service that has said no may end the line before all of it was sent.
        match ask(body).await {
            Ok(answer) => assert_eq!(answer.status(), status, "{size} bytes"),
            Err(problem) => assert!(size > 1_000_000, "{problem}"),
        }
        let answer = ask(b"another body".to_vec()).await.unwrap();
        assert_eq!(answer.status(), 401, "a signature is of one body");
    }
}

/// Ends every connection of the service's database but its own.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread")]
async fn a_backlog_gets_through_whatever_fails_on_its_way_and_nothing_is_lost_or_doubled() {
    let mut broker = Broker::start();
    let settings = format!("kafka_brokers = \"{}\"", broker.address);
    let service = Service::on(postgres::database().await, &settings).await;
    let line = Line::to(&service.base).await;
    let mut terminal = service.enrolled_at(&line.base, Terminal::of_sample("T1", now())).await;
    let mut owner = service.owner().await;
    broker.kill();
    let (mut failed, mut bytes) = (0, 3_000);
    let patience = Instant::now() + Duration::from_secs(240);
    loop {
        assert!(Instant::now() < patience, "{} facts are still to be sent", terminal.store.unsent_facts());
        line.mend();
        match failed % 3 {
            0 => line.cut_after(bytes),
            1 => drop(sqlx::raw_sql(CUT).execute(&mut owner).await.unwrap()),
            _ => terminal.forget(),
        }
        bytes += bytes / 3;
        let cutting = service.database.clone();
        let cut = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(150)).await;
            if failed % 3 == 1 {
                let mut other = PgConnection::connect(&cutting).await.unwrap();
                sqlx::raw_sql(CUT).execute(&mut other).await.unwrap();
            }
        });
        let (back, sent) = send(terminal).await;
        terminal = back;
        cut.await.unwrap();
        owner = service.owner().await;
        match sent {
            Ok(_) if failed >= 6 => break,
            Ok(_) => {
                // It was too quick for us: more is recorded, and it is tried again.
                let (by, case) = (PersonId(store::new_id()), terminal.store.waiting().unwrap()[0].0);
                terminal.say(case, by, now(), stated(Side::Left));
                failed += 1;
            }
            Err(Fault::Unreached(_) | Fault::Busy) => failed += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(terminal.store.unsent_facts(), 0);
    assert_eq!(count(&mut owner, "SELECT count(*) FROM events").await as u64, terminal.store.fact_count());
    assert_eq!(count(&mut owner, "SELECT count(*) FROM quarantine").await, 0);
    assert_whole(&mut owner).await;
    broker.go();
    let told = count(&mut owner, "SELECT count(*) FROM outbox WHERE topic = 'shalya.procedure.v1'").await as usize;
    let mut seen = HashSet::new();
    let mut next: HashMap<String, u64> = HashMap::new();
    for (key, event) in broker.read("shalya.procedure.v1", told) {
        if seen.insert(event["id"].as_str().unwrap().to_owned()) {
            let at = next.entry(key).or_default();
            *at += 1;
            assert_eq!(event["sequence"], json!(at.to_string()), "in order");
        }
    }
    assert_eq!(seen.len(), told);
}
