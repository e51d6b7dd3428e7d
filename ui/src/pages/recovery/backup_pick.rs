//! Choosing a backup: those that were found, newest first, a way into any folder, and its name typed.

use crate::ask::ask;
use crate::components::{Button, FaultLine, Glyph, Icon, Look, TextField};
use crate::{t, words};
use ipc::{BackupFound, BackupsFound, Failure, FolderFound, LookForBackups};
use leptos::prelude::*;

/// `path`: the file that is chosen; empty for none.
#[component]
pub fn BackupPick(path: RwSignal<String>) -> impl IntoView {
    let there: RwSignal<Option<BackupsFound>> = RwSignal::new(None);
    let fault = RwSignal::new(None::<Failure>);
    let look = move |folder: Option<String>| {
        fault.set(None);
        leptos::task::spawn_local(async move {
            match ask(LookForBackups { folder }).await {
                Ok(found) => drop(there.try_set(Some(found))),
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
        });
    };
    look(None);
    let folder = move || there.with(|there| there.as_ref().and_then(|there| there.folder.clone()));
    let above = move || there.with(|there| there.as_ref().and_then(|there| there.above.clone()));
    let backups = move || there.with(|there| there.as_ref().map(|there| there.backups.clone()).unwrap_or_default());
    let folders = move || there.with(|there| there.as_ref().map(|there| there.folders.clone()).unwrap_or_default());
    let is_empty = move || there.with(|there| there.as_ref().is_some_and(|there| there.backups.is_empty()));
    view! {
        <div class="col backups">
            <div class="row wrap">
                <h3 class="grow">{move || match folder() {
                    Some(folder) => t!("setup-backups-in", folder = folder),
                    None => t!("setup-backups-found"),
                }}</h3>
                {move || above().map(|above| view! {
                    <Button label=move || t!("setup-folder-above") icon=Glyph::Up look=Look::Quiet on_press=move |()| look(Some(above.clone()))/>
                })}
                <Show when=move || folder().is_some()>
                    <Button label=move || t!("setup-usual-folders") look=Look::Quiet on_press=move |()| look(None)/>
                </Show>
                <Button label=move || t!("setup-look-again") icon=Glyph::Search look=Look::Quiet on_press=move |()| look(folder())/>
            </div>
            <FaultLine failure=fault/>
            <div class="col found" role="group" aria-label=move || t!("setup-backups-found")>
                <For each=backups key=|backup| backup.path.clone() children=move |backup| view! { <Found backup path/> }/>
            </div>
            <Show when=is_empty><p class="small">{move || t!("setup-no-backup-here")}</p></Show>
            <div class="row wrap folders">
                <For each=folders key=|folder| folder.path.clone() children=move |folder| {
                    let FolderFound { name, path, is_drive } = folder;
                    let icon = if is_drive { Glyph::Save } else { Glyph::Folder };
                    view! { <Button label=name icon=icon on_press=move |()| look(Some(path.clone()))/> }
                }/>
            </div>
            <TextField label=move || t!("setup-backup-file") value=path hint=move || t!("setup-backup-hint") icon=Glyph::File/>
        </div>
    }
}

#[component]
fn Found(backup: BackupFound, path: RwSignal<String>) -> impl IntoView {
    let BackupFound { name, folder, path: own, bytes, written_at } = backup;
    let chosen = own.clone();
    let is_on = move || (path.with(|path| *path == own)).to_string();
    let about = move || {
        let size = t!("setup-backup-size", megabytes = words::number(bytes.div_ceil(1_000_000)));
        format!("{} · {size} · {folder}", words::when(written_at))
    };
    view! {
        <button type="button" class="choice" aria-pressed=is_on on:click=move |_| path.set(chosen.clone())>
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span><b>{name}</b><small>{about}</small></span>
        </button>
    }
}
