//! How this terminal looks, reads, and when it locks.

use crate::components::{Segment, choice};
use crate::desk::use_desk;
use crate::{t, words};
use ipc::Theme;
use language::Language;
use leptos::prelude::*;

/// Minutes without a touch that are offered.
const LOCK_AFTER: [u32; 5] = [1, 2, 5, 10, 15];

#[component]
pub fn Terminal(administers: bool) -> impl IntoView {
    let desk = use_desk();
    let locks_after = Signal::derive(move || {
        desk.status.with(|status| status.as_ref().map(|status| status.preferences.lock_after_minutes))
    });
    let minutes = LOCK_AFTER.map(|minutes| choice(minutes, move || words::length(minutes.into()))).to_vec();
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-terminal")}</h2>
            <p class="small">{move || t!("settings-terminal-explained")}</p>
            <h3>{move || t!("frame-language")}</h3>
            <div>
                <Segment
                    legend=move || t!("frame-language")
                    options=Language::ALL.map(|language| choice(language, language.own_name())).to_vec()
                    value=Signal::derive(move || Some(desk.language()))
                    on_choose=move |language| desk.set_language(language)
                />
            </div>
            <h3>{move || t!("settings-theme")}</h3>
            <div>
                <Segment
                    legend=move || t!("settings-theme")
                    options=vec![
                        choice(Theme::Light, move || t!("frame-light")),
                        choice(Theme::Dark, move || t!("frame-dark")),
                    ]
                    value=Signal::derive(move || Some(desk.theme()))
                    on_choose=move |theme| desk.set_theme(theme)
                />
            </div>
            {administers.then(|| view! {
                <h3>{move || t!("settings-lock")}</h3>
                <p class="small">{move || t!("settings-lock-explained")}</p>
                <div>
                    <Segment
                        legend=move || t!("settings-lock")
                        options=minutes
                        value=locks_after
                        on_choose=move |minutes| desk.prefer(|preferences| preferences.lock_after_minutes = minutes)
                    />
                </div>
            })}
        </div>
    }
}
