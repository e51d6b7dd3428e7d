//! `cargo xtask test`: everything that must hold before a change is taken, ending with the counts.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::display::HiddenScreen;
use crate::tree::Tree;
use crate::{packages, program, tidy, ui, wasm_target};

/// Sets up and runs every check. A check that fails doesn't keep the next one from running, unless
/// that one could not work without it.
pub fn run(tree: &Tree) -> Result<ExitCode> {
    let mut checks = Checks { rows: Vec::new() };
    checks.take("system packages", || packages::ensure(&[packages::BUILD, packages::WINDOWLESS, packages::TEST]));
    checks.take("wasm target", wasm_target::ensure);
    checks.take("rustfmt and clippy", tools);
    if checks.all_hold() {
        check_tree(tree, &mut checks);
    } else {
        println!("Without these nothing can be tested.");
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
    // The shell takes the pages in, so it is not even looked at without them.
    let pages = checks.take("pages", || ui::build(tree));
    let ui_lints = ["clippy", "--package=ui", "--target", wasm_target::TARGET, "--", "--deny=warnings"];
    checks.take("lints of the pages", || program::run(&mut cargo(&ui_lints)));
    if !pages {
        return;
    }
    let workspace = ["--workspace", "--exclude=ui"];
    checks.take("lints", || {
        let mut clippy = cargo(&["clippy", "--all-targets"]);
        program::run(clippy.args(workspace).args(["--", "--deny=warnings"]))
    });
    checks.count("unit and property tests", || {
        let mut test = cargo(&["test", "--no-fail-fast", "--exclude=tests"]);
        counted(test.args(workspace))
    });
    let shell = checks.take("desktop program", || program::run(&mut cargo(&["build", "--package=shalya"])));
    if shell {
        checks.count("window tests", || window_tests(tree));
    }
}

/// The tests that drive the real program, on a hidden screen large enough for every window size.
fn window_tests(tree: &Tree) -> Result<Counts> {
    let screen = HiddenScreen::start(&tree.target, 1920, 1080)?;
    let cargo = program::cargo(&tree.root);
    let mut test = screen.command(cargo.get_program());
    counted(
        test.args(["test", "--no-fail-fast", "--package=tests"])
            .current_dir(&tree.root)
            .env("SHALYA_BINARY", tree.shell("debug"))
            .stdin(Stdio::null()),
    )
}

fn tools() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !program::succeeds(Command::new("cargo").args([subcommand, "--version"])) {
            program::run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// Runs `cargo test`, letting its output through, and adds up what each test binary reports.
/// A run that fails without a failed test (it did not compile, it was killed) counts as one.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut child = program::start(command.stdout(Stdio::piped()))?;
    let output = child.stdout.take().context("The tests' output is not to be had.")?;
    let mut counts = Counts::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counts.add(&line);
    }
    if !child.wait()?.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

impl Counts {
    /// Adds a line like "test result: ok. 3 passed; 0 failed; 1 ignored; …".
    fn add(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else {
            return;
        };
        for part in result.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(number)), Some(what)) = (words.next().map(str::parse::<u64>), words.next()) else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

struct Row {
    what: &'static str,
    seconds: f32,
    counts: Counts,
}

/// What was checked, with what came of it.
struct Checks {
    rows: Vec<Row>,
}

impl Checks {
    /// A check that holds or doesn't. Gives whether it does.
    fn take(&mut self, what: &'static str, check: impl FnOnce() -> Result<()>) -> bool {
        self.count(what, || check().map(|()| Counts { passed: 1, ..Counts::default() }))
    }

    /// A check that counts what it found. One that could not be made counts as one failure.
    fn count(&mut self, what: &'static str, check: impl FnOnce() -> Result<Counts>) -> bool {
        println!("\n=== {what}");
        let start = Instant::now();
        let counts = check().unwrap_or_else(|problem| {
            println!("{problem:#}");
            Counts { failed: 1, ..Counts::default() }
        });
        let seconds = start.elapsed().as_secs_f32();
        println!("=== {what}: {}, {seconds:.1} s", verdict(counts));
        self.rows.push(Row { what, seconds, counts });
        counts.failed == 0
    }

    fn all_hold(&self) -> bool {
        self.rows.iter().all(|row| row.counts.failed == 0)
    }

    /// Prints the table and the counts.
    fn close(&self) -> ExitCode {
        println!("\n{:>9}  {:<26} {:>7} {:>7} {:>7}", "seconds", "", "passed", "failed", "skipped");
        for Row { what, seconds, counts } in &self.rows {
            let Counts { passed, failed, skipped } = counts;
            println!("{seconds:>9.1}  {what:<26} {passed:>7} {failed:>7} {skipped:>7}");
        }
        println!("\n{}", self.total());
        if self.all_hold() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> String {
        let sum = |count: fn(&Counts) -> u64| self.rows.iter().map(|row| count(&row.counts)).sum();
        let (passed, failed): (u64, u64) = (sum(|it| it.passed), sum(|it| it.failed));
        match sum(|it| it.skipped) {
            0u64 => format!("{passed} passed, {failed} failed"),
            skipped => format!("{passed} passed, {failed} failed, {skipped} skipped"),
        }
    }
}

fn verdict(counts: Counts) -> &'static str {
    if counts.failed == 0 { "holds" } else { "FAILS" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn each_test_binary_adds_its_counts() {
        let mut sum = Counts::default();
        sum.add("running 3 tests");
        sum.add("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        sum.add("test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 2 failed; 0 ignored; 0 measured");
        sum.add("test says 9 passed; in its own words ... ok");
        assert_eq!(sum, counts(7, 2, 1));
    }

    #[test]
    fn the_last_line_names_what_was_skipped_only_when_something_was() {
        let row = |counts| Row { what: "some", seconds: 1.0, counts };
        let none_skipped = Checks { rows: vec![row(counts(2, 0, 0)), row(counts(1, 1, 0))] };
        assert_eq!(none_skipped.total(), "3 passed, 1 failed");
        assert!(!none_skipped.all_hold());
        let one_skipped = Checks { rows: vec![row(counts(2, 0, 1))] };
        assert_eq!(one_skipped.total(), "2 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn a_check_that_could_not_be_made_is_a_failure() {
        let mut checks = Checks { rows: Vec::new() };
        assert!(!checks.take("broken", || anyhow::bail!("no such tool")));
        assert_eq!(checks.total(), "0 passed, 1 failed");
    }
}
