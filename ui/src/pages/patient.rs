//! One patient.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn PatientPage() -> impl IntoView {
    view! { <h1>{move || t!("patient")}</h1> }
}
