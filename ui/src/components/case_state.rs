//! Where a case stands, as a shape, a word and a colour.

use super::{Glyph, Icon};
use crate::t;
use domain::procedure::{Milestone, Phase, Status};
use ipc::CaseLine;
use leptos::prelude::*;

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

impl CaseState {
    pub fn glyph(self) -> Glyph {
        match self {
            CaseState::Waiting => Glyph::Waiting,
            CaseState::Planned => Glyph::Calendar,
            CaseState::Arrived => Glyph::Person,
            CaseState::Running => Glyph::Play,
            CaseState::LeftTheatre => Glyph::Out,
            CaseState::Recovery => Glyph::Bed,
            CaseState::OnHold => Glyph::Pause,
            CaseState::Done => Glyph::Check,
            CaseState::Off => Glyph::Forbidden,
        }
    }

    /// `prep`, `in`, `hold`, `done`, `off`, or nothing for what is only planned.
    pub fn class(self) -> &'static str {
        match self {
            CaseState::Waiting | CaseState::Planned => "",
            CaseState::Arrived => "prep",
            CaseState::Running => "in",
            CaseState::LeftTheatre | CaseState::Recovery | CaseState::Done => "done",
            CaseState::OnHold => "hold",
            CaseState::Off => "off",
        }
    }

    pub fn word(self) -> String {
        match self {
            CaseState::Waiting => t!("state-waiting"),
            CaseState::Planned => t!("state-planned"),
            CaseState::Arrived => t!("state-arrived"),
            CaseState::Running => t!("state-running"),
            CaseState::LeftTheatre => t!("state-left-theatre"),
            CaseState::Recovery => t!("state-recovery"),
            CaseState::OnHold => t!("state-on-hold"),
            CaseState::Done => t!("state-done"),
            CaseState::Off => t!("state-off"),
        }
    }
}

#[component]
pub fn StateMark(#[prop(into)] state: Signal<CaseState>) -> impl IntoView {
    view! {
        <span class=move || format!("state {}", state.get().class())>
            <Icon name=Signal::derive(move || state.get().glyph())/>
            <span>{move || state.get().word()}</span>
        </span>
    }
}

/// The three phases of the checklist: signed is filled, passed with a reason is hatched.
#[component]
pub fn Pips(#[prop(into)] cleared: Vec<Phase>, #[prop(into)] passed: Vec<Phase>) -> impl IntoView {
    let signed = Phase::ALL.iter().filter(|phase| cleared.contains(phase) && !passed.contains(phase)).count();
    let pips = Phase::ALL
        .map(|phase| {
            let class = if passed.contains(&phase) {
                "passed"
            } else if cleared.contains(&phase) {
                "y"
            } else {
                ""
            };
            view! { <i class=class></i> }
        })
        .to_vec();
    view! { <span class="pips" role="img" aria-label=move || t!("state-pips", signed = signed)>{pips}</span> }
}
