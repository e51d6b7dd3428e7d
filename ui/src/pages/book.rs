//! Booking a case.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn BookPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-key-book")}</h1> }
}
