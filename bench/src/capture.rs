//! Durable capture of one fact through decide, sign, chain, encrypt, append and project, against a
//! bare INSERT of the same bytes with the same durability.

use crate::hospital::{request, say};
use crate::row::{Pair, Row, milliseconds};
use anyhow::Result;
use domain::hospital::Hospital;
use domain::procedure::{Answer, Command, Item};
use domain::{PatientId, PersonId, ProcedureId};
use rusqlite::Connection;
use store::{KeyKeeper, Store};

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
    let mut id = request(&mut store, nurse, PatientId(store::new_id()))?;
    for fact in 0..FACTS {
        if fact % FACTS_A_CASE == 0 {
            id = request(&mut store, nurse, PatientId(store::new_id()))?;
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

/// Gives as many bytes as the fact takes: envelope, payload and signature.
fn answer(store: &mut Store, nurse: PersonId, id: ProcedureId, item: Item) -> Result<Vec<u8>> {
    const ENVELOPE_AND_SIGNATURE_BYTES: usize = 330;
    let answer = Answer::Yes;
    let command = Command::AnswerItem { item, answer, plan: None, comments: None, said_by: None, at: None };
    let payload = serde_json::to_vec(&say(store, &Hospital::default(), nurse, id, command)?)?;
    Ok([payload, vec![7; ENVELOPE_AND_SIGNATURE_BYTES]].concat())
}
