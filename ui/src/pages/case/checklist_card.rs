//! The checklist as the case page shows it: where each phase stands, the counts, and the way in.

use super::dialogs::CaseDialog;
use super::open::{OpenCase, use_case};
use super::{checklist_address, tallies};
use crate::components::{Button, Glyph, Icon, LinkButton, Look};
use crate::desk::use_desk;
use crate::{t, words};
use board::{NextStep, next_step};
use domain::procedure::{Phase, Signed};
use leptos::prelude::*;

/// Where a phase stands.
#[derive(Clone, PartialEq)]
pub enum PhaseStanding {
    Signed(Signed),
    Passed(Signed),
    /// Can be answered: how many items are.
    Open {
        answered: usize,
        of: usize,
    },
    /// Until this phase is signed or passed.
    Locked {
        until: Phase,
    },
}

pub fn phase_standing(case: OpenCase, phase: Phase) -> PhaseStanding {
    case.procedure(|procedure| {
        let checklist = &procedure.checklist;
        if let Some(signed) = checklist.signed.get(&phase) {
            return PhaseStanding::Signed(signed.clone());
        }
        if let Some(passed) = checklist.passed.get(&phase) {
            return PhaseStanding::Passed(passed.clone());
        }
        match phase.previous() {
            Some(until) if !checklist.is_cleared(until) => PhaseStanding::Locked { until },
            _ => {
                let of = phase.items().count();
                PhaseStanding::Open { answered: of - checklist.unanswered(phase).len(), of }
            }
        }
    })
}

#[component]
pub fn ChecklistCard(#[prop(into)] is_writing: Signal<bool>) -> impl IntoView {
    let case = use_case();
    let due = Memo::new(move |_| match case.procedure(next_step) {
        NextStep::Phase(phase) => Some(phase),
        _ => None,
    });
    let counted = case.part(|whole| whole.procedure.counts.last().map(|counted| counted.count.clone()));
    let is_cancelled = case.part(|whole| whole.procedure.status == domain::procedure::Status::Cancelled);
    view! {
        <section class="card checklist-card">
            <div class="row head">
                <h2 class="grow">{move || t!("case-checklist")}</h2>
                <small>{move || t!("case-checklist-who")}</small>
            </div>
            <div class="steps">
                {Phase::ALL.map(|phase| view! { <Step phase current=due/> }).into_iter().collect_view()}
            </div>
            <div class="row counted">
                <span class="grow">
                    <b>{move || t!("case-counts")}</b>
                    <small>{move || counted.with(|counted| match counted {
                        Some(count) => tallies::summary(count),
                        None => t!("case-counts-none"),
                    })}</small>
                </span>
                <Show when=move || !is_cancelled.get()>
                    <Button
                        label=move || if counted.with(Option::is_some) { t!("case-count-again") } else { t!("case-count") }
                        on_press=move |()| case.open(CaseDialog::Count)
                    />
                </Show>
                {move || due.get().map(|phase| {
                    let words = move || {
                        let phase_word = words::word_of("phase", &phase);
                        match phase_standing(case, phase) {
                            PhaseStanding::Open { answered: 1.., .. } => t!("case-phase-go-on", phase = phase_word),
                            _ => t!("case-phase-start", phase = phase_word),
                        }
                    };
                    let look = if is_writing.get() { Look::Plain } else { Look::Main };
                    view! { <LinkButton label=words href=checklist_address(case.id, phase) look/> }
                })}
            </div>
        </section>
    }
}

/// One phase, and the way to its page.
#[component]
fn Step(phase: Phase, current: Memo<Option<Phase>>) -> impl IntoView {
    let case = use_case();
    let standing = Memo::new(move |_| phase_standing(case, phase));
    let class = move || match standing.get() {
        PhaseStanding::Signed(_) => "step y",
        PhaseStanding::Passed(_) => "step passed",
        _ if current.get() == Some(phase) => "step on",
        _ => "step",
    };
    let glyph = Signal::derive(move || standing.with(phase_glyph));
    view! {
        <a class=class href=checklist_address(case.id, phase)>
            <Icon name=glyph/>
            <span>
                <b>{move || words::word_of("phase", &phase)}</b>
                <small>{move || standing.with(phase_words)}</small>
            </span>
        </a>
    }
}

pub fn phase_glyph(standing: &PhaseStanding) -> Glyph {
    match standing {
        PhaseStanding::Signed(_) => Glyph::Check,
        PhaseStanding::Passed(_) => Glyph::Emergency,
        PhaseStanding::Open { .. } => Glyph::Pen,
        PhaseStanding::Locked { .. } => Glyph::Lock,
    }
}

/// "09:46 · Rabeya Begum", "4 of 7 answered", "opens when Sign In is signed".
pub fn phase_words(standing: &PhaseStanding) -> String {
    let desk = use_desk();
    match standing {
        PhaseStanding::Signed(signed) => format!("{} · {}", words::when(signed.at), desk.person(signed.by)),
        PhaseStanding::Passed(passed) => {
            t!("case-phase-passed", when = words::when(passed.at), name = desk.person(passed.by))
        }
        PhaseStanding::Open { answered, of } => t!("case-phase-answered", answered = *answered, all = *of),
        PhaseStanding::Locked { until } => t!("case-phase-locked", phase = words::word_of("phase", until)),
    }
}
