//! Two people wrote down different things of the consent: the patient is asked again, and two people
//! settle it.

use super::by_two::{SettleByTwo, surgeons};
use super::claim::{Answer, Said};
use super::heading::about_case;
use crate::components::{Button, LinkButton, TextField};
use crate::desk::use_desk;
use crate::pages::case::consent_by;
use crate::t;
use domain::Moment;
use domain::disputed::{Agrees, Stated};
use domain::procedure::{Consent, ConsentBy, GoneBy};
use ipc::{CaseLine, Contradiction, Settled};
use leptos::prelude::*;

const GONE_BY: [GoneBy; 3] = [GoneBy::PatientSaid, GoneBy::GuardianSaid, GoneBy::SignedConsent];

#[component]
pub fn ConsentDisputed(case: CaseLine, claims: Vec<Contradiction<Stated<Consent>>>) -> impl IntoView {
    let id = case.id;
    let surgeons = surgeons(&case);
    let chosen: RwSignal<Option<Consent>> = RwSignal::new(None);
    let reason = RwSignal::new(String::new());
    let is_neither = RwSignal::new(false);
    let others = neither(&claims, use_desk().now.get_untracked());
    let answer = move |own: Consent| {
        let words = own.clone();
        view! { <Answer chosen own label=move || stands(&words)/> }
    };
    let said = claims
        .into_iter()
        .map(|Contradiction { claim, had_seen }| {
            let Stated { what: own, gone_by, .. } = claim.value.clone();
            let words = own.clone();
            view! {
                <Said
                    claim
                    had_seen
                    what=move || in_words(&words)
                    gone_by
                    nothing_before=move || t!("attention-no-consent-before")
                >
                    {answer(own)}
                </Said>
            }
        })
        .collect_view();
    let needs_reason = move || {
        chosen.with(|chosen| matches!(chosen, Some(Consent::Withdrawn { reason, .. }) if reason.trim().is_empty()))
    };
    let what = Signal::derive(move || chosen.with(|chosen| chosen.as_ref().map(stands)));
    let lacking = Signal::derive(move || match chosen.with(Option::is_some) {
        false => Some(t!("attention-lack-consent")),
        true if needs_reason() && reason.with(|reason| reason.trim().is_empty()) => {
            Some(t!("attention-lack-withdrawal"))
        }
        true => None,
    });
    let settled = Callback::new(move |gone_by| {
        let consent = match chosen.get_untracked()? {
            Consent::Withdrawn { reason: said, at } if said.trim().is_empty() => {
                Consent::Withdrawn { reason: reason.get_untracked(), at }
            }
            stands => stands,
        };
        Some(Settled::Consent { case: id, consent, gone_by })
    });
    view! {
        <div class="row wrap">
            <h2 class="grow">{move || t!("attention-consent-heading")}</h2>
            <LinkButton label=move || t!("attention-open-case") href=format!("/case/{id}")/>
        </div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-consent-explained")}</p>
        <div class="col claims consents">{said}</div>
        <Show
            when=move || is_neither.get()
            fallback=move || view! {
                <Button label=move || t!("attention-neither") on_press=move |()| is_neither.set(true)/>
            }
        >
            <div class="row wrap">{others.iter().cloned().map(answer).collect_view()}</div>
        </Show>
        <Show when=needs_reason>
            <TextField label=move || t!("case-consent-withdraw-why") value=reason/>
        </Show>
        <SettleByTwo what lacking settled gone_by=GONE_BY.to_vec() surgeons=Some(surgeons)/>
    }
}

/// What nobody said yet and can be so all the same.
fn neither(claims: &[Contradiction<Stated<Consent>>], now: Moment) -> Vec<Consent> {
    let signed = Consent::Given { by: ConsentBy::Signature, at: now };
    let withdrawn = Consent::Withdrawn { reason: String::new(), at: now };
    let mut others = vec![signed, withdrawn];
    others.retain(|other| !claims.iter().any(|said| said.claim.value.what.agrees(other)));
    others
}

fn in_words(consent: &Consent) -> String {
    match consent {
        Consent::Given { by, .. } => t!("attention-consent-was-given", how = consent_by(by)),
        Consent::Withdrawn { reason, .. } if reason.is_empty() => t!("consent-withdrawn"),
        Consent::Withdrawn { reason, .. } => t!("attention-consent-was-withdrawn", why = reason),
    }
}

fn stands(consent: &Consent) -> String {
    match consent {
        Consent::Given { by, .. } => t!("attention-consent-stands", how = consent_by(by)),
        Consent::Withdrawn { .. } => t!("attention-consent-is-withdrawn"),
    }
}
