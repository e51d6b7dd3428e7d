//! Recording: facts are sealed onto the terminal's chain, appended, folded and projected in one
//! transaction. Either all of it is on the disk when [`Store::record`] returns, or nothing is.

use crate::error::{Result, StoreError};
use crate::events::{self, StreamNo};
use crate::projection::{self, Projected, trail::Trail};
use crate::store::{Clock, Store};
use crate::terminal::Terminal;
use domain::audit::AuditFact;
use domain::hospital::{Hospital, HospitalFact};
use domain::patient::{Patient, PatientFact};
use domain::person::{Person, PersonFact};
use domain::procedure::{Procedure, ProcedureFact};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId};
use journal::{Author, ChainId, Draft, Head, Hlc, HybridClock, MAX_PARENTS, Stream, StreamKind, Turn};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

/// The version of the payloads' own form that is written here.
const SCHEMA_VERSION: u16 = 1;

/// What to record together.
#[derive(Clone, Default, Debug)]
pub struct Batch {
    pub procedures: Vec<(ProcedureId, Vec<ProcedureFact>)>,
    pub patients: Vec<(PatientId, Vec<PatientFact>)>,
    pub people: Vec<(PersonId, Vec<PersonFact>)>,
    pub hospital: Vec<HospitalFact>,
    pub audit: Vec<AuditFact>,
}

/// Who writes here, and how far they have come.
#[derive(Debug)]
pub(crate) struct Writer {
    pub hospital: String,
    pub terminal: String,
    pub author: Author,
    pub clock: HybridClock,
    /// Of the whole store, whoever wrote them.
    pub facts: u64,
    /// Recorded here, and nobody else has signed for them.
    pub unsent: u64,
    pub last_recorded_at: Option<Moment>,
}

/// The author as the facts in the store leave them: the last of the chain is where it goes on.
pub(crate) fn open(connection: &Connection, terminal: &Terminal) -> Result<Writer> {
    let chain = ChainId { terminal: terminal.terminal.clone(), epoch: terminal.epoch };
    let last: Option<Vec<u8>> = connection
        .query_row(include_str!("author/last.sql"), params![chain.terminal, chain.epoch], |row| row.get(0))
        .optional()?;
    let last = last.map(|bytes| events::decode(&bytes)).transpose()?;
    let head = match &last {
        Some(envelope) => Head { seq: envelope.seq, hash: journal::hash(envelope)? },
        None => Head::START,
    };
    let hlc = last.as_ref().map_or(Hlc::ZERO, |envelope| envelope.hlc).max(terminal.observed);
    let last_recorded: Option<Vec<u8>> = connection
        .query_row(include_str!("author/last_recorded.sql"), [&chain.terminal], |row| row.get(0))
        .optional()?;
    let last_recorded = last_recorded.map(|bytes| events::decode(&bytes)).transpose()?;
    // Nothing is ever deleted, so the last position is the count.
    let facts: i64 = connection.query_row("SELECT COALESCE(MAX(position), 0) FROM events", [], |row| row.get(0))?;
    Ok(Writer {
        hospital: terminal.hospital.clone(),
        terminal: terminal.terminal.clone(),
        author: Author::after(head, terminal.hospital.clone(), chain, terminal.key.clone()),
        clock: HybridClock::after(hlc),
        facts: facts.unsigned_abs(),
        unsent: unsent(connection, &terminal.terminal)?,
        last_recorded_at: last_recorded.map(|envelope| events::recorded(&envelope, ()).recorded_at),
    })
}

/// How many facts of this terminal nobody else is known to keep.
pub(crate) fn unsent(connection: &Connection, terminal: &str) -> Result<u64> {
    let count: i64 = connection.query_row(include_str!("author/unsent.sql"), [terminal], |row| row.get(0))?;
    Ok(count.max(0).unsigned_abs())
}

impl Store {
    /// Records facts, all or none, as said by `actor` at `now` by the wall clock. They are on the
    /// disk when this returns; their ids come in the order in which they were recorded: hospital,
    /// people, patients, procedures, audit.
    ///
    /// However wrong `now` is, the facts are taken, and ordered after every fact known here.
    pub fn record(&mut self, actor: PersonId, now: Moment, batch: Batch) -> Result<Vec<EventId>> {
        self.record_in_turn([(actor, now, batch)])
    }

    /// As [`Store::record`], for what several people said one after the other: all of it or none.
    pub fn record_in_turn(
        &mut self,
        said: impl IntoIterator<Item = (PersonId, Moment, Batch)>,
    ) -> Result<Vec<EventId>> {
        let folder = self.paths.folder.clone();
        self.record_all(said).map_err(|error| error.looked_at(&folder))
    }

    fn record_all(&mut self, said: impl IntoIterator<Item = (PersonId, Moment, Batch)>) -> Result<Vec<EventId>> {
        let mut said = said.into_iter().peekable();
        let Some((actor, now)) = said.peek().map(|(actor, now, _)| (*actor, *now)) else { return Ok(Vec::new()) };
        let writer = &mut self.writer;
        let (hospital, terminal) = (writer.hospital.clone(), writer.terminal.clone());
        let mut recording = Recording {
            transaction: Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?,
            turn: writer.author.turn(),
            hlc: writer.clock.clone(),
            clock: self.clock,
            clock_offset_ms: self.clock_offset_ms,
            actor,
            now,
        };
        for (actor, now, batch) in said {
            (recording.actor, recording.now) = (actor, now);
            recording.add_batch(&hospital, &terminal, batch)?;
        }
        let Recording { transaction, turn, hlc, now, .. } = recording;
        if turn.facts().is_empty() {
            return Ok(Vec::new());
        }
        // A commit that fails was rolled back: the turn is dropped, and the author is as before.
        transaction.commit()?;
        let recorded = turn.stored();
        writer.clock = hlc;
        writer.facts += recorded.len() as u64;
        writer.unsent += recorded.len() as u64;
        writer.last_recorded_at = Some(now);
        Ok(recorded.iter().map(|sealed| EventId(sealed.envelope.event_id)).collect())
    }
}

/// One transaction of facts.
struct Recording<'a> {
    transaction: Transaction<'a>,
    turn: Turn<'a>,
    hlc: HybridClock,
    clock: Clock,
    clock_offset_ms: Option<i64>,
    actor: PersonId,
    now: Moment,
}

impl Recording<'_> {
    fn add_batch(&mut self, hospital: &str, terminal: &str, batch: Batch) -> Result<()> {
        self.add::<Hospital>(StreamKind::Hospital, hospital.to_owned(), batch.hospital, HospitalFact::kind)?;
        for (id, facts) in batch.people {
            self.add::<Person>(StreamKind::Person, id.to_string(), facts, PersonFact::kind)?;
        }
        for (id, facts) in batch.patients {
            self.add::<Patient>(StreamKind::Patient, id.to_string(), facts, PatientFact::kind)?;
        }
        for (id, facts) in batch.procedures {
            self.add::<Procedure>(StreamKind::Procedure, id.to_string(), facts, ProcedureFact::kind)?;
        }
        self.add_audit(terminal.to_owned(), batch.audit)
    }

    /// Seals, appends and folds the facts of one stream, and projects what they amount to.
    fn add<S: Projected<Fact: Serialize>>(
        &mut self,
        kind: StreamKind,
        id: String,
        facts: Vec<S::Fact>,
        name: fn(&S::Fact) -> &'static str,
    ) -> Result<()> {
        self.add_each::<S, S::Fact>(kind, id, facts, name, |fact| fact)
    }

    fn add_audit(&mut self, terminal: String, facts: Vec<AuditFact>) -> Result<()> {
        self.add_each::<Trail, AuditFact>(StreamKind::Audit, terminal, facts, AuditFact::kind, |_| ())
    }

    fn add_each<S: Projected, F: Serialize>(
        &mut self,
        kind: StreamKind,
        id: String,
        facts: Vec<F>,
        name: fn(&F) -> &'static str,
        folded_as: fn(F) -> S::Fact,
    ) -> Result<()> {
        if facts.is_empty() {
            return Ok(());
        }
        let about = Stream { kind, id };
        let no = events::stream_no(&self.transaction, &about)?;
        let mut stream = projection::get::<S>(&self.transaction, no)?;
        let mut in_line = true;
        for fact in facts {
            if !in_line {
                stream.heads = refolded_heads::<S>(&self.transaction, no, &about.id)?;
            }
            self.seal(&about, name(&fact), serde_json::to_vec(&fact).map_err(StoreError::damaged)?, &stream.heads)?;
            let Some(sealed) = self.turn.facts().last() else { continue };
            events::append(&self.transaction, no, sealed)?;
            in_line = stream.extend(&events::recorded(&sealed.envelope, folded_as(fact)));
        }
        if in_line {
            projection::put(&self.transaction, no, &about.id, &stream)
        } else {
            projection::refold::<S>(&self.transaction, no, &about.id).map(drop)
        }
    }

    fn seal(&mut self, about: &Stream, kind: &str, payload: Vec<u8>, heads: &[EventId]) -> Result<()> {
        let now_ms = self.now.utc_ms();
        let draft = Draft {
            event_id: journal::event_id(now_ms, rand::random()),
            stream: about.clone(),
            kind: kind.to_owned(),
            schema_version: SCHEMA_VERSION,
            // More heads than an envelope names are possible only where more terminals than that
            // wrote about one case at once; the rest stay heads.
            parents: heads.iter().take(MAX_PARENTS).map(|head| head.0).collect(),
            actor: self.actor.to_string(),
            hlc: self.hlc.tick(now_ms),
            wall_ms: now_ms,
            monotonic_ms: self.clock.elapsed_ms(),
            boot_id: self.clock.boot_id,
            clock_offset_ms: self.clock_offset_ms,
        };
        Ok(self.turn.seal(draft, payload)?)
    }
}

/// The heads of a stream that holds facts which wait for others.
fn refolded_heads<S: Projected>(connection: &Connection, no: StreamNo, id: &str) -> Result<Vec<EventId>> {
    Ok(projection::refold::<S>(connection, no, id)?.heads)
}
