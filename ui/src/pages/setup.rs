//! The first start: set this terminal up in five steps, or explore an invented hospital. Nothing is
//! made before the last step, and nothing goes on before the recovery key is on paper.

mod administrator;
mod hospital;
mod import;
pub mod keeper;
mod key_sheet;
mod steps;
mod theatres;
mod typed_in;

pub use administrator::{NewPin, all_roles};
pub use theatres::specialties;
pub use typed_in::read_block;

use crate::ask::ask;
use crate::components::{Button, Glyph, Icon, Look, WorkProgress};
use crate::desk::use_desk;
use crate::frame::{ClockPill, LanguageSwitch, ThemeSwitch};
use crate::pages::recovery::RestoreForm;
use crate::t;
use ipc::{EscrowKey, ExploreSample, KeyKeeper, Stage, Work};
use key_sheet::KeySheet;
use leptos::prelude::*;
use steps::Steps;

/// The invented hospital that everyone explores.
const SAMPLE_SEED: u64 = 1;

#[derive(Clone, PartialEq)]
enum At {
    Choice,
    Steps,
    Restore,
    KeyMade(EscrowKey),
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let desk = use_desk();
    let at = RwSignal::new(At::Choice);
    let key_made = move |key: EscrowKey| {
        desk.is_key_shown.set(true);
        at.set(At::KeyMade(key));
    };
    let on_paper = move |()| {
        leptos::task::spawn_local(async move {
            desk.refresh().await;
            desk.is_key_shown.set(false);
        });
    };
    let back = move |()| at.set(At::Choice);
    view! {
        <div class="setup">
            <header class="row">
                <span class="mark"><span lang="bn">"শল্য"</span>" "<span lang="en">"Shalya"</span></span>
                <span class="grow"></span>
                <ClockPill/>
                <LanguageSwitch/>
                <ThemeSwitch/>
            </header>
            <main>
                {move || match at.get() {
                    At::Choice => view! { <Choice at/> }.into_any(),
                    At::Steps => view! { <Steps on_back=back on_key=key_made/> }.into_any(),
                    At::Restore => view! { <Restore on_back=back/> }.into_any(),
                    At::KeyMade(key) => view! { <KeySheet key_made=key on_paper=on_paper/> }.into_any(),
                }}
            </main>
        </div>
    }
}

/// Two ways to begin, and the way back from a backup.
#[component]
fn Choice(at: RwSignal<At>) -> impl IntoView {
    let desk = use_desk();
    let is_busy = RwSignal::new(false);
    let explore = move |_| {
        is_busy.set(true);
        let keeper = if has_keyring(desk) { KeyKeeper::Keyring } else { KeyKeeper::File };
        leptos::task::spawn_local(async move {
            match ask(ExploreSample { seed: SAMPLE_SEED, keeper }).await {
                Ok(()) => desk.refresh().await,
                Err(failure) => desk.tell(&failure),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <h1>{move || t!("setup-welcome")}</h1>
        <p class="lead">{move || t!("setup-welcome-explained")}</p>
        <div class="ways">
            <button type="button" class="card way main" disabled=move || is_busy.get() on:click=move |_| at.set(At::Steps)>
                <Icon name=Glyph::Hospital/>
                <b>{move || t!("setup-this-terminal")}</b>
                <span>{move || t!("setup-this-terminal-explained")}</span>
            </button>
            <button type="button" class="card way" disabled=move || is_busy.get() on:click=explore>
                <Icon name=Glyph::Search/>
                <b>{move || t!("setup-explore")}</b>
                <span>{move || t!("setup-explore-explained")}</span>
            </button>
        </div>
        <WorkProgress works=vec![Work::Inventing]/>
        <p class="row restore">
            <span>{move || t!("setup-have-backup")}</span>
            <Button
                label=move || t!("setup-restore")
                disabled=is_busy
                on_press=move |()| at.set(At::Restore)
            />
        </p>
        <p class="small">{move || t!("setup-folder", folder = folder(desk))}</p>
    }
}

#[component]
fn Restore(#[prop(into)] on_back: Callback<()>) -> impl IntoView {
    view! {
        <div class="card sheet col">
            <h1>{move || t!("setup-restore-title")}</h1>
            <RestoreForm/>
            <div class="actions">
                <Button label=move || t!("setup-back") icon=Glyph::Left look=Look::Plain on_press=on_back/>
            </div>
        </div>
    }
}

fn has_keyring(desk: crate::desk::Desk) -> bool {
    desk.status.with(|status| {
        matches!(status.as_ref().map(|status| &status.stage), Some(Stage::FirstStart { keyring: true, .. }))
    })
}

fn folder(desk: crate::desk::Desk) -> String {
    desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
        Some(Stage::FirstStart { folder, .. }) => folder.clone(),
        _ => String::new(),
    })
}
