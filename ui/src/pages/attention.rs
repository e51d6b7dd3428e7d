//! What a person should look at.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn AttentionPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-attention")}</h1> }
}
