//! The waiting list.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn WaitingPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-waiting")}</h1> }
}
