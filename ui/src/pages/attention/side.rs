//! Two people named different sides. Neither is dressed as the right one; two people settle it, and
//! say what they went by.

use super::by_two::{SettleByTwo, surgeons};
use super::claim::{Answer, Said};
use super::heading::about_case;
use crate::components::{Button, LinkButton};
use crate::{t, words};
use domain::disputed::Stated;
use domain::procedure::{GoneBy, Side};
use ipc::{CaseLine, Contradiction, Settled};
use leptos::prelude::*;

/// What a side can be settled by: what is seen and said, not what was heard from elsewhere.
const GONE_BY: [GoneBy; 5] =
    [GoneBy::PatientSaid, GoneBy::SkinMark, GoneBy::SignedConsent, GoneBy::Image, GoneBy::Referral];

#[component]
pub fn SideDisputed(case: CaseLine, claims: Vec<Contradiction<Stated<Side>>>) -> impl IntoView {
    let id = case.id;
    let surgeons = surgeons(&case);
    let side: RwSignal<Option<Side>> = RwSignal::new(None);
    let named: Vec<Side> = claims.iter().map(|said| said.claim.value.what).collect();
    let others: Vec<Side> =
        [Side::Left, Side::Right, Side::Both].into_iter().filter(|side| !named.contains(side)).collect();
    let is_neither = RwSignal::new(false);
    let answer = move |own: Side| {
        let label = move || t!("attention-side-is", side = words::stated_side(own));
        view! { <Answer chosen=side own label/> }
    };
    let said = claims
        .into_iter()
        .map(|Contradiction { claim, had_seen }| {
            let Stated { what: own, gone_by, .. } = claim.value.clone();
            view! {
                <Said
                    claim
                    had_seen
                    what=move || words::stated_side(own)
                    gone_by
                    nothing_before=move || t!("attention-no-side-before")
                >
                    {answer(own)}
                </Said>
            }
        })
        .collect_view();
    let what = Signal::derive(move || side.get().map(|side| t!("attention-side-is", side = words::stated_side(side))));
    let lacking = Signal::derive(move || side.get().is_none().then(|| t!("attention-lack-side")));
    let settled =
        Callback::new(move |gone_by| side.get_untracked().map(|side| Settled::Side { case: id, side, gone_by }));
    view! {
        <div class="row wrap">
            <h2 class="grow">{move || t!("attention-side-heading")}</h2>
            <LinkButton label=move || t!("attention-open-case") href=format!("/case/{id}")/>
        </div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-side-explained")}</p>
        <div class="col claims">{said}</div>
        <Show
            when=move || is_neither.get()
            fallback=move || view! {
                <Button label=move || t!("attention-neither") on_press=move |()| is_neither.set(true)/>
            }
        >
            <div class="row wrap">{others.iter().map(|other| answer(*other)).collect_view()}</div>
        </Show>
        <SettleByTwo what lacking settled gone_by=GONE_BY.to_vec() surgeons=Some(surgeons)/>
    }
}
