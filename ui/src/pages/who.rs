//! Who is here.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn WhoPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-switch")}</h1> }
}
