//! What must come next in a case: the one thing that a page offers as its filled button.

use domain::procedure::{Milestone, Phase, Procedure, Status};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextStep {
    /// A milestone that can be touched as soon as it happens.
    Reach(Milestone),
    /// A phase of the checklist that the next milestone waits for.
    Phase(Phase),
    Resume,
    Complete,
    Nothing,
}

pub fn next_step(procedure: &Procedure) -> NextStep {
    match (procedure.status, next_milestone(procedure)) {
        (Status::Cancelled, _) => NextStep::Nothing,
        (Status::Suspended, _) => NextStep::Resume,
        (Status::Completed, Some(Milestone::Recovery)) => NextStep::Reach(Milestone::Recovery),
        (Status::Completed, _) => NextStep::Nothing,
        (_, Some(milestone)) => match Phase::before(milestone) {
            Some(phase) if !procedure.checklist.is_cleared(phase) => NextStep::Phase(phase),
            _ => NextStep::Reach(milestone),
        },
        (_, None) => NextStep::Complete,
    }
}

/// The milestone after the last one that was reached. One that was passed over in between is not
/// next: it is given its time afterwards.
pub fn next_milestone(procedure: &Procedure) -> Option<Milestone> {
    let last = procedure.milestones.keys().next_back();
    Milestone::ALL.into_iter().find(|milestone| last.is_none_or(|last| milestone > last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::procedure::{Reached, Signed};
    use domain::{Moment, PersonId};
    use std::str::FromStr;

    fn at(milestones: &[Milestone], cleared: &[Phase], status: Status) -> NextStep {
        let somebody = PersonId::from_str("018f0000-0000-7000-8000-000000000001").unwrap();
        let now = Moment::new(1_795_000_000_000, 360);
        let reached = Reached { at: now, recorded_by: somebody, recorded_at: now, times: 1 };
        let signed = Signed { by: somebody, recorded_by: somebody, at: now, recorded_at: now, passed_because: None };
        let mut procedure = Procedure { status, ..Procedure::default() };
        procedure.milestones = milestones.iter().map(|milestone| (*milestone, reached.clone())).collect();
        procedure.checklist.signed = cleared.iter().map(|phase| (*phase, signed.clone())).collect();
        next_step(&procedure)
    }

    #[test]
    fn the_phase_comes_before_the_milestone_that_waits_for_it() {
        use Milestone::*;
        assert_eq!(at(&[], &[], Status::Preparation), NextStep::Reach(InTheatre));
        assert_eq!(at(&[InTheatre], &[], Status::Preparation), NextStep::Phase(Phase::SignIn));
        let sign_in = [Phase::SignIn];
        assert_eq!(at(&[InTheatre], &sign_in, Status::Preparation), NextStep::Reach(AnaesthesiaStart));
        assert_eq!(at(&[InTheatre, AnaesthesiaStart], &sign_in, Status::InProgress), NextStep::Phase(Phase::TimeOut));
    }

    #[test]
    fn what_was_passed_over_is_not_next() {
        use Milestone::*;
        let cleared = Phase::ALL;
        assert_eq!(at(&[InTheatre, Closure], &cleared, Status::InProgress), NextStep::Reach(OutOfTheatre));
        assert_eq!(at(&Milestone::ALL, &cleared, Status::InProgress), NextStep::Complete);
    }

    #[test]
    fn a_case_that_is_over_offers_recovery_at_most() {
        assert_eq!(at(&[Milestone::OutOfTheatre], &[], Status::Completed), NextStep::Reach(Milestone::Recovery));
        assert_eq!(at(&Milestone::ALL, &[], Status::Completed), NextStep::Nothing);
        assert_eq!(at(&[], &[], Status::Cancelled), NextStep::Nothing);
        assert_eq!(at(&[Milestone::Incision], &[], Status::Suspended), NextStep::Resume);
    }
}
