//! Blood group and weight: what a bag and a dose go by.

use super::record;
use crate::components::{Button, Choices, Dialog, LinkButton, Look, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::PatientId;
use domain::patient::{BloodGroup, Patient, PatientCommand};
use domain::procedure::GoneBy;
use leptos::prelude::*;

#[component]
pub fn Measures(id: PatientId, patient: Patient) -> impl IntoView {
    let is_group = RwSignal::new(false);
    let is_weight = RwSignal::new(false);
    let blood = patient.blood_group.clone();
    let is_disputed = blood.is_disputed();
    let group = move || {
        if blood.is_disputed() {
            let claims = blood.claims().iter().map(|claim| {
                let by = use_desk().person(claim.by);
                let said = t!("patients-recorded-by", name = by, time = words::when(claim.recorded_at));
                view! { <p><b>{claim.value.what.shown()}</b>" "<small>{said}</small></p> }
            });
            view! { <span class="tag bad">{t!("bar-blood-disputed")}</span>{claims.collect_view()} }.into_any()
        } else {
            match blood.settled() {
                Some(group) => view! { <b class="group">{group.what.shown()}</b> }.into_any(),
                None => view! { <span>{t!("bar-not-recorded")}</span> }.into_any(),
            }
        }
    };
    let weight = patient.weight_kg.map(|weight| format!("{} kg", weight.normalize()));
    view! {
        <section class="card col" aria-labelledby="measures-heading">
            <h2 id="measures-heading">{move || t!("patients-measures")}</h2>
            <div class="row measure">
                <span class="grow"><small>{move || t!("blood-group")}</small>{group}</span>
                {is_disputed.then(|| view! {
                    <LinkButton label=move || t!("case-settle") href="/attention".to_owned()/>
                })}
                <Button
                    disabled=Signal::stored(is_disputed)
                    label=move || t!("patients-record-group") on_press=move |()| is_group.set(true)/>
            </div>
            <div class="row measure">
                <span class="grow">
                    <small>{move || t!("field-weight")}</small>
                    <b>{move || weight.clone().unwrap_or_else(|| t!("bar-not-recorded"))}</b>
                </span>
                <Button label=move || t!("patients-record-weight") on_press=move |()| is_weight.set(true)/>
            </div>
            <Show when=move || is_group.get()><BloodGroupDialog id on_close=move |()| is_group.set(false)/></Show>
            <Show when=move || is_weight.get()><WeightDialog id on_close=move |()| is_weight.set(false)/></Show>
        </section>
    }
}

/// The group, and by what it is known.
#[component]
pub fn BloodGroupDialog(id: PatientId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let group: RwSignal<Option<BloodGroup>> = RwSignal::new(None);
    let groups = BloodGroup::ALL.map(|group| choice(group, group.shown())).to_vec();
    let gone_by: RwSignal<Option<GoneBy>> = RwSignal::new(None);
    let sources = [GoneBy::LaboratoryReport, GoneBy::NewSample, GoneBy::Referral];
    let sources = sources.map(|by| choice(by, move || words::word_of("gone-by", &by))).to_vec();
    let label = move || match group.get() {
        Some(_) if gone_by.get().is_none() => t!("case-side-gone-by"),
        Some(group) => t!("patients-record-group-do", group = group.shown()),
        None => t!("patients-choose-group"),
    };
    let save = move |()| {
        let Some(group) = group.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            if record(id, PatientCommand::RecordBloodGroup { group, gone_by: gone_by.get_untracked() }).await {
                on_close.try_run(());
            }
        });
    };
    view! {
        <Dialog title=move || t!("patients-record-group") on_close=on_close>
            <p>{move || t!("patients-group-from-the-report")}</p>
            <div class="blood-groups"><Choices label=move || t!("blood-group") options=groups value=group/></div>
            <Choices label=move || t!("case-side-gone-by") options=sources value=gone_by/>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=label
                    look=Look::Main
                    disabled=Signal::derive(move || group.get().is_none() || gone_by.get().is_none())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

#[component]
pub fn WeightDialog(id: PatientId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let read = move || typed.with(|typed| crate::typed::latin(typed.trim()).replace(',', "."));
    let command = move || Some(PatientCommand::RecordWeight { weight_kg: read().parse().ok()? });
    let fault = Signal::derive(move || {
        let unread = !read().is_empty() && command().is_none();
        if unread { t!("frame-number-not-read") } else { String::new() }
    });
    let save = move |()| {
        let Some(command) = untrack(command) else { return };
        leptos::task::spawn_local(async move {
            if record(id, command).await {
                on_close.try_run(());
            }
        });
    };
    let label = move || match command() {
        Some(_) => t!("patients-record-weight-do", weight = read()),
        None => t!("patients-record-weight"),
    };
    view! {
        <Dialog title=move || t!("patients-record-weight") on_close=on_close>
            <TextField
                label=move || t!("field-weight")
                value=typed
                fault=fault
                unit="kg"
                digits=true
                autofocus=true
                on_enter=save
            />
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=label
                    look=Look::Main
                    disabled=Signal::derive(move || command().is_none())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}
