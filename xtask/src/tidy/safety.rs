//! Each control in SAFETY.md names, in backticks in its row's last column, the tests that hold it.

use std::collections::BTreeSet;

use super::rust_text::test_names;
use super::{Finding, Source};

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(log) = sources.iter().find(|source| source.path == "SAFETY.md") else {
        return vec![Finding::Wrong("SAFETY.md, the hazard log, is missing.".into())];
    };
    let rust = sources.iter().filter(|source| source.is("rs"));
    let tests: BTreeSet<&str> = rust.flat_map(|source| test_names(&source.text)).collect();
    let mut findings = Vec::new();
    for (number, last_column) in rows(&log.text) {
        let named: Vec<&str> = last_column.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            findings.push(Finding::Wrong(format!("SAFETY.md:{number}: this hazard names no test in its last column.")));
        }
        for name in named {
            // A test may be named with the module it is in.
            let function = name.rsplit("::").next().unwrap_or(name);
            if !tests.contains(function) {
                findings.push(Finding::Wrong(format!(
                    "SAFETY.md:{number}: there is no test `{name}`. Write it, or name the one \
                     that holds this control."
                )));
            }
        }
    }
    findings
}

/// The last column of each table row below a table's head, with the line's number.
fn rows(text: &str) -> Vec<(usize, &str)> {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_rule = |line: &str| is_row(line) && line.chars().all(|c| "|-: \t".contains(c));
    let mut rows = Vec::new();
    let mut below_head = false;
    for (index, line) in text.lines().enumerate() {
        if !is_row(line) {
            below_head = false;
        } else if is_rule(line) {
            below_head = true;
        } else if below_head {
            let cells = line.trim().trim_end_matches('|');
            rows.push((index + 1, cells.rsplit('|').next().unwrap_or_default()));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    const TESTS: &str = "#[test]\nfn wrong_side_blocks() {}\n\nfn no_test() {}\n";

    fn findings(row: &str) -> Vec<Finding> {
        let log = format!("# Hazards\n\n| Hazard `x` | Test `y` |\n|---|---|\n{row}\n");
        check(&[source("SAFETY.md", &log), source("crates/domain/src/side.rs", TESTS)])
    }

    #[test]
    fn a_control_held_by_a_test_that_exists_is_fine() {
        assert_eq!(findings("| Wrong side | `wrong_side_blocks` |"), []);
        assert_eq!(findings("| Wrong side | `side::tests::wrong_side_blocks` |"), []);
    }

    #[test]
    fn a_test_that_does_not_exist_is_named() {
        let found = findings("| Wrong side | `wrong_side_blocks`, `gone` |");
        assert_eq!(wrong(&found).len(), 1);
        assert!(wrong(&found)[0].starts_with("SAFETY.md:5: there is no test `gone`"));
    }

    #[test]
    fn a_function_that_is_no_test_holds_nothing() {
        assert_eq!(wrong(&findings("| Wrong side | `no_test` |")).len(), 1);
    }

    #[test]
    fn a_hazard_without_a_test_and_a_missing_log_are_wrong() {
        assert_eq!(wrong(&findings("| Wrong side | watched by people |")).len(), 1);
        assert_eq!(wrong(&check(&[])).len(), 1);
    }
}
