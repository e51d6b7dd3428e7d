//! Streams that amount to nothing but their heads: the audit trail, whose facts are read one by
//! one, and kinds of stream that only a newer version knows.

use super::Projected;
use crate::error::Result;
use crate::events::StreamNo;
use crate::folding::Foldable;
use domain::audit::AuditFact;
use domain::fact::Recorded;
use domain::fold::{Folded, Past};
use journal::{Envelope, StreamKind};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Trail {}

impl Folded for Trail {
    type Fact = ();

    fn apply(&mut self, _fact: &Recorded<()>, _past: &Past<'_>) {}
}

impl Foldable for Trail {
    fn read(envelope: &Envelope, _payload: &[u8]) -> Option<()> {
        let known = envelope.stream.kind == StreamKind::Audit && AuditFact::KINDS.contains(&envelope.kind.as_str());
        known.then_some(())
    }
}

impl Projected for Trail {
    const SELECT: &'static str = "SELECT body FROM trails WHERE stream = ?1";

    fn put(connection: &Connection, stream: StreamNo, _id: &str, _state: &Self, body: &[u8]) -> Result<()> {
        let sql = "INSERT INTO trails (stream, body) VALUES (?1, ?2)
                   ON CONFLICT (stream) DO UPDATE SET body = excluded.body";
        connection.prepare_cached(sql)?.execute(params![stream.0, body])?;
        Ok(())
    }
}
