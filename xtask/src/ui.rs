//! Building the pages: `ui` for wasm32, its bindings, and the files beside it, into `ui/dist`, which
//! the shell takes in when it is compiled.
//!
//! | in `ui/dist` | comes from |
//! |---|---|
//! | `ui.js`, `ui_bg.wasm` | the package `ui` |
//! | `index.html`, `style.css` | `ui/index.html` and the style sheets that it names, joined in their order |
//! | `start.js` | `ui/`: what the page loads, since its policy forbids scripts in the page itself |
//! | `fonts/` | `assets/fonts/`, without those for printing |

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::steps::Steps;
use crate::tree::Tree;
use crate::{program, wasm_target};

/// What is copied as it is: from where in the repository, to where in `dist`.
const COPIED: &[(&str, &str)] = &[("ui/start.js", "start.js"), ("assets/fonts", "fonts")];

/// What is made into one page and one style sheet.
const JOINED: &[&str] = &["ui/index.html", "ui/style"];

/// For whom the pages are built: the name of the profile in the root's `Cargo.toml`.
#[derive(Clone, Copy)]
pub enum Pages {
    /// To work with: as soon as can be.
    ToTry,
    /// To hand out: as small as can be.
    ToShip,
}

impl Pages {
    fn profile(self) -> &'static str {
        match self {
            Pages::ToTry => "ui",
            Pages::ToShip => "ui-shipped",
        }
    }
}

/// `cargo xtask ui`
pub fn run(tree: &Tree) -> Result<ExitCode> {
    let mut steps = Steps::of(2);
    steps.take("The compiler's wasm target", wasm_target::ensure)?;
    steps.take("The pages", || build(tree, Pages::ToTry))?;
    Ok(ExitCode::SUCCESS)
}

/// Builds `ui/dist`, or leaves it as it is when nothing that goes into it has changed.
pub fn build(tree: &Tree, pages: Pages) -> Result<()> {
    let profile = pages.profile();
    program::run(
        program::cargo(&tree.root)
            .args(["build", "--package=ui", "--profile", profile])
            .args(["--target", wasm_target::TARGET]),
    )?;
    let wasm = tree.target.join(wasm_target::TARGET).join(profile).join("ui.wasm");
    let dist = tree.root.join("ui/dist");
    let stamp = tree.target.join("ui-dist.sha256");
    let inputs = inputs(tree, &wasm)?;
    if dist.join("ui_bg.wasm").exists() && fs::read_to_string(&stamp).is_ok_and(|it| it == inputs) {
        return Ok(());
    }
    // Without the stamp, a build that is broken off is done again.
    let _ = fs::remove_file(&stamp);
    match fs::remove_dir_all(&dist) {
        Err(problem) if problem.kind() != std::io::ErrorKind::NotFound => {
            return Err(problem).with_context(|| format!("{} can't be renewed", dist.display()));
        }
        _ => fs::create_dir_all(&dist)?,
    }
    for (from, to) in COPIED {
        copy(&tree.root.join(from), &dist.join(to))?;
    }
    write_page(&tree.root.join("ui"), &dist)?;
    bind(&wasm, &dist)?;
    fs::write(&stamp, inputs)?;
    Ok(())
}

/// One hash over everything that goes into `dist`.
fn inputs(tree: &Tree, wasm: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    // Several clones may share one target folder.
    hash.update(tree.root.as_os_str().as_encoded_bytes());
    // The version of wasm-bindgen, which Cargo.lock pins for both sides, is written in here.
    hash.update(fs::read(wasm).with_context(|| wasm.display().to_string())?);
    for from in COPIED.iter().map(|(from, _)| from).chain(JOINED) {
        for file in files_under(&tree.root.join(from))? {
            hash.update(file.as_os_str().as_encoded_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The page with one style sheet in place of those it names: the window asks for each file by itself,
/// and draws nothing before it has them all.
fn write_page(ui: &Path, dist: &Path) -> Result<()> {
    let (mut page, mut styles) = (String::new(), String::new());
    for line in fs::read_to_string(ui.join("index.html"))?.lines() {
        let named = line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"/");
        let Some(style) = named.and_then(|rest| rest.strip_suffix("\">")) else {
            page.push_str(line);
            page.push('\n');
            continue;
        };
        if styles.is_empty() {
            page.push_str("    <link rel=\"stylesheet\" href=\"/style.css\">\n");
        }
        styles.push_str(&fs::read_to_string(ui.join(style)).with_context(|| style.to_owned())?);
    }
    fs::write(dist.join("index.html"), page)?;
    fs::write(dist.join("style.css"), styles)?;
    Ok(())
}

/// No wasm-opt after it: the version that Debian 12 has writes tables that its web view refuses.
fn bind(wasm: &Path, dist: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.typescript(false).remove_name_section(true);
    bindgen.generate(dist).context("wasm-bindgen could not make the bindings of the pages")
}

/// Copies a file or a folder with all that is in it. What doesn't exist is not copied.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files_under(from)? {
        let target = match file.strip_prefix(from) {
            Ok(inside) if !inside.as_os_str().is_empty() => to.join(inside),
            _ => to.to_owned(),
        };
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::copy(&file, &target).with_context(|| format!("{} can't be copied", file.display()))?;
    }
    Ok(())
}

/// The file itself, or every file under the folder, sorted.
fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(path) else {
        return Ok(files);
    };
    for entry in entries {
        files.extend(files_under(&entry?.path())?);
    }
    files.retain(|file| !is_for_printing(file));
    files.sort();
    Ok(files)
}

/// The prints need whole fonts; the pages have the same ones compressed.
fn is_for_printing(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "ttf" || extension == "md")
}
