//! One patient: who they are, what they must not be given, their cases, and who may be the same person.

mod alike;
mod identity;
mod measures;

pub use alike::OneOrTwo;
pub use identity::IdentityDialog;
pub use measures::{BloodGroupDialog, WeightDialog};

use super::allergies::AllergiesCard;
use crate::ask::ask;
use crate::components::{AllergyBadge, Glyph, Icon, LinkButton, Look, SideTag, StateMark};
use crate::desk::use_desk;
use crate::{t, words};
use alike::AlikePatients;
use board::state_of;
use domain::PatientId;
use domain::patient::PatientCommand;
use identity::IdentityCard;
use ipc::{CaseLine, GetPatient, PatientView, RecordPatient};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use measures::Measures;

#[component]
pub fn PatientPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<PatientId>().ok()));
    let patient: RwSignal<Option<PatientView>> = RwSignal::new(None);
    Effect::new(move || {
        desk.recorded.track();
        let Some(id) = id.get() else { return };
        leptos::task::spawn_local(async move {
            match ask(GetPatient { id }).await {
                Ok(view) => drop(patient.try_set(Some(view))),
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    view! {
        {move || patient.get().map(|view| view! { <Page view/> })}
    }
}

#[component]
fn Page(view: PatientView) -> impl IntoView {
    let line = StoredValue::new(view.line.clone());
    let id = view.line.id;
    let other = move || {
        let lang = use_desk().language().other().code();
        line.with_value(words::patient_name_other).map(|other| view! { " · " <span lang=lang>{other}</span> })
    };
    let unknown = view.line.unknown;
    let moved_to = view.patient.same_as;
    view! {
        <section class="patient-page">
            <header class="row wrap">
                <LinkButton label=move || t!("patients-back") icon=Glyph::Left icon_only=true href="/patients".to_owned()/>
                <div class="grow">
                    <h1>{move || line.with_value(words::patient_name)}{other}</h1>
                    <small>{move || line.with_value(|line| {
                        format!("{} · {}", words::sex_age(line), words::patient_number(line))
                    })}</small>
                </div>
                {unknown.then(|| view! { <span class="tag wait large">{move || t!("today-who-is-it")}</span> })}
                {move || line.with_value(|line| view! { <AllergyBadge mark=line.allergies.clone()/> })}
                <LinkButton
                    label=move || t!("patients-book")
                    icon=Glyph::Add
                    look=Look::Main
                    href=format!("/book?patient={id}")
                />
            </header>
            {moved_to.map(|other| view! {
                <p class="card row moved">
                    <Icon name=Glyph::Info/>
                    <span class="grow">{move || t!("patients-goes-on-elsewhere")}</span>
                    <LinkButton label=move || t!("patients-open-other") href=format!("/patients/{other}")/>
                </p>
            })}
            <div class="patient-columns">
                <div class="col">
                    <IdentityCard id patient=view.patient.clone()/>
                    <Measures id patient=view.patient.clone()/>
                </div>
                <div class="col">
                    <AllergiesCard id patient=Signal::stored(view.patient.clone())/>
                    <Cases cases=view.cases/>
                    <AlikePatients id alike=view.alike/>
                </div>
            </div>
        </section>
    }
}

/// Records something about a patient; tells what was refused. True when it was taken.
pub async fn record(id: PatientId, command: PatientCommand) -> bool {
    let desk = use_desk();
    match ask(RecordPatient { id, command }).await {
        Ok(()) => {
            desk.recorded.update(|times| *times += 1);
            true
        }
        Err(failure) => {
            desk.tell(&failure);
            false
        }
    }
}

#[component]
fn Cases(cases: Vec<CaseLine>) -> impl IntoView {
    let is_empty = cases.is_empty();
    let rows = cases.into_iter().map(|case| view! { <CaseRow case/> }).collect_view();
    view! {
        <section class="card col" aria-labelledby="cases-heading">
            <h2 id="cases-heading">{move || t!("patients-cases")}</h2>
            {is_empty.then(|| view! { <p class="small">{move || t!("patients-no-cases")}</p> })}
            {rows}
        </section>
    }
}

#[component]
fn CaseRow(case: CaseLine) -> impl IntoView {
    let state = state_of(&case);
    let href = format!("/case/{}", case.id);
    let (planned, theatre, number) = (case.planned, case.theatre, case.procedure_no.clone());
    let (what, side) = match case.detail {
        Some(detail) => (Some(detail.operation), Some(detail.side)),
        None => (None, None),
    };
    let title = move || what.as_ref().map_or_else(|| t!("bar-restricted"), words::operation);
    let when = move || {
        let day = planned
            .map(|(start, _)| format!("{}, {}", words::day_short(words::here(start).date()), words::time(start)));
        let place = theatre.map(|theatre| use_desk().theatre(theatre));
        day.into_iter().chain(place).chain([number.clone()]).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <a class="case-row" href=href>
            <span class="grow"><b>{title}</b><small>{when}</small></span>
            {side.map(|side| view! { <SideTag side/> })}
            <StateMark state=state/>
        </a>
    }
}
