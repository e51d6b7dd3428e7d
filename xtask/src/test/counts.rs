//! How many tests passed, failed and were skipped, as the test binaries say themselves.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::program;

#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

/// Runs tests, letting their output through, and adds up what they report. A run that fails
/// without a failed test (it was killed, it did not start) counts as one.
pub fn counted(command: &mut Command) -> Result<Counts> {
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

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_binary_adds_its_counts() {
        let mut sum = Counts::default();
        sum.add("running 3 tests");
        sum.add("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        sum.add("test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 2 failed; 0 ignored; 0 measured");
        sum.add("test says 9 passed; in its own words ... ok");
        assert_eq!(sum, Counts { passed: 7, failed: 2, skipped: 1 });
    }
}
