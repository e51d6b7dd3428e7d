//! The window, and the one program that it belongs to.

use crate::commands;
use crate::desk::Desk;
use crate::places::Places;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager};

/// Told to the window when the session was dropped because nobody touched the screen.
pub const LOCKED: &str = "locked";

const LOCK_LOOKED_AT_EVERY: Duration = Duration::from_secs(1);

/// Opens the window and stays until it is closed.
pub fn open(places: Places) -> Result<(), tauri::Error> {
    let desk = Arc::new(Desk::new(places));
    tauri::Builder::default()
        .plugin(one_program(&desk.places.data))
        .manage(Arc::clone(&desk))
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let window = app.handle().clone();
            desk.when_locked(move || {
                if let Err(error) = window.emit(LOCKED, ()) {
                    tracing::error!(%error, "the window is not told that it is locked");
                }
            });
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
/// system can't tell, the store says that it is in use.
fn one_program(data: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let builder = tauri_plugin_single_instance::Builder::new().callback(|app, _, _| show(app));
    builder.dbus_id(format!("bd.shalya.theatre.d{:016x}", name_of(data))).build()
}

fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // What the desktop does not allow is no reason to fail.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The same for the same folder, however it is written.
fn name_of(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).hash(&mut hasher);
    hasher.finish()
}
