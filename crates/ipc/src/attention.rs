//! What a person should look at, most pressing first.

use crate::board::CaseLine;
use crate::patients::PatientLine;
use domain::disputed::Claim;
use domain::procedure::{Flag, Phase, SideClaim};
use domain::schedule::Clash;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetAttention {}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Attention {
    SideDisputed {
        case: CaseLine,
        claims: Vec<Claim<SideClaim>>,
    },
    Clashes {
        case: CaseLine,
        clashes: Vec<Clash>,
        with: Vec<CaseLine>,
    },
    /// Passed in an emergency, and the answers that are on paper not entered yet.
    PaperAnswers {
        case: CaseLine,
        phases: Vec<Phase>,
    },
    /// Brought in without a name, and still without one.
    WhoIsIt {
        patient: PatientLine,
        case: CaseLine,
    },
    OnePatientOrTwo {
        patients: Vec<PatientLine>,
    },
    TooLate {
        case: CaseLine,
        flags: Vec<Flag>,
    },
}
