//! The surgical safety checklist of the WHO: one phase at a time, one item a row. Nothing is
//! answered for a person.

mod keys;
mod more;
mod row;
mod signing;
mod speakers;
mod still_there;

pub(super) use row::answer_word;
pub(super) use speakers::speaker_name;

use super::case::{
    CaseFrame, Opened, PhaseStanding, Restricted, WhenField, checklist_address, phase_glyph, phase_standing,
    phase_words, use_case,
};
use crate::components::{Glyph, Icon, LinkButton, Look};
use crate::{t, words};
use domain::Moment;
use domain::procedure::{Phase, Speaker};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use row::ItemRow;
use signing::SigningBar;
use speakers::Speakers;
use still_there::StillThere;

#[component]
pub fn ChecklistPage() -> impl IntoView {
    view! {
        <Opened
            whole=|| view! { <Whole/> }.into_any()
            restricted=|view| view! { <Restricted view/> }.into_any()
        />
    }
}

/// What the rows of a phase share.
#[derive(Clone, Copy)]
struct Asking {
    /// Who is speaking now; nobody until somebody is touched.
    speaker: RwSignal<Option<Speaker>>,
    /// When answers that are entered afterwards were given; none: now.
    given_at: RwSignal<Option<Moment>>,
}

#[component]
fn Whole() -> impl IntoView {
    let params = use_params_map();
    let phase = Memo::new(move |_| match params.with(|params| params.get("phase")).as_deref() {
        Some("time_out") => Phase::TimeOut,
        Some("sign_out") => Phase::SignOut,
        _ => Phase::SignIn,
    });
    view! {
        <CaseFrame>
            <h1 class="seen-by-readers-only">
                {move || format!("{} · {}", t!("case-checklist"), words::word_of("phase", &phase.get()))}
            </h1>
            <nav class="steps phases" aria-label=move || t!("checklist-phases")>
                {Phase::ALL.map(|step| view! { <PhaseStep step shown=phase/> }).into_iter().collect_view()}
            </nav>
            {move || view! { <PhasePage phase=phase.get()/> }}
        </CaseFrame>
    }
}

#[component]
fn PhaseStep(step: Phase, shown: Memo<Phase>) -> impl IntoView {
    let case = use_case();
    let standing = Memo::new(move |_| phase_standing(case, step));
    let class = move || {
        let state = standing.with(|standing| match standing {
            PhaseStanding::Signed(_) => " y",
            PhaseStanding::Passed(_) => " passed",
            _ => "",
        });
        let on = if shown.get() == step { " on" } else { "" };
        format!("step{state}{on}")
    };
    let glyph = Signal::derive(move || standing.with(phase_glyph));
    view! {
        <a
            class=class
            href=checklist_address(case.id, step)
            aria-current=move || (shown.get() == step).then_some("step")
        >
            <Icon name=glyph/>
            <span>
                <span><b>{move || words::word_of("phase", &step)}</b>" · "{move || words::word_of("phase-when", &step)}</span>
                <small>{move || standing.with(phase_words)}</small>
            </span>
        </a>
    }
}

/// What the page of a phase shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Locked(Phase),
    Items,
}

#[component]
fn PhasePage(phase: Phase) -> impl IntoView {
    let case = use_case();
    let shown = Memo::new(move |_| match phase_standing(case, phase) {
        PhaseStanding::Locked { until } => Shown::Locked(until),
        _ => Shown::Items,
    });
    move || match shown.get() {
        Shown::Locked(until) => view! {
            <div class="empty card">
                <Icon name=Glyph::Lock/>
                <p>{move || t!(
                    "checklist-locked",
                    phase = words::word_of("phase", &phase),
                    until = words::word_of("phase", &until)
                )}</p>
                <LinkButton
                    label=move || t!("case-phase-open", phase = words::word_of("phase", &until))
                    href=checklist_address(case.id, until)
                    look=Look::Main
                />
            </div>
        }
        .into_any(),
        Shown::Items => view! { <StillThere phase><Items phase/></StillThere> }.into_any(),
    }
}

#[component]
fn Items(phase: Phase) -> impl IntoView {
    let case = use_case();
    let asking = Asking { speaker: RwSignal::new(None), given_at: RwSignal::new(None) };
    provide_context(asking);
    keys::listen();
    let is_signed = case.part(move |whole| whole.procedure.checklist.signed.contains_key(&phase));
    let is_late = case.part(move |whole| {
        let checklist = &whole.procedure.checklist;
        whole.procedure.status.is_final() || checklist.passed.contains_key(&phase)
    });
    view! {
        <Show when=move || !is_signed.get()>
            <Speakers/>
            <Show when=move || is_late.get()>
                <div class="card late-answers">
                    <p><Icon name=Glyph::Clock/>{move || t!("checklist-late")}</p>
                    <WhenField label=move || t!("checklist-late-when") value=asking.given_at/>
                </div>
            </Show>
        </Show>
        <div class="items">
            {phase.items().map(|item| view! { <ItemRow item is_signed/> }).collect_view()}
        </div>
        <SigningBar phase/>
    }
}
