//! A backup of the records, and the proof that nothing in them was changed.

use crate::ask::ask;
use crate::components::{Button, FaultLine, Glyph, Icon, Look, TextField, WorkProgress};
use crate::{t, words};
use ipc::{BackUp, CheckStore, Failure, FolderFound, LookForBackups, StoreReport, Work};
use leptos::prelude::*;

#[component]
pub fn Records() -> impl IntoView {
    view! {
        <BackUpCard/>
        <CheckCard/>
    }
}

#[component]
fn BackUpCard() -> impl IntoView {
    let path = RwSignal::new(String::new());
    let saved = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<Failure>);
    let is_busy = RwSignal::new(false);
    let drives = RwSignal::new(Vec::<FolderFound>::new());
    leptos::task::spawn_local(async move {
        if let Ok(there) = ask(LookForBackups { folder: None }).await {
            drives.try_set(there.folders.into_iter().filter(|folder| folder.is_drive).collect());
        }
    });
    let back_up = move |()| {
        let path = Some(path.get_untracked().trim().to_owned()).filter(|path| !path.is_empty());
        fault.set(None);
        saved.set(None);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match ask(BackUp { path }).await {
                Ok(file) => drop(saved.try_set(Some(file.path))),
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-backup")}</h2>
            <p class="small">{move || t!("settings-backup-explained")}</p>
            <TextField
                label=move || t!("settings-backup-to")
                value=path
                icon=Glyph::Folder
                hint=move || t!("settings-backup-to-hint")
            />
            <div class="row wrap">
                {move || drives.get().into_iter().map(|drive| {
                    let FolderFound { name, path: own, .. } = drive;
                    let chosen = own.clone();
                    view! {
                        <button
                            type="button"
                            class="choice"
                            aria-pressed=move || path.with(|path| *path == own).to_string()
                            on:click=move |_| path.set(chosen.clone())
                        >
                            <span class="mark"><Icon name=Glyph::Check/></span>
                            <span>{move || t!("settings-backup-disk", name = &name)}</span>
                        </button>
                    }
                }).collect_view()}
            </div>
            <FaultLine failure=fault/>
            <WorkProgress works=vec![Work::BackingUp]/>
            <p class="done-line" role="status">
                {move || saved.get().map(|path| view! {
                    <Icon name=Glyph::Check/><span>{move || t!("settings-backup-made", path = &path)}</span>
                })}
            </p>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || if is_busy.get() { t!("settings-backing-up") } else { t!("settings-back-up") }
                    icon=Glyph::Save
                    look=Look::Main
                    disabled=is_busy
                    on_press=back_up
                />
            </div>
        </div>
    }
}

#[component]
fn CheckCard() -> impl IntoView {
    let report = RwSignal::new(None::<StoreReport>);
    let fault = RwSignal::new(None::<Failure>);
    let is_busy = RwSignal::new(false);
    let check = move |()| {
        fault.set(None);
        report.set(None);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match ask(CheckStore {}).await {
                Ok(found) => drop(report.try_set(Some(found))),
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-check")}</h2>
            <p class="small">{move || t!("settings-check-explained")}</p>
            <FaultLine failure=fault/>
            <WorkProgress works=vec![Work::Checking]/>
            <div role="status">{move || report.get().map(|report| view! { <Report report/> })}</div>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || if is_busy.get() { t!("settings-checking") } else { t!("settings-check-now") }
                    icon=Glyph::Shield
                    disabled=is_busy
                    on_press=check
                />
            </div>
        </div>
    }
}

#[component]
fn Report(report: StoreReport) -> impl IntoView {
    let StoreReport { facts, broken, bytes } = report;
    let megabytes = bytes.div_ceil(1_000_000);
    let count = broken.len();
    if broken.is_empty() {
        return view! {
            <p class="done-line">
                <Icon name=Glyph::Check/>
                <span>{move || t!("settings-all-whole", facts = facts, megabytes = words::number(megabytes))}</span>
            </p>
        }
        .into_any();
    }
    view! {
        <div class="fault-line">
            <Icon name=Glyph::Attention/>
            <div class="grow">
                <p>{move || t!("settings-broken", facts = facts, count = count)}</p>
                <ul class="broken">{broken.into_iter().map(|id| view! { <li>{id}</li> }).collect_view()}</ul>
            </div>
        </div>
    }
    .into_any()
}
