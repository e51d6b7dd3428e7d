//! What this program is, where it stands, and its keys.

use crate::components::{Button, Glyph};
use crate::desk::use_desk;
use crate::frame::hospital_name;
use crate::keys::KeysHelp;
use crate::t;
use ipc::Stage;
use leptos::prelude::*;

#[component]
pub fn About() -> impl IntoView {
    let desk = use_desk();
    let shows_keys = RwSignal::new(false);
    let version = move || desk.status.with(|status| status.as_ref().map(|status| status.version.clone()));
    let terminal = move || {
        desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
            Some(Stage::Ready { terminal, .. }) => terminal.clone(),
            _ => String::new(),
        })
    };
    view! {
        <div class="card sheet col narrow">
            <h2>"শল্য Shalya"</h2>
            <p>{move || t!("settings-about-what")}</p>
            <dl class="facts">
                <dt>{move || t!("settings-version")}</dt><dd>{version}</dd>
                <dt>{move || t!("settings-hospital")}</dt><dd>{hospital_name}</dd>
                <dt>{move || t!("settings-this-terminal")}</dt><dd>{terminal}</dd>
                <dt>{move || t!("settings-licence")}</dt><dd>"Apache-2.0"</dd>
            </dl>
            <p class="small">{move || t!("settings-checklist-source")}</p>
            <div class="actions">
                <Button label=move || t!("frame-keys") icon=Glyph::Keyboard on_press=move |()| shows_keys.set(true)/>
            </div>
        </div>
        <Show when=move || shows_keys.get()><KeysHelp on_close=move |()| shows_keys.set(false)/></Show>
    }
}
