//! Each control in SAFETY.md names, in backticks in the column "Held by", the tests that hold it.

use std::collections::BTreeSet;

use super::rust_text::test_names;
use super::{Finding, Source};

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(log) = sources.iter().find(|source| source.path == "SAFETY.md") else {
        return vec![Finding::Wrong("SAFETY.md, the hazard log, is missing.".into())];
    };
    let rows = rows(&log.text);
    if rows.is_empty() {
        return vec![Finding::Wrong("SAFETY.md has no table with a last column \"Held by\".".into())];
    }
    let rust = sources.iter().filter(|source| source.is("rs"));
    let tests: BTreeSet<&str> = rust.flat_map(|source| test_names(&source.text)).collect();
    let mut findings = Vec::new();
    for (number, last_column) in rows {
        let named: Vec<&str> = last_column.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            findings.push(Finding::Wrong(format!("SAFETY.md:{number}: this hazard names no test under \"Held by\".")));
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

/// What stands in the column "Held by", the last one, of each row, with the line's number.
fn rows(text: &str) -> Vec<(usize, &str)> {
    let mut rows = Vec::new();
    let mut below_head = false;
    for (index, line) in text.lines().enumerate() {
        let Some(cells) = line.trim().strip_prefix('|') else {
            below_head = false;
            continue;
        };
        let last = cells.trim_end_matches('|').rsplit('|').next().unwrap_or_default().trim();
        if last == "Held by" {
            below_head = true;
        } else if below_head && !last.starts_with("--") {
            rows.push((index + 1, last));
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
        let log = format!("# Hazards\n\n| Hazard | Held by |\n|---|---|\n{row}\n");
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
    fn a_table_of_something_else_needs_no_tests() {
        assert_eq!(
            findings("| Wrong side | `wrong_side_blocks` |\n\n| Left to people | Why |\n|---|---|\n| x | y |"),
            []
        );
    }

    #[test]
    fn a_log_without_a_table_is_wrong() {
        assert_eq!(wrong(&check(&[source("SAFETY.md", "# Hazards\n")])).len(), 1);
    }

    #[test]
    fn a_hazard_without_a_test_and_a_missing_log_are_wrong() {
        assert_eq!(wrong(&findings("| Wrong side | watched by people |")).len(), 1);
        assert_eq!(wrong(&check(&[])).len(), 1);
    }
}
