//! Making the projections of a million facts anew, against reading and decoding the same facts.

use crate::row::{Pair, Row, milliseconds};
use anyhow::Result;
use domain::hospital::HospitalFact;
use domain::patient::PatientFact;
use domain::person::PersonFact;
use domain::procedure::ProcedureFact;
use domain::{Moment, PatientId, PersonId, ProcedureId};
use journal::{Sealed, StreamKind};
use std::collections::HashMap;
use store::{Batch, KeyKeeper, Store};

const FACTS: u64 = 1_000_000;
const ROUNDS: usize = 2;

pub fn measure() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir_in(".")?;
    let (mut store, _) = Store::create(&folder.path().join("store"), "KSG", "T1", KeyKeeper::File)?;
    fill(&mut store)?;
    let mut pair = Pair::default();
    let before_kib = resident_kib("VmHWM");
    for _ in 0..ROUNDS {
        let (read, reference) = milliseconds(|| read_and_decode(&store));
        anyhow::ensure!(read? == store.fact_count(), "not every fact could be decoded");
        let (rebuilt, ours) = milliseconds(|| {
            store.rebuild(&mut |done, of| {
                if done % 4096 == 0 {
                    eprint!("\rrebuilding: {done} of {of} streams");
                }
            })
        });
        rebuilt?;
        eprintln!();
        pair.ours.push(ours);
        pair.reference.push(reference);
    }
    let after_kib = resident_kib("VmHWM");
    let memory = Pair { ours: vec![after_kib], reference: vec![before_kib] };
    Ok(vec![
        pair.row("projections of 1,000,000 facts", "ms", "reading and decoding them", 3.0, None),
        memory.row("peak memory after rebuilding", "KiB", "peak before it", 1.5, None),
    ])
}

/// The sample hospital's cases over and over, each time with ids of their own.
fn fill(store: &mut Store) -> Result<()> {
    let now: Moment = "2026-11-22T11:33:00+06:00".parse()?;
    let mut seed = 0;
    while store.fact_count() < FACTS {
        seed += 1;
        let (mut procedures, mut patients) =
            (HashMap::<ProcedureId, Vec<_>>::new(), HashMap::<PatientId, Vec<_>>::new());
        for recording in sample::hospital(seed, now) {
            recording.procedures.into_iter().for_each(|(id, facts)| procedures.entry(id).or_default().extend(facts));
            recording.patients.into_iter().for_each(|(id, facts)| patients.entry(id).or_default().extend(facts));
        }
        let batch = Batch {
            procedures: procedures.into_iter().collect(),
            patients: patients.into_iter().collect(),
            ..Batch::default()
        };
        store.record(PersonId(store::new_id()), now, batch)?;
        eprint!("\r{} of {FACTS} facts", store.fact_count());
    }
    eprintln!();
    Ok(())
}

fn read_and_decode(store: &Store) -> Result<u64> {
    let mut decoded = 0;
    store.each_fact(&mut |sealed| decoded += u64::from(decodes(&sealed)))?;
    Ok(decoded)
}

fn decodes(sealed: &Sealed) -> bool {
    let Some(payload) = &sealed.payload else { return false };
    match sealed.envelope.stream.kind {
        StreamKind::Procedure => serde_json::from_slice::<ProcedureFact>(payload).is_ok(),
        StreamKind::Patient => serde_json::from_slice::<PatientFact>(payload).is_ok(),
        StreamKind::Person => serde_json::from_slice::<PersonFact>(payload).is_ok(),
        StreamKind::Hospital => serde_json::from_slice::<HospitalFact>(payload).is_ok(),
        _ => true,
    }
}

/// A line of the process's own status, where the system has one; NaN elsewhere.
fn resident_kib(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find(|text| text.starts_with(line)).and_then(|text| text.split_whitespace().nth(1));
    value.and_then(|kib| kib.parse().ok()).unwrap_or(f64::NAN)
}
