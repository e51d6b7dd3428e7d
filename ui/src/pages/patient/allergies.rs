//! Allergies: not asked, none known as someone said on a day, or each with its reaction.

use super::record;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, ReasonDialog, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::patient::{Allergies as Known, Allergy, KnownAllergy, Patient, PatientCommand};
use domain::procedure::Reason;
use domain::{EventId, PatientId};
use leptos::prelude::*;

/// Drug classes by which a drug is checked against an allergy (`domain::patient::Allergy::class`).
const CLASSES: [&str; 8] =
    ["penicillin", "cephalosporin", "sulfonamide", "nsaid", "opioid", "local_anaesthetic", "latex", "iodine"];

#[component]
pub fn Allergies(id: PatientId, patient: Patient) -> impl IntoView {
    let is_adding = RwSignal::new(false);
    let is_none = RwSignal::new(false);
    let taking_back: RwSignal<Option<EventId>> = RwSignal::new(None);
    let has_any = !patient.allergies.is_empty();
    let shown = move || match patient.allergies() {
        Known::NotAsked => view! {
            <p class="allergy not-asked"><Icon name=Glyph::Attention/>{t!("allergy-not-asked")}</p>
        }
        .into_any(),
        Known::NoneKnown(none) => {
            let by = use_desk().person(none.by);
            let said = none.said_by.clone().map(|who| t!("patients-said-by", who = who));
            view! {
                <p class="allergy none-known"><Icon name=Glyph::Check/>{t!("allergy-none-known")}</p>
                <small>{said.map(|said| format!("{said} · "))}{t!("patients-recorded-by", name = by, time = words::when(none.recorded_at))}</small>
            }
            .into_any()
        }
        Known::Known(known) => {
            let rows = known.iter().cloned().map(|known| view! { <OneAllergy known taking_back/> });
            rows.collect_view().into_any()
        }
    };
    view! {
        <section class="card col" aria-labelledby="allergies-heading">
            <div class="row wrap">
                <h2 id="allergies-heading" class="grow">{move || t!("patients-allergies")}</h2>
                {(!has_any).then(|| view! {
                    <Button label=move || t!("patients-no-allergy") on_press=move |()| is_none.set(true)/>
                })}
                <Button label=move || t!("patients-add-allergy") icon=Glyph::Add on_press=move |()| is_adding.set(true)/>
            </div>
            {shown}
            <Show when=move || is_adding.get()>
                <AddAllergy id on_close=move |()| is_adding.set(false)/>
            </Show>
            <Show when=move || is_none.get()>
                <NoneKnown id on_close=move |()| is_none.set(false)/>
            </Show>
            {move || taking_back.get().map(|event| view! {
                <ReasonDialog
                    title=move || t!("patients-take-back-title")
                    action=move || t!("patients-take-back")
                    explained=move || t!("patients-take-back-explained")
                    phrases=vec![
                        TextProp::from(move || t!("patients-phrase-wrong-patient")),
                        TextProp::from(move || t!("patients-phrase-not-an-allergy")),
                    ]
                    grave=true
                    on_close=move |()| taking_back.set(None)
                    on_reason=move |reason: Reason| {
                        leptos::task::spawn_local(async move {
                            let command = PatientCommand::TakeBackAllergy { event, reason: reason.text };
                            if record(id, command).await {
                                taking_back.try_set(None);
                            }
                        });
                    }
                />
            })}
        </section>
    }
}

#[component]
fn OneAllergy(known: KnownAllergy, taking_back: RwSignal<Option<EventId>>) -> impl IntoView {
    let KnownAllergy { allergy, event, by, recorded_at } = known;
    let about = move || {
        let class = allergy.class.as_deref().map(class_words);
        let recorded = t!("patients-recorded-by", name = use_desk().person(by), time = words::when(recorded_at));
        let reaction = allergy.reaction.clone();
        reaction.into_iter().chain(class).chain([recorded]).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="row one-allergy">
            <span class="allergy known"><Icon name=Glyph::Attention/>{allergy.substance.clone()}</span>
            <small class="grow">{about}</small>
            <Button label=move || t!("patients-take-back") on_press=move |()| taking_back.set(Some(event))/>
        </div>
    }
}

#[component]
fn AddAllergy(id: PatientId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let substance = RwSignal::new(String::new());
    let reaction = RwSignal::new(String::new());
    let class: RwSignal<Option<&'static str>> = RwSignal::new(None);
    let classes = CLASSES.map(|class| choice(class, move || class_words(class))).to_vec();
    let is_sent = RwSignal::new(false);
    let lacks = move || substance.with(|substance| substance.trim().is_empty());
    let add = move |()| {
        let allergy = Allergy {
            substance: substance.get_untracked(),
            class: class.get_untracked().map(str::to_owned),
            reaction: Some(reaction.get_untracked()),
        };
        is_sent.set(true);
        leptos::task::spawn_local(async move {
            let taken = record(id, PatientCommand::RecordAllergy { allergy }).await;
            is_sent.try_set(false);
            if taken {
                on_close.try_run(());
            }
        });
    };
    view! {
        <Dialog title=move || t!("patients-add-allergy") on_close=on_close wide=true>
            <TextField label=move || t!("patients-substance") value=substance autofocus=true/>
            <Choices label=move || t!("patients-class") options=classes value=class/>
            <TextField label=move || t!("patients-reaction") hint=move || t!("patients-reaction-hint") value=reaction/>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=move || t!("patients-add-allergy-do")
                    look=Look::Main
                    disabled=Signal::derive(move || lacks() || is_sent.get())
                    on_press=add
                />
            </div>
        </Dialog>
    }
}

/// That nobody knows of an allergy is itself something that somebody said.
#[component]
fn NoneKnown(id: PatientId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let said_by = RwSignal::new(String::new());
    let lacks = move || said_by.with(|who| who.trim().is_empty());
    let speakers = [
        TextProp::from(move || t!("speaker-patient")),
        TextProp::from(move || t!("speaker-guardian")),
        TextProp::from(move || t!("patients-speaker-file")),
    ]
    .map(|speaker: TextProp| {
        let chosen = speaker.clone();
        let is_on = {
            let speaker = speaker.clone();
            move || (said_by.get() == speaker.get()).to_string()
        };
        view! {
            <button type="button" class="choice" aria-pressed=is_on on:click=move |_| said_by.set(chosen.get().to_string())>
                <span class="mark"><Icon name=Glyph::Check/></span>
                <span>{move || speaker.get()}</span>
            </button>
        }
    });
    let save = move |()| {
        let said_by = Some(said_by.get_untracked());
        leptos::task::spawn_local(async move {
            if record(id, PatientCommand::RecordNoAllergy { said_by }).await {
                on_close.try_run(());
            }
        });
    };
    view! {
        <Dialog title=move || t!("patients-no-allergy") on_close=on_close>
            <p>{move || t!("patients-no-allergy-explained")}</p>
            <div class="choices">{speakers}</div>
            <TextField label=move || t!("patients-who-said-so") value=said_by/>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=move || if lacks() { t!("patients-who-said-so") } else { t!("patients-no-allergy-do") }
                    look=Look::Main
                    disabled=Signal::derive(lacks)
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

fn class_words(class: &str) -> String {
    match class {
        "penicillin" => t!("patients-class-penicillin"),
        "cephalosporin" => t!("patients-class-cephalosporin"),
        "sulfonamide" => t!("patients-class-sulfonamide"),
        "nsaid" => t!("patients-class-nsaid"),
        "opioid" => t!("patients-class-opioid"),
        "local_anaesthetic" => t!("patients-class-local-anaesthetic"),
        "latex" => t!("patients-class-latex"),
        "iodine" => t!("patients-class-iodine"),
        other => other.to_owned(),
    }
}
