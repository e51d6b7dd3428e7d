//! A patient's allergies, on the patient's page and on a case's alike: not asked, none known as
//! someone said on a day, or each with its reaction.

use super::patient::record;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, ReasonDialog, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::patient::{Allergies, Allergy, KnownAllergy, Patient, PatientCommand};
use domain::procedure::Reason;
use domain::{EventId, PatientId};
use leptos::prelude::*;

/// Classes by which a drug is held against an allergy (`domain::patient::Allergy::class`).
pub const DRUG_CLASSES: [&str; 7] =
    ["penicillin", "cephalosporin", "sulfonamide", "nsaid", "opioid", "local_anaesthetic", "iodine"];

/// What an allergy may belong to: a drug's class, or the gloves.
const ALLERGY_CLASSES: [&str; 8] =
    ["penicillin", "cephalosporin", "sulfonamide", "nsaid", "opioid", "local_anaesthetic", "iodine", "latex"];

/// The classes to choose from.
pub fn drug_classes(classes: &'static [&'static str]) -> Vec<(&'static str, TextProp)> {
    classes.iter().map(|class| choice(*class, move || words::word_of("case-drug-class", class))).collect()
}

#[component]
pub fn AllergiesCard(id: PatientId, #[prop(into)] patient: Signal<Patient>) -> impl IntoView {
    let is_adding = RwSignal::new(false);
    let is_none = RwSignal::new(false);
    let has_any = move || patient.with(|patient| !patient.allergies.is_empty());
    view! {
        <section class="card col" aria-labelledby="allergies-heading">
            <div class="row wrap">
                <h2 id="allergies-heading" class="grow">{move || t!("patients-allergies")}</h2>
                <Show when=move || !has_any()>
                    <Button label=move || t!("patients-no-allergy") on_press=move |()| is_none.set(true)/>
                </Show>
                <Button label=move || t!("patients-add-allergy") icon=Glyph::Add on_press=move |()| is_adding.set(true)/>
            </div>
            <AllergyList id patient/>
            <Show when=move || is_adding.get()>
                <Dialog title=move || t!("patients-add-allergy") on_close=move |()| is_adding.set(false) wide=true>
                    <AllergyForm id on_done=move |()| is_adding.set(false)/>
                </Dialog>
            </Show>
            <Show when=move || is_none.get()>
                <NoneKnown id on_close=move |()| is_none.set(false)/>
            </Show>
        </section>
    }
}

/// The allergies as they stand, each of which can be taken back with a reason.
#[component]
pub fn AllergyList(id: PatientId, #[prop(into)] patient: Signal<Patient>) -> impl IntoView {
    let taking_back: RwSignal<Option<EventId>> = RwSignal::new(None);
    let shown = move || {
        patient.with(|patient| match patient.allergies() {
            Allergies::NotAsked => view! {
                <p class="allergy not-asked"><Icon name=Glyph::Attention/>{t!("allergy-not-asked")}</p>
            }
            .into_any(),
            Allergies::NoneKnown(none) => {
                let by = use_desk().person(none.by);
                let said = none.said_by.clone().map(|who| t!("patients-said-by", who = who));
                let recorded = t!("patients-recorded-by", name = by, time = words::when(none.recorded_at));
                view! {
                    <p class="allergy none-known"><Icon name=Glyph::Check/>{t!("allergy-none-known")}</p>
                    <small>{said.into_iter().chain([recorded]).collect::<Vec<_>>().join(" · ")}</small>
                }
                .into_any()
            }
            Allergies::Known(known) => {
                let rows = known.iter().cloned().map(|known| view! { <OneAllergy known taking_back/> });
                rows.collect_view().into_any()
            }
        })
    };
    view! {
        {shown}
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
    }
}

#[component]
fn OneAllergy(known: KnownAllergy, taking_back: RwSignal<Option<EventId>>) -> impl IntoView {
    let KnownAllergy { allergy, event, by, recorded_at } = known;
    let about = move || {
        let class = allergy.class.as_deref().map(class_word);
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

/// One allergy, as it is typed.
#[component]
pub fn AllergyForm(id: PatientId, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let substance = RwSignal::new(String::new());
    let reaction = RwSignal::new(String::new());
    let class: RwSignal<Option<&'static str>> = RwSignal::new(None);
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
                on_done.try_run(());
            }
        });
    };
    view! {
        <div class="in-two">
            <TextField label=move || t!("patients-substance") value=substance autofocus=true/>
            <TextField label=move || t!("patients-reaction") hint=move || t!("patients-reaction-hint") value=reaction/>
        </div>
        <Choices label=move || t!("patients-class") options=drug_classes(&ALLERGY_CLASSES) value=class/>
        <div class="actions">
            <Button label=move || t!("frame-cancel") on_press=on_done/>
            <Button
                label=move || t!("patients-add-allergy-do")
                look=Look::Main
                disabled=Signal::derive(move || lacks() || is_sent.get())
                on_press=add
            />
        </div>
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

fn class_word(class: &str) -> String {
    if ALLERGY_CLASSES.contains(&class) { words::word_of("case-drug-class", &class) } else { class.to_owned() }
}
