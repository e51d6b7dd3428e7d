//! What the hospital is called.

use super::change::change_hospital;
use crate::components::{Button, FaultLine, Look, TextField};
use crate::desk::use_desk;
use crate::t;
use ipc::{Failure, HospitalChange};
use leptos::prelude::*;

#[component]
pub fn HospitalNames() -> impl IntoView {
    let desk = use_desk();
    let (name, name_bn, code) = desk.directory.with_untracked(|directory| {
        let hospital = &directory.hospital;
        (hospital.name.clone(), hospital.name_bn.clone(), hospital.code.clone())
    });
    let (name, name_bn) = (RwSignal::new(name), RwSignal::new(name_bn));
    let fault = RwSignal::new(None::<Failure>);
    let save = move |()| {
        let renamed = HospitalChange::Rename { name: name.get_untracked(), name_bn: name_bn.get_untracked() };
        change_hospital(renamed, fault, || ());
    };
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-hospital")}</h2>
            <TextField label=move || t!("setup-name") value=name/>
            <TextField label=move || t!("setup-name-bn") value=name_bn/>
            <p class="small">{move || t!("settings-code", code = &code)}</p>
            <FaultLine failure=fault/>
            <div class="actions">
                <span class="grow"></span>
                <Button label=move || t!("settings-save") look=Look::Main on_press=save/>
            </div>
        </div>
    }
}
