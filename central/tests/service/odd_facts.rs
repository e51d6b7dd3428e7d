//! Facts that a terminal may sign though no program of ours would write them: each is answered, nothing
//! of it stops the service, and none keeps the next one from being taken.

use crate::harness::terminal::Terminal;
use crate::harness::{EVERYTHING, Service};
use crate::terminals::{assert_whole, fetch, give, now, send};
use journal::wire::{Fact, Reason, Verdict};
use journal::{Author, ChainId, Draft, Head, Hlc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Of each kind of fact.
const OF_EACH: usize = 40;

fn odd(random: &mut StdRng) -> Value {
    let values = [
        json!(null),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(u32::MAX),
        json!(1e308),
        json!(""),
        json!("\u{0}"),
        json!("'; DROP TABLE events; --"),
        json!("x".repeat(60_000)),
        json!("\u{202e}\u{1f9d1}\u{200d}"),
        json!("9999-12-31T23:59:59+14:00"),
        json!("0001-01-01T00:00:00-14:00"),
        json!([]),
        json!({}),
        json!({ "system": "\u{0}", "code": "x".repeat(3_000) }),
        json!(true),
        json!("00000000-0000-0000-0000-000000000000"),
    ];
    values.choose(random).unwrap().clone()
}

/// Changes one value somewhere within.
fn change(value: &mut Value, random: &mut StdRng) {
    let is_fact = value.get("kind").is_some();
    let inner: Vec<&mut Value> = match value {
        Value::Object(map) => map.iter_mut().filter(|(name, _)| *name != "kind").map(|(_, inner)| inner).collect(),
        Value::Array(list) => list.iter_mut().collect(),
        _ => Vec::new(),
    };
    let count = inner.len();
    match inner.into_iter().nth(random.random_range(0..=count)) {
        Some(inner) => change(inner, random),
        None if is_fact => value["something"] = odd(random),
        None => *value = odd(random),
    }
}

fn payload(of: &[u8], random: &mut StdRng) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(of).unwrap();
    match random.random_range(0..20) {
        0 => b"no JSON".to_vec(),
        1 => format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)).into_bytes(),
        2 => format!("{{\"kind\":\"status-changed\",\"to\":{}}}", "9".repeat(400)).into_bytes(),
        3..6 => of.to_vec(),
        _ => {
            for _ in 0..random.random_range(1..3) {
                change(&mut value, random);
            }
            serde_json::to_vec(&value).unwrap()
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_terminal_signs_is_answered_and_the_service_goes_on() {
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let service = Service::start().await;
    let mut sample = Terminal::of_sample("T1", now());
    let mut terminal = service.enrolled(Terminal::new(&sample.hospital(), "T9")).await;
    let chain = ChainId { terminal: "T9".into(), epoch: 1 };
    let mut author = Author::after(Head::START, terminal.hospital(), chain, terminal.store.author_key().unwrap());
    let mut turn = author.turn();
    let (mut kinds, mut heads, mut ids) = (HashMap::<String, usize>::new(), HashMap::new(), HashMap::new());
    let mut cases = BTreeSet::new();
    for fact in sample.facts() {
        let sealed = fact.open().unwrap();
        let envelope = sealed.envelope;
        let seen = kinds.entry(envelope.kind.clone()).or_default();
        *seen += 1;
        if *seen > OF_EACH {
            continue;
        }
        let event_id = *ids.entry(envelope.event_id).or_insert_with(store::new_id);
        let stream = (envelope.stream.kind.as_str().to_owned(), envelope.stream.id.clone());
        if stream.0 == "procedure" {
            cases.insert(stream.1.clone());
        }
        let parents: Vec<uuid::Uuid> = heads.insert(stream, event_id).into_iter().collect();
        let extreme = [i64::MIN, -1, i64::MAX, envelope.wall_ms];
        let clock = [Hlc::new(journal::MAX_HLC_WALL_MS, u32::MAX).unwrap(), Hlc::ZERO, envelope.hlc];
        let draft = Draft {
            event_id,
            stream: envelope.stream,
            kind: envelope.kind,
            schema_version: *[0, 1, u16::MAX].choose(&mut random).unwrap(),
            parents,
            actor: if random.random_bool(0.1) { "nobody".into() } else { envelope.actor },
            hlc: *clock.choose(&mut random).unwrap(),
            wall_ms: *extreme.choose(&mut random).unwrap(),
            monotonic_ms: *extreme.choose(&mut random).unwrap(),
            boot_id: envelope.boot_id,
            clock_offset_ms: random.random_bool(0.5).then_some(*extreme.choose(&mut random).unwrap()),
        };
        turn.seal(draft, payload(&sealed.payload.unwrap(), &mut random)).unwrap();
    }
    let facts: Vec<Fact> = turn.stored().iter().map(|sealed| Fact::new(sealed).unwrap()).collect();
    let count = facts.len();
    assert!(count > 200 && cases.len() > 10, "{count} facts, {} cases", cases.len());
    let (mut accepted, mut aside, mut waiting) = (0, 0, 0);
    for some in facts.chunks(60) {
        let (back, verdicts) = give(terminal, some.to_vec()).await;
        terminal = back;
        assert_eq!(verdicts.len(), some.len(), "seed {seed}");
        for verdict in verdicts {
            match verdict {
                Verdict::Accepted => accepted += 1,
                Verdict::Quarantined(_) => aside += 1,
                // What it follows was put aside.
                Verdict::Waiting => waiting += 1,
                Verdict::Duplicate => panic!("seed {seed}: each was given once"),
            }
        }
    }
    println!("seed {seed}: of {count} facts {accepted} accepted, {aside} put aside, {waiting} waiting");
    assert!(accepted * 2 > count, "seed {seed}: most can be kept in the log: {accepted} of {count}");
    assert_whole(&mut service.owner().await).await;
    let his = service.caller("his", &terminal.hospital(), &["service"], EVERYTHING);
    for id in cases {
        for path in
            [format!("/api/procedures/{id}"), format!("/fhir/Procedure/{id}"), format!("/api/procedures/{id}/history")]
        {
            let answer = his.get(&path).await;
            assert!([200, 404, 410].contains(&answer.status), "seed {seed}, {path}: {} {}", answer.status, answer.text);
        }
    }
    his.get("/api/procedures?limit=200").await.is(200);
    his.get("/fhir/Procedure?_count=200").await.is(200);
    central::rebuild::rebuild(&mut service.owner().await).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_in_the_name_of_another() {
    let service = Service::start().await;
    let victim = service.enrolled(Terminal::of_sample("T1", now())).await;
    let hospital = victim.hospital();
    let terminal = service.enrolled(Terminal::new(&hospital, "T9")).await;
    let key = terminal.store.author_key().unwrap();
    let sealed = |hospital: &str, name: &str, epoch: u32| {
        let chain = ChainId { terminal: name.into(), epoch };
        let mut author = Author::after(Head::START, hospital.into(), chain, key.clone());
        let mut turn = author.turn();
        let draft = Draft {
            event_id: store::new_id(),
            stream: journal::Stream { kind: "procedure".into(), id: store::new_id().to_string() },
            kind: "urgency-set".into(),
            schema_version: 1,
            parents: Vec::new(),
            actor: store::new_id().to_string(),
            hlc: Hlc::ZERO,
            wall_ms: 0,
            monotonic_ms: 0,
            boot_id: store::new_id(),
            clock_offset_ms: None,
        };
        turn.seal(draft, br#"{"kind":"urgency-set","urgency":"emergency"}"#.to_vec()).unwrap();
        Fact::new(&turn.stored()[0]).unwrap()
    };
    let facts = vec![
        sealed(&hospital, "T1", 1),
        sealed(&hospital, "C", 1),
        sealed(&hospital, "T77", 1),
        sealed("OTHER", "T9", 1),
        // Its own; as after a restore; in an epoch that no terminal comes to.
        sealed(&hospital, "T9", 1),
        sealed(&hospital, "T9", 2),
        sealed(&hospital, "T9", u32::MAX),
    ];
    let (_, verdicts) = give(terminal, facts).await;
    let aside = |reason| Verdict::Quarantined(reason);
    assert_eq!(
        verdicts,
        [
            aside(Reason::Signature),
            aside(Reason::UnknownAuthor),
            aside(Reason::UnknownAuthor),
            aside(Reason::OtherHospital),
            Verdict::Accepted,
            Verdict::Accepted,
            Verdict::Accepted,
        ]
    );
    let (victim, sent) = send(victim).await;
    assert_eq!(sent.unwrap() as u64, victim.store.fact_count(), "what it wrote itself is taken whole");
    // Another gets each chain as it is.
    let other = service.enrolled(Terminal::new(&hospital, "T2")).await;
    let (mut other, got) = fetch(other).await;
    assert_eq!(got.unwrap() as u64, victim.store.fact_count() + 3);
    let chains: BTreeSet<(String, u32)> = other
        .facts()
        .iter()
        .map(|fact| fact.open().unwrap().envelope)
        .map(|envelope| (envelope.terminal, envelope.epoch))
        .collect();
    let chain = |name: &str, epoch| (name.to_owned(), epoch);
    assert_eq!(chains, BTreeSet::from([chain("T1", 1), chain("T9", 1), chain("T9", 2), chain("T9", u32::MAX)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_who_dawdle_hold_no_terminal_up() {
    let service = Service::start().await;
    let terminal = service.enrolled(Terminal::of_sample("T1", now())).await;
    let address = service.base.strip_prefix("http://").unwrap().to_owned();
    let key = Terminal::new("DHAKA", "T7").store.author_key().unwrap();
    let mut lines = Vec::new();
    for length in [100, 10_000_000] {
        for path in ["/sync/facts", "/sync/missing"] {
            for _ in 0..20 {
                let challenge = service.his().get("/sync/challenge").await.is(200).json;
                let challenge = challenge["challenge"].as_str().unwrap();
                let signed = sync::Signed::new(&key, ("DHAKA", "T1"), challenge, "POST", path, b"");
                let ask = format!(
                    "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Encoding: gzip\r\n\
                     Content-Length: {length}\r\n\r\nx",
                    signed.to_header()
                );
                let mut line = TcpStream::connect(&address).await.unwrap();
                line.write_all(ask.as_bytes()).await.unwrap();
                lines.push(line);
            }
        }
    }
    let began = Instant::now();
    let (terminal, sent) = send(terminal).await;
    sent.unwrap();
    let (_, got) = fetch(terminal).await;
    assert_eq!(got, Ok(0));
    // The others have 30 seconds.
    assert!(began.elapsed() < Duration::from_secs(25), "{:?} beside {} others", began.elapsed(), lines.len());
}
