//! The hospital's row.

use super::Projected;
use crate::error::Result;
use crate::events::StreamNo;
use crate::folding::Foldable;
use domain::hospital::{Hospital, HospitalFact};
use journal::Envelope;
use rusqlite::{Connection, params};

impl Foldable for Hospital {
    fn read(_envelope: &Envelope, payload: &[u8]) -> Option<HospitalFact> {
        serde_json::from_slice(payload).ok()
    }
}

impl Projected for Hospital {
    const SELECT: &'static str = "SELECT body FROM hospitals WHERE stream = ?1";

    fn put(connection: &Connection, stream: StreamNo, _id: &str, _state: &Self, body: &[u8]) -> Result<()> {
        let sql = "INSERT INTO hospitals (stream, body) VALUES (?1, ?2)
                   ON CONFLICT (stream) DO UPDATE SET body = excluded.body";
        connection.prepare_cached(sql)?.execute(params![stream.0, body])?;
        Ok(())
    }
}
