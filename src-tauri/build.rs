//! Declares the commands to Tauri, and notes when this program was made.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new("../ui/dist");
    if !pages.join("index.html").exists() {
        std::fs::create_dir_all(pages)?;
        std::fs::write(pages.join("index.html"), "<!doctype html><title>Shalya</title><p>cargo xtask run</p>")?;
    }
    println!("cargo::rerun-if-changed={}", pages.display());

    // A clock that stands before this moment is wrong.
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let made_s = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds.parse()?,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    println!("cargo::rustc-env=SHALYA_MADE_S={made_s}");

    let commands = tauri_build::AppManifest::new().commands(ipc::COMMANDS);
    let attributes = tauri_build::Attributes::new().config_path("../tauri.conf.json").app_manifest(commands);
    Ok(tauri_build::try_build(attributes)?)
}
