//! A row for each member of staff.

use super::{Projected, id_bytes};
use crate::error::Result;
use crate::events::StreamNo;
use crate::folding::Foldable;
use domain::person::{Person, PersonFact};
use journal::Envelope;
use rusqlite::{Connection, params};

impl Foldable for Person {
    fn read(_envelope: &Envelope, payload: &[u8]) -> Option<PersonFact> {
        serde_json::from_slice(payload).ok()
    }
}

impl Projected for Person {
    const SELECT: &'static str = "SELECT body FROM people WHERE stream = ?1";

    fn put(connection: &Connection, stream: StreamNo, id: &str, _state: &Self, body: &[u8]) -> Result<()> {
        let sql = "INSERT INTO people (stream, id, body) VALUES (?1, ?2, ?3)
                   ON CONFLICT (stream) DO UPDATE SET body = excluded.body";
        connection.prepare_cached(sql)?.execute(params![stream.0, id_bytes(id)?, body])?;
        Ok(())
    }
}
