//! An invented hospital to record in.

use domain::hospital::{Hospital, Theatre, set_up};
use domain::patient::{Identity, Patient, PatientFact, Sex};
use domain::procedure::{Command, Context, Operation, Procedure, ProcedureFact, Request, Urgency, decide};
use domain::{Moment, PatientId, PersonId, ProcedureId, TheatreId};
use std::path::Path;
use store::{Batch, Counter, KeyKeeper, Store, new_id};

pub const CODE: &str = "SDH";
pub const PIN: &str = "482915";

pub fn now() -> Moment {
    "2026-11-22T11:33:00+06:00".parse().unwrap()
}

pub fn nurse() -> PersonId {
    PersonId("01940000-0000-7000-8000-00000000000a".parse().unwrap())
}

pub fn theatre() -> TheatreId {
    TheatreId("01940000-0000-7000-8000-0000000000aa".parse().unwrap())
}

/// A new store whose key is in a file, with the hospital set up.
pub fn store_in(folder: &Path) -> Store {
    let (mut store, _) = Store::create(folder, CODE, "T1", KeyKeeper::File).unwrap();
    set_up_hospital(&mut store);
    store
}

pub fn set_up_hospital(store: &mut Store) {
    let one = Theatre {
        name: "Theatre 1".into(), name_bn: "ওটি ১".into(), specialty: "emergency".into(), position: 1
    };
    let facts =
        set_up(CODE, "Sonapur District Hospital", "সোনাপুর জেলা হাসপাতাল", false, vec![(theatre(), one)], vec![]).unwrap();
    store.record(nurse(), now(), Batch { hospital: facts, ..Batch::default() }).unwrap();
}

pub fn named(name: &str, name_bn: &str) -> Identity {
    Identity { name: name.into(), name_bn: name_bn.into(), sex: Sex::Female, ..Identity::default() }
}

pub fn registered(store: &mut Store, identity: Identity) -> PatientId {
    let id = PatientId(new_id());
    let number = store.mint(Counter::Registration).unwrap();
    let fact = PatientFact::Registered {
        identity,
        registration_no: domain::identifier::registration_no(store.terminal(), number),
        uhid: None,
        temporary_id: None,
    };
    store.record(nurse(), now(), Batch { patients: vec![(id, vec![fact])], ..Batch::default() }).unwrap();
    id
}

/// What `command` amounts to, by the rules.
pub fn decided(store: &Store, id: ProcedureId, command: Command, now: Moment) -> Vec<ProcedureFact> {
    let case = store.procedure(id).unwrap().map_or_else(Procedure::default, |stream| stream.state);
    let hospital = store.hospital().unwrap();
    decided_on(&case, &hospital, id, command, now)
}

pub fn decided_on(
    case: &Procedure,
    hospital: &Hospital,
    id: ProcedureId,
    command: Command,
    now: Moment,
) -> Vec<ProcedureFact> {
    let patient = Patient::default();
    let context = Context { id, now, actor: nurse(), patient: &patient, hospital, bookings: &[] };
    decide(case, command, &context).map(|decided| decided.facts).unwrap_or_default()
}

pub fn request(patient: PatientId, number: u64) -> Command {
    Command::Request(Request {
        procedure_no: domain::identifier::procedure_no(CODE, "T1", number),
        patient,
        operation: Operation { text: Some("Appendicectomy".into()), ..Operation::default() },
        urgency: Urgency::Elective,
        minutes: 60,
        side: None,
        anaesthesia: vec![],
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: None,
    })
}

/// A case on the waiting list.
pub fn requested(store: &mut Store, patient: PatientId) -> ProcedureId {
    let id = ProcedureId(new_id());
    let number = store.mint(Counter::ProcedureNo).unwrap();
    let facts = decided(store, id, request(patient, number), now());
    assert!(!facts.is_empty());
    store.record(nurse(), now(), Batch { procedures: vec![(id, facts)], ..Batch::default() }).unwrap();
    id
}

/// Decides and records one command on a case; gives how many facts it was.
pub fn act(store: &mut Store, id: ProcedureId, command: Command, now: Moment) -> usize {
    let facts = decided(store, id, command, now);
    let count = facts.len();
    store.record(nurse(), now, Batch { procedures: vec![(id, facts)], ..Batch::default() }).unwrap();
    count
}

/// The database of a folder whose key is in a file, opened without the store.
pub fn opened_by_hand(folder: &Path) -> rusqlite::Connection {
    let keys: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("shalya.keys")).unwrap()).unwrap();
    let key = data_encoding::BASE64.decode(keys["data_key"].as_str().unwrap().as_bytes()).unwrap();
    let connection = rusqlite::Connection::open(folder.join("shalya.db")).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", data_encoding::HEXLOWER.encode(&key))).unwrap();
    connection
}

/// Every row of every projection, in order, as text: two stores that show the same give the same.
pub fn projections(folder: &Path) -> Vec<String> {
    let connection = opened_by_hand(folder);
    let tables = [
        "SELECT streams.kind, streams.id, t.patient, t.start_ms, t.end_ms, t.is_open, t.is_waiting, t.is_voided,
                t.is_unsettled, t.booking, t.body FROM procedures t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.words, t.uhid, t.nid, t.name_sounds, t.name_bn_key, t.is_unknown, t.body
         FROM patients t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.line FROM patient_lines t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.body FROM people t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.body FROM hospitals t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.body FROM trails t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.event_id FROM waiting_facts t JOIN streams USING (stream)",
        "SELECT streams.kind, streams.id, t.event_id FROM newer_facts t JOIN streams USING (stream)",
        "SELECT term, doc, col, offset FROM words",
    ];
    connection
        .execute_batch("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'patient_words', 'instance')")
        .unwrap();
    let mut all = Vec::new();
    for sql in tables {
        let mut select = connection.prepare(sql).unwrap();
        let columns = select.column_count();
        let rows = select.query_map([], |row| {
            let values = (0..columns).map(|column| match row.get_ref(column).unwrap() {
                rusqlite::types::ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                other => format!("{other:?}"),
            });
            Ok(values.collect::<Vec<_>>().join(" | "))
        });
        let mut rows: Vec<String> = rows.unwrap().map(Result::unwrap).collect();
        rows.sort_unstable();
        all.append(&mut rows);
    }
    all
}
