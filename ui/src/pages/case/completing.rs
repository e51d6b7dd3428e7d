//! The end of a case: how it came out, what follows, and whether anything is missing.

use super::dialogs::CaseDialog;
use super::notes::NoteBoxes;
use super::open::{OpenCase, use_case};
use super::{checklist_address, coded};
use crate::components::{Button, Choices, Dialog, Glyph, Icon, LinkButton, Look, TextArea};
use crate::desk::use_desk;
use crate::{t, words};
use domain::catalogue::TermList;
use domain::procedure::{Command, Milestone, NoteType, Phase, Status};
use leptos::prelude::*;

/// Something the record lacks.
#[derive(Clone, PartialEq)]
struct Missing {
    sentence: String,
    /// Nothing is completed without it.
    holds: bool,
    phase: Option<Phase>,
}

fn missing(case: OpenCase, boxes: NoteBoxes) -> Vec<Missing> {
    let mut missing = Vec::new();
    let told = |sentence| Missing { sentence, holds: false, phase: None };
    case.procedure(|procedure| {
        if procedure.status != Status::InProgress {
            let sentence = t!("case-lacks-in-progress", status = words::word_of("status", &procedure.status));
            missing.push(Missing { sentence, holds: true, phase: None });
        }
        for phase in procedure.checklist.outstanding() {
            let sentence = t!("case-lacks-phase", phase = words::word_of("phase", &phase));
            missing.push(Missing { sentence, holds: phase == Phase::SignOut, phase: Some(phase) });
        }
        for phase in Phase::ALL.into_iter().filter(|phase| procedure.checklist.passed.contains_key(phase)) {
            if !procedure.checklist.signed.contains_key(&phase) {
                let sentence = t!("case-lacks-answers", phase = words::word_of("phase", &phase));
                missing.push(Missing { sentence, holds: false, phase: Some(phase) });
            }
        }
        let without = Milestone::ALL.into_iter().filter(|milestone| procedure.reached(*milestone).is_none());
        let without: Vec<String> = without.map(|milestone| words::word_of("milestone", &milestone)).collect();
        if !without.is_empty() {
            missing.push(told(t!("case-lacks-times", milestones = without.join(", "))));
        }
        if !procedure.notes.iter().any(|note| note.note_type == NoteType::IntraOperative) {
            missing.push(told(t!("case-lacks-note")));
        }
        if procedure.counts.is_empty() {
            missing.push(told(t!("case-lacks-counts")));
        }
    });
    if boxes.any_unsigned() {
        missing.push(told(t!("case-lacks-signature")));
    }
    missing
}

/// Outcome and follow-up as recorded, or the way to record them.
#[component]
pub fn OutcomeCard() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let outcome = case.part(|whole| whole.procedure.outcome.clone());
    let is_open = case.part(|whole| !whole.procedure.status.is_final());
    view! {
        <section class="card">
            <div class="row head">
                <h2 class="grow">{move || t!("case-outcome")}</h2>
                <Show when=move || is_open.get()>
                    <Button
                        label=move || t!("case-complete")
                        icon=Glyph::Check
                        on_press=move |()| case.open(CaseDialog::Complete)
                    />
                </Show>
            </div>
            {move || match outcome.get() {
                None => view! { <p class="small">{t!("case-outcome-none")}</p> }.into_any(),
                Some(outcome) => view! {
                    <p><b>{coded::coded(TermList::Outcome, &outcome.outcome)}</b></p>
                    <p class="text">{outcome.follow_up.clone()}</p>
                    <small>{format!("{} · {}", words::when(outcome.at), desk.person(outcome.by))}</small>
                }
                .into_any(),
            }}
        </section>
    }
}

#[component]
pub fn CompleteDialog(boxes: NoteBoxes) -> impl IntoView {
    let case = use_case();
    let outcome = RwSignal::new(None::<&'static str>);
    let follow_up = RwSignal::new(String::new());
    let lacks = Memo::new(move |_| missing(case, boxes));
    let held = move || lacks.with(|lacks| lacks.iter().any(|missing| missing.holds));
    let first = move || match (held(), outcome.get(), follow_up.with(|text| text.trim().is_empty())) {
        (true, ..) => Some(t!("case-complete-held")),
        (_, None, _) => Some(t!("case-complete-outcome-first")),
        (_, _, true) => Some(t!("case-complete-follow-up-first")),
        _ => None,
    };
    let complete = move |()| {
        if let Some(outcome) = outcome.get_untracked().and_then(|key| coded::chosen(TermList::Outcome, key)) {
            case.press_and_close(Command::Complete { outcome, follow_up: follow_up.get_untracked(), at: None });
        }
    };
    view! {
        <Dialog title=move || t!("case-complete") on_close=move |()| case.close() wide=true>
            {move || {
                let lacks = lacks.get();
                (!lacks.is_empty()).then(|| view! {
                    <ul class="entries lacking">{lacks.into_iter().map(|missing| view! {
                        <li class="entry" class:wait=missing.holds>
                            <Icon name=if missing.holds { Glyph::Lock } else { Glyph::Info }/>
                            <span class="grow">{missing.sentence}</span>
                            {missing.phase.map(|phase| view! {
                                <LinkButton label=move || t!("case-open") href=checklist_address(case.id, phase)/>
                            })}
                        </li>
                    }).collect_view()}</ul>
                })
            }}
            <Choices label=move || t!("field-outcome") options=coded::choices(TermList::Outcome) value=outcome/>
            <TextArea label=move || t!("field-follow-up") value=follow_up hint=move || t!("case-follow-up-hint") rows=3/>
            <div class="actions">
                <Button
                    label=move || first().unwrap_or_else(|| t!("case-complete"))
                    look=Look::Main
                    disabled=Signal::derive(move || first().is_some())
                    on_press=complete
                />
            </div>
        </Dialog>
    }
}
