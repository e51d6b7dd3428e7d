//! The blocks of health ids that the hospital was given, for giving ids without a network.

use super::change::change_hospital;
use crate::components::{Button, FaultLine, Look, TextField};
use crate::desk::use_desk;
use crate::pages::setup::read_block;
use crate::t;
use ipc::{Failure, HospitalChange};
use leptos::prelude::*;

#[component]
pub fn HealthIds() -> impl IntoView {
    let desk = use_desk();
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<Failure>);
    let blocks = move || desk.directory.with(|directory| directory.hospital.uhid_blocks.clone());
    let give = move |()| match read_block(&from.get_untracked(), &to.get_untracked()) {
        Ok(block) => {
            let change = HospitalChange::GiveUhidBlock { from: block.from, to: block.to };
            change_hospital(change, fault, move || {
                from.try_set(String::new());
                to.try_set(String::new());
            });
        }
        Err(refusal) => fault.set(Some(refusal.into())),
    };
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-health-ids")}</h2>
            <p class="small">{move || t!("settings-health-ids-explained")}</p>
            <ul class="col lines">
                {move || blocks().into_iter().map(|(terminal, block)| view! {
                    <li class="row line">
                        <b class="grow">{format!("{} – {}", block.from, block.to)}</b>
                        <small>{move || t!("settings-block-of", terminal = &terminal.0)}</small>
                    </li>
                }).collect_view()}
            </ul>
            {move || blocks().is_empty().then(|| view! { <p class="small">{move || t!("settings-no-blocks")}</p> })}
            <div class="pair">
                <TextField label=move || t!("setup-uhid-from") value=from digits=true hint="9830 1147 00"/>
                <TextField label=move || t!("setup-uhid-to") value=to digits=true hint="9830 1147 99"/>
            </div>
            <FaultLine failure=fault/>
            <div class="actions">
                <span class="grow"></span>
                <Button label=move || t!("settings-give-block") look=Look::Main on_press=give/>
            </div>
        </div>
    }
}
