//! The WHO Surgical Safety Checklist (2009): nineteen items in three phases.

use super::Milestone;
use crate::ids::{EventId, PersonId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    SignIn,
    TimeOut,
    SignOut,
}

impl Phase {
    pub const ALL: [Phase; 3] = [Phase::SignIn, Phase::TimeOut, Phase::SignOut];

    /// The milestone that waits for it.
    pub fn gates(self) -> Milestone {
        match self {
            Phase::SignIn => Milestone::AnaesthesiaStart,
            Phase::TimeOut => Milestone::Incision,
            Phase::SignOut => Milestone::OutOfTheatre,
        }
    }

    pub fn before(milestone: Milestone) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.gates() == milestone)
    }

    pub fn previous(self) -> Option<Phase> {
        match self {
            Phase::SignIn => None,
            Phase::TimeOut => Some(Phase::SignIn),
            Phase::SignOut => Some(Phase::TimeOut),
        }
    }

    pub fn items(self) -> impl Iterator<Item = Item> {
        Item::ALL.into_iter().filter(move |item| item.phase() == self)
    }
}

/// One of the nineteen, by the word that the API uses where SERVICE.md has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    PatientIdentity,
    SiteMarked,
    AnesthesiaSafety,
    PulseOximeter,
    Allergies,
    AirwayRisk,
    BloodLoss,
    TeamIntroduced,
    PatientConfirmed,
    AntibioticProphylaxis,
    SurgeonConcerns,
    AnaesthetistConcerns,
    NursingConcerns,
    ImagingDisplayed,
    ProcedureNamed,
    CountsComplete,
    SpecimensLabelled,
    EquipmentProblems,
    RecoveryConcerns,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Yes,
    No,
    NotApplicable,
    /// Another system told that the item was done and not what was answered; never taken for a yes.
    NotStated,
}

impl Item {
    pub const ALL: [Item; 19] = {
        use Item::*;
        [
            PatientIdentity,
            SiteMarked,
            AnesthesiaSafety,
            PulseOximeter,
            Allergies,
            AirwayRisk,
            BloodLoss,
            TeamIntroduced,
            PatientConfirmed,
            AntibioticProphylaxis,
            SurgeonConcerns,
            AnaesthetistConcerns,
            NursingConcerns,
            ImagingDisplayed,
            ProcedureNamed,
            CountsComplete,
            SpecimensLabelled,
            EquipmentProblems,
            RecoveryConcerns,
        ]
    };

    /// The WHO's number, 1 to 19.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    pub fn phase(self) -> Phase {
        match self.number() {
            1..=7 => Phase::SignIn,
            8..=14 => Phase::TimeOut,
            _ => Phase::SignOut,
        }
    }

    pub fn answers(self) -> &'static [Answer] {
        use Answer::*;
        match self {
            Item::SiteMarked
            | Item::AntibioticProphylaxis
            | Item::ImagingDisplayed
            | Item::CountsComplete
            | Item::SpecimensLabelled => &[Yes, No, NotApplicable],
            Item::Allergies | Item::AirwayRisk | Item::BloodLoss => &[No, Yes],
            _ => &[Yes, No],
        }
    }

    /// A risk: "yes" is the answer that asks for a plan.
    pub fn is_risk(self) -> bool {
        matches!(self, Item::Allergies | Item::AirwayRisk | Item::BloodLoss)
    }

    /// Whether an answer must say more before the item can be closed: a risk its plan, an
    /// incorrect count what was searched, a "no" what was left undone.
    pub fn asks_for_plan(self, answer: Answer) -> bool {
        match self {
            item if item.is_risk() => answer == Answer::Yes,
            Item::CountsComplete => answer == Answer::No,
            _ => false,
        }
    }

    /// Whether an answer holds the phase until it is put right or passed.
    pub fn holds(self, answer: Answer) -> bool {
        answer == Answer::No && matches!(self.number(), 1..=4 | 8..=10 | 14)
    }
}

/// Who said an answer aloud. The coordinator who recorded it is the fact's actor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Speaker {
    Patient,
    Guardian,
    /// Neither patient nor guardian can: the team agrees, and `comments` says why.
    Team,
    Person {
        id: PersonId,
    },
}

/// An answer as given.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Answered {
    pub answer: Answer,
    #[serde(default)]
    pub plan: Option<String>,
    #[serde(default)]
    pub comments: Option<String>,
    /// None: not stated.
    #[serde(default)]
    pub said_by: Option<Speaker>,
    /// When it was said.
    pub at: Moment,
    pub recorded_by: PersonId,
    pub recorded_at: Moment,
    pub event: EventId,
    /// How many times the item was answered; the earlier answers are in the history.
    pub times: u32,
}

/// The name under a phase, or the reason and the name with which it was passed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Signed {
    pub by: PersonId,
    pub recorded_by: PersonId,
    pub at: Moment,
    pub recorded_at: Moment,
    /// Why an unfinished phase was passed; none where it was signed.
    #[serde(default)]
    pub passed_because: Option<super::Reason>,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Checklist {
    pub answers: BTreeMap<Item, Answered>,
    pub signed: BTreeMap<Phase, Signed>,
    /// Passed in an emergency; stays when the phase is signed afterwards.
    pub passed: BTreeMap<Phase, Signed>,
}

impl Checklist {
    /// Signed, or passed with a reason and a name.
    pub fn is_cleared(&self, phase: Phase) -> bool {
        self.signed.contains_key(&phase) || self.passed.contains_key(&phase)
    }

    pub fn unanswered(&self, phase: Phase) -> Vec<Item> {
        phase.items().filter(|item| !self.answers.contains_key(item)).collect()
    }

    /// Items answered in a way that holds their phase.
    pub fn holding(&self, phase: Phase) -> Vec<Item> {
        phase.items().filter(|item| self.answers.get(item).is_some_and(|given| item.holds(given.answer))).collect()
    }

    /// Phases not cleared, in order.
    pub fn outstanding(&self) -> Vec<Phase> {
        Phase::ALL.into_iter().filter(|phase| !self.is_cleared(*phase)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nineteen_items_in_their_phases() {
        let count = |phase: Phase| phase.items().count();
        assert_eq!(Phase::ALL.map(count), [7, 7, 5]);
        assert_eq!(Item::RecoveryConcerns.number(), 19);
    }

    #[test]
    fn a_no_holds_what_domain_says_and_a_risk_never_holds() {
        let holding: Vec<u8> = Item::ALL.into_iter().filter(|item| item.holds(Answer::No)).map(Item::number).collect();
        assert_eq!(holding, [1, 2, 3, 4, 8, 9, 10, 14]);
        let planned: Vec<u8> =
            Item::ALL.into_iter().filter(|item| item.asks_for_plan(Answer::Yes)).map(Item::number).collect();
        assert_eq!(planned, [5, 6, 7]);
        assert!(Item::CountsComplete.asks_for_plan(Answer::No));
    }

    #[test]
    fn what_may_not_apply_offers_it_and_a_risk_is_asked_for_no_first() {
        let may_not_apply = |item: &Item| item.answers().contains(&Answer::NotApplicable);
        let numbers: Vec<u8> = Item::ALL.into_iter().filter(may_not_apply).map(Item::number).collect();
        assert_eq!(numbers, [2, 10, 14, 16, 17]);
        for item in Item::ALL {
            let first = if item.is_risk() { Answer::No } else { Answer::Yes };
            assert_eq!(item.answers()[0], first, "{item:?}");
        }
    }

    #[test]
    fn phases_are_outstanding_until_they_are_cleared() {
        let mut checklist = Checklist::default();
        assert_eq!(checklist.outstanding(), Phase::ALL);
        let signed = Signed {
            by: PersonId(uuid::Uuid::nil()),
            recorded_by: PersonId(uuid::Uuid::nil()),
            at: "2026-11-22T09:00:00+06:00".parse().unwrap(),
            recorded_at: "2026-11-22T09:00:00+06:00".parse().unwrap(),
            passed_because: None,
        };
        checklist.passed.insert(Phase::SignIn, signed.clone());
        checklist.signed.insert(Phase::TimeOut, signed);
        assert_eq!(checklist.outstanding(), [Phase::SignOut]);
    }
}
