//! The card of what two people said differently: both as they said it, none dressed as the right one,
//! what neither said, and where two people settle it.

use super::by_two::SettleByTwo;
use super::claim::{Answer, Said};
use super::heading::about_case;
use crate::components::{Button, LinkButton};
use crate::pages::patients::PatientRow;
use crate::t;
use domain::PersonId;
use domain::disputed::{GoneBy, Stated};
use ipc::{CaseLine, Contradiction, PatientLine, Settled};
use leptos::prelude::*;

/// How one kind of dispute is worded, and by what it may be settled.
pub struct Dispute<T: 'static> {
    pub heading: fn() -> String,
    pub explained: fn() -> String,
    /// That nobody had said anything of it before, where it was so.
    pub nothing_before: fn() -> String,
    /// What was said: "Left".
    pub said: fn(&T) -> String,
    /// What is settled: "It is the left".
    pub stands: fn(&T) -> String,
    pub gone_by: &'static [GoneBy],
    /// Of the claims: how much room one needs.
    pub class: &'static str,
}

/// `patient`: whom it is about where that is more than the case. `others`: what can be so and nobody said. `surgeons`: one of the two who settle must be one of
/// these; none: any two. `children`: what else must be said of the chosen answer.
#[component]
pub fn DisputeCard<T: Clone + PartialEq + Send + Sync + 'static>(
    dispute: Dispute<T>,
    case: CaseLine,
    claims: Vec<Contradiction<Stated<T>>>,
    others: Vec<T>,
    chosen: RwSignal<Option<T>>,
    #[prop(into)] lacking: Signal<Option<String>>,
    surgeons: Option<Vec<PersonId>>,
    settled: Callback<GoneBy, Option<Settled>>,
    #[prop(optional)] patient: Option<PatientLine>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let Dispute { heading, explained, nothing_before, said, stands, gone_by, class } = dispute;
    let open = format!("/case/{}", case.id);
    let is_neither = RwSignal::new(false);
    let answer = move |own: T| {
        let words = own.clone();
        view! { <Answer chosen own label=move || stands(&words)/> }
    };
    let claims = claims
        .into_iter()
        .map(|Contradiction { claim, had_seen }| {
            let Stated { what: own, gone_by, .. } = claim.value.clone();
            let words = own.clone();
            view! { <Said claim had_seen what=move || said(&words) gone_by nothing_before>{answer(own)}</Said> }
        })
        .collect_view();
    let what = Signal::derive(move || chosen.with(|chosen| chosen.as_ref().map(stands)));
    view! {
        <div class="row wrap">
            <h2 class="grow">{heading}</h2>
            <LinkButton label=move || t!("attention-open-case") href=open/>
        </div>
        {patient.map(|line| view! { <div class="claim"><PatientRow line/></div> })}
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{explained}</p>
        <div class=format!("col claims {class}")>{claims}</div>
        <Show
            when=move || is_neither.get()
            fallback=move || view! {
                <Button label=move || t!("attention-neither") on_press=move |()| is_neither.set(true)/>
            }
        >
            <div class="row wrap">{others.iter().cloned().map(answer).collect_view()}</div>
        </Show>
        {children.map(|children| children())}
        <SettleByTwo what lacking settled gone_by=gone_by.to_vec() surgeons/>
    }
}
