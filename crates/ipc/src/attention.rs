//! What a person should look at, most pressing first.

use crate::board::CaseLine;
use crate::patients::PatientLine;
use domain::disputed::{Claim, GoneBy, Stated};
use domain::patient::BloodGroup;
use domain::procedure::{Booked, Consent, Flag, Phase, ProcedureFact, Side};
use domain::schedule::Clash;
use domain::{Moment, PatientId, PersonId, ProcedureId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetAttention {}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Attention {
    SideDisputed {
        case: CaseLine,
        claims: Vec<Contradiction<Stated<Side>>>,
    },
    ConsentDisputed {
        case: CaseLine,
        claims: Vec<Contradiction<Stated<Consent>>>,
    },
    /// Of a patient who waits for an operation, has one coming, or is on the table.
    BloodGroupDisputed {
        patient: PatientLine,
        case: CaseLine,
        claims: Vec<Contradiction<Stated<BloodGroup>>>,
    },
    /// Booked apart for different times or rooms: the later one stands until someone chooses.
    BookingDisputed {
        case: CaseLine,
        claims: Vec<Contradiction<Booked>>,
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

/// What one person said, and what they knew when they said it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Contradiction<T> {
    pub claim: Claim<T>,
    pub had_seen: HadSeen,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct HadSeen {
    /// The last that was recorded before, of all that was at their terminal.
    pub last: Option<Seen>,
    /// Whether anyone had said anything of the same before.
    pub said_before: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub recorded_at: Moment,
    /// None: not about the case, or recorded by a newer version.
    pub fact: Option<ProcedureFact>,
}

/// What others disagree about is settled by two: whoever is signed in, and one more who gives
/// their PIN here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settle {
    pub settled: Settled,
    pub with: PersonId,
    pub pin: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Settled {
    Side { case: ProcedureId, side: Side, gone_by: GoneBy },
    Consent { case: ProcedureId, consent: Consent, gone_by: GoneBy },
    BloodGroup { patient: PatientId, group: BloodGroup, gone_by: GoneBy },
}
