//! The first start.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn SetUpPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-starting")}</h1> }
}
