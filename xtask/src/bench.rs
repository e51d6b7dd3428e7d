//! `cargo xtask bench [AREA]`: measures and compares, prints tables and keeps them as JSON.
//!
//! The package `bench` measures: `bench --list` names its areas, one a line, with `pages` after those
//! that measure what is shipped, and `window` after those that drive the desktop program
//! (`SHALYA_BINARY`, and `EMPTY_WINDOW_BINARY` to compare it with); `bench AREA FILE`, called in the
//! tree's root when what it needs is built, measures one, telling its progress, and writes its rows into
//! the file as a JSON array of [`Row`].

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::display::{self, HiddenScreen};
use crate::tree::Tree;
use crate::{packages, program, ui, wasm_target};

/// One thing measured, ours beside a reference, both in the same run.
#[derive(Serialize, Deserialize)]
struct Row {
    name: String,
    unit: String,
    ours: f64,
    reference: f64,
    reference_name: String,
    /// `ours` divided by `reference`.
    ratio: f64,
    /// Which is better, "lower" or "higher".
    better: String,
    aim: String,
    met: bool,
    /// How many times it was measured.
    n: u64,
    p50: f64,
    p99: f64,
}

struct Area {
    name: String,
    pages: bool,
    window: bool,
}

/// Measures the areas named, or all of them.
pub fn run(tree: &Tree, wanted: &[String]) -> Result<ExitCode> {
    if !tree.root.join("bench/Cargo.toml").exists() {
        bail!("There is nothing to measure with: the package `bench` is not in this tree.");
    }
    packages::ensure(&[packages::BUILD, packages::SERVERS])?;
    program::run(program::cargo(&tree.root).args(["build", "--release", "--package=bench"]))?;
    let beside = |name| tree.target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let binary = beside("bench");
    let areas = areas(&program::read(Command::new(&binary).arg("--list"))?);
    let chosen = choose(areas, wanted)?;
    if chosen.iter().any(|area| area.pages || area.window) {
        wasm_target::ensure()?;
        ui::build(tree, ui::Pages::ToShip)?;
    }
    if chosen.iter().any(|area| area.window) {
        packages::ensure(&[packages::WINDOWLESS, packages::TEST])?;
        let build = ["build", "--release", "--package=shalya", "--package=empty-window"];
        program::run(program::cargo(&tree.root).args(build))?;
    }
    for area in &chosen {
        println!("\nMeasuring {}", area.name);
        let needs_screen = area.window && !display::present();
        let screen = needs_screen.then(|| HiddenScreen::start(&tree.target, 1920, 1080)).transpose()?;
        let mut measure = match &screen {
            Some(screen) => screen.command(&binary),
            None => Command::new(&binary),
        };
        let file = tree.target.join("bench").join(format!("{}.json", area.name));
        fs::create_dir_all(tree.target.join("bench"))?;
        measure.arg(&area.name).arg(&file).current_dir(&tree.root).env("SHALYA_BINARY", tree.shell("release"));
        measure.env("EMPTY_WINDOW_BINARY", beside("empty-window"));
        program::run(&mut measure)?;
        let rows: Vec<Row> = serde_json::from_slice(&fs::read(&file)?)
            .with_context(|| format!("The rows of {} could not be read.", area.name))?;
        print!("{}", table(&rows));
        println!("Kept in {}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn areas(list: &str) -> Vec<Area> {
    let mut areas = Vec::new();
    for line in list.lines() {
        let mut words = line.split_whitespace();
        if let Some(name) = words.next() {
            let needs: Vec<&str> = words.collect();
            let needs = |word| needs.contains(&word);
            areas.push(Area { name: name.to_owned(), pages: needs("pages"), window: needs("window") });
        }
    }
    areas
}

fn choose(areas: Vec<Area>, wanted: &[String]) -> Result<Vec<Area>> {
    if let Some(unknown) = wanted.iter().find(|name| areas.iter().all(|it| it.name != **name)) {
        let names: Vec<&str> = areas.iter().map(|area| area.name.as_str()).collect();
        bail!("There is no area \"{unknown}\" to measure. There are: {}.", names.join(", "));
    }
    Ok(areas.into_iter().filter(|it| wanted.is_empty() || wanted.contains(&it.name)).collect())
}

fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<44} {:>12} {:>12} {:>7} {:>10} {:>6} {:>10} {:>10} {:>7}  reference\n",
        "", "ours", "reference", "ratio", "aim", "met", "p50", "p99", "n"
    );
    for row in rows {
        text.push_str(&format!(
            "{:<44} {:>12} {:>12} {:>7.2} {:>10} {:>6} {:>10} {:>10} {:>7}  {}\n",
            format!("{} ({})", row.name, row.unit),
            readable(row.ours),
            readable(row.reference),
            row.ratio,
            row.aim,
            if row.met { "yes" } else { "no" },
            readable(row.p50),
            readable(row.p99),
            row.n,
            row.reference_name
        ));
    }
    text
}

/// Three digits that count, without a column of zeros.
fn readable(value: f64) -> String {
    match value.abs() {
        magnitude if magnitude >= 100.0 => format!("{value:.0}"),
        magnitude if magnitude >= 10.0 => format!("{value:.1}"),
        magnitude if magnitude >= 1.0 || magnitude == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_area_is_answered_with_those_there_are() {
        let refused = choose(areas("capture\nstart window\n"), &["serch".to_owned()]);
        let message = refused.err().unwrap().to_string();
        assert!(message.contains("serch") && message.contains("capture, start"), "{message}");
    }

    #[test]
    fn without_a_name_all_areas_are_measured_and_the_window_is_asked_for() {
        let all = choose(areas("capture\nstart window\n"), &[]).unwrap();
        let names: Vec<_> = all.iter().map(|area| (area.name.as_str(), area.window)).collect();
        assert_eq!(names, [("capture", false), ("start", true)]);
    }
}
