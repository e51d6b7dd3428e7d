//! A week of lists.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn WeekPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-today")}</h1> }
}
