//! What the program puts on paper, read and looked at as it comes out of the printer.

use crate::driver::Window;
use crate::driver::screenshots;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// The text of the newest print, page by page; its first page is kept as a picture.
pub fn newest(window: &Window, name: &str) -> Result<String> {
    let file = window.saved("pdf")?;
    let picture = screenshots().join(format!("print-{name}-{}", window.language.code()));
    run(Command::new("pdftoppm").args(["-png", "-r", "70", "-f", "1", "-singlefile"]).arg(&file).arg(&picture))?;
    text(&file)
}

fn text(file: &Path) -> Result<String> {
    let text = run(Command::new("pdftotext").arg("-layout").arg(file).arg("-"))?;
    ensure!(!text.trim().is_empty(), "{} says nothing", file.display());
    Ok(text)
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().context("the package poppler-utils is missing")?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
