//! Streams as they are kept: each the fold of its facts, read and written whole.

use crate::problem::Problem;
use domain::fact::{Recorded, Stamp};
use domain::fold::{Folded, Stream};
use domain::hospital::{Hospital, HospitalFact};
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::patient::{Patient, PatientFact};
use domain::person::{Person, PersonFact};
use domain::procedure::{Procedure, ProcedureFact, Status};
use domain::{EventId, Moment, PersonId, TerminalId};
use journal::{Draft, Envelope, Hlc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

/// A kind of stream.
pub trait Kept: Folded<Fact: Clone + Serialize + DeserializeOwned> + Serialize + DeserializeOwned {
    /// The word of the journal's `StreamKind`.
    const KIND: &'static str;

    /// The fact in these bytes; none when a newer version recorded it.
    fn parse(payload: &[u8]) -> Option<Self::Fact> {
        serde_json::from_slice(payload).ok()
    }

    /// The name under which a fact is stored.
    fn name(fact: &Self::Fact) -> &'static str;

    /// The last part of the type of the event that tells of the fact; none for what is not told.
    fn told(_before: &Self, _fact: &Self::Fact) -> Option<&'static str> {
        None
    }

    /// The status that is told with an event.
    fn status(&self) -> Option<Status> {
        None
    }

    /// The status into which a fact puts it, if it still can.
    fn names(_fact: &Self::Fact) -> Option<Status> {
        None
    }
}

impl Kept for Patient {
    const KIND: &'static str = "patient";
    fn name(fact: &PatientFact) -> &'static str {
        fact.kind()
    }
}

impl Kept for Person {
    const KIND: &'static str = "person";
    fn name(fact: &PersonFact) -> &'static str {
        fact.kind()
    }
}

impl Kept for Hospital {
    const KIND: &'static str = "hospital";
    fn name(fact: &HospitalFact) -> &'static str {
        fact.kind()
    }
}

impl Kept for Procedure {
    const KIND: &'static str = "procedure";

    fn name(fact: &ProcedureFact) -> &'static str {
        fact.kind()
    }

    fn status(&self) -> Option<Status> {
        Some(self.status)
    }

    fn names(fact: &ProcedureFact) -> Option<Status> {
        match fact {
            ProcedureFact::StatusChanged { to, .. } => Some(*to),
            _ => None,
        }
    }

    fn told(before: &Procedure, fact: &ProcedureFact) -> Option<&'static str> {
        Some(match fact {
            ProcedureFact::Scheduled { .. } if before.booking.latest().is_some() => RESCHEDULED,
            ProcedureFact::StatusChanged { to: Status::Completed, .. } => COMPLETED,
            other => told_as(other.kind()),
        })
    }
}

const RESCHEDULED: &str = "rescheduled";
const COMPLETED: &str = "completed";

/// CONTRACT's word for what a kind of fact tells; its own where CONTRACT has none.
fn told_as(kind: &'static str) -> &'static str {
    match kind {
        "requested" => "created",
        "note-signed" => "note-added",
        "complication-recorded" => "complication-added",
        "device-recorded" => "device-added",
        "phase-signed" => "checklist-signed",
        other => other,
    }
}

/// Every word under which a fact of a procedure is told, with the kind of the fact.
pub fn told_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let besides = [(RESCHEDULED, "scheduled"), (COMPLETED, "status-changed")];
    ProcedureFact::KINDS.iter().map(|kind| (told_as(kind), *kind)).chain(besides)
}

/// The stream as its facts leave it; an empty one where nothing was recorded.
pub async fn load<S: Kept>(connection: &mut PgConnection, hospital: &str, id: &str) -> Result<Stream<S>, Problem> {
    let row = sqlx::query("SELECT body FROM streams WHERE hospital_id = $1 AND kind = $2 AND id = $3")
        .bind(hospital)
        .bind(S::KIND)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    match row {
        Some(row) => Ok(serde_json::from_slice(row.try_get("body")?)?),
        None => Ok(Stream::default()),
    }
}

/// Streams on their way into their table, column by column.
#[derive(Default)]
pub struct Columns {
    pub kinds: Vec<&'static str>,
    pub ids: Vec<String>,
    pub versions: Vec<i32>,
    pub bodies: Vec<Vec<u8>>,
}

impl Columns {
    pub fn push(&mut self, kind: &'static str, id: String, version: u32, body: Vec<u8>) {
        self.kinds.push(kind);
        self.ids.push(id);
        self.versions.push(version as i32);
        self.bodies.push(body);
    }
}

/// Keeps streams, over what was kept of them before.
pub async fn put(connection: &mut PgConnection, hospital: &str, streams: Columns) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("put_streams.sql"))
        .bind(hospital)
        .bind(streams.kinds)
        .bind(streams.ids)
        .bind(streams.versions)
        .bind(streams.bodies)
        .execute(connection)
        .await?;
    Ok(())
}

/// A fact as the rules take it: what they know of it besides its content. Times are shown at the
/// hospitals' own offset, as at every replica.
pub fn recorded<F>(draft: &Draft, terminal: &str, fact: F) -> Recorded<F> {
    let Draft { event_id, parents, actor, hlc, wall_ms, .. } = draft;
    known(*event_id, parents, terminal, (*hlc, actor, *wall_ms), fact)
}

/// The same of a fact that is stored already.
pub fn read<F>(envelope: &Envelope, fact: F) -> Recorded<F> {
    let Envelope { event_id, parents, terminal, actor, hlc, wall_ms, .. } = envelope;
    known(*event_id, parents, terminal, (*hlc, actor, *wall_ms), fact)
}

fn known<F>(id: Uuid, parents: &[Uuid], terminal: &str, when: (Hlc, &String, i64), fact: F) -> Recorded<F> {
    let (hlc, actor, wall_ms) = when;
    let mut parents: Vec<EventId> = parents.iter().copied().map(EventId).collect();
    parents.sort_unstable();
    Recorded {
        id: EventId(id),
        parents,
        stamp: Stamp { wall_ms: hlc.wall_ms(), counter: hlc.counter() },
        terminal: TerminalId(terminal.to_owned()),
        actor: actor.parse().unwrap_or(PersonId(Uuid::nil())),
        recorded_at: Moment::new(wall_ms, DHAKA_OFFSET_MINUTES),
        fact,
    }
}
