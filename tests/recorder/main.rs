//! Records in a store as fast as it can, and writes the id of each fact on standard output once it
//! is durable. Made to be killed: `recorder FOLDER SEED`.

use anyhow::{Context as _, Result, bail};
use domain::hospital::{Theatre, set_up};
use domain::patient::{Identity, Patient, PatientCommand};
use domain::procedure::{
    Answer, Command, Context, Item, NoteType, Operation, Procedure, Request, Side, Speaker, Urgency, decide,
};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, TheatreId};
use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Batch, KeyKeeper, Store};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, seed] = &arguments[..] else { bail!("recorder FOLDER SEED") };
    let folder = Path::new(folder);
    let mut store = match store::exists(folder) {
        true => Store::open(folder)?,
        false => founded(folder)?,
    };
    say("open", &[])?;
    let nurse = PersonId(uuid_of(7));
    let mut number: u64 = seed.parse().context("SEED is a number")?;
    loop {
        number += 1;
        case(&mut store, nurse, number)?;
    }
}

fn founded(folder: &Path) -> Result<Store> {
    std::fs::create_dir_all(folder)?;
    let (mut store, _) = Store::create(folder, "KSG", "T1", KeyKeeper::File)?;
    let theatre =
        Theatre {
            name: "Theatre 1".into(), name_bn: "ওটি ১".into(), specialty: "emergency".into(), position: 1
        };
    let hospital = set_up("KSG", "Test hospital", "", false, vec![(TheatreId(uuid_of(3)), theatre)], vec![])?;
    record(&mut store, PersonId(uuid_of(7)), Batch { hospital, ..Batch::default() })?;
    Ok(store)
}

/// One patient and case, from registration to a signed note, with what is typed meanwhile.
fn case(store: &mut Store, nurse: PersonId, number: u64) -> Result<()> {
    let patient_id = PatientId(store::new_id());
    let id = ProcedureId(store::new_id());
    let identity =
        Identity { name: format!("Patient {number}"), name_bn: "রোগী".into(), ..Identity::default() };
    let register = PatientCommand::Register {
        identity,
        registration_no: format!("R-T1-{number:06}"),
        uhid: None,
        temporary_id: Some(format!("TEMP-T1-{number:05}")),
    };
    let facts = domain::patient::decide(&Patient::default(), register, now())?;
    record(store, nurse, Batch { patients: vec![(patient_id, facts)], ..Batch::default() })?;

    let request = Command::Request(Request {
        procedure_no: format!("PRC-KSG-T1-{number:05}"),
        patient: patient_id,
        operation: Operation { text: Some("Laparotomy".into()), ..Operation::default() },
        urgency: Urgency::Emergency,
        minutes: 60,
        side: Some(Side::NotSided),
        anaesthesia: vec![],
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: None,
    });
    say_command(store, nurse, id, request)?;
    for item in [Item::PatientIdentity, Item::SiteMarked, Item::AnesthesiaSafety, Item::PulseOximeter] {
        let answer = Answer::Yes;
        let said_by = Some(Speaker::Patient);
        say_command(
            store,
            nurse,
            id,
            Command::AnswerItem { item, answer, plan: None, comments: None, said_by, at: None },
        )?;
    }
    let text = format!("রোগী {number}: haemostasis checked, peritoneal wash.");
    store.keep_draft(nurse, id, "note:intra-operative", &text, now())?;
    say("draft", &[format!("{id} {number}")])?;
    say_command(store, nurse, id, Command::SignNote { note_type: NoteType::IntraOperative, text, at: None })
}

fn say_command(store: &mut Store, nurse: PersonId, id: ProcedureId, command: Command) -> Result<()> {
    let hospital = store.hospital()?;
    let procedure = store.procedure(id)?.map(|stream| stream.state).unwrap_or_else(Procedure::default);
    let patient = match procedure.patient {
        Some(patient) => store.patient(patient)?.unwrap_or_default(),
        None => Patient::default(),
    };
    let context = Context { id, now: now(), actor: nurse, patient: &patient, hospital: &hospital, bookings: &[] };
    let decided = decide(&procedure, command, &context)?;
    record(store, nurse, Batch { procedures: vec![(id, decided.facts)], ..Batch::default() })
}

fn record(store: &mut Store, nurse: PersonId, batch: Batch) -> Result<()> {
    let events: Vec<EventId> = store.record(nurse, now(), batch)?;
    say("fact", &events.iter().map(EventId::to_string).collect::<Vec<_>>())
}

/// Told only after the store has answered: whoever reads the line may rely on it.
fn say(what: &str, which: &[String]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if which.is_empty() {
        writeln!(out, "{what}")?;
    }
    for one in which {
        writeln!(out, "{what} {one}")?;
    }
    Ok(out.flush()?)
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::new(since.as_millis() as i64, domain::moment::DHAKA_OFFSET_MINUTES)
}

fn uuid_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
