//! Where a case stands.

use domain::procedure::{Milestone, Status};
use ipc::CaseLine;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseState {
    Waiting,
    Planned,
    /// In the theatre, anaesthesia not begun.
    Arrived,
    Running,
    /// Out of the theatre or in recovery, record not completed.
    LeftTheatre,
    Recovery,
    OnHold,
    Done,
    Off,
}

/// Where a case stands, by its status and its milestones.
pub fn state_of(line: &CaseLine) -> CaseState {
    let reached = |milestone| line.milestones.contains_key(&milestone);
    match line.status {
        Status::Completed => CaseState::Done,
        Status::Cancelled => CaseState::Off,
        Status::Suspended => CaseState::OnHold,
        _ if reached(Milestone::Recovery) => CaseState::Recovery,
        _ if reached(Milestone::OutOfTheatre) => CaseState::LeftTheatre,
        Status::InProgress => CaseState::Running,
        Status::Preparation if reached(Milestone::InTheatre) => CaseState::Arrived,
        Status::Preparation if line.planned.is_some() => CaseState::Planned,
        Status::Preparation => CaseState::Waiting,
    }
}
