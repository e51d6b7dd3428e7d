//! Two people recorded different blood groups: a new sample says which, and two people settle it.

use super::by_two::SettleByTwo;
use super::claim::{Answer, Said};
use super::heading::about_case;
use crate::components::{Button, LinkButton};
use crate::pages::patients::PatientRow;
use crate::t;
use domain::disputed::Stated;
use domain::patient::BloodGroup;
use domain::procedure::GoneBy;
use ipc::{CaseLine, Contradiction, PatientLine, Settled};
use leptos::prelude::*;

/// What blood is given by: what a laboratory found, never what someone remembers.
const GONE_BY: [GoneBy; 2] = [GoneBy::NewSample, GoneBy::LaboratoryReport];

#[component]
pub fn BloodGroupDisputed(
    patient: PatientLine,
    case: CaseLine,
    claims: Vec<Contradiction<Stated<BloodGroup>>>,
) -> impl IntoView {
    let (id, open) = (patient.id, format!("/case/{}", case.id));
    let group: RwSignal<Option<BloodGroup>> = RwSignal::new(None);
    let named: Vec<BloodGroup> = claims.iter().map(|said| said.claim.value.what).collect();
    let others: Vec<BloodGroup> = BloodGroup::ALL.into_iter().filter(|group| !named.contains(group)).collect();
    let is_neither = RwSignal::new(false);
    let answer = move |own: BloodGroup| {
        view! { <Answer chosen=group own label=move || t!("attention-group-is", group = own.shown())/> }
    };
    let said = claims
        .into_iter()
        .map(|Contradiction { claim, had_seen }| {
            let Stated { what: own, gone_by, .. } = claim.value.clone();
            view! {
                <Said
                    claim
                    had_seen
                    what=move || own.shown()
                    gone_by
                    nothing_before=move || t!("attention-no-group-before")
                >
                    {answer(own)}
                </Said>
            }
        })
        .collect_view();
    let what = Signal::derive(move || group.get().map(|group| t!("attention-group-is", group = group.shown())));
    let lacking = Signal::derive(move || group.get().is_none().then(|| t!("attention-lack-group")));
    let settled = Callback::new(move |gone_by| {
        group.get_untracked().map(|group| Settled::BloodGroup { patient: id, group, gone_by })
    });
    view! {
        <div class="row wrap">
            <h2 class="grow">{move || t!("attention-blood-heading")}</h2>
            <LinkButton label=move || t!("attention-open-case") href=open/>
        </div>
        <div class="claim"><PatientRow line=patient/></div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-blood-explained")}</p>
        <div class="col claims">{said}</div>
        <Show
            when=move || is_neither.get()
            fallback=move || view! {
                <Button label=move || t!("attention-neither") on_press=move |()| is_neither.set(true)/>
            }
        >
            <div class="row wrap">{others.iter().map(|other| answer(*other)).collect_view()}</div>
        </Show>
        <SettleByTwo what lacking settled gone_by=GONE_BY.to_vec() surgeons=None/>
    }
}
