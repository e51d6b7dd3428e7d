//! Staff, theatres, hours, this terminal.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-settings")}</h1> }
}
