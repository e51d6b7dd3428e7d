//! The power goes at any moment: what was acknowledged is there afterwards, and proves itself.

use domain::procedure::Procedure;
use domain::{PersonId, ProcedureId};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use store::Store;

const KILLS: u64 = 220;
/// The chain is proved whole at the end, and in between this often.
const VERIFY_EVERY: u64 = 40;

/// What the recorder said before it was killed.
#[derive(Default)]
struct Acknowledged {
    facts: BTreeSet<String>,
    drafts: Vec<(ProcedureId, u64)>,
}

#[test]
fn every_acknowledged_fact_survives_being_killed_at_random_moments() {
    let folder = tempfile::tempdir().unwrap();
    let seed = std::env::var("SHALYA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122u64);
    println!("SHALYA_SEED={seed} kills the recorder at the same moments again");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut acknowledged = Acknowledged::default();
    let mut killed_while_recording = 0;
    for kill in 1..=KILLS {
        let before = acknowledged.facts.len();
        record_and_kill(folder.path(), kill * 10_000, rng.random_range(0..60_000), &mut acknowledged);
        killed_while_recording += u64::from(acknowledged.facts.len() > before);
        if kill % VERIFY_EVERY == 0 {
            check(folder.path(), &acknowledged);
        }
    }
    check(folder.path(), &acknowledged);
    assert!(killed_while_recording > KILLS / 2, "most were killed while they recorded: {killed_while_recording}");
    println!("{KILLS} kills, {} facts acknowledged, none lost", acknowledged.facts.len());
    verify_with_the_program(folder.path());
}

/// Starts the recorder and kills it `micros` after it began to record.
fn record_and_kill(folder: &Path, seed: u64, micros: u64, acknowledged: &mut Acknowledged) {
    let mut recorder = Command::new(env!("CARGO_BIN_EXE_recorder"))
        .args([folder.as_os_str(), seed.to_string().as_ref()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(recorder.stdout.take().unwrap()).lines();
    let (said, hear) = mpsc::channel();
    let reader = std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(said.send(line))));
    let mut heard = Vec::new();
    loop {
        let line = hear.recv_timeout(Duration::from_secs(30)).expect("the recorder opens the store again");
        if line == "open" {
            break;
        }
        heard.push(line);
    }
    std::thread::sleep(Duration::from_micros(micros));
    // SIGKILL: no handler, no flush, no goodbye.
    recorder.kill().unwrap();
    recorder.wait().unwrap();
    reader.join().unwrap();
    for line in heard.into_iter().chain(hear.try_iter()) {
        match line.split_once(' ') {
            Some(("fact", event)) => drop(acknowledged.facts.insert(event.to_owned())),
            Some(("draft", draft)) => {
                let (case, number) = draft.split_once(' ').unwrap();
                acknowledged.drafts.push((case.parse().unwrap(), number.parse().unwrap()));
            }
            _ => panic!("the recorder said {line:?}"),
        }
    }
}

/// Every acknowledged fact and draft is in the store, and the chain holds.
fn check(folder: &Path, acknowledged: &Acknowledged) {
    let store = Store::open(folder).unwrap();
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert!(verified.broken.is_empty(), "{:?}", verified.broken);
    let held = |event: &String| store.holds(event.parse().unwrap()).unwrap();
    let lost: Vec<&String> = acknowledged.facts.iter().filter(|event| !held(event)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let nurse = PersonId("00000000-0000-0000-0000-000000000007".parse().unwrap());
    for (case, number) in &acknowledged.drafts {
        let marker = format!("রোগী {number}:");
        let kept = store.drafts(nurse, *case).unwrap().iter().any(|draft| draft.text.starts_with(&marker));
        let case: Procedure = store.procedure(*case).unwrap().unwrap().state;
        let signed = case.notes.iter().any(|note| note.text.starts_with(&marker));
        assert!(kept || signed, "what was typed for patient {number} is gone");
    }
}

/// The same by the program that the hospital has.
fn verify_with_the_program(folder: &Path) {
    let Some(program) = std::env::var_os("SHALYA_BINARY").map(PathBuf::from) else {
        println!("SHALYA_BINARY is not set: `shalya verify` was not run");
        return;
    };
    let status = Command::new(program).arg("verify").arg("--data-dir").arg(folder).status().unwrap();
    assert!(status.success(), "shalya verify: {status}");
}
