//! A patient in one line.

use domain::PatientId;
use domain::patient::{Allergies, Patient};
use ipc::{AllergyMark, PatientLine};
use time::Date;

/// `today` is the day for which the age is told.
pub fn line(id: PatientId, patient: &Patient, today: Date) -> PatientLine {
    let identity = &patient.identity;
    let number = patient.uhid.as_ref().or(patient.temporary_id.as_ref()).unwrap_or(&patient.registration_no);
    PatientLine {
        id,
        name: identity.name.clone(),
        name_bn: identity.name_bn.clone(),
        sex: identity.sex,
        age_years: identity.birth.years(today),
        age_guessed: identity.birth.is_guessed(),
        relative: identity.relative.clone(),
        number: number.clone(),
        registration_no: patient.registration_no.clone(),
        village: identity.address.village.clone(),
        phone: identity.phone.clone(),
        allergies: match patient.allergies() {
            Allergies::NotAsked => AllergyMark::NotAsked,
            Allergies::NoneKnown(_) => AllergyMark::NoneKnown,
            Allergies::Known(known) => {
                AllergyMark::Known(known.iter().map(|known| known.allergy.substance.clone()).collect())
            }
        },
        unknown: identity.unknown,
    }
}
