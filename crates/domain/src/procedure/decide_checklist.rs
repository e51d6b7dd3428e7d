//! Answering, signing and passing the phases of the checklist.

use super::decide::{Case, Decided, reason_checked};
use super::*;
use crate::patient::{Allergies, PatientFact};
use crate::refusal::Refusal;
use crate::text::{self, Field};

impl Case<'_> {
    /// Records one answer. A phase that was signed is closed; one that was passed still takes
    /// the answers that are on paper.
    pub(super) fn answer(
        &self,
        item: Item,
        answer: Answer,
        plan: Option<String>,
        comments: Option<String>,
        said_by: Option<Speaker>,
        at: Option<Moment>,
    ) -> Result<Decided, Refusal> {
        let phase = item.phase();
        self.check_unlocked(phase)?;
        if self.procedure.checklist.signed.contains_key(&phase) {
            return Err(Refusal::PhaseAlreadySigned { phase });
        }
        let told = answer == Answer::NotStated && self.is_report();
        if !told && !item.answers().contains(&answer) {
            return Err(Refusal::AnswerNotPossible { item });
        }
        let plan = text::optional_line(Field::Plan, plan.as_deref())?;
        let comments = text::optional_line(Field::Comments, comments.as_deref())?;
        if item.asks_for_plan(answer) && plan.is_none() {
            return Err(Refusal::PlanMissing { item });
        }
        if said_by == Some(Speaker::Team) && comments.is_none() {
            return Err(Refusal::TeamAgreedWithoutReason);
        }
        let mut decided = Decided::default();
        if item == Item::Allergies && answer == Answer::No {
            match self.context.patient.allergies() {
                Allergies::Known(known) => {
                    let allergies = known.iter().map(|known| known.allergy.clone()).collect();
                    return Err(Refusal::AllergiesAreKnown { allergies });
                }
                Allergies::NotAsked => decided.patient_facts.push(PatientFact::NoAllergyKnown { said_by: None }),
                Allergies::NoneKnown(_) => {}
            }
        }
        // Another system keeps the allergies itself, and says them in the plan.
        let listed = !self.context.patient.allergies.is_empty() || self.is_report();
        if item == Item::Allergies && answer == Answer::Yes && !listed {
            return Err(Refusal::Missing { field: Field::Allergy });
        }
        let at = self.happened(at)?;
        decided.facts.push(ProcedureFact::ItemAnswered { item, answer, plan, comments, said_by, at });
        Ok(decided)
    }

    pub(super) fn sign_phase(
        &self,
        phase: Phase,
        by: PersonId,
        at: Option<Moment>,
    ) -> Result<Vec<ProcedureFact>, Refusal> {
        let checklist = &self.procedure.checklist;
        self.check_unlocked(phase)?;
        if checklist.signed.contains_key(&phase) {
            return Err(Refusal::PhaseAlreadySigned { phase });
        }
        let items = checklist.unanswered(phase);
        if !items.is_empty() {
            return Err(Refusal::ItemsUnanswered { phase, items });
        }
        let items = checklist.holding(phase);
        if !items.is_empty() && !checklist.passed.contains_key(&phase) {
            return Err(Refusal::ItemsHold { phase, items });
        }
        self.check_settled(phase)?;
        if !self.procedure.is_on_team(by) && by != self.context.actor {
            return Err(Refusal::NotOnTeam);
        }
        Ok(vec![ProcedureFact::PhaseSigned { phase, by, at: self.happened(at)? }])
    }

    /// An emergency does not wait for the list: a reason and a name, which stay visible. What is
    /// disputed is settled first all the same.
    pub(super) fn pass_phase(&self, phase: Phase, by: PersonId, reason: Reason) -> Result<Vec<ProcedureFact>, Refusal> {
        let checklist = &self.procedure.checklist;
        self.check_unlocked(phase)?;
        if checklist.is_cleared(phase) {
            return Err(Refusal::PhaseAlreadySigned { phase });
        }
        self.check_settled(phase)?;
        let reason = reason_checked(reason)?;
        Ok(vec![ProcedureFact::PhasePassed { phase, by, reason, at: self.context.now }])
    }

    fn check_unlocked(&self, phase: Phase) -> Result<(), Refusal> {
        match phase.previous() {
            Some(due) if !self.procedure.checklist.is_cleared(due) => Err(Refusal::PhaseLocked { phase, due }),
            _ => Ok(()),
        }
    }

    /// Nobody signs over a side or a consent that is in dispute, nor Sign In without the side.
    fn check_settled(&self, phase: Phase) -> Result<(), Refusal> {
        // What is done is done: Sign Out only records it.
        if phase == Phase::SignOut { Ok(()) } else { self.may_begin() }
    }
}
