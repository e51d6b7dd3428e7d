//! A person as a round mark with their initials.

use domain::person::initials;
use leptos::prelude::*;

/// `size`: nothing, `large` (56 px) or `huge` (88 px).
#[component]
pub fn Face(#[prop(into)] name: TextProp, #[prop(optional)] size: &'static str) -> impl IntoView {
    view! { <span class=format!("face {size}") aria-hidden="true">{move || initials(&name.get())}</span> }
}
