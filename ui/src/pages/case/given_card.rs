//! Given, used, and gone wrong: one touch each while the operation is on.

use super::devices::device_name;
use super::dialogs::CaseDialog;
use super::open::use_case;
use crate::components::{Button, Glyph, Icon, Look};
use crate::{t, words};
use domain::procedure::Status;
use leptos::prelude::*;

#[component]
pub fn GivenCard() -> impl IntoView {
    let case = use_case();
    let drug = case.part(|whole| whole.procedure.drugs.iter().max_by_key(|given| given.at).cloned());
    let device = case.part(|whole| whole.procedure.devices.last().cloned());
    let is_cancelled = case.part(|whole| whole.procedure.status == Status::Cancelled);
    let is_empty = move || drug.with(Option::is_none) && device.with(Option::is_none);
    view! {
        <section class="card given">
            <h2>{move || t!("case-given")}</h2>
            {move || drug.get().map(|given| view! {
                <p class="last"><Icon name=Glyph::Syringe/><b>{given.drug}" "{given.dose}</b><small>{words::when(given.at)}</small></p>
            })}
            {move || device.get().map(|used| {
                let lot = used.device.lot.as_ref().map(|lot| t!("case-device-lot", lot = lot));
                view! {
                    <p class="last"><Icon name=Glyph::Barcode/><b>{device_name(&used.device)}</b><small>{lot}</small></p>
                }
            })}
            {move || is_empty().then(|| view! { <p class="small">{t!("case-given-none")}</p> })}
            <div class="thirds" hidden=move || is_cancelled.get()>
                <Button label=move || t!("case-drug-short") icon=Glyph::Syringe on_press=move |()| case.open(CaseDialog::Drug)/>
                <Button label=move || t!("case-device-short") icon=Glyph::Barcode on_press=move |()| case.open(CaseDialog::Device)/>
                <Button
                    label=move || t!("case-complication")
                    icon=Glyph::Attention
                    look=Look::Bad
                    on_press=move |()| case.open(CaseDialog::Complication)
                />
            </div>
        </section>
    }
}
