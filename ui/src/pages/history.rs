//! Everything that ever happened to a case.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn HistoryPage() -> impl IntoView {
    view! { <h1>{move || t!("history")}</h1> }
}
