//! Everything that was ever recorded about one thing.

use crate::error::Result;
use crate::events::{self, StreamNo, find_stream};
use crate::folding::{Foldable, Order, facts};
use crate::projection::trail::Trail;
use crate::store::Store;
use domain::fact::Stamp;
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::Procedure;
use domain::{EventId, Moment, PersonId, ProcedureId, TerminalId};
use journal::{Sealed, StreamKind};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// One recorded fact, as it stands in the history of its stream.
#[derive(Clone, PartialEq, Debug)]
pub struct HistoryEntry {
    pub event: EventId,
    pub kind: String,
    pub actor: PersonId,
    pub terminal: TerminalId,
    /// By the wall clock of that terminal.
    pub recorded_at: Moment,
    pub stamp: Stamp,
    pub parents: Vec<EventId>,
    /// The content as it was sealed; none once pruned.
    pub payload: Option<Vec<u8>>,
    pub standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Part of what the stream amounts to.
    Folded,
    /// Its causes are not here yet.
    Waiting,
    /// Recorded by a newer version: kept, and without effect here.
    Newer,
}

impl HistoryEntry {
    /// The fact itself; none when it is pruned or of a newer version.
    pub fn fact<F: DeserializeOwned>(&self) -> Option<F> {
        self.payload.as_deref().and_then(|payload| serde_json::from_slice(payload).ok())
    }
}

impl Store {
    /// The facts of one stream in the order of the fold, then those that wait.
    pub fn history(&self, kind: StreamKind, id: &str) -> Result<Vec<HistoryEntry>> {
        let Some(no) = find_stream(&self.connection, kind.as_str(), id)? else { return Ok(Vec::new()) };
        match kind {
            StreamKind::Procedure => self.entries::<Procedure>(no),
            StreamKind::Patient => self.entries::<Patient>(no),
            StreamKind::Person => self.entries::<Person>(no),
            StreamKind::Hospital => self.entries::<Hospital>(no),
            _ => self.entries::<Trail>(no),
        }
    }

    /// Hands over every fact as it was sealed, in the order in which they came here.
    pub fn each_fact(&self, each: &mut dyn FnMut(Sealed)) -> Result<()> {
        let sql = "SELECT envelope, payload, signature FROM events ORDER BY position";
        let mut select = self.connection.prepare(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            each(events::sealed(row)?);
        }
        Ok(())
    }

    /// Facts of a case that a newer version recorded: kept, and without effect here.
    pub fn not_understood(&self, id: ProcedureId) -> Result<u32> {
        let Some(no) = find_stream(&self.connection, StreamKind::Procedure.as_str(), &id.to_string())? else {
            return Ok(0);
        };
        let sql = "SELECT COUNT(*) FROM newer_facts WHERE stream = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([no.0], |row| row.get(0))?)
    }

    fn entries<S: Foldable>(&self, no: StreamNo) -> Result<Vec<HistoryEntry>> {
        let facts = facts::<S>(&self.connection, no)?;
        let folded = Stream::<Order<S>>::fold(&facts);
        let mut standing: HashMap<EventId, Standing> = facts
            .iter()
            .map(|fact| (fact.id, if fact.fact.is_some() { Standing::Folded } else { Standing::Newer }))
            .collect();
        standing.extend(folded.waiting.iter().map(|id| (*id, Standing::Waiting)));
        let place: HashMap<EventId, usize> =
            folded.state.taken.iter().chain(&folded.waiting).enumerate().map(|(at, id)| (*id, at)).collect();
        let mut entries = Vec::with_capacity(facts.len());
        let mut select =
            self.connection.prepare_cached("SELECT envelope, payload, signature FROM events WHERE stream = ?1")?;
        let mut rows = select.query([no.0])?;
        while let Some(row) = rows.next()? {
            let sealed = events::sealed(row)?;
            let fact = events::recorded(&sealed.envelope, ());
            entries.push(HistoryEntry {
                event: fact.id,
                kind: sealed.envelope.kind,
                actor: fact.actor,
                terminal: fact.terminal,
                recorded_at: fact.recorded_at,
                stamp: fact.stamp,
                parents: fact.parents,
                payload: sealed.payload,
                standing: standing.get(&fact.id).copied().unwrap_or(Standing::Waiting),
            });
        }
        entries.sort_by_key(|entry| place.get(&entry.event).copied().unwrap_or(usize::MAX));
        Ok(entries)
    }
}
