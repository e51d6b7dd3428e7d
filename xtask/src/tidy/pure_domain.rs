//! The rules are handed the time and everything else they need: they can't wait, fail or differ
//! between two replicas, because they reach nothing outside.

use super::rust_text::without_tests;
use super::{Finding, Source};

const DOMAIN: &str = "crates/domain";

/// Packages that reach a clock, a disk, a network or an executor.
const REACHING_OUT: &[&str] = &[
    "async-std",
    "axum",
    "directories",
    "fs4",
    "futures",
    "getrandom",
    "hyper",
    "keyring",
    "rand",
    "rdkafka",
    "redis",
    "reqwest",
    "rusqlite",
    "smol",
    "sqlx",
    "tauri",
    "tempfile",
    "tokio",
    "tracing",
    "ureq",
    "walkdir",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
];

/// Words in the source that do the same.
const REACHING_OUT_IN_SOURCE: &[&str] = &[
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "now_utc(",
    "now_local(",
    "now_v7(",
    "new_v4(",
    "async fn",
    "async move",
    ".await",
];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_in(DOMAIN)) {
        if source.path == format!("{DOMAIN}/Cargo.toml") {
            for package in dependencies(&source.text) {
                if REACHING_OUT.contains(&package) {
                    findings.push(Finding::Wrong(format!(
                        "{} depends on {package}, which reaches outside. Hand the rules what they \
                         need instead.",
                        source.path
                    )));
                }
            }
        } else if source.is("rs") && source.is_in(&format!("{DOMAIN}/src")) {
            findings.extend(lines_reaching_out(source));
        }
    }
    findings
}

/// The packages that the crate itself uses; its tests may use others.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut ours = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            ours = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if ours && !line.starts_with('#') {
            names.extend(line.split(['.', '=', ' ']).next().filter(|name| !name.is_empty()));
        }
    }
    names
}

fn lines_reaching_out(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in without_tests(&source.text).lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for word in REACHING_OUT_IN_SOURCE.iter().filter(|word| line.contains(**word)) {
            findings.push(Finding::Wrong(format!(
                "{}:{}: `{word}` reaches outside. Hand the rules what they need instead.",
                source.path,
                index + 1
            )));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    #[test]
    fn a_rule_that_asks_the_clock_is_found() {
        let rule = "/// Not std::time.\nfn late() {\n    let now = OffsetDateTime::now_utc();\n}\n";
        let found = check(&[source("crates/domain/src/late.rs", rule)]);
        assert_eq!(wrong(&found).len(), 1);
        assert!(wrong(&found)[0].starts_with("crates/domain/src/late.rs:3: `now_utc(`"));
        assert_eq!(check(&[source("crates/store/src/late.rs", rule)]), []);
    }

    #[test]
    fn the_tests_of_a_rule_may_do_as_they_like() {
        let rule = "fn late() {}\n\n#[cfg(test)]\nmod tests {\n    use std::time::Instant;\n}\n";
        assert_eq!(check(&[source("crates/domain/src/late.rs", rule)]), []);
    }

    #[test]
    fn a_dependency_that_reaches_outside_is_found_but_the_tests_may_have_it() {
        let manifest = "[dependencies]\nserde.workspace = true\ntokio = \"1\"\n\n\
                        [dev-dependencies]\nrand.workspace = true\n";
        let found = check(&[source("crates/domain/Cargo.toml", manifest)]);
        assert_eq!(wrong(&found).len(), 1);
        assert!(wrong(&found)[0].contains("depends on tokio"));
    }
}
