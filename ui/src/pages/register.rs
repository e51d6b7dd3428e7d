//! Registering a patient.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn RegisterPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-patients")}</h1> }
}
