//! Finding a patient.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn PatientsPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-patients")}</h1> }
}
