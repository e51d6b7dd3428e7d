//! Two people wrote down different things of the consent: the patient is asked again, and two people
//! settle it.

use super::by_two::surgeons;
use super::dispute::{Dispute, DisputeCard};
use crate::components::TextField;
use crate::desk::use_desk;
use crate::pages::case::consent_by;
use crate::t;
use domain::Moment;
use domain::disputed::{Agrees, Stated};
use domain::procedure::{Consent, ConsentBy, GoneBy};
use ipc::{CaseLine, Contradiction, Settled};
use leptos::prelude::*;

const CONSENT: Dispute<Consent> = Dispute {
    heading: || t!("attention-consent-heading"),
    explained: || t!("attention-consent-explained"),
    nothing_before: || t!("attention-no-consent-before"),
    said: in_words,
    stands,
    gone_by: &[GoneBy::PatientSaid, GoneBy::GuardianSaid, GoneBy::SignedConsent],
    class: "consents",
};

#[component]
pub fn ConsentDisputed(case: CaseLine, claims: Vec<Contradiction<Stated<Consent>>>) -> impl IntoView {
    let id = case.id;
    let surgeons = surgeons(&case);
    let chosen: RwSignal<Option<Consent>> = RwSignal::new(None);
    let reason = RwSignal::new(String::new());
    let others = neither(&claims, use_desk().now.get_untracked());
    let needs_reason = move || {
        chosen.with(|chosen| matches!(chosen, Some(Consent::Withdrawn { reason, .. }) if reason.trim().is_empty()))
    };
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
        <DisputeCard dispute=CONSENT case claims others chosen lacking surgeons=Some(surgeons) settled>
            <Show when=needs_reason>
                <TextField label=move || t!("case-consent-withdraw-why") value=reason/>
            </Show>
        </DisputeCard>
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
