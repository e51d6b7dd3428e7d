//! What people who could not know of each other said differently: each with what its author had
//! seen, and none of them as the right one.

use super::by_time;
use crate::case_lines::{Lists, sees};
use crate::desk::Seat;
use crate::failures::Fault;
use crate::patient_lines;
use domain::disputed::{Agrees, Said};
use domain::patient::Patient;
use domain::procedure::Procedure;
use domain::{EventId, PatientId};
use ipc::{Attention, CaseLine, Contradiction, HadSeen, Seen};
use journal::StreamKind;
use std::collections::{BTreeMap, HashMap};
use store::HistoryEntry;

/// Side, consent and booking of an open case.
pub fn of_case(seat: &Seat<'_>, line: CaseLine, case: &Procedure) -> Result<Vec<Attention>, Fault> {
    let mut disputes = Vec::new();
    if !case.side.is_disputed() && !case.consent.is_disputed() && !case.booking.is_disputed() {
        return Ok(disputes);
    }
    let history = seat.ledger.store.history(StreamKind::Procedure, &line.id.to_string())?;
    if case.side.is_disputed() {
        let claims = contradictions(&case.side, &history, &["side-stated"]);
        disputes.push(Attention::SideDisputed { case: line.clone(), claims });
    }
    if case.consent.is_disputed() {
        let claims = contradictions(&case.consent, &history, &["consent-given", "consent-withdrawn"]);
        disputes.push(Attention::ConsentDisputed { case: line.clone(), claims });
    }
    if case.booking.is_disputed() {
        let claims = contradictions(&case.booking, &history, &["scheduled"]);
        disputes.push(Attention::BookingDisputed { case: line, claims });
    }
    Ok(disputes)
}

/// Blood groups of patients who have an open case that the reader may see, at the soonest of them.
pub fn of_blood_groups(seat: &mut Seat<'_>, patients: &BTreeMap<PatientId, Patient>) -> Result<Vec<Attention>, Fault> {
    let mut disputes = Vec::new();
    for (id, patient) in patients.iter().filter(|(_, patient)| patient.blood_group.is_disputed()) {
        let mut lists = Lists::empty(seat.now);
        for (case_id, case) in seat.ledger.store.procedures_of(*id)? {
            if !case.status.is_final() && sees(seat, &case) {
                lists.add(seat, case_id, case)?;
            }
        }
        let soonest = by_time(lists.cases()).first().and_then(|case| lists.line(seat, *case));
        let Some(case) = soonest else { continue };
        let history = seat.ledger.store.history(StreamKind::Patient, &id.to_string())?;
        disputes.push(Attention::BloodGroupDisputed {
            patient: patient_lines::line(*id, patient, seat.now.date()),
            case,
            claims: contradictions(&patient.blood_group, &history, &["blood-group-recorded"]),
        });
    }
    Ok(disputes)
}

/// `same`: the kinds of facts that speak of this.
fn contradictions<T: Clone + Agrees>(said: &Said<T>, history: &[HistoryEntry], same: &[&str]) -> Vec<Contradiction<T>> {
    let claims = said.claims().iter();
    claims.map(|claim| Contradiction { claim: claim.clone(), had_seen: had_seen(history, claim.event, same) }).collect()
}

/// What was at a fact's terminal when it was recorded: all its ancestors. `history` comes with
/// every fact after its parents.
fn had_seen(history: &[HistoryEntry], event: EventId, same: &[&str]) -> HadSeen {
    let place: HashMap<EventId, usize> = history.iter().enumerate().map(|(at, entry)| (entry.event, at)).collect();
    let mut seen = vec![false; history.len()];
    let mut to_visit: Vec<usize> = place.get(&event).copied().into_iter().collect();
    while let Some(at) = to_visit.pop() {
        for parent in history[at].parents.iter().filter_map(|parent| place.get(parent)).copied() {
            if !std::mem::replace(&mut seen[parent], true) {
                to_visit.push(parent);
            }
        }
    }
    let ancestors = || history.iter().zip(&seen).filter(|(_, seen)| **seen).map(|(entry, _)| entry);
    HadSeen {
        last: ancestors().next_back().map(|entry| Seen { recorded_at: entry.recorded_at, fact: entry.fact() }),
        said_before: ancestors().any(|entry| same.contains(&entry.kind.as_str())),
    }
}
