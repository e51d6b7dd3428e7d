//! From the rows of a stream to what they amount to.

use crate::error::{Result, StoreError};
use crate::events::{self, StreamNo};
use domain::EventId;
use domain::fact::Recorded;
use domain::fold::{Folded, Past, Stream, Tolerant};
use journal::Envelope;
use rusqlite::Connection;

/// A kind of stream that this version can fold.
pub(crate) trait Foldable: Folded<Fact: Clone> {
    /// The fact in these bytes; none when a newer version recorded it.
    fn read(envelope: &Envelope, payload: &[u8]) -> Option<Self::Fact>;
}

/// A stream folded from its facts.
pub(crate) struct Refolded<S> {
    pub stream: Stream<S>,
    /// Facts that a newer version recorded: in their place in the order, and without effect.
    pub newer: Vec<EventId>,
}

/// Folds a stream from `events`. Facts that came one on top of the other are taken one by one, so
/// that even the longest stream takes no more memory than what it amounts to.
pub(crate) fn fold<S: Foldable>(connection: &Connection, stream: StreamNo) -> Result<Refolded<S>> {
    let mut folded = Stream::<S>::default();
    let mut in_line = true;
    each_fact::<S>(connection, stream, |fact| {
        in_line = known(fact).is_some_and(|fact| folded.extend(&fact));
        Ok(in_line)
    })?;
    if in_line { Ok(Refolded { stream: folded, newer: Vec::new() }) } else { fold_whole(connection, stream) }
}

/// Every fact of a stream, as [`history`](crate::Store::history) and a whole fold need them.
pub(crate) fn facts<S: Foldable>(connection: &Connection, stream: StreamNo) -> Result<Vec<Recorded<Option<S::Fact>>>> {
    let mut facts = Vec::new();
    each_fact::<S>(connection, stream, |fact| {
        facts.push(fact);
        Ok(true)
    })?;
    Ok(facts)
}

fn fold_whole<S: Foldable>(connection: &Connection, stream: StreamNo) -> Result<Refolded<S>> {
    let facts = facts::<S>(connection, stream)?;
    let newer: Vec<EventId> = facts.iter().filter(|fact| fact.fact.is_none()).map(|fact| fact.id).collect();
    Ok(Refolded { stream: Stream::fold_known(&facts), newer })
}

/// In the order of arrival, until `take` says that it is enough.
fn each_fact<S: Foldable>(
    connection: &Connection,
    stream: StreamNo,
    mut take: impl FnMut(Recorded<Option<S::Fact>>) -> Result<bool>,
) -> Result<()> {
    let mut select =
        connection.prepare_cached("SELECT envelope, payload FROM events WHERE stream = ?1 ORDER BY position")?;
    let mut rows = select.query([stream.0])?;
    while let Some(row) = rows.next()? {
        let envelope = events::decode(row.get_ref(0)?.as_blob().map_err(StoreError::damaged)?)?;
        let payload = row.get_ref(1)?.as_blob_or_null().map_err(StoreError::damaged)?;
        let fact = payload.and_then(|payload| S::read(&envelope, payload));
        if !take(events::recorded(&envelope, fact))? {
            break;
        }
    }
    Ok(())
}

fn known<F>(fact: Recorded<Option<F>>) -> Option<Recorded<F>> {
    let Recorded { id, parents, stamp, terminal, actor, recorded_at, fact } = fact;
    Some(Recorded { id, parents, stamp, terminal, actor, recorded_at, fact: fact? })
}

/// Folds to nothing but the order in which the facts of an `S` are taken.
pub(crate) struct Order<S> {
    pub taken: Vec<EventId>,
    of: std::marker::PhantomData<S>,
}

impl<S> Default for Order<S> {
    fn default() -> Self {
        Order { taken: Vec::new(), of: std::marker::PhantomData }
    }
}

impl<S: Foldable> Folded for Order<S> {
    type Fact = Option<S::Fact>;

    fn apply(&mut self, fact: &Recorded<Self::Fact>, _past: &Past<'_>) {
        self.taken.push(fact.id);
    }

    fn yields(fact: &Self::Fact) -> bool {
        Tolerant::<S>::yields(fact)
    }
}
