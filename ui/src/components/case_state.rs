//! Where a case stands, as a shape, a word and a colour.

use super::{Glyph, Icon};
use crate::t;
use board::CaseState;
use domain::procedure::Phase;
use leptos::prelude::*;

/// How a state is shown.
pub trait StateShown {
    fn glyph(self) -> Glyph;
    /// `prep`, `in`, `hold`, `done`, `off`, or nothing for what is only planned.
    fn class(self) -> &'static str;
    fn word(self) -> String;
}

impl StateShown for CaseState {
    fn glyph(self) -> Glyph {
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

    fn class(self) -> &'static str {
        match self {
            CaseState::Waiting | CaseState::Planned => "",
            CaseState::Arrived => "prep",
            CaseState::Running => "in",
            CaseState::LeftTheatre | CaseState::Recovery | CaseState::Done => "done",
            CaseState::OnHold => "hold",
            CaseState::Off => "off",
        }
    }

    fn word(self) -> String {
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
