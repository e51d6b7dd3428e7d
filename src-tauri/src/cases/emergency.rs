//! A patient who cannot wait, without name or booking: one touch to a case that can record.

use super::booking::UNKNOWN_MINUTES;
use super::deciding::{NewFacts, decide, living_record};
use crate::desk::{Desk, Seat};
use crate::numbers;
use crate::patients::registration;
use domain::access::Right;
use domain::patient::{Birth, Identity, Patient, Sex};
use domain::procedure::{Command, Milestone, Procedure, Reason, Request, Role, Slot, Urgency};
use domain::text::Field;
use domain::{PatientId, ProcedureId, Refusal};
use ipc::{BeginEmergency, EmergencyPatient, Failure};
use language::{Language, t, word};
use store::Batch;

/// Roles that a theatre has; whoever is not there is named as absent.
const USUAL_ROLES: [Role; 4] = [Role::Surgeon, Role::Anaesthetist, Role::ScrubNurse, Role::CirculatingNurse];

/// The code of `terms.json` under which an emergency is booked over what was booked before.
const EMERGENCY: &str = "shalya:override_reason.emergency";

/// The patient, the case, its booking, whoever is there and the arrival, in one record.
pub fn begin_emergency(desk: &Desk, call: BeginEmergency) -> Result<ProcedureId, Failure> {
    desk.at_work(|seat| {
        // Whoever may write may begin: nobody waits for a right to schedule.
        seat.need(Right::Write)?;
        if call.roles.is_empty() {
            return Err(Refusal::Missing { field: Field::Roles }.into());
        }
        let mut batch = Batch::default();
        let (patient_id, patient) = match call.patient {
            EmergencyPatient::Known { id } => living_record(seat, id)?,
            EmergencyPatient::Unknown { sex, about_years } => {
                let identity = unknown(seat, sex, about_years);
                let id = PatientId(store::new_id());
                let facts = registration(seat.ledger, &seat.hospital, seat.now, identity, None)?;
                batch.patients.push((id, facts));
                (id, Patient::default())
            }
        };
        let minutes = call.operation.entry().map_or(UNKNOWN_MINUTES, |entry| entry.duration_minutes);
        let request = Request {
            procedure_no: numbers::procedure_no(seat.ledger, &seat.hospital)?,
            patient: patient_id,
            operation: call.operation,
            urgency: Urgency::Emergency,
            minutes,
            side: None,
            anaesthesia: Vec::new(),
            ward_bed: None,
            reason: None,
            encounter: None,
            waiting_since: None,
        };
        let here = call.roles.iter().map(|role| (seat.actor(), *role)).collect();
        let slot = Slot { theatre: call.theatre, start: seat.now, minutes, machines: Vec::new() };
        let because = Reason { code: Some(EMERGENCY.into()), text: String::new() };
        let book = Command::Schedule { slot, team: here, reason: None, override_reason: Some(because) };

        let id = ProcedureId(store::new_id());
        let mut facts = NewFacts::about(id, Procedure::default(), patient);
        decide(seat, &mut facts, Command::Request(request))?;
        decide(seat, &mut facts, book)?;
        for role in absent(&call.roles) {
            decide(seat, &mut facts, Command::NameAbsent { role })?;
        }
        decide(seat, &mut facts, Command::Reach { milestone: Milestone::InTheatre, at: None })?;
        facts.add_to(&mut batch);
        seat.record(batch)?;
        Ok(id)
    })
}

/// An obstetrician operates as a surgeon does.
fn absent(here: &[Role]) -> impl Iterator<Item = Role> + '_ {
    let filled = |role| here.contains(&role) || (role == Role::Surgeon && here.contains(&Role::Obstetrician));
    USUAL_ROLES.into_iter().filter(move |role| !filled(*role))
}

/// "Unknown female, about 25", in both languages, until somebody knows the name.
fn unknown(seat: &Seat<'_>, sex: Sex, about_years: Option<u8>) -> Identity {
    let name = |language: Language| {
        let sex = word(language, "unknown-patient", &sex);
        match about_years {
            Some(years) => t!(language, "unknown-patient-about", who = sex, years = years),
            None => sex,
        }
    };
    Identity {
        name: name(Language::English),
        name_bn: name(Language::Bangla),
        sex,
        birth: about_years.map_or(Birth::Unknown, |years| Birth::About { years, on: seat.now.date() }),
        unknown: true,
        ..Identity::default()
    }
}
