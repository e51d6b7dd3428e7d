//! Data folders with a hospital in them, for what is measured in the window.

use anyhow::{Context as _, Result};
use domain::hospital::Hospital;
use domain::moment::day_bounds;
use domain::patient::{Patient, PatientCommand, Sex};
use domain::procedure::{Command, Context, Operation, ProcedureFact, Request, Side, Slot, Urgency, decide};
use domain::{Moment, PatientId, PersonId, ProcedureId, TheatreId};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Batch, KeyKeeper, Store};

const SEED: u64 = 7;

/// The sample hospital with lists of `days_before` days; everyone has the sample's PIN.
pub fn of_days(data: &Path, days_before: u16) -> Result<Store> {
    let (mut store, _) = Store::create(data, "KSG", "T1", KeyKeeper::File)?;
    let mut said = Vec::new();
    for recording in sample::hospital_since(SEED, now(), days_before) {
        let sample::Recording { at, actor, hospital, people, patients, procedures } = recording;
        for (id, _) in &people {
            store.set_pin(*id, ipc::SAMPLE_PIN)?;
        }
        said.push((actor, at, Batch { hospital, people, patients, procedures, audit: Vec::new() }));
    }
    store.record_in_turn(said)?;
    Ok(store)
}

/// Books so many cases more tomorrow, one after the other in each theatre, from eight.
pub fn crowd_tomorrow(store: &mut Store, cases: usize) -> Result<()> {
    const MINUTES: u32 = 10;
    let hospital = store.hospital()?;
    let theatres: Vec<TheatreId> = hospital.open_theatres().into_iter().map(|(id, _)| id).collect();
    let clerk = store.people()?.first().context("nobody works in the sample hospital")?.id;
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let (midnight, _) = day_bounds(now().plus_minutes(24 * 60).date(), now().offset_minutes());
    let eight = midnight.plus_minutes(8 * 60);
    for number in 0..cases {
        let (turn, theatre) = (number / theatres.len(), theatres[number % theatres.len()]);
        let patient = PatientId(store::new_id());
        let identity = sample::patient_identity(&mut rng, Sex::Female, 20..60, now().date());
        let register = PatientCommand::Register {
            identity,
            registration_no: format!("R-T1-{:06}", 900_000 + number),
            uhid: None,
            temporary_id: None,
        };
        let patients = vec![(patient, domain::patient::decide(&Patient::default(), register, now())?)];
        let batch = Batch { patients, ..Batch::default() };
        store.record(clerk, now(), batch)?;
        let start = eight.plus_minutes(i64::from(MINUTES) * turn as i64);
        let case = request(store, clerk, patient)?;
        let slot = Slot { theatre, start, minutes: MINUTES, machines: Vec::new() };
        let book = Command::Schedule { slot, team: vec![], reason: None, override_reason: None };
        say(store, &hospital, clerk, case, book)?;
    }
    Ok(())
}

/// Asks for a case of `patient`.
pub fn request(store: &mut Store, actor: PersonId, patient: PatientId) -> Result<ProcedureId> {
    let id = ProcedureId(store::new_id());
    let request = Request {
        procedure_no: "PRC-KSG-T1-90000".into(),
        patient,
        operation: Operation { text: Some("Laparotomy".into()), ..Operation::default() },
        urgency: Urgency::Emergency,
        minutes: 60,
        side: Some(Side::NotSided),
        anaesthesia: vec![],
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: None,
    };
    say(store, &Hospital::default(), actor, id, Command::Request(request))?;
    Ok(id)
}

/// Decides and records; gives the facts.
pub fn say(
    store: &mut Store,
    hospital: &Hospital,
    actor: PersonId,
    id: ProcedureId,
    command: Command,
) -> Result<Vec<ProcedureFact>> {
    let procedure = store.procedure(id)?.map(|stream| stream.state).unwrap_or_default();
    let context = Context { id, now: now(), actor, patient: &Patient::default(), hospital, bookings: &[] };
    let facts = decide(&procedure, command, &context)?.facts;
    store.record(actor, now(), Batch { procedures: vec![(id, facts.clone())], ..Batch::default() })?;
    Ok(facts)
}

pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::new(since.as_millis() as i64, domain::moment::DHAKA_OFFSET_MINUTES)
}
