//! The smallest Tauri program: one window, one page, one button.

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().run(tauri::generate_context!())
}
