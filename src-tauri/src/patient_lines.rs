//! A patient in one line.

use domain::PatientId;
use domain::patient::{Brief, Patient};
use ipc::{AllergyMark, PatientLine};
use time::Date;

/// `today` is the day for which the age is told.
pub fn line(id: PatientId, patient: &Patient, today: Date) -> PatientLine {
    of_brief(id, patient.brief(), today)
}

/// As [`line`], of what is kept of a patient for lists.
pub fn of_brief(id: PatientId, patient: Brief, today: Date) -> PatientLine {
    PatientLine {
        id,
        name: patient.name,
        name_bn: patient.name_bn,
        sex: patient.sex,
        age_years: patient.birth.years(today),
        age_guessed: patient.birth.is_guessed(),
        relative: patient.relative,
        number: patient.number,
        registration_no: patient.registration_no,
        village: patient.village,
        phone: patient.phone,
        allergies: match patient.allergies {
            None => AllergyMark::NotAsked,
            Some(known) if known.is_empty() => AllergyMark::NoneKnown,
            Some(known) => AllergyMark::Known(known),
        },
        unknown: patient.unknown,
    }
}
