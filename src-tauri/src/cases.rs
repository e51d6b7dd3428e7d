//! One case: its page, its history, what is recorded in it, what is being typed.

mod booking;
mod deciding;
mod emergency;
mod history;

pub use booking::{plan_case, request_case};
pub use emergency::begin_emergency;
pub use history::case_history;

use crate::board::bounds;
use crate::case_lines::{Lists, sees};
use crate::desk::{Desk, Seat, left_open_key};
use crate::failures::Fault;
use crate::patient_lines;
use deciding::{NewFacts, decide};
use domain::access::{self, Right};
use domain::audit::AuditFact;
use domain::patient::Patient;
use domain::procedure::{Command, Milestone, Procedure};
use domain::text::{Field, NOTE_LIMIT};
use domain::{ProcedureId, Refusal};
use ipc::{CaseView, Draft, Failure, GetCase, GetDrafts, KeepDraft, Record, WholeCase};
use store::Batch;

pub fn case(desk: &Desk, call: GetCase) -> Result<CaseView, Failure> {
    desk.watching(|seat| {
        seat.need(Right::Read)?;
        let stream = stream(seat, call.id)?;
        if seat.session.open_case != Some(call.id) {
            let restricted = !sees(seat, &stream.state);
            seat.note(AuditFact::ProcedureOpened { procedure: call.id, restricted })?;
            seat.session.open_case = Some(call.id);
            // Now and not at the end of the session: a power cut ends it without a word.
            seat.ledger.store.set_setting(&left_open_key(seat.session.person), &call.id.to_string())?;
        }
        view(seat, call.id)
    })
}

/// The case as it now stands, with what is around it in its theatre.
fn view(seat: &mut Seat<'_>, id: ProcedureId) -> Result<CaseView, Fault> {
    let stream = stream(seat, id)?;
    let procedure = stream.state;
    let lists = around(seat, id, &procedure)?;
    let line = lists.line(seat, id).ok_or(Fault::from(Refusal::NotFound))?;
    let mut whole = None;
    if sees(seat, &procedure)
        && let Some(patient_id) = procedure.patient
    {
        let patient = lists.patient(patient_id).cloned().unwrap_or_default();
        let theatre = procedure.slot().map(|slot| slot.theatre);
        let is_over = procedure.status.is_final() || procedure.reached(Milestone::OutOfTheatre).is_some();
        let still_there = theatre.filter(|_| !is_over).and_then(|theatre| lists.still_in(theatre, id));
        let next = theatre.and_then(|theatre| lists.next_in(theatre, id));
        whole = Some(Box::new(WholeCase {
            patient_line: patient_lines::line(patient_id, &patient, seat.now.date()),
            patient,
            clashes: lists.clashes(seat, id),
            still_in_theatre: still_there.and_then(|other| lists.line(seat, other)),
            next: next.and_then(|other| lists.line(seat, other)),
            not_understood: seat.ledger.store.not_understood(id)?,
            procedure,
        }));
    }
    Ok(CaseView { line, version: stream.version, whole })
}

/// The lists of the case's day, or the case alone while it waits.
fn around(seat: &mut Seat<'_>, id: ProcedureId, procedure: &Procedure) -> Result<Lists, Fault> {
    let mut lists = match procedure.slot() {
        Some(slot) => {
            let (from, until) = bounds(seat, slot.start.date());
            Lists::between(seat, from, until)?
        }
        None => Lists::empty(seat.now),
    };
    lists.add(seat, id, procedure.clone())?;
    Ok(lists)
}

/// One command on one case: recorded and shown as it then stands, or refused.
pub fn record(desk: &Desk, call: Record) -> Result<CaseView, Failure> {
    desk.at_work(|seat| {
        // A new case has its own command, and so has what two people settle.
        if matches!(call.command, Command::Request(_) | Command::SettleSide { .. } | Command::SettleConsent { .. }) {
            return Err(Failure::NotUnderstood.into());
        }
        let batch = decided(seat, call.id, call.command)?;
        if !batch.procedures.is_empty() || !batch.patients.is_empty() {
            seat.record(batch)?;
        }
        view(seat, call.id)
    })
}

/// What one command on one case amounts to, as far as whoever is signed in may give it.
pub fn decided(seat: &mut Seat<'_>, id: ProcedureId, command: Command) -> Result<Batch, Fault> {
    let procedure = seen_whole(seat, id)?;
    access::check(&seat.person, seat.actor(), &procedure, &command)?;
    let patient = patient_of(seat, &procedure)?;
    let mut facts = NewFacts::about(id, procedure, patient);
    decide(seat, &mut facts, command)?;
    let mut batch = Batch::default();
    facts.add_to(&mut batch);
    Ok(batch)
}

/// What is being typed, on the disk when this returns.
pub fn keep_draft(desk: &Desk, call: KeepDraft) -> Result<(), Failure> {
    const SLOT_LIMIT_BYTES: usize = 100;
    desk.at_work(|seat| {
        seen_whole(seat, call.case)?;
        if call.text.len() > NOTE_LIMIT * 4 || call.text.chars().count() > NOTE_LIMIT {
            return Err(Refusal::TooLong { field: Field::Note, limit: NOTE_LIMIT }.into());
        }
        if call.slot.len() > SLOT_LIMIT_BYTES {
            return Err(Failure::NotUnderstood.into());
        }
        Ok(seat.ledger.store.keep_draft(seat.session.person, call.case, &call.slot, &call.text, seat.now)?)
    })
}

/// What the signed-in person was typing in a case; of no one else.
pub fn drafts(desk: &Desk, call: GetDrafts) -> Result<Vec<Draft>, Failure> {
    desk.watching(|seat| {
        seen_whole(seat, call.case)?;
        let drafts = seat.ledger.store.drafts(seat.actor(), call.case)?;
        let shown = |draft: store::Draft| Draft { slot: draft.slot, text: draft.text, kept_at: draft.kept_at };
        Ok(drafts.into_iter().map(shown).collect())
    })
}

/// A case that the reader may see whole.
pub fn seen_whole(seat: &mut Seat<'_>, id: ProcedureId) -> Result<Procedure, Fault> {
    let procedure = stream(seat, id)?.state;
    let may = sees(seat, &procedure) && (seat.may(Right::Read) || procedure.is_on_team(seat.actor()));
    if may { Ok(procedure) } else { Err(Refusal::NotAllowed.into()) }
}

fn stream(seat: &mut Seat<'_>, id: ProcedureId) -> Result<domain::fold::Stream<Procedure>, Fault> {
    let stream = seat.ledger.store.procedure(id)?;
    stream.filter(|stream| stream.state.patient.is_some()).ok_or(Refusal::NotFound.into())
}

fn patient_of(seat: &mut Seat<'_>, procedure: &Procedure) -> Result<Patient, Fault> {
    let patient = procedure.patient.map(|id| seat.ledger.store.patient(id)).transpose()?;
    Ok(patient.flatten().unwrap_or_default())
}
