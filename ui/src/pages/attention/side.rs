//! Two people named different sides: two people settle it, and say what they went by.

use super::by_two::surgeons;
use super::dispute::{Dispute, DisputeCard};
use crate::{t, words};
use domain::disputed::Stated;
use domain::procedure::{GoneBy, Side};
use ipc::{CaseLine, Contradiction, Settled};
use leptos::prelude::*;

const SIDE: Dispute<Side> = Dispute {
    heading: || t!("attention-side-heading"),
    explained: || t!("attention-side-explained"),
    nothing_before: || t!("attention-no-side-before"),
    said: |side| words::stated_side(*side),
    stands: |side| t!("attention-side-is", side = words::stated_side(*side)),
    // What is seen and said, not what was heard from elsewhere.
    gone_by: &[GoneBy::PatientSaid, GoneBy::SkinMark, GoneBy::SignedConsent, GoneBy::Image, GoneBy::Referral],
    class: "",
};

#[component]
pub fn SideDisputed(case: CaseLine, claims: Vec<Contradiction<Stated<Side>>>) -> impl IntoView {
    let id = case.id;
    let surgeons = surgeons(&case);
    let chosen: RwSignal<Option<Side>> = RwSignal::new(None);
    let is_named = |side: &Side| claims.iter().any(|said| said.claim.value.what == *side);
    let others = [Side::Left, Side::Right, Side::Both].into_iter().filter(|side| !is_named(side)).collect();
    let lacking = Signal::derive(move || chosen.get().is_none().then(|| t!("attention-lack-side")));
    let settled =
        Callback::new(move |gone_by| chosen.get_untracked().map(|side| Settled::Side { case: id, side, gone_by }));
    view! {
        <DisputeCard dispute=SIDE case claims others chosen lacking surgeons=Some(surgeons) settled/>
    }
}
