//! Answers that are still on paper, someone without a name, one patient or two, and a change that came
//! too late.

use super::heading::about_case;
use crate::ask::ask;
use crate::components::{Button, LinkButton, Look, reason_words};
use crate::desk::use_desk;
use crate::pages::patient::{IdentityDialog, OneOrTwo};
use crate::pages::patients::PatientRow;
use crate::{t, words};
use domain::patient::Identity;
use domain::procedure::{Flag, Phase};
use ipc::{CaseLine, GetPatient, PatientLine};
use leptos::prelude::*;

#[component]
pub fn Paper(case: CaseLine, phases: Vec<Phase>) -> impl IntoView {
    let id = case.id;
    let buttons = phases
        .into_iter()
        .map(|phase| {
            let href = format!("/case/{id}/checklist/{}", phase_path(phase));
            view! {
                <LinkButton label=move || t!("attention-enter-phase", phase = words::word_of("phase", &phase)) href=href/>
            }
        })
        .collect_view();
    view! {
        <h2>{move || t!("attention-enter-paper")}</h2>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-paper-explained")}</p>
        <div class="row wrap">{buttons}</div>
    }
}

/// The phase as the address of its page has it.
fn phase_path(phase: Phase) -> &'static str {
    match phase {
        Phase::SignIn => "sign_in",
        Phase::TimeOut => "time_out",
        Phase::SignOut => "sign_out",
    }
}

#[component]
pub fn Unknown(patient: PatientLine, case: CaseLine) -> impl IntoView {
    let desk = use_desk();
    let id = patient.id;
    let open = format!("/case/{}", case.id);
    let identity: RwSignal<Option<Identity>> = RwSignal::new(None);
    let identify = move |()| {
        leptos::task::spawn_local(async move {
            match ask(GetPatient { id }).await {
                Ok(view) => drop(identity.try_set(Some(view.patient.identity))),
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    view! {
        <h2>{move || t!("attention-who-is-it")}</h2>
        <div class="claim"><PatientRow line=patient/></div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-unknown-explained")}</p>
        <div class="row wrap">
            <LinkButton label=move || t!("attention-open-case") href=open/>
            <Button label=move || t!("patients-identify") look=Look::Main on_press=identify/>
        </div>
        {move || identity.get().map(|known| view! {
            <IdentityDialog id identity=known on_close=move |()| identity.set(None)/>
        })}
    }
}

#[component]
pub fn Two(patients: Vec<PatientLine>) -> impl IntoView {
    let rows = patients
        .iter()
        .cloned()
        .map(|line| {
            let href = format!("/patients/{}", line.id);
            view! {
                <div class="claim">
                    <PatientRow line/>
                    <LinkButton label=move || t!("patients-open") href=href/>
                </div>
            }
        })
        .collect_view();
    // The newer record goes on under the older one: ids are made in the order of time.
    let mut pair = patients;
    pair.sort_by_key(|line| line.id);
    let newer = pair.pop().map(|line| line.id);
    let older = pair.into_iter().next();
    view! {
        <h2>{move || t!("patients-one-or-two")}</h2>
        <p class="small">{move || t!("attention-two-explained")}</p>
        <div class="col claims">{rows}</div>
        <div class="row wrap">
            {newer.zip(older).map(|(id, other)| view! { <OneOrTwo id other/> })}
        </div>
    }
}

#[component]
pub fn TooLate(case: CaseLine, flags: Vec<Flag>) -> impl IntoView {
    let desk = use_desk();
    let (open, history) = (format!("/case/{}", case.id), format!("/case/{}/history", case.id));
    let rows = flags
        .into_iter()
        .map(|Flag::TransitionTooLate { change }| {
            let what = move || {
                t!(
                    "attention-late-change",
                    to = words::word_of("status", &change.to),
                    name = desk.person(change.by),
                    time = words::when(change.recorded_at)
                )
            };
            let reason = change.reason.clone();
            let already = move || t!("attention-late-already", from = words::word_of("status", &change.from));
            view! {
                <div class="claim">
                    <span class="grow">
                        <b>{what}</b>
                        <small>{already}{move || reason.as_ref().map(|reason| format!(" · {}", reason_words(reason)))}</small>
                    </span>
                </div>
            }
        })
        .collect_view();
    view! {
        <h2>{move || t!("attention-too-late")}</h2>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-late-explained")}</p>
        <div class="col claims">{rows}</div>
        <div class="row wrap">
            <LinkButton label=move || t!("attention-open-case") href=open/>
            <LinkButton label=move || t!("history") href=history/>
        </div>
    }
}
