//! Rows of `events`: writing a sealed fact down and reading it back.

use crate::error::{Result, StoreError};
use domain::fact::{Recorded, Stamp};
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::{EventId, Moment, PersonId, TerminalId};
use journal::{Envelope, Sealed, Signature, canonical};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use uuid::Uuid;

/// The number under which a stream stands in this database.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct StreamNo(pub i64);

/// The stream's number; none when nothing was ever recorded of it.
pub(crate) fn find_stream(connection: &Connection, kind: &str, id: &str) -> Result<Option<StreamNo>> {
    let mut find = connection.prepare_cached("SELECT stream FROM streams WHERE kind = ?1 AND id = ?2")?;
    Ok(find.query_row([kind, id], |row| row.get(0)).optional()?.map(StreamNo))
}

pub(crate) fn stream_no(connection: &Connection, stream: &journal::Stream) -> Result<StreamNo> {
    let kind = stream.kind.as_str();
    if let Some(found) = find_stream(connection, kind, &stream.id)? {
        return Ok(found);
    }
    connection.prepare_cached("INSERT INTO streams (kind, id) VALUES (?1, ?2)")?.execute([kind, &stream.id])?;
    Ok(StreamNo(connection.last_insert_rowid()))
}

fn chain_no(connection: &Connection, envelope: &Envelope) -> Result<i64> {
    let mut find = connection.prepare_cached("SELECT chain FROM chains WHERE terminal = ?1 AND epoch = ?2")?;
    let at = params![envelope.terminal, envelope.epoch];
    if let Some(found) = find.query_row(at, |row| row.get(0)).optional()? {
        return Ok(found);
    }
    connection.prepare_cached("INSERT INTO chains (terminal, epoch) VALUES (?1, ?2)")?.execute(at)?;
    Ok(connection.last_insert_rowid())
}

/// Appends a fact. The envelope's bytes are canonical, so they are the bytes that were signed.
pub(crate) fn append(connection: &Connection, stream: StreamNo, sealed: &Sealed) -> Result<()> {
    let envelope = &sealed.envelope;
    let chain = chain_no(connection, envelope)?;
    connection.prepare_cached(include_str!("events/append.sql"))?.execute(named_params! {
        ":event_id": envelope.event_id.as_bytes(),
        ":stream": stream.0,
        ":chain": chain,
        ":seq": envelope.seq as i64,
        ":envelope": canonical::encode(envelope)?,
        ":payload": sealed.payload,
        ":signature": sealed.signature.as_bytes(),
    })?;
    Ok(())
}

/// A fact as it stands in `events`, from a row of `envelope, payload, signature`.
pub(crate) fn sealed(row: &Row<'_>) -> Result<Sealed> {
    let bytes = row.get_ref(0)?.as_blob().map_err(StoreError::damaged)?;
    let envelope = decode(bytes)?;
    let signature = Signature::from_slice(row.get_ref(2)?.as_blob().map_err(StoreError::damaged)?)?;
    Ok(Sealed { hash: journal::hash(&envelope)?, envelope, payload: row.get(1)?, signature })
}

/// The envelope of a fact that this store took: one that can't be read was changed since.
pub(crate) fn decode(bytes: &[u8]) -> Result<Envelope> {
    canonical::decode(bytes).map_err(StoreError::damaged)
}

/// What the rules know of a fact besides its content. `recorded_at` is shown at the hospitals'
/// own offset: an envelope carries the instant only, and every replica folds the same bytes.
pub(crate) fn recorded<F>(envelope: &Envelope, fact: F) -> Recorded<F> {
    Recorded {
        id: EventId(envelope.event_id),
        parents: envelope.parents.iter().copied().map(EventId).collect(),
        stamp: Stamp { wall_ms: envelope.hlc.wall_ms(), counter: envelope.hlc.counter() },
        terminal: TerminalId(envelope.terminal.clone()),
        actor: actor(&envelope.actor),
        recorded_at: Moment::new(envelope.wall_ms, DHAKA_OFFSET_MINUTES),
        fact,
    }
}

/// An author that is no person of the hospital, such as another system, is nobody by name here.
fn actor(text: &str) -> PersonId {
    text.parse().unwrap_or(PersonId(Uuid::nil()))
}
