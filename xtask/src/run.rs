//! `cargo xtask run`: from a fresh clone to the open desktop.

use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::display::{self, HiddenScreen};
use crate::steps::Steps;
use crate::tree::Tree;
use crate::{packages, program, ui, wasm_target};

/// Sets up, builds and opens the program with `arguments`.
pub fn run(tree: &Tree, arguments: &[String]) -> Result<ExitCode> {
    let has_display = display::present();
    let mut needed = vec![packages::BUILD];
    if !has_display {
        needed.push(packages::WINDOWLESS);
    }
    let mut steps = Steps::of(4);
    steps.take("System packages", || packages::ensure(&needed))?;
    steps.take("The compiler's wasm target", wasm_target::ensure)?;
    steps.take("The pages", || ui::build(tree, ui::Pages::ToTry))?;
    steps
        .take("The desktop program", || program::run(program::cargo(&tree.root).args(["build", "--package=shalya"])))?;
    let shell = tree.shell("debug");
    if has_display {
        let mut child = program::start(Command::new(&shell).args(arguments))?;
        return Ok(exit_code(child.wait()?));
    }
    show_without_display(tree, &shell, arguments)
}

/// Opens the window on a hidden screen until its page is drawn, and keeps the picture.
fn show_without_display(tree: &Tree, shell: &Path, arguments: &[String]) -> Result<ExitCode> {
    const PATIENCE: Duration = Duration::from_secs(60);
    const BETWEEN_PICTURES: Duration = Duration::from_millis(500);
    println!("There is no display here: opening the window on a hidden screen of 1366×768.");
    let screen = HiddenScreen::start(&tree.target, 1366, 768)?;
    let mut program = program::start(screen.command(shell).args(arguments).stdin(Stdio::null()))?;
    let start = Instant::now();
    let mut before = None;
    let drawn = loop {
        std::thread::sleep(BETWEEN_PICTURES);
        if let Some(status) = program.try_wait()? {
            println!("The program ended by itself ({status}), so there is no picture of it.");
            return Ok(exit_code(status));
        }
        let now = screen.picture()?;
        // A page that still changes is not yet all there.
        if now.shows_a_page() && before.as_ref() == Some(&now) {
            break true;
        }
        before = Some(now);
        if start.elapsed() > PATIENCE {
            break false;
        }
    };
    let picture = screen.picture()?;
    program::end(&mut program);
    drop(screen);
    let path = tree.target.join("screenshots/run.png");
    picture.write_png(&path)?;
    if !drawn && !picture.shows_a_page() {
        bail!(
            "The window stayed empty for {} seconds. What the screen showed is in {}",
            PATIENCE.as_secs(),
            path.display()
        );
    }
    println!("The window as it looks now is in {}", path.display());
    Ok(ExitCode::SUCCESS)
}

fn exit_code(status: ExitStatus) -> ExitCode {
    match status.code() {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        None => ExitCode::FAILURE,
    }
}
