//! The day's lists as a board.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn TodayPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-today")}</h1> }
}
