//! The milestones of a case: one touch each, when it happens.

use super::dialogs::CaseDialog;
use super::open::{OpenCase, use_case};
use super::when::{WhenField, happened};
use crate::components::{Button, Dialog, Glyph, Icon, Look, TextField};
use crate::desk::use_desk;
use crate::{t, words};
use board::{NextStep, next_milestone, next_step};
use domain::Moment;
use domain::procedure::{Command, Milestone, Phase, Reached, Status};
use leptos::prelude::*;

/// How a milestone stands in the row.
#[derive(Clone, PartialEq)]
enum Standing {
    Reached(Reached),
    /// May be touched now. `filled` while nothing else on the page is.
    Next {
        filled: bool,
    },
    /// Waits for a phase of the checklist.
    Due(Phase),
    /// Later, or passed over: its time can be given.
    Later,
    /// Will have no time any more.
    Without,
}

/// `is_writing`: a note is being typed, so that signing it is the filled button.
#[component]
pub fn Milestones(#[prop(into)] is_writing: Signal<bool>) -> impl IntoView {
    let cells = Milestone::ALL.map(|milestone| view! { <Cell milestone is_writing/> });
    view! {
        <section class="miles" aria-label=move || t!("case-milestones")>{cells.into_iter().collect_view()}</section>
    }
}

#[component]
fn Cell(milestone: Milestone, is_writing: Signal<bool>) -> impl IntoView {
    let case = use_case();
    let standing = Memo::new(move |_| {
        case.procedure(|procedure| {
            if let Some(reached) = procedure.milestones.get(&milestone) {
                return Standing::Reached(reached.clone());
            }
            let over = procedure.status.is_final();
            let is_next = next_milestone(procedure) == Some(milestone);
            match next_step(procedure) {
                NextStep::Reach(next) if next == milestone => Standing::Next { filled: !is_writing.get() },
                _ if over => Standing::Without,
                NextStep::Phase(phase) if is_next => Standing::Due(phase),
                _ => Standing::Later,
            }
        })
    });
    move || match standing.get() {
        Standing::Reached(reached) => view! { <ReachedCell milestone reached/> }.into_any(),
        Standing::Next { filled } => view! { <NextCell milestone filled/> }.into_any(),
        Standing::Due(phase) => view! { <DueCell milestone phase/> }.into_any(),
        Standing::Later => {
            let edit = move |_| case.open(CaseDialog::Time(milestone));
            view! { <button type="button" class="mile later" on:click=edit>{move || word(milestone)}</button> }
                .into_any()
        }
        Standing::Without => view! {
            <div class="mile later">{move || word(milestone)}<small>{move || t!("case-mile-none")}</small></div>
        }
        .into_any(),
    }
}

fn word(milestone: Milestone) -> String {
    words::word_of("milestone", &milestone)
}

/// Its time, and the pencil that changes it while the case takes changes.
#[component]
fn ReachedCell(milestone: Milestone, reached: Reached) -> impl IntoView {
    let case = use_case();
    let takes_changes = case.part(move |whole| match whole.procedure.status {
        Status::Completed => milestone == Milestone::Recovery,
        status => !status.is_final(),
    });
    let (at, recorded_at) = (reached.at, reached.recorded_at);
    let is_late = recorded_at.minutes_since(at).abs() >= 2;
    view! {
        <div class="mile reached">
            <span class="told">
                <b>{move || words::time(at)}</b>
                <span>{move || word(milestone)}</span>
                {move || (!is_today(at)).then(|| view! { <small>{words::day_brief(words::here(at).date())}</small> })}
                {is_late.then(|| view! { <small>{move || t!("case-entered", time = words::when(recorded_at))}</small> })}
            </span>
            <Show when=move || takes_changes.get()>
                <button
                    type="button"
                    class="pencil"
                    aria-label=move || t!("case-mile-change", milestone = word(milestone))
                    on:click=move |_| case.open(CaseDialog::Time(milestone))
                >
                    <Icon name=Glyph::Pen/>
                </button>
            </Show>
        </div>
    }
}

/// One touch when it happens.
#[component]
fn NextCell(milestone: Milestone, filled: bool) -> impl IntoView {
    let case = use_case();
    let reach = move |_| case.press(Command::Reach { milestone, at: None });
    view! {
        <button type="button" class="mile next" class:filled=filled on:click=reach>
            <b>{move || word(milestone)}</b>
            <small>{move || planned(case, milestone)}</small>
        </button>
    }
}

/// A phase of the checklist comes first; a touch shows the way.
#[component]
fn DueCell(milestone: Milestone, phase: Phase) -> impl IntoView {
    let case = use_case();
    let show_way = move |_| case.open(CaseDialog::PhaseDue { phase, before: milestone });
    view! {
        <button type="button" class="mile due" on:click=show_way>
            <b><Icon name=Glyph::Lock/>{move || word(milestone)}</b>
            <small>{move || t!("case-mile-after", phase = words::word_of("phase", &phase))}</small>
        </button>
    }
}

/// What is known of when it should be: the booking for coming and leaving, otherwise how long it
/// has been since the last milestone.
fn planned(case: OpenCase, milestone: Milestone) -> String {
    let (planned, since) = case.procedure(|procedure| {
        let slot = procedure.slot().cloned();
        let arrived = procedure.reached(Milestone::InTheatre);
        let planned = match (milestone, slot) {
            (Milestone::InTheatre, Some(slot)) => Some(slot.start),
            (Milestone::Closure | Milestone::OutOfTheatre, Some(slot)) => {
                Some(arrived.unwrap_or(slot.start).plus_minutes(i64::from(slot.minutes)))
            }
            _ => None,
        };
        let since = procedure.milestones.iter().next_back().map(|(last, reached)| (*last, reached.at));
        (planned, since)
    });
    match (milestone, planned, since) {
        (Milestone::InTheatre, Some(start), _) if !is_today(start) => {
            t!("case-mile-planned-day", day = words::day_brief(words::here(start).date()), time = words::time(start))
        }
        (Milestone::InTheatre, Some(start), _) => {
            t!("case-mile-planned", time = words::time(start), ago = words::ago(start))
        }
        (_, Some(end), _) => t!("case-mile-planned-end", time = words::time(end), ago = words::ago(end)),
        (_, None, Some((last, at))) => {
            t!("case-mile-since", milestone = words::word_of("milestone", &last), ago = words::ago(at))
        }
        (_, None, None) => String::new(),
    }
}

fn is_today(moment: Moment) -> bool {
    words::here(moment).date() == use_desk().today()
}

/// Gives a milestone the time at which it really happened, or sets it back.
#[component]
pub fn MilestoneDialog(milestone: Milestone) -> impl IntoView {
    let case = use_case();
    let known = case.known(|procedure| procedure.milestones.get(&milestone).cloned());
    let at = RwSignal::new(known.as_ref().map(|reached| reached.at));
    let is_setting_back = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let title = move || t!("case-mile-when", milestone = words::word_of("milestone", &milestone));
    let is_over = move || case.procedure(|procedure| procedure.status.is_final());
    let is_on_hold = move || case.procedure(|procedure| procedure.status == Status::Suspended);
    let recorded = known.clone();
    view! {
        <Dialog title=title on_close=move |()| case.close()>
            {move || recorded.as_ref().map(|reached| {
                let name = use_desk().person(reached.recorded_by);
                let when = happened(reached.at, reached.recorded_at);
                view! { <p>{t!("case-mile-recorded", when = when, name = name, times = reached.times)}</p> }
            })}
            {move || is_on_hold().then(|| view! { <p>{t!("case-mile-on-hold")}</p> })}
            <Show
                when=move || !is_setting_back.get()
                fallback=move || view! {
                    <TextField label=move || t!("case-mile-back-why") value=reason autofocus=true/>
                    <div class="actions">
                        <Button label=move || t!("frame-cancel") on_press=move |()| is_setting_back.set(false)/>
                        <Button
                            label=move || t!("case-mile-back")
                            icon=Glyph::Undo
                            look=Look::Main
                            on_press=move |()| case.press_and_close(Command::SetBack { milestone, reason: reason.get_untracked() })
                        />
                    </div>
                }
            >
                <WhenField label=move || t!("case-mile-happened") value=at/>
                <div class="actions">
                    {(known.is_some() && !is_over()).then(|| view! {
                        <Button
                            label=move || t!("case-mile-set-back")
                            icon=Glyph::Undo
                            on_press=move |()| is_setting_back.set(true)
                        />
                        <span class="grow"></span>
                    })}
                    <Button
                        label=move || match at.get() {
                            Some(at) => t!("case-mile-save", time = words::when(at)),
                            None => t!("case-mile-save-none"),
                        }
                        look=Look::Main
                        disabled=Signal::derive(move || at.get().is_none())
                        on_press=move |()| case.press_and_close(Command::Reach { milestone, at: at.get_untracked() })
                    />
                </div>
            </Show>
        </Dialog>
    }
}
