//! All patients: found by typing, the last seen first.

mod find;
mod identity_form;
mod row;

pub use find::FindPatient;
pub use identity_form::{IdentityDraft, IdentityForm};
pub use row::PatientRow;

use crate::components::{Glyph, LinkButton};
use crate::t;
use ipc::PatientLine;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn PatientsPage() -> impl IntoView {
    let navigate = use_navigate();
    let to_register = navigate.clone();
    let open = move |line: PatientLine| navigate(&format!("/patients/{}", line.id), Default::default());
    let register = move |typed: String| {
        let typed = String::from(js_sys::encode_uri_component(typed.trim()));
        to_register(&format!("/patients/new?name={typed}"), Default::default());
    };
    view! {
        <section class="patients">
            <header class="row">
                <h1 class="grow">{move || t!("patients-title")}</h1>
                <LinkButton label=move || t!("patients-register") icon=Glyph::Add href="/patients/new".to_owned()/>
            </header>
            <FindPatient label=move || t!("patients-search") on_choose=open on_register=register limit=40 autofocus=true/>
        </section>
    }
}
