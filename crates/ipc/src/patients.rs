//! Patients as lists and pages show them.

use crate::board::CaseLine;
use domain::PatientId;
use domain::patient::{Identity, Likeness, Patient, PatientCommand, Relative, Sex};
use serde::{Deserialize, Serialize};

/// A patient in one line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PatientLine {
    pub id: PatientId,
    pub name: String,
    pub name_bn: String,
    pub sex: Sex,
    pub age_years: Option<u16>,
    pub age_guessed: bool,
    pub relative: Option<Relative>,
    /// UHID, or else the temporary id, or else the registration number: Latin digits.
    pub number: String,
    pub registration_no: String,
    pub village: Option<String>,
    pub phone: Option<String>,
    pub allergies: AllergyMark,
    pub unknown: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "asked", content = "substances", rename_all = "kebab-case")]
pub enum AllergyMark {
    NotAsked,
    NoneKnown,
    Known(Vec<String>),
}

/// Any part of a name in either script, of a number, a phone or a relative's name; empty: the
/// last seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindPatients {
    pub typed: String,
    pub limit: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetPatient {
    pub id: PatientId,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PatientView {
    pub line: PatientLine,
    pub patient: Patient,
    pub cases: Vec<CaseLine>,
    pub alike: Vec<AlikePatient>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LikelySame {
    pub identity: Identity,
    pub uhid: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AlikePatient {
    pub line: PatientLine,
    pub likeness: Likeness,
}

/// Numbers are minted by the shell. `not_these`: the likely duplicates that a person looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegisterPatient {
    pub identity: Identity,
    /// From the patient's card; none: the next of this terminal's block, or a temporary id.
    pub uhid: Option<String>,
    pub not_these: Vec<PatientId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordPatient {
    pub id: PatientId,
    pub command: PatientCommand,
}
