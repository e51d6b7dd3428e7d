//! Getting back to records that can't be opened.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn RecoveryPage() -> impl IntoView {
    view! { <h1>{move || t!("frame-starting")}</h1> }
}
