//! What a person should look at: what endangers a patient first, then what comes soonest.

mod disputes;
mod settling;

pub use settling::settle;

use crate::case_lines::{Lists, sees};
use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::patient_lines;
use domain::patient::{Identity, Likeness, Patient, likeness, sounds};
use domain::procedure::{Flag, Phase, Procedure, Status};
use domain::{Moment, PatientId, ProcedureId};
use ipc::{Attention, Failure, GetAttention};
use std::collections::{BTreeMap, HashMap, HashSet};

pub fn attention(desk: &Desk, _: GetAttention) -> Result<Vec<Attention>, Failure> {
    desk.watching(matters)
}

/// How far ahead a clash is looked for.
const AHEAD_MINUTES: i64 = 14 * 24 * 60;
/// A change that came too late is told for a month, and stays in its case's history.
const TOO_LATE_MINUTES: i64 = 30 * 24 * 60;

/// Everything that the reader may see and should look at.
pub fn matters(seat: &mut Seat<'_>) -> Result<Vec<Attention>, Fault> {
    let now = seat.now;
    let coming = Lists::between(seat, now, now.plus_minutes(AHEAD_MINUTES))?;
    let unsettled = unsettled(seat)?;
    let patients = patients_to_come(seat, &coming)?;
    let groups = disputes::of_blood_groups(seat, &patients)?;
    let seat = &*seat;
    let ids: Vec<ProcedureId> = by_time(unsettled.cases().filter(|(_, case)| sees(seat, case)));
    let of = |id: ProcedureId| Some((coming.line(seat, id).or_else(|| unsettled.line(seat, id))?, unsettled.case(id)?));

    let mut matters = Vec::new();
    for (line, case) in ids.iter().copied().filter_map(of).filter(|(_, case)| !case.status.is_final()) {
        matters.extend(disputes::of_case(seat, line, case)?);
    }
    matters.extend(groups);
    // What holds a case up comes before what only doubts its time.
    matters.sort_by_key(|matter| matches!(matter, Attention::BookingDisputed { .. }));
    matters.extend(clashes(seat, &coming));
    for (line, case) in ids.iter().copied().filter_map(of) {
        let phases = on_paper(case);
        if !phases.is_empty() {
            matters.push(Attention::PaperAnswers { case: line, phases });
        }
    }
    for (line, case) in ids.iter().copied().filter_map(of) {
        let unknown = case.patient.and_then(|id| Some((id, unsettled.patient(id)?)));
        if let Some((id, patient)) = unknown.filter(|(_, patient)| patient.identity.unknown) {
            matters.push(Attention::WhoIsIt { patient: patient_lines::line(id, patient, now.date()), case: line });
        }
    }
    matters.extend(one_or_two(&patients).into_iter().map(|pair| Attention::OnePatientOrTwo {
        patients: pair.iter().map(|id| patient_lines::line(*id, &patients[id], now.date())).collect(),
    }));
    for (line, case) in ids.iter().copied().filter_map(of) {
        let flags: Vec<Flag> = case.flags.iter().filter(|flag| is_recent(flag, now)).cloned().collect();
        if !flags.is_empty() {
            matters.push(Attention::TooLate { case: line, flags });
        }
    }
    Ok(matters)
}

fn unsettled(seat: &mut Seat<'_>) -> Result<Lists, Fault> {
    let mut lists = Lists::empty(seat.now);
    for (id, case) in seat.ledger.store.unsettled()? {
        lists.add(seat, id, case)?;
    }
    Ok(lists)
}

/// The soonest first; what waits for a time comes after what has one.
fn by_time<'a>(cases: impl Iterator<Item = (ProcedureId, &'a Procedure)>) -> Vec<ProcedureId> {
    let mut ids: Vec<_> = cases.map(|(id, case)| (case.slot().is_none(), case.slot().map(|s| s.start), id)).collect();
    ids.sort_unstable();
    ids.into_iter().map(|(.., id)| id).collect()
}

/// Each pair of cases that want the same is told once, at the earlier of the two.
fn clashes(seat: &Seat<'_>, coming: &Lists) -> Vec<Attention> {
    let ids = by_time(coming.cases().filter(|(_, case)| sees(seat, case)));
    let mut told: HashSet<(ProcedureId, ProcedureId)> = HashSet::new();
    let mut matters = Vec::new();
    for id in ids {
        let mut found = coming.clashes(seat, id);
        found.retain(|clash| clash.until > seat.now && !told.contains(&(clash.with, id)));
        told.extend(found.iter().map(|clash| (id, clash.with)));
        while let Some(other) = found.first().map(|clash| clash.with) {
            let (pair, rest) = found.into_iter().partition(|clash| clash.with == other);
            found = rest;
            if let Some(case) = coming.line(seat, id) {
                matters.push(Attention::Clashes { case, clashes: pair, with: coming.lines(seat, vec![other]) });
            }
        }
    }
    matters
}

/// Phases that were passed and never signed.
fn on_paper(case: &Procedure) -> Vec<Phase> {
    let checklist = &case.checklist;
    let waits = |phase: &Phase| checklist.passed.contains_key(phase) && !checklist.signed.contains_key(phase);
    if case.status == Status::Cancelled { Vec::new() } else { Phase::ALL.into_iter().filter(waits).collect() }
}

fn is_recent(flag: &Flag, now: Moment) -> bool {
    let Flag::TransitionTooLate { change } = flag;
    now.minutes_since(change.recorded_at) < TOO_LATE_MINUTES
}

/// Whoever waits for an operation or has one coming.
fn patients_to_come(seat: &mut Seat<'_>, coming: &Lists) -> Result<BTreeMap<PatientId, Patient>, Fault> {
    let open = coming.cases().filter(|(_, case)| !case.status.is_final());
    let mut ids: Vec<PatientId> = open.filter_map(|(_, case)| case.patient).collect();
    ids.extend(seat.ledger.store.waiting()?.into_iter().filter_map(|(_, case)| case.patient));
    let mut patients = BTreeMap::new();
    for id in ids {
        if let std::collections::btree_map::Entry::Vacant(place) = patients.entry(id)
            && let Some(patient) = seat.ledger.store.patient(id)?
        {
            place.insert(patient);
        }
    }
    Ok(patients)
}

/// Pairs that are probably one person, and that nobody has told apart. Only those who share a
/// number or the sound of a name can be.
fn one_or_two(patients: &BTreeMap<PatientId, Patient>) -> Vec<[PatientId; 2]> {
    let mut shared: HashMap<String, Vec<PatientId>> = HashMap::new();
    for (id, patient) in patients {
        for key in evidence(&patient.identity, patient.uhid.as_deref()) {
            shared.entry(key).or_default().push(*id);
        }
    }
    let mut pairs: Vec<[PatientId; 2]> = Vec::new();
    for alike in shared.values() {
        for (i, a) in alike.iter().enumerate() {
            pairs.extend(alike[i + 1..].iter().filter(|b| *b != a).map(|b| [*a, *b]));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|[a, b]| {
        let (one, other) = (&patients[a], &patients[b]);
        let apart = one.set_apart.contains(b) || other.set_apart.contains(a) || one.same_as.is_some();
        !apart && likeness(&one.identity, one.uhid.as_deref(), other).is_some_and(|found| found >= Likeness::Likely)
    });
    pairs
}

fn evidence(identity: &Identity, uhid: Option<&str>) -> Vec<String> {
    let names = [sounds(&identity.name), sounds(&identity.name_bn)];
    let numbers = [uhid, identity.nid.as_deref(), identity.birth_registration.as_deref()];
    let mut keys: Vec<String> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
    keys.extend(numbers.into_iter().flatten().map(str::to_owned));
    keys.sort_unstable();
    keys.dedup();
    keys
}
