//! One patient or two: who may be the same person, and the way to say so or not.

use super::record;
use crate::components::{Button, Dialog, LinkButton, Look};
use crate::pages::patients::PatientRow;
use crate::pages::register::likeness_words;
use crate::{t, words};
use domain::PatientId;
use domain::patient::{Likeness, PatientCommand};
use ipc::{AlikePatient, PatientLine};
use leptos::prelude::*;

#[component]
pub fn AlikePatients(id: PatientId, alike: Vec<AlikePatient>) -> impl IntoView {
    (!alike.is_empty()).then(|| {
        let rows = alike.into_iter().map(|other| view! { <Other id other/> }).collect_view();
        view! {
            <section class="card col" aria-labelledby="alike-heading">
                <h2 id="alike-heading">{move || t!("patients-one-or-two")}</h2>
                {rows}
            </section>
        }
    })
}

#[component]
fn Other(id: PatientId, other: AlikePatient) -> impl IntoView {
    let likeness = other.likeness;
    let class = if likeness >= Likeness::Likely { "tag wait" } else { "tag" };
    let href = format!("/patients/{}", other.line.id);
    view! {
        <article class="alike">
            <span class=class>{move || likeness_words(likeness)}</span>
            <PatientRow line=other.line.clone()/>
            <div class="row wrap">
                <LinkButton label=move || t!("patients-open") href=href/>
                <OneOrTwo id other=other.line/>
            </div>
        </article>
    }
}

/// The two answers. `id` is the record that would go on under the other one's.
#[component]
pub fn OneOrTwo(id: PatientId, other: PatientLine) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let other = StoredValue::new(other);
    let send = move |command: PatientCommand| {
        leptos::task::spawn_local(async move {
            record(id, command).await;
            is_asking.try_set(false);
        });
    };
    view! {
        <Button
            label=move || t!("patients-two-people")
            on_press=move |()| send(PatientCommand::SetApart { other: other.with_value(|other| other.id) })
        />
        <Button label=move || t!("patients-same-as") on_press=move |()| is_asking.set(true)/>
        <Show when=move || is_asking.get()>
            <Dialog title=move || t!("patients-same-as-title") on_close=move |()| is_asking.set(false)>
                <p>{move || other.with_value(|other| {
                    t!("patients-same-as-explained", name = words::patient_name(other), number = words::patient_number(other))
                })}</p>
                <div class="actions">
                    <Button label=move || t!("frame-cancel") on_press=move |()| is_asking.set(false)/>
                    <Button
                        label=move || t!("patients-same-as-do")
                        look=Look::Main
                        on_press=move |()| send(PatientCommand::MarkSameAs { other: other.with_value(|other| other.id) })
                    />
                </div>
            </Dialog>
        </Show>
    }
}
