//! The window, and the one program that it belongs to.

use crate::commands;
use crate::desk::Desk;
use crate::line;
use crate::places::Places;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Emitter, Manager, Wry};
use tauri_plugin_single_instance as single_instance;

/// Told to the window when the session was dropped because nobody touched the screen.
pub const LOCKED: &str = "locked";

/// Told to the window while a long work goes on, with an [`ipc::Progress`].
pub const PROGRESS: &str = "progress";

/// Told to the window when the line to the centre stands otherwise, with an [`ipc::LineChanged`].
pub const LINE: &str = "line";

const LOCK_LOOKED_AT_EVERY: Duration = Duration::from_secs(1);

/// Opens the window and stays until it is closed.
pub fn open(places: Places) -> Result<(), tauri::Error> {
    let desk = Arc::new(Desk::new(places));
    let mut program = tauri::Builder::default();
    if let Some(plugin) = one_program(&desk.places) {
        program = program.plugin(plugin);
    }
    program
        .manage(Arc::clone(&desk))
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let window = app.handle().clone();
            desk.when_locked(move || {
                if let Err(error) = window.emit(LOCKED, ()) {
                    tracing::error!(%error, "the window is not told that it is locked");
                }
            });
            let window = app.handle().clone();
            desk.when_progress(move |progress| {
                // It tells again soon.
                let _ = window.emit(PROGRESS, progress);
            });
            let window = app.handle().clone();
            desk.line.when_changed(move |changed| {
                // It is asked again soon.
                let _ = window.emit(LINE, changed);
            });
            sync::http::use_cryptography();
            line::keep_up(&desk);
            // The store opens while the engine draws the first page.
            std::thread::spawn(move || {
                loop {
                    desk.lock_if_idle();
                    std::thread::sleep(LOCK_LOOKED_AT_EVERY);
                }
            });
            Ok(())
        })
        .run(tauri::generate_context!("../tauri.conf.json"))
}

/// A second start with the same data brings the first window to the front and ends. Where the
/// system can't tell, or tells programs apart by name alone, the store says that it is in use.
fn one_program(places: &Places) -> Option<TauriPlugin<Wry>> {
    if !cfg!(target_os = "linux") && !places.are_usual() {
        return None;
    }
    let name = format!("bd.shalya.theatre.d{:016x}", name_of(&places.data));
    Some(single_instance::Builder::new().callback(|app, _, _| show(app)).dbus_id(name).build())
}

fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // What the desktop does not allow is no reason to fail.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The same for the same folder, however it is written, and before and after it is made.
fn name_of(folder: &Path) -> u64 {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = whole.ancestors().find_map(|part| Some((part.canonicalize().ok()?, whole.strip_prefix(part).ok()?)));
    let mut hasher = DefaultHasher::new();
    there.map_or(whole.clone(), |(part, rest)| part.join(rest)).hash(&mut hasher);
    hasher.finish()
}
