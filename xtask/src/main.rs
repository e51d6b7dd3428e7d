//! The commands of this repository: `cargo xtask run | central | test | bench | bundle | tidy | ui`.
//!
//! Each command sets up what it needs before it works, and doing so again costs next to nothing.

mod bench;
mod bundle;
mod central;
mod display;
mod packages;
mod program;
mod run;
mod screenshot;
mod steps;
mod test;
mod tidy;
mod tree;
mod ui;
mod wasm_target;

use std::process::ExitCode;

use anyhow::{Result, bail};

use tree::Tree;

const USAGE: &str = "\
cargo xtask run [ARGS]     set up, build and open the desktop; ARGS go to the program
cargo xtask central        set up and serve the central service with a sample hospital in it
cargo xtask test           set up and run everything that must hold before a change is taken
cargo xtask bench [AREA]   measure one area, or all, and write target/bench/AREA.json
cargo xtask bundle         make the .deb
cargo xtask tidy           check the rules of the tree that no compiler knows
cargo xtask ui             build the pages into ui/dist";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("\n{problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    if command == "help" || command == "--help" {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let tree = Tree::find()?;
    match (command.as_str(), rest) {
        ("run", arguments) => run::run(&tree, arguments),
        ("central", []) => central::run(&tree),
        ("test", []) => test::run(&tree),
        ("bench", areas) => bench::run(&tree, areas),
        ("bundle", []) => bundle::run(&tree),
        ("tidy", []) => tidy::run(&tree),
        ("ui", []) => ui::run(&tree),
        ("central" | "test" | "bundle" | "tidy" | "ui", [extra, ..]) => {
            bail!("`cargo xtask {command}` takes no arguments, but was given \"{extra}\".")
        }
        _ => bail!("There is no command \"{command}\". There are:\n{USAGE}"),
    }
}
