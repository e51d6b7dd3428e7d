//! `cargo xtask test`: everything that must hold before a change is taken, ending with the counts.

mod checks;
mod counts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::display::HiddenScreen;
use crate::tree::Tree;
use crate::{packages, program, tidy, ui, wasm_target};
use checks::Checks;
use counts::{Counts, counted};

/// Everything but the pages, which are built for the browser. Each call of cargo names the same
/// packages, or it would resolve other features for what they share and build that again.
const PACKAGES: [&str; 2] = ["--workspace", "--exclude=ui"];

/// The package whose tests drive the real window.
const WINDOW_TESTS: &str = "tests";

/// Sets up and runs every check. A check that fails doesn't keep the next one from running, unless
/// that one could not work without it.
pub fn run(tree: &Tree) -> Result<ExitCode> {
    let mut checks = Checks::default();
    checks.take("system packages", || {
        packages::ensure(&[packages::BUILD, packages::WINDOWLESS, packages::TEST, packages::SERVERS])
    });
    checks.take("wasm target", wasm_target::ensure);
    checks.take("rustfmt and clippy", tools);
    if checks.all_hold() {
        check_tree(tree, &mut checks);
    } else {
        println!("\nWithout these nothing else can be tested.");
    }
    Ok(checks.close())
}

fn check_tree(tree: &Tree, checks: &mut Checks) {
    let cargo = |arguments: &[&str]| {
        let mut command = program::cargo(&tree.root);
        command.args(arguments);
        command
    };
    checks.take("formatting", || program::run(&mut cargo(&["fmt", "--all", "--check"])));
    checks.take("rules of the tree", || tidy::check(tree));
    let lint_ui = ["clippy", "--package=ui", "--target", wasm_target::TARGET, "--", "--deny=warnings"];
    checks.take("lints of the pages", || program::run(&mut cargo(&lint_ui)));
    // The shell takes the pages in, so without them it can't even be looked at.
    if !checks.take("pages", || ui::build(tree, ui::Pages::ToTry)) {
        return;
    }
    checks.take("lints", || {
        let mut clippy = cargo(&["clippy", "--all-targets"]);
        program::run(clippy.args(PACKAGES).args(["--", "--deny=warnings"]))
    });
    let mut built = Built::default();
    if !checks.take("building the tests and the program", || {
        built = build(&mut cargo(&["test", "--no-run", "--message-format=json-render-diagnostics"]))?;
        Ok(())
    }) {
        return;
    }
    checks.count("unit and property tests", || {
        run_all(built.suites.iter().filter(|it| it.package != WINDOW_TESTS), Suite::command)
    });
    checks.count("examples in the documentation", || counted(cargo(&["test", "--doc", "--quiet"]).args(PACKAGES)));
    checks.take("axe-core", || axe_core(tree));
    checks.count("window tests", || {
        // Large enough for every size of window that the tests ask for.
        let screen = HiddenScreen::start(&tree.target, 1920, 1080)?;
        run_all(built.suites.iter().filter(|it| it.package == WINDOW_TESTS), |suite| {
            let mut command = screen.command(&suite.executable);
            suite.prepare(&mut command).env("SHALYA_BINARY", &built.shell).env("SHALYA_CENTRAL", &built.centre);
            command
        })
    });
}

/// The accessibility checks that run inside the window, of the version that is locked.
fn axe_core(tree: &Tree) -> Result<()> {
    let folder = tree.root.join("tests");
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|it| it.modified()).ok();
    // npm writes this file last.
    if changed("node_modules/.package-lock.json") > changed("package-lock.json") {
        return Ok(());
    }
    if program::find("npm").is_none() {
        packages::ensure(&[&["npm"]])?;
    }
    program::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

fn tools() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !program::succeeds(Command::new("cargo").args([subcommand, "--version"])) {
            program::run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// One binary with tests.
struct Suite {
    package: String,
    folder: PathBuf,
    name: String,
    executable: PathBuf,
}

impl Suite {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        self.prepare(&mut command);
        command
    }

    /// What cargo gives a test: its package's folder.
    fn prepare<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder).stdin(Stdio::null())
    }
}

/// What the tests are run with.
#[derive(Default)]
struct Built {
    suites: Vec<Suite>,
    /// The desktop program, which cargo builds for the shell's own tests.
    shell: PathBuf,
    /// The central service, likewise.
    centre: PathBuf,
}

fn build(cargo_test: &mut Command) -> Result<Built> {
    let messages = program::read(cargo_test.args(PACKAGES))?;
    let messages: Vec<Value> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let shell = messages.iter().find_map(|it| program_of(it, "shalya")).context("Cargo built no desktop program.")?;
    let centre =
        messages.iter().find_map(|it| program_of(it, "shalya-central")).context("Cargo built no central service.")?;
    Ok(Built { suites: messages.iter().filter_map(suite).collect(), shell, centre })
}

/// The test binary that a message of cargo tells of, if it tells of one.
fn suite(message: &Value) -> Option<Suite> {
    if message["profile"]["test"] != true {
        return None;
    }
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
    Some(Suite {
        package: folder.file_name()?.to_str()?.to_owned(),
        folder: folder.to_owned(),
        name: message["target"]["name"].as_str()?.to_owned(),
        executable: message["executable"].as_str()?.into(),
    })
}

/// The program of this name that a message of cargo tells of, if it tells of it.
fn program_of(message: &Value, name: &str) -> Option<PathBuf> {
    let is_it = message["target"]["name"] == name && message["profile"]["test"] == false;
    Some(message["executable"].as_str().filter(|_| is_it)?.into())
}

/// A test that failed is run again by itself: against real servers and windows one in some thousands
/// fails for what else the machine did. The end names it all the same, with what it said.
fn run_all<'a>(suites: impl Iterator<Item = &'a Suite>, command: impl Fn(&Suite) -> Command) -> Result<Counts> {
    let mut sum = Counts::default();
    for suite in suites {
        println!("\n--- {} {}", suite.package, suite.name);
        let mut counts =
            counted(&mut command(suite)).with_context(|| format!("The tests of {} could not be run", suite.package))?;
        for failure in counts.failures.iter_mut().filter(|it| it.may_be_tried_again()) {
            println!("\n--- {} {}: {} by itself", suite.package, suite.name, failure.test);
            let alone = counted(command(suite).args(["--exact", &failure.test]))?;
            failure.held_alone = alone.passed == 1 && alone.failed == 0;
        }
        let held_alone = counts.failures.iter().filter(|it| it.held_alone).count() as u64;
        counts.passed += held_alone;
        counts.failed -= held_alone;
        sum += counts;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn artifact(name: &str, test: bool, executable: Value) -> Value {
        json!({
            "reason": "compiler-artifact",
            "manifest_path": "/tree/src-tauri/Cargo.toml",
            "target": { "name": name },
            "profile": { "test": test },
            "executable": executable,
        })
    }

    #[test]
    fn only_what_cargo_built_as_a_test_is_run() {
        let found = suite(&artifact("fold", true, json!("/target/fold-1"))).unwrap();
        assert_eq!((found.package.as_str(), found.name.as_str()), ("src-tauri", "fold"));
        assert_eq!(found.folder, Path::new("/tree/src-tauri"));
        assert!(suite(&artifact("fold", false, json!("/target/fold"))).is_none());
        assert!(suite(&json!({ "reason": "build-finished", "success": true })).is_none());
    }

    #[test]
    fn the_window_is_the_program_and_neither_its_library_nor_its_tests() {
        let program = json!("/target/shalya");
        assert_eq!(program_of(&artifact("shalya", false, program.clone()), "shalya"), Some("/target/shalya".into()));
        assert_eq!(program_of(&artifact("shalya", false, Value::Null), "shalya"), None);
        assert_eq!(program_of(&artifact("shalya", true, program.clone()), "shalya"), None);
        assert_eq!(program_of(&artifact("shalya", false, program), "shalya-central"), None);
    }
}
