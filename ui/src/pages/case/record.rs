//! The record: everything given, used, counted and gone wrong, how it came out, and who moved the
//! case on.

use super::completing::OutcomeCard;
use super::complications::ComplicationsList;
use super::counts::CountsList;
use super::devices::DevicesList;
use super::dialogs::CaseDialog;
use super::drugs::DrugsList;
use super::open::use_case;
use super::status::StatusHistory;
use crate::components::{Button, Glyph};
use crate::t;
use domain::procedure::{Procedure, Status};
use leptos::prelude::*;

#[component]
pub fn RecordSection() -> impl IntoView {
    view! {
        <div class="halves">
            <div class="col">
                <ListCard
                    title=move || t!("case-drugs")
                    none=move || t!("case-drugs-none")
                    add=move || t!("case-drug-give")
                    dialog=CaseDialog::Drug
                    is_empty=|procedure| procedure.drugs.is_empty()
                >
                    <DrugsList/>
                </ListCard>
                <ListCard
                    title=move || t!("case-devices")
                    none=move || t!("case-devices-none")
                    add=move || t!("case-device")
                    dialog=CaseDialog::Device
                    is_empty=|procedure| procedure.devices.is_empty()
                >
                    <DevicesList/>
                </ListCard>
                <ListCard
                    title=move || t!("case-counts")
                    none=move || t!("case-counts-none")
                    add=move || t!("case-count")
                    dialog=CaseDialog::Count
                    is_empty=|procedure| procedure.counts.is_empty()
                >
                    <CountsList/>
                </ListCard>
            </div>
            <div class="col">
                <OutcomeCard/>
                <ListCard
                    title=move || t!("case-complications")
                    none=move || t!("case-complications-none")
                    add=move || t!("case-complication")
                    dialog=CaseDialog::Complication
                    is_empty=|procedure| procedure.complications.is_empty()
                >
                    <ComplicationsList/>
                </ListCard>
                <section class="card">
                    <h2>{move || t!("case-status-history")}</h2>
                    <StatusHistory/>
                </section>
            </div>
        </div>
    }
}

/// One list of the record, and the button that adds to it. A cancelled case takes no more.
#[component]
fn ListCard(
    #[prop(into)] title: TextProp,
    #[prop(into)] none: TextProp,
    #[prop(into)] add: TextProp,
    dialog: CaseDialog,
    is_empty: fn(&Procedure) -> bool,
    children: Children,
) -> impl IntoView {
    let case = use_case();
    let is_empty = case.part(move |whole| is_empty(&whole.procedure));
    let takes_entries = case.part(|whole| whole.procedure.status != Status::Cancelled);
    let dialog = StoredValue::new(dialog);
    view! {
        <section class="card">
            <div class="row head">
                <h2 class="grow">{move || title.get()}</h2>
                <Show when=move || takes_entries.get()>
                    <Button label=add.clone() icon=Glyph::Add on_press=move |()| case.open(dialog.get_value())/>
                </Show>
            </div>
            {children()}
            {move || is_empty.get().then(|| view! { <p class="small">{none.get()}</p> })}
        </section>
    }
}
