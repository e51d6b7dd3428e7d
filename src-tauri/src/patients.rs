//! Finding patients, and writing down who they are.

use crate::case_lines::Lists;
use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::ledger::Ledger;
use crate::numbers;
use crate::patient_lines;
use domain::access::Right;
use domain::audit::AuditFact;
use domain::hospital::Hospital;
use domain::identifier;
use domain::patient::{self, Identity, Likeness, Patient, PatientCommand, PatientFact};
use domain::{Moment, PatientId, Refusal};
use ipc::{
    AlikePatient, Failure, FindPatients, GetPatient, LikelySame, PatientLine, PatientView, RecordPatient,
    RegisterPatient,
};
use store::Batch;

/// More than a person reads through.
const FOUND_LIMIT: u32 = 200;

pub fn find_patients(desk: &Desk, call: FindPatients) -> Result<Vec<PatientLine>, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Read)?;
        let found = seat.ledger.store.find_patients(&call.typed, call.limit.min(FOUND_LIMIT))?;
        Ok(found.into_iter().map(|(id, patient)| patient_lines::of_brief(id, patient, seat.now.date())).collect())
    })
}

pub fn patient(desk: &Desk, call: GetPatient) -> Result<PatientView, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Read)?;
        let patient = known(seat, call.id)?;
        let mut cases = seat.ledger.store.procedures_of(call.id)?;
        cases.sort_by_key(|(id, case)| {
            let at = case.slot().map(|slot| slot.start).or(case.waiting_since);
            (std::cmp::Reverse(at), *id)
        });
        let mut lists = Lists::empty(seat.now);
        let mut order = Vec::with_capacity(cases.len());
        for (id, case) in cases {
            order.push(id);
            lists.add(seat, id, case)?;
        }
        let mut alike = alike(seat, &patient.identity, patient.uhid.as_deref())?;
        alike.retain(|other| other.line.id != call.id && !patient.set_apart.contains(&other.line.id));
        if seat.session.open_patient != Some(call.id) {
            seat.note(AuditFact::PatientOpened { patient: call.id })?;
            seat.session.open_patient = Some(call.id);
        }
        let line = patient_lines::line(call.id, &patient, seat.now.date());
        Ok(PatientView { line, patient, cases: lists.lines(seat, order), alike })
    })
}

pub fn likely_same(desk: &Desk, call: LikelySame) -> Result<Vec<AlikePatient>, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Read)?;
        alike(seat, &call.identity, call.uhid.as_deref().map(identifier::plain).as_deref())
    })
}

/// A patient who is probably registered already is not registered again, unless a person looked
/// at each of those and said that it is someone else.
pub fn register_patient(desk: &Desk, call: RegisterPatient) -> Result<PatientId, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Write)?;
        let uhid = call.uhid.as_deref().map(identifier::plain);
        let mut patients = Vec::new();
        for found in alike(seat, &call.identity, uhid.as_deref())? {
            if found.likeness >= Likeness::Likely && !call.not_these.contains(&found.line.id) {
                patients.push(found.line.id);
            }
        }
        if !patients.is_empty() {
            return Err(Refusal::LikelyDuplicates { patients }.into());
        }
        for other in &call.not_these {
            known(seat, *other)?;
        }
        let mut facts = registration(seat.ledger, &seat.hospital, seat.now, call.identity, uhid)?;
        facts.extend(call.not_these.into_iter().map(|other| PatientFact::SetApart { other }));
        let id = PatientId(store::new_id());
        seat.record(Batch { patients: vec![(id, facts)], ..Batch::default() })?;
        Ok(id)
    })
}

/// The registration of a new patient with the numbers of this terminal. Nothing is recorded yet,
/// and a number that was minted is not minted again.
pub fn registration(
    ledger: &mut Ledger,
    hospital: &Hospital,
    now: Moment,
    identity: Identity,
    uhid: Option<String>,
) -> Result<Vec<PatientFact>, Fault> {
    let unknown = identity.unknown;
    let register = |registration_no, uhid, temporary_id| {
        let identity = identity.clone();
        let command = PatientCommand::Register { identity, registration_no, uhid, temporary_id };
        patient::decide(&Patient::default(), command, now)
    };
    // Looked at before any number is minted: a refusal costs none.
    register(String::new(), uhid.clone(), None)?;
    let uhid = match uhid {
        None if !unknown => numbers::next_uhid(ledger, hospital)?,
        given => given,
    };
    let registration_no = numbers::registration_no(ledger)?;
    let temporary_id = if uhid.is_none() { Some(numbers::temporary_id(ledger)?) } else { None };
    Ok(register(registration_no, uhid, temporary_id)?)
}

pub fn record_patient(desk: &Desk, call: RecordPatient) -> Result<(), Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Write)?;
        known(seat, call.id)?;
        match &call.command {
            // Numbers are minted by `register_patient`; a dispute is settled by two.
            PatientCommand::Register { .. } | PatientCommand::SettleBloodGroup { .. } => {
                return Err(Failure::NotUnderstood.into());
            }
            PatientCommand::SetApart { other } | PatientCommand::MarkSameAs { other } => {
                if *other == call.id {
                    return Err(Refusal::NotFound.into());
                }
                known(seat, *other)?;
            }
            PatientCommand::GiveUhid { uhid } => {
                let taken = alike(seat, &Identity::default(), Some(&identifier::plain(uhid)))?;
                let others = taken.into_iter().map(|other| other.line.id).filter(|other| *other != call.id);
                let patients: Vec<PatientId> = others.collect();
                if !patients.is_empty() {
                    return Err(Refusal::LikelyDuplicates { patients }.into());
                }
            }
            _ => {}
        }
        let batch = decided(seat, call.id, call.command)?;
        if !batch.patients.is_empty() {
            seat.record(batch)?;
        }
        Ok(())
    })
}

/// What one command on a patient's record amounts to.
pub fn decided(seat: &mut Seat<'_>, id: PatientId, command: PatientCommand) -> Result<Batch, Fault> {
    seat.need(Right::Write)?;
    let known = known(seat, id)?;
    let facts = patient::decide(&known, command, seat.now)?;
    let patients = if facts.is_empty() { Vec::new() } else { vec![(id, facts)] };
    Ok(Batch { patients, ..Batch::default() })
}

/// Someone who is registered here.
pub fn known(seat: &mut Seat<'_>, id: PatientId) -> Result<Patient, Fault> {
    seat.ledger.store.patient(id)?.ok_or(Refusal::NotFound.into())
}

fn alike(seat: &mut Seat<'_>, identity: &Identity, uhid: Option<&str>) -> Result<Vec<AlikePatient>, Fault> {
    let mut found = seat.ledger.store.like(identity, uhid)?;
    found.sort_by_key(|(id, _, likeness)| (std::cmp::Reverse(*likeness), *id));
    let line = |id, patient: &Patient| patient_lines::line(id, patient, seat.now.date());
    Ok(found.into_iter().map(|(id, patient, likeness)| AlikePatient { line: line(id, &patient), likeness }).collect())
}
