//! A row for each case, with what the board, the waiting list and Attention select by.

use super::{Projected, id_bytes};
use crate::error::{Result, StoreError};
use crate::events::StreamNo;
use crate::folding::Foldable;
use domain::procedure::{Milestone, Procedure, ProcedureFact, Status};
use domain::{Moment, ProcedureId};
use journal::Envelope;
use rusqlite::{Connection, named_params};
use uuid::Uuid;

impl Foldable for Procedure {
    fn read(_envelope: &Envelope, payload: &[u8]) -> Option<ProcedureFact> {
        serde_json::from_slice(payload).ok()
    }
}

impl Projected for Procedure {
    const SELECT: &'static str = "SELECT body FROM procedures WHERE stream = ?1";

    fn put(connection: &Connection, stream: StreamNo, id: &str, state: &Self, body: &[u8]) -> Result<()> {
        let id = id_bytes(id)?;
        let occupied = occupied(state);
        let booking = state.books(ProcedureId(Uuid::from_bytes(id)), long_ago());
        let booking =
            booking.map(|booking| serde_json::to_string(&booking)).transpose().map_err(StoreError::damaged)?;
        let row = named_params! {
            ":stream": stream.0,
            ":id": id,
            ":patient": state.patient.map(|patient| patient.0.into_bytes()),
            ":start_ms": occupied.map(|(start, _)| start.utc_ms()),
            ":end_ms": occupied.map(|(_, end)| end.map_or(i64::MAX, Moment::utc_ms)),
            ":is_open": is_open(state),
            ":is_waiting": is_waiting(state),
            ":is_voided": state.voided.is_some(),
            ":is_unsettled": is_unsettled(state),
            ":booking": booking,
            ":body": body,
        };
        // Most facts change nothing that a case is found by, and then no index is written.
        if connection.prepare_cached(include_str!("procedure/put_body.sql"))?.execute(row)? == 0 {
            connection.prepare_cached(include_str!("procedure/put.sql"))?.execute(row)?;
        }
        Ok(())
    }
}

/// What a case takes up of the theatre, by its booking or by when the patient came in; no end
/// while the patient is there.
pub(crate) fn occupied(case: &Procedure) -> Option<(Moment, Option<Moment>)> {
    let (start, end) = case.occupies(long_ago()).or_else(|| {
        let arrived = case.reached(Milestone::InTheatre)?;
        let left = case.reached(Milestone::OutOfTheatre).unwrap_or(arrived);
        let planned = arrived.plus_minutes(i64::from(case.minutes));
        Some((arrived, if case.is_in_theatre() { planned } else { left.max(arrived) }))
    })?;
    Some((start, (!case.is_in_theatre()).then_some(end)))
}

/// A "now" that lengthens no case.
pub(crate) fn long_ago() -> Moment {
    Moment::new(i64::MIN, 0)
}

fn is_open(case: &Procedure) -> bool {
    case.patient.is_some() && case.voided.is_none() && !case.status.is_final()
}

fn is_waiting(case: &Procedure) -> bool {
    is_open(case) && case.status == Status::Preparation && case.slot().is_none() && case.milestones.is_empty()
}

fn is_unsettled(case: &Procedure) -> bool {
    let disputed = case.side.is_disputed() || case.consent.is_disputed() || case.booking.is_disputed();
    let booked_over = case.booking.latest().is_some_and(|claim| !claim.value.over.is_empty());
    let checklist = &case.checklist;
    let on_paper = case.status != Status::Cancelled
        && checklist
            .passed
            .keys()
            .any(|phase| !checklist.signed.contains_key(phase) || !checklist.unanswered(*phase).is_empty());
    let open = is_open(case) && (disputed || booked_over);
    case.voided.is_none() && (open || on_paper || !case.flags.is_empty())
}
