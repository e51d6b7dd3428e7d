//! What an answer must say besides yes or no, in its own row: a risk its plan, an incorrect count
//! what was searched, the team why it answers for the patient; and a comment where someone wants one.

use super::row::{Answering, KeptText, answer_word};
use crate::components::{Button, Glyph, Look};
use crate::pages::allergies::{AllergyForm, AllergyList};
use crate::pages::case::{CaseDialog, use_case};
use crate::t;
use domain::procedure::{Answer, Answered, Item, Speaker};
use leptos::prelude::*;

#[component]
pub fn More(answering: Answering, given: Memo<Option<Answered>>) -> impl IntoView {
    let item = answering.item;
    let asking = answering.asking;
    let wants_plan = Memo::new(move |_| answering.pending.get().is_some_and(|answer| item.asks_for_plan(answer)));
    let is_team = move || asking.speaker.with(|speaker| speaker == &Some(Speaker::Team));
    // Without a new answer a comment goes with the one that stands.
    let answer =
        move || answering.pending.get().or_else(|| given.with(|given| given.as_ref().map(|given| given.answer)));
    let lacks_comment = move || answering.comment.is_empty() && (is_team() || answering.pending.get().is_none());
    let lacks = move || answer().is_none() || (wants_plan.get() && answering.plan.is_empty()) || lacks_comment();
    let record = move |()| {
        if let Some(answer) = untrack(answer) {
            // The plan stays with an answer that is only commented.
            if untrack(move || wants_plan.get()) || !item.asks_for_plan(answer) {
                answering.record(answer);
            } else if let Some(plan) = given.with_untracked(|given| given.as_ref().and_then(|given| given.plan.clone()))
            {
                answering.plan.text.set(plan);
                answering.record(answer);
            }
        }
    };
    let leave = move |()| {
        answering.pending.set(None);
        answering.is_comment_open.set(false);
        answering.failure.set(None);
    };
    let is_allergies = move || item == Item::Allergies && answering.pending.get() == Some(Answer::Yes);
    view! {
        <div class="more-words">
            <Show when=is_allergies><Allergies/></Show>
            <Show when=move || wants_plan.get()>
                <KeptText label=move || plan_label(item) hint=move || plan_hint(item) typing=answering.plan autofocus={item != Item::Allergies}/>
                <Phrases answering/>
            </Show>
            <Show when=move || answering.is_comment_open.get()>
                <KeptText
                    label=move || if is_team() { t!("checklist-team-why") } else { t!("field-comments") }
                    hint=move || if is_team() { t!("checklist-team-why-hint") } else { t!("checklist-comment-hint") }
                    typing=answering.comment
                    autofocus=true
                />
            </Show>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=leave/>
                <Button
                    label=move || match answer() {
                        Some(answer) => t!("checklist-record", answer = answer_word(item, answer)),
                        None => t!("checklist-answer-first"),
                    }
                    look=Look::Main
                    disabled=Signal::derive(lacks)
                    on_press=record
                />
            </div>
        </div>
    }
}

/// The allergies are listed and added where they are asked about.
#[component]
fn Allergies() -> impl IntoView {
    let case = use_case();
    let is_empty = case.part(|whole| whole.patient.allergies.is_empty());
    let is_adding = RwSignal::new(is_empty.get_untracked());
    view! {
        <div class="allergies-here">
            <AllergyList id=case.patient() patient=case.part(|whole| whole.patient.clone())/>
            <Show
                when=move || is_adding.get()
                fallback=move || view! {
                    <Button label=move || t!("patients-add-allergy") icon=Glyph::Add on_press=move |()| is_adding.set(true)/>
                }
            >
                <AllergyForm id=case.patient() on_done=move |()| is_adding.set(false)/>
            </Show>
        </div>
    }
}

/// Sentences that save typing; they are put in by a touch, never by themselves.
#[component]
fn Phrases(answering: Answering) -> impl IntoView {
    let case = use_case();
    let phrases: Vec<TextProp> = match answering.item {
        Item::Allergies => vec![(move || t!("checklist-plan-allergies-phrase")).into()],
        Item::AirwayRisk => {
            vec![
                (move || t!("checklist-plan-airway-phrase")).into(),
                (move || t!("checklist-plan-aspiration-phrase")).into(),
            ]
        }
        Item::BloodLoss => {
            vec![
                (move || t!("checklist-plan-blood-phrase")).into(),
                (move || t!("checklist-plan-blood-ready-phrase")).into(),
            ]
        }
        _ => Vec::new(),
    };
    let buttons = phrases.into_iter().map(|phrase| {
        let text = phrase.clone();
        let put = move |_| {
            answering.plan.text.update(|typed| {
                let phrase = text.get();
                *typed = if typed.trim().is_empty() {
                    phrase.to_string()
                } else {
                    format!("{}; {phrase}", typed.trim_end())
                };
            });
        };
        view! { <button type="button" class="choice" on:click=put>{move || phrase.get()}</button> }
    });
    view! {
        <div class="phrases">
            {buttons.collect_view()}
            {(answering.item == Item::CountsComplete).then(|| view! {
                <Button label=move || t!("case-count-again") on_press=move |()| case.open(CaseDialog::Count)/>
            })}
        </div>
    }
}

fn plan_label(item: Item) -> String {
    match item {
        Item::Allergies => t!("checklist-plan-allergies"),
        Item::AirwayRisk => t!("checklist-plan-airway"),
        Item::BloodLoss => t!("checklist-plan-blood"),
        _ => t!("case-count-searched"),
    }
}

fn plan_hint(item: Item) -> String {
    match item {
        Item::CountsComplete => t!("case-count-searched-hint"),
        _ => t!("checklist-plan-hint"),
    }
}
