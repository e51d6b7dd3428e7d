//! The surgical safety checklist.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn ChecklistPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-attention")}</h1> }
}
