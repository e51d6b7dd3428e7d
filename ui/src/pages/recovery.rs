//! Records that can't be opened: what happened, and the ways back. Nothing is ever begun afresh
//! over them.

mod backup_pick;

use super::setup::keeper::KeeperChoice;
use crate::ask::ask;
use crate::components::{Button, FaultLine, Glyph, Icon, Look, TextField, WorkProgress};
use crate::desk::{Desk, use_desk};
use crate::frame::{ClockPill, LanguageSwitch, ThemeSwitch};
use crate::{sentences, t};
use backup_pick::BackupPick;
use ipc::{Failure, KeyKeeper, RestoreFromBackup, Stage, Trouble, UnlockStore, Work};
use leptos::prelude::*;

#[component]
pub fn RecoveryPage() -> impl IntoView {
    let desk = use_desk();
    let trouble = Memo::new(move |_| trouble(desk).map_or(Trouble::Other, |(trouble, _)| trouble));
    let file = move || trouble_file(desk);
    let try_again = move |()| leptos::task::spawn_local(desk.refresh());
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
                <div class="card sheet col">
                    <div class="row happened">
                        <Icon name=Glyph::Lock/>
                        <div class="grow">
                            <h1>{move || t!("setup-cannot-open")}</h1>
                            <p>{move || sentences::troubled_store(desk.language(), trouble.get())}</p>
                        </div>
                    </div>
                    <p class="small">{move || t!("setup-nothing-lost", file = file())}</p>
                </div>
                {move || match trouble.get() {
                    Trouble::KeyLost | Trouble::WrongKey => view! { <Unlock/> }.into_any(),
                    Trouble::Damaged | Trouble::NotFound => view! { <RestoreCard/> }.into_any(),
                    _ => view! {
                        <div class="actions">
                            <Button label=move || t!("setup-try-again") look=Look::Main on_press=try_again/>
                        </div>
                    }.into_any(),
                }}
            </main>
        </div>
    }
}

fn trouble(desk: Desk) -> Option<(Trouble, String)> {
    desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
        Some(Stage::CannotOpen { trouble, file }) => Some((*trouble, file.clone())),
        _ => None,
    })
}

fn trouble_file(desk: Desk) -> String {
    trouble(desk).map(|(_, file)| file).unwrap_or_default()
}

/// The recovery key opens the records; where their key is kept from now on is chosen again.
#[component]
fn Unlock() -> impl IntoView {
    let desk = use_desk();
    let key = RwSignal::new(String::new());
    let keeper = RwSignal::new(None::<KeyKeeper>);
    let is_opening = RwSignal::new(false);
    let fault = RwSignal::new(None::<Failure>);
    let wants_backup = RwSignal::new(false);
    let open = move |()| {
        let (recovery_key, Some(keeper)) = (key.get_untracked(), keeper.get_untracked()) else { return };
        is_opening.set(true);
        fault.set(None);
        leptos::task::spawn_local(async move {
            match ask(UnlockStore { recovery_key, keeper }).await {
                Ok(()) => desk.refresh().await,
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
            is_opening.try_set(false);
        });
    };
    let lacks = move || key.with(|key| key.trim().is_empty()) || keeper.with(Option::is_none) || is_opening.get();
    view! {
        <div class="card sheet col">
            <h2>{move || t!("setup-type-key")}</h2>
            <RecoveryKeyField value=key/>
            <h3>{move || t!("setup-keep-from-now")}</h3>
            <KeeperChoice value=keeper/>
            <FaultLine failure=fault/>
            <div class="actions">
                <Button label=move || t!("setup-restore") on_press=move |()| wants_backup.set(true)/>
                <span class="grow"></span>
                <Button
                    label=move || if is_opening.get() { t!("setup-opening") } else { t!("setup-open") }
                    look=Look::Main
                    disabled=Signal::derive(lacks)
                    on_press=open
                />
            </div>
        </div>
        <Show when=move || wants_backup.get()><RestoreCard/></Show>
    }
}

#[component]
fn RestoreCard() -> impl IntoView {
    view! {
        <div class="card sheet col">
            <h2>{move || t!("setup-restore-title")}</h2>
            <RestoreForm/>
        </div>
    }
}

/// Where the backup is, its key, and where the key is kept afterwards.
#[component]
pub fn RestoreForm() -> impl IntoView {
    let desk = use_desk();
    let path = RwSignal::new(String::new());
    let key = RwSignal::new(String::new());
    let keeper = RwSignal::new(None::<KeyKeeper>);
    let is_restoring = RwSignal::new(false);
    let fault = RwSignal::new(None::<Failure>);
    let restore = move |()| {
        let Some(keeper) = keeper.get_untracked() else { return };
        let (path, recovery_key) = (path.get_untracked().trim().to_owned(), key.get_untracked());
        is_restoring.set(true);
        fault.set(None);
        leptos::task::spawn_local(async move {
            match ask(RestoreFromBackup { path, recovery_key, keeper }).await {
                Ok(()) => desk.refresh().await,
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
            is_restoring.try_set(false);
        });
    };
    let lacks = move || {
        let is_empty = |text: RwSignal<String>| text.with(|text| text.trim().is_empty());
        is_empty(path) || is_empty(key) || keeper.with(Option::is_none) || is_restoring.get()
    };
    view! {
        <p class="small">{move || t!("setup-restore-explained")}</p>
        <BackupPick path/>
        <RecoveryKeyField value=key/>
        <h3>{move || t!("setup-keep-from-now")}</h3>
        <KeeperChoice value=keeper/>
        <FaultLine failure=fault/>
        <WorkProgress works=vec![Work::Restoring, Work::Rebuilding]/>
        <div class="actions">
            <span class="grow"></span>
            <Button
                label=move || if is_restoring.get() { t!("setup-restoring") } else { t!("setup-restore-now") }
                look=Look::Main
                disabled=Signal::derive(lacks)
                on_press=restore
            />
        </div>
    }
}

#[component]
fn RecoveryKeyField(value: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField
            label=move || t!("setup-recovery-key")
            value=value
            icon=Glyph::Key
            hint=move || t!("setup-recovery-key-hint")
        />
    }
}
