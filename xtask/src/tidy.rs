//! `cargo xtask tidy`: the rules of the tree that no compiler knows.

mod commands;
mod lengths;
mod machine_paths;
mod migrations;
mod pure_domain;
mod rust_text;
mod safety;
mod styles;
mod translations;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::tree::Tree;

/// A text file of the tree.
pub struct Source {
    /// From the tree's root, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|it| it == extension)
    }

    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// What a rule has to say about one place.
#[derive(Debug, PartialEq)]
pub enum Finding {
    Wrong(String),
    WorthALook(String),
}

type Rule = fn(&[Source]) -> Vec<Finding>;

const RULES: &[(&str, Rule)] = &[
    ("each control in SAFETY.md is held by a test", safety::check),
    ("the rules in crates/domain touch neither clock nor disk nor network", pure_domain::check),
    ("files stay short enough to have one subject", lengths::check),
    ("every sentence exists in both languages and is used", translations::check),
    ("migrations are only ever added", migrations::check),
    ("nothing in the tree belongs to one machine", machine_paths::check),
    ("no page carries a style in an attribute", styles::check),
    ("every command that the pages call is answered by the shell", commands::check),
];

pub fn run(tree: &Tree) -> Result<ExitCode> {
    check(tree)?;
    Ok(ExitCode::SUCCESS)
}

/// Checks every rule, prints what is found, and fails when a rule is broken.
pub fn check(tree: &Tree) -> Result<()> {
    let mut sources = Vec::new();
    read(&tree.root, "", &mut sources)?;
    let mut broken = 0;
    for (rule, check) in RULES {
        let findings = check(&sources);
        let wrong = findings.iter().filter(|it| matches!(it, Finding::Wrong(_))).count();
        println!("{} {rule}", if wrong == 0 { "ok   " } else { "WRONG" });
        for finding in &findings {
            match finding {
                Finding::Wrong(what) => println!("      {what}"),
                Finding::WorthALook(what) => println!("      worth a look: {what}"),
            }
        }
        broken += usize::from(wrong > 0);
    }
    if broken > 0 {
        bail!("{broken} of {} rules are broken; what to put right stands above.", RULES.len());
    }
    Ok(())
}

/// Reads the text files under a folder, except for what is built or fetched.
fn read(folder: &Path, path: &str, sources: &mut Vec<Source>) -> Result<()> {
    const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "dist", "gen"];
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut entries = entries.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let kind = entry.file_type()?;
        if NOT_OURS.contains(&name.as_str()) {
            // A tree of its own has a file here, where a clone has a folder.
            continue;
        }
        if kind.is_dir() {
            read(&entry.path(), &path, sources)?;
        } else if kind.is_file() {
            // A picture or a font is no text and has nothing to check.
            if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
                sources.push(Source { path, text });
            }
        }
    }
    Ok(())
}

/// A file for the rules' tests.
#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// What is wrong among findings, for the rules' tests.
#[cfg(test)]
fn wrong(findings: &[Finding]) -> Vec<&str> {
    let wrong = findings.iter().filter_map(|finding| match finding {
        Finding::Wrong(what) => Some(what.as_str()),
        Finding::WorthALook(_) => None,
    });
    wrong.collect()
}
