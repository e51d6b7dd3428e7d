//! A case.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn CasePage() -> impl IntoView {
    view! { <h1>{move || t!("procedure")}</h1> }
}
