//! Why something was not recorded. The window turns each into a sentence in the reader's language
//! that says what happened and what to do; nothing here is shown as it is.

use crate::ids::{PatientId, PersonId};
use crate::moment::Moment;
use crate::patient::Allergy;
use crate::procedure::{Item, Milestone, Phase, Role, Status};
use crate::schedule::{Clash, FreeSlot};
use crate::text::Field;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
#[error("{self:?}")]
pub enum Refusal {
    Missing {
        field: Field,
    },
    /// `limit` in characters.
    TooLong {
        field: Field,
        limit: usize,
    },
    /// Not of the form that the field has.
    Malformed {
        field: Field,
    },
    /// An id whose check digit does not match: probably one digit mistyped.
    CheckDigitWrong {
        field: Field,
        id: String,
    },
    /// A date or time that cannot be: before anyone living was born, or after now.
    ImpossibleTime {
        field: Field,
    },
    OutOfRange {
        field: Field,
        min: i64,
        max: i64,
    },
    /// The signed-in person's roles do not include this.
    NotAllowed,
    /// Nothing by this id is on this terminal.
    NotFound,
    /// Completed and cancelled cases take addenda, complications and late answers only.
    CaseClosed {
        status: Status,
    },
    CaseNotStarted,
    TransitionNotPossible {
        from: Status,
        to: Status,
        allowed: Vec<Status>,
    },
    ReasonMissing,
    /// The phase must be signed, or passed with a reason and a name, before the milestone.
    PhaseDue {
        phase: Phase,
        before: Milestone,
    },
    /// The phase before is neither signed nor passed.
    PhaseLocked {
        phase: Phase,
        due: Phase,
    },
    ItemsUnanswered {
        phase: Phase,
        items: Vec<Item>,
    },
    /// Answered "no": put right, or passed with a reason and a name.
    ItemsHold {
        phase: Phase,
        items: Vec<Item>,
    },
    PhaseAlreadySigned {
        phase: Phase,
    },
    AnswerNotPossible {
        item: Item,
    },
    /// A risk asks for its plan; an incorrect count for what was searched.
    PlanMissing {
        item: Item,
    },
    /// When the team agreed for a patient who cannot, it says why.
    TeamAgreedWithoutReason,
    SideDisputed,
    SideNotStated,
    ConsentWithdrawn {
        at: Moment,
    },
    ConsentDisputed,
    BloodGroupDisputed,
    /// "No known allergy" while these are recorded.
    AllergiesAreKnown {
        allergies: Vec<Allergy>,
    },
    /// The drug is of a class that the patient is allergic to: a named person acknowledges it.
    AllergyNotAcknowledged {
        drug: String,
        allergy: Allergy,
    },
    MilestoneOutOfOrder {
        milestone: Milestone,
        other: Milestone,
        other_at: Moment,
    },
    MilestoneNotRecorded {
        milestone: Milestone,
    },
    Clashes {
        clashes: Vec<Clash>,
        free: Vec<FreeSlot>,
    },
    OutsideDay,
    /// An end that lies before its start.
    EndsBeforeStart,
    AlreadyOnTeam {
        person: PersonId,
        role: Role,
    },
    NotOnTeam,
    OutcomeMissing,
    NotTwoPeople,
    LikelyDuplicates {
        patients: Vec<PatientId>,
    },
    PinTooSimple,
    LastAdministrator,
    UnknownCode {
        code: String,
    },
}
