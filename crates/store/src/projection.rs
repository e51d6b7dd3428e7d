//! Projections: what each stream amounts to, kept beside the facts so that reading is quick, and
//! disposable. One kind of stream to a file; this one puts and gets them.

pub(crate) mod hospital;
pub(crate) mod patient;
pub(crate) mod person;
pub(crate) mod procedure;
pub(crate) mod trail;

use crate::error::{Result, StoreError};
use crate::events::StreamNo;
use crate::folding::{self, Foldable, Refolded};
use domain::EventId;
use domain::fold::Stream;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Of the folds in `domain` and of the columns here. When either gives something else for the same
/// facts, this rises, and stores folded before are folded again when they are opened.
pub const FOLD_VERSION: i64 = 4;

/// A stream's state with its row.
pub(crate) trait Projected: Foldable + Serialize + DeserializeOwned {
    /// Gives `body` for `stream`.
    const SELECT: &'static str;

    /// Writes the row over the one before. `id` is the stream's, `body` the whole of it.
    fn put(connection: &Connection, stream: StreamNo, id: &str, state: &Self, body: &[u8]) -> Result<()>;
}

/// The folded stream, or an empty one when nothing was recorded.
pub(crate) fn get<S: Projected>(connection: &Connection, stream: StreamNo) -> Result<Stream<S>> {
    let mut select = connection.prepare_cached(S::SELECT)?;
    let found = select
        .query_row([stream.0], |row| Ok(row.get_ref(0)?.as_blob().map(body::<S>)))
        .optional()?
        .and_then(|blob| blob.ok())
        .flatten();
    match found {
        Some(stream) => Ok(stream),
        // Not there, or not as it should be: the facts are.
        None => Ok(folding::fold(connection, stream)?.stream),
    }
}

/// The stream in a `body`; none when it can't be read, and must be folded from the facts.
pub(crate) fn body<S: DeserializeOwned>(packed: &[u8]) -> Option<Stream<S>> {
    let json = lz4_flex::decompress_size_prepended(packed).map_err(StoreError::damaged);
    let parsed = json.and_then(|json| serde_json::from_slice(&json).map_err(StoreError::damaged));
    if let Err(error) = &parsed {
        tracing::warn!(%error, "a projection cannot be read");
    }
    parsed.ok()
}

/// Packed, because each fact writes the whole of its stream anew: a page less is a page less to
/// encrypt and to wait for.
pub(crate) fn put<S: Projected>(connection: &Connection, no: StreamNo, id: &str, stream: &Stream<S>) -> Result<()> {
    let json = serde_json::to_vec(stream).map_err(StoreError::damaged)?;
    S::put(connection, no, id, &stream.state, &lz4_flex::compress_prepend_size(&json))
}

/// Folds a stream anew and puts what it amounts to.
pub(crate) fn refold<S: Projected>(connection: &Connection, no: StreamNo, id: &str) -> Result<Stream<S>> {
    let Refolded { stream, newer } = folding::fold::<S>(connection, no)?;
    put(connection, no, id, &stream)?;
    note(connection, no, Mark::Waiting, &stream.waiting)?;
    note(connection, no, Mark::Newer, &newer)?;
    Ok(stream)
}

#[derive(Clone, Copy)]
enum Mark {
    Waiting,
    Newer,
}

/// Notes which facts of a stream wait, or are of a newer version, in place of those noted before.
fn note(connection: &Connection, no: StreamNo, mark: Mark, facts: &[EventId]) -> Result<()> {
    let (clear, insert) = match mark {
        Mark::Waiting => (
            "DELETE FROM waiting_facts WHERE stream = ?1",
            "INSERT INTO waiting_facts (event_id, stream) VALUES (?1, ?2)",
        ),
        Mark::Newer => {
            ("DELETE FROM newer_facts WHERE stream = ?1", "INSERT INTO newer_facts (event_id, stream) VALUES (?1, ?2)")
        }
    };
    connection.prepare_cached(clear)?.execute([no.0])?;
    for fact in facts {
        connection.prepare_cached(insert)?.execute(params![fact.0.as_bytes(), no.0])?;
    }
    Ok(())
}

/// The 16 bytes under which an id stands in a column.
pub(crate) fn id_bytes(id: &str) -> Result<[u8; 16]> {
    uuid::Uuid::parse_str(id).map(uuid::Uuid::into_bytes).map_err(StoreError::damaged)
}
