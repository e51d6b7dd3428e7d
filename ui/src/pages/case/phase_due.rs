//! A phase of the checklist that a milestone waits for: the way to it, and the way past it.

use super::checklist_address;
use super::open::use_case;
use super::team_pick::TeamPick;
use crate::components::{Button, Dialog, Glyph, LinkButton, Look, ReasonPick};
use crate::{t, words};
use domain::PersonId;
use domain::catalogue::TermList;
use domain::procedure::{Command, Milestone, Phase, Reason};
use leptos::prelude::*;

/// What was touched can't be recorded yet; what to do instead.
#[component]
pub fn PhaseDueDialog(phase: Phase, before: Milestone) -> impl IntoView {
    let case = use_case();
    let phase_word = move || words::word_of("phase", &phase);
    let sentence =
        move || t!("refusal-phase-due", phase = phase_word(), milestone = words::word_of("milestone", &before));
    let is_passing = RwSignal::new(false);
    view! {
        <Dialog title=move || t!("case-phase-due", phase = phase_word()) on_close=move |()| case.close() wide=true>
            <Show
                when=move || is_passing.get()
                fallback=move || view! {
                    <p>{sentence}</p>
                    <div class="actions">
                        <Button
                            label=move || t!("case-pass-open")
                            icon=Glyph::Emergency
                            on_press=move |()| is_passing.set(true)
                        />
                        <span class="grow"></span>
                        <LinkButton
                            label=move || t!("case-phase-open", phase = phase_word())
                            href=checklist_address(case.id, phase)
                            icon=Glyph::Checklist
                            look=Look::Main
                        />
                    </div>
                }
            >
                <PassForm phase/>
            </Show>
        </Dialog>
    }
}

#[component]
pub fn PassDialog(phase: Phase) -> impl IntoView {
    let case = use_case();
    let title = move || t!("case-pass-title", phase = words::word_of("phase", &phase));
    view! {
        <Dialog title=title on_close=move |()| case.close() wide=true><PassForm phase/></Dialog>
    }
}

/// A coded reason, words where they help, and in whose name.
#[component]
fn PassForm(phase: Phase) -> impl IntoView {
    let case = use_case();
    let reason = RwSignal::new(Reason::default());
    let by = RwSignal::new(None::<PersonId>);
    let has_reason = move || reason.with(|reason| reason.code.is_some() || !reason.text.trim().is_empty());
    let missing = move || match (has_reason(), by.get()) {
        (false, _) => Some(t!("case-pass-reason-missing")),
        (true, None) => Some(t!("case-pass-name-missing")),
        (true, Some(_)) => None,
    };
    let pass = move |()| {
        if let Some(by) = by.get_untracked() {
            case.press_and_close(Command::PassPhase { phase, by, reason: reason.get_untracked() });
        }
    };
    view! {
        <p>{move || t!("case-pass-means", phase = words::word_of("phase", &phase))}</p>
        <ReasonPick reason list=Some(TermList::PassReason)/>
        <TeamPick label=move || t!("case-pass-name") value=by/>
        <div class="actions">
            <Button
                label=move || missing().unwrap_or_else(|| t!("case-pass-do", phase = words::word_of("phase", &phase)))
                look=Look::Bad
                disabled=Signal::derive(move || missing().is_some())
                on_press=pass
            />
        </div>
    }
}
