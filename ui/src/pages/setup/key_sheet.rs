//! The recovery key, once: shown, printed, and not passed by before it is on paper.

use crate::ask::ask;
use crate::components::{Button, Glyph, Icon, Look};
use crate::desk::use_desk;
use crate::{t, words};
use ipc::{EscrowKey, PrintEscrowKey};
use leptos::prelude::*;

#[component]
pub fn KeySheet(key_made: EscrowKey, #[prop(into)] on_paper: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let is_confirmed = RwSignal::new(false);
    let printed = RwSignal::new(None::<String>);
    let groups = key_made.groups.clone();
    let print = move |()| {
        let key = key_made.clone();
        leptos::task::spawn_local(async move {
            match ask(PrintEscrowKey { key }).await {
                Ok(file) => drop(printed.try_set(Some(file.path))),
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    view! {
        <div class="card sheet col key">
            <h1>{move || t!("setup-sheet-title")}</h1>
            <p>{move || t!("setup-sheet-explained")}</p>
            <ol class="groups" translate="no">
                {groups.into_iter().enumerate().map(|(at, group)| view! {
                    <li><small>{move || words::number(at as u32 + 1)}</small><b>{group}</b></li>
                }).collect_view()}
            </ol>
            <div class="row wrap">
                <Button label=move || t!("setup-sheet-print") icon=Glyph::Print on_press=print/>
                <small class="grow" role="status">
                    {move || printed.get().map(|path| t!("setup-sheet-saved", path = path))}
                </small>
            </div>
            <button
                type="button"
                class="choice many"
                aria-pressed=move || is_confirmed.get().to_string()
                on:click=move |_| is_confirmed.update(|confirmed| *confirmed = !*confirmed)
            >
                <span class="mark"><Icon name=Glyph::Check/></span>
                <span>{move || t!("setup-sheet-confirm")}<small>{move || t!("setup-sheet-lost")}</small></span>
            </button>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || t!("setup-sheet-go-on")
                    look=Look::Main
                    disabled=Signal::derive(move || !is_confirmed.get())
                    on_press=on_paper
                />
            </div>
        </div>
    }
}
