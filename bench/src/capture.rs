//! Durable capture of one fact through decide, sign, chain, encrypt, append and project, against a
//! bare INSERT of the same bytes with the same durability.

use crate::row::{Pair, Row, milliseconds};
use anyhow::Result;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::procedure::{Answer, Command, Context, Item, Operation, Request, Side, Urgency, decide};
use domain::{Moment, PatientId, PersonId, ProcedureId};
use rusqlite::Connection;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Batch, KeyKeeper, Store};

const FACTS: usize = 2_000;
/// A case gathers about this many answers and notes; then the next one begins.
const FACTS_A_CASE: usize = 60;

pub fn measure() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir_in(".")?;
    let (mut store, _) = Store::create(&folder.path().join("store"), "KSG", "T1", KeyKeeper::File)?;
    let bare = Connection::open(folder.path().join("bare.db"))?;
    bare.pragma_update(None, "journal_mode", "WAL")?;
    bare.pragma_update(None, "synchronous", "FULL")?;
    bare.execute_batch("CREATE TABLE events (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;

    let nurse = PersonId(store::new_id());
    let mut pair = Pair::default();
    let mut id = new_case(&mut store, nurse)?;
    for fact in 0..FACTS {
        if fact % FACTS_A_CASE == 0 {
            id = new_case(&mut store, nurse)?;
        }
        let item = Item::ALL[fact % 4];
        let (recorded, ours) = milliseconds(|| answer(&mut store, nurse, id, item));
        let bytes = recorded?;
        let (inserted, reference) =
            milliseconds(|| bare.prepare_cached("INSERT INTO events (bytes) VALUES (?1)")?.execute([&bytes]));
        inserted?;
        pair.ours.push(ours);
        pair.reference.push(reference);
    }
    Ok(vec![pair.row("one fact, decided to durable", "ms", "bare rusqlite INSERT, WAL, FULL", 2.0, Some(16.6))])
}

fn new_case(store: &mut Store, nurse: PersonId) -> Result<ProcedureId> {
    let id = ProcedureId(store::new_id());
    let request = Command::Request(Request {
        procedure_no: "PRC-KSG-T1-00001".into(),
        patient: PatientId(store::new_id()),
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
    say(store, nurse, id, request)?;
    Ok(id)
}

fn answer(store: &mut Store, nurse: PersonId, id: ProcedureId, item: Item) -> Result<Vec<u8>> {
    let answer = Answer::Yes;
    say(store, nurse, id, Command::AnswerItem { item, answer, plan: None, comments: None, said_by: None, at: None })
}

/// Gives as many bytes as the fact takes: envelope, payload and signature.
fn say(store: &mut Store, nurse: PersonId, id: ProcedureId, command: Command) -> Result<Vec<u8>> {
    let procedure = store.procedure(id)?.map(|stream| stream.state).unwrap_or_default();
    let context = Context {
        id,
        now: now(),
        actor: nurse,
        patient: &Patient::default(),
        hospital: &Hospital::default(),
        bookings: &[],
    };
    let facts = decide(&procedure, command, &context)?.facts;
    let payload = serde_json::to_vec(&facts)?;
    store.record(nurse, now(), Batch { procedures: vec![(id, facts)], ..Batch::default() })?;
    const ENVELOPE_AND_SIGNATURE_BYTES: usize = 330;
    Ok([payload, vec![7; ENVELOPE_AND_SIGNATURE_BYTES]].concat())
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::new(since.as_millis() as i64, domain::moment::DHAKA_OFFSET_MINUTES)
}
