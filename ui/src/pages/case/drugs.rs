//! Drugs given. One of a class that the patient is allergic to is given only in a name.

use super::consent::Earlier;
use super::open::use_case;
use super::team_pick::TeamPick;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, TextField};
use crate::desk::use_desk;
use crate::pages::allergies::{DRUG_CLASSES, drug_classes};
use crate::{t, typed, words};
use domain::drug::class_of;
use domain::procedure::{Command, DrugGiven};
use domain::{Moment, PersonId};
use leptos::prelude::*;

#[component]
pub fn DrugDialog() -> impl IntoView {
    let case = use_case();
    let drug = RwSignal::new(String::new());
    let dose = RwSignal::new(String::new());
    let chosen_class = RwSignal::new(None::<&'static str>);
    // What the name says, unless somebody said otherwise.
    let class = Memo::new(move |_| chosen_class.get().or_else(|| drug.with(|name| class_of(name))));
    let acknowledged_by = RwSignal::new(None::<PersonId>);
    let at = RwSignal::new(None::<Moment>);
    let was_earlier = RwSignal::new(false);
    let allergy = Memo::new(move |_| {
        let typed = drug.get();
        let named = !typed.trim().is_empty() || class.get().is_some();
        case.with(|whole| whole.patient.allergic_to(typed.trim(), class.get()).filter(|_| named).cloned())
    });
    let was_not_asked = case.part(|whole| matches!(whole.patient.allergies(), domain::patient::Allergies::NotAsked));
    let lacks = move || {
        if drug.with(|drug| drug.trim().is_empty()) {
            Some(t!("case-write", what = t!("field-drug")))
        } else if dose.with(|dose| dose.trim().is_empty()) {
            Some(t!("case-write", what = t!("field-dose")))
        } else if allergy.with(Option::is_some) && acknowledged_by.get().is_none() {
            Some(t!("case-pass-name-missing"))
        } else if was_earlier.get() && at.get().is_none() {
            Some(t!("case-mile-save-none"))
        } else {
            None
        }
    };
    let save = move |()| {
        case.press_and_close(Command::GiveDrug {
            drug: drug.get_untracked(),
            // A dose is read in Latin digits in both languages.
            dose: typed::latin(&dose.get_untracked()),
            class: class.get_untracked().map(str::to_owned),
            at: at.get_untracked(),
            allergy_acknowledged_by: acknowledged_by
                .get_untracked()
                .filter(|_| allergy.with_untracked(Option::is_some)),
        });
    };
    view! {
        <Dialog title=move || t!("case-drug-give") on_close=move |()| case.close() wide=true>
            {move || was_not_asked.get().then(|| view! {
                <p class="not-asked"><Icon name=Glyph::Attention/>{t!("allergy-not-asked")}</p>
            })}
            <div class="in-two">
                <TextField label=move || t!("field-drug") value=drug autofocus=true/>
                <TextField label=move || t!("field-dose") value=dose hint=move || t!("case-dose-hint")/>
            </div>
            <Choices label=move || t!("case-drug-class-of") options=drug_classes(&DRUG_CLASSES) value=chosen_class/>
            {move || (chosen_class.get().is_none()).then(|| class.get()).flatten().map(|class| view! {
                <small role="status">{t!("case-drug-recognised", class = words::word_of("case-drug-class", &class))}</small>
            })}
            {move || allergy.get().map(|allergy| {
                let substance = match &allergy.reaction {
                    Some(reaction) => format!("{} ({reaction})", allergy.substance),
                    None => allergy.substance.clone(),
                };
                view! {
                    <div class="alert bad">
                        <Icon name=Glyph::Attention/>
                        <p class="grow">
                            <b>{t!("case-drug-allergic", substance = substance)}</b>
                            " "{t!("case-drug-acknowledge")}
                        </p>
                    </div>
                    <TeamPick label=move || t!("case-drug-who-decides") value=acknowledged_by/>
                }
            })}
            <Earlier was_earlier at label=move || t!("case-drug-when")/>
            <div class="actions">
                <Button
                    label=move || lacks().unwrap_or_else(|| t!("case-drug-save"))
                    look=Signal::derive(move || if allergy.with(Option::is_some) { Look::Bad } else { Look::Main })
                    disabled=Signal::derive(move || lacks().is_some())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

/// Every drug given, the last first.
#[component]
pub fn DrugsList() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let drugs = case.part(|whole| whole.procedure.drugs.clone());
    let row = move |given: DrugGiven| {
        let acknowledged =
            given.allergy_acknowledged_by.map(|person| t!("case-drug-acknowledged", name = desk.person(person)));
        let class = if acknowledged.is_some() { "entry bad" } else { "entry" };
        view! {
            <li class=class>
                <Icon name=Glyph::Syringe/>
                <span class="grow">
                    <b>{format!("{} {}", given.drug, given.dose)}</b>
                    {acknowledged.map(|sentence| view! { <span class="text">{sentence}</span> })}
                    <small>{format!("{} · {}", words::when(given.at), desk.person(given.by))}</small>
                </span>
            </li>
        }
    };
    move || {
        let drugs = drugs.get();
        (!drugs.is_empty())
            .then(|| view! { <ul class="entries">{drugs.into_iter().rev().map(row).collect_view()}</ul> })
    }
}
