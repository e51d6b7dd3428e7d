//! What the patient is allergic to: not asked, none known, or the list.

use super::dialogs::CaseDialog;
use super::open::use_case;
use super::when::happened;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::EventId;
use domain::patient::{Allergies, Allergy, KnownAllergy, PatientCommand};
use leptos::prelude::*;

/// Classes by which a drug is held against an allergy (`Allergy::class`).
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
pub fn AllergiesCard() -> impl IntoView {
    let case = use_case();
    view! {
        <section class="card">
            <div class="row head">
                <h2 class="grow">{move || t!("allergy")}</h2>
                <Button label=move || t!("case-allergy-add") icon=Glyph::Add on_press=move |()| case.open(CaseDialog::Allergy)/>
            </div>
            <AllergyList/>
        </section>
    }
}

/// The allergies as they stand, each of which can be taken back with a reason.
#[component]
pub fn AllergyList() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let patient = case.part(|whole| (whole.patient.allergies.clone(), whole.patient.none_known.clone()));
    let is_asked = case.part(|whole| !matches!(whole.patient.allergies(), Allergies::NotAsked));
    let row = move |known: KnownAllergy| {
        let event = known.event;
        let said = [known.allergy.class.as_ref().map(|class| class_word(class)), known.allergy.reaction.clone()];
        view! {
            <li class="entry bad">
                <Icon name=Glyph::Attention/>
                <span class="grow">
                    <b>{known.allergy.substance.clone()}</b>
                    <small>{said.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</small>
                    <small>{format!("{} · {}", happened(known.recorded_at, known.recorded_at), desk.person(known.by))}</small>
                </span>
                <Button label=move || t!("case-take-back") look=Look::Quiet on_press=move |()| case.open(CaseDialog::TakeBackAllergy(event))/>
            </li>
        }
    };
    view! {
        {move || patient.with(|(known, none_known)| match none_known {
            _ if !known.is_empty() => {
                view! { <ul class="entries">{known.iter().cloned().map(row).collect_view()}</ul> }.into_any()
            }
            Some(none) => {
                let when = words::when(none.recorded_at);
                view! { <p class="small">{t!("case-allergy-none", when = when, name = desk.person(none.by))}</p> }.into_any()
            }
            None => view! { <p class="not-asked"><Icon name=Glyph::Attention/>{t!("case-allergy-not-asked")}</p> }.into_any(),
        })}
        <Show when=move || !is_asked.get()>
            <Button
                label=move || t!("case-allergy-say-none")
                on_press=move |()| leptos::task::spawn_local(async move {
                    if let Err(failure) = case.record_patient(PatientCommand::RecordNoAllergy { said_by: None }).await {
                        case.tell(failure);
                    }
                })
            />
        </Show>
    }
}

fn class_word(class: &str) -> String {
    if ALLERGY_CLASSES.contains(&class) { words::word_of("case-drug-class", &class) } else { class.to_owned() }
}

#[component]
pub fn AllergyDialog() -> impl IntoView {
    let case = use_case();
    view! {
        <Dialog title=move || t!("case-allergy-add") on_close=move |()| case.close()>
            <AllergyForm on_done=move |()| case.close()/>
        </Dialog>
    }
}

/// One allergy, as it is typed.
#[component]
pub fn AllergyForm(#[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let case = use_case();
    let substance = RwSignal::new(String::new());
    let class = RwSignal::new(None::<&'static str>);
    let reaction = RwSignal::new(String::new());
    let save = move |()| {
        let allergy = Allergy {
            substance: substance.get_untracked(),
            class: class.get_untracked().map(str::to_owned),
            reaction: Some(reaction.get_untracked()).filter(|text| !text.trim().is_empty()),
        };
        leptos::task::spawn_local(async move {
            match case.record_patient(PatientCommand::RecordAllergy { allergy }).await {
                Ok(()) => {
                    substance.try_set(String::new());
                    reaction.try_set(String::new());
                    class.try_set(None);
                    on_done.try_run(());
                }
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <div class="in-two">
            <TextField label=move || t!("case-allergy-substance") value=substance/>
            <TextField label=move || t!("case-allergy-reaction") value=reaction/>
        </div>
        <Choices label=move || t!("case-drug-class") options=drug_classes(&ALLERGY_CLASSES) value=class/>
        <div class="actions">
            <Button
                label=move || t!("case-allergy-save")
                look=Look::Main
                disabled=Signal::derive(move || substance.with(|text| text.trim().is_empty()))
                on_press=save
            />
        </div>
    }
}

/// Recorded in error: it stays in the history with the reason.
#[component]
pub fn TakeBackAllergyDialog(event: EventId) -> impl IntoView {
    let case = use_case();
    let reason = RwSignal::new(String::new());
    let substance = case.with_untracked(|whole| {
        let known = whole.patient.allergies.iter().find(|known| known.event == event);
        known.map(|known| known.allergy.substance.clone()).unwrap_or_default()
    });
    let title = move || t!("case-allergy-take-back", substance = &substance);
    view! {
        <Dialog title=title on_close=move |()| case.close()>
            <TextField label=move || t!("case-allergy-take-back-why") value=reason autofocus=true/>
            <div class="actions">
                <Button
                    label=move || t!("case-take-back")
                    look=Look::Bad
                    disabled=Signal::derive(move || reason.with(|reason| reason.trim().is_empty()))
                    on_press=move |()| {
                        let reason = reason.get_untracked();
                        case.press_patient_and_close(PatientCommand::TakeBackAllergy { event, reason });
                    }
                />
            </div>
        </Dialog>
    }
}
