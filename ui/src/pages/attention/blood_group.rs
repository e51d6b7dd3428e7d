//! Two people recorded different blood groups: a new sample says which, and two people settle it.

use super::dispute::{Dispute, DisputeCard};
use crate::t;
use domain::disputed::Stated;
use domain::patient::BloodGroup;
use domain::procedure::GoneBy;
use ipc::{CaseLine, Contradiction, PatientLine, Settled};
use leptos::prelude::*;

const BLOOD_GROUP: Dispute<BloodGroup> = Dispute {
    heading: || t!("attention-blood-heading"),
    explained: || t!("attention-blood-explained"),
    nothing_before: || t!("attention-no-group-before"),
    said: |group| group.shown().to_owned(),
    stands: |group| t!("attention-group-is", group = group.shown()),
    // What a laboratory found, never what someone remembers.
    gone_by: &[GoneBy::NewSample, GoneBy::LaboratoryReport],
    class: "",
};

#[component]
pub fn BloodGroupDisputed(
    patient: PatientLine,
    case: CaseLine,
    claims: Vec<Contradiction<Stated<BloodGroup>>>,
) -> impl IntoView {
    let id = patient.id;
    let chosen: RwSignal<Option<BloodGroup>> = RwSignal::new(None);
    let is_named = |group: &BloodGroup| claims.iter().any(|said| said.claim.value.what == *group);
    let others = BloodGroup::ALL.into_iter().filter(|group| !is_named(group)).collect();
    let lacking = Signal::derive(move || chosen.get().is_none().then(|| t!("attention-lack-group")));
    let settled = Callback::new(move |gone_by| {
        chosen.get_untracked().map(|group| Settled::BloodGroup { patient: id, group, gone_by })
    });
    view! {
        <DisputeCard dispute=BLOOD_GROUP patient case claims others chosen lacking surgeons=None settled/>
    }
}
