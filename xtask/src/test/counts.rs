//! How many tests passed, failed and were skipped, and which failed, as the test binaries say themselves.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::program;

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    pub failures: Vec<Failure>,
}

/// A test that failed, with what it said; and whether it held when it was run again by itself, when
/// it is among those that passed.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Failure {
    pub test: String,
    pub said: Vec<String>,
    pub held_alone: bool,
}

/// What a property test says of the input that it found: that the test holds with another input
/// says nothing.
const FOUND: &str = "minimal failing input";

impl Failure {
    /// Whether running it again can tell more than that it failed.
    pub fn may_be_tried_again(&self) -> bool {
        !self.said.iter().any(|line| line.contains(FOUND))
    }
}

/// Runs tests, letting their output through, and adds up what they report. A run that fails
/// without a failed test (it was killed, it did not start) counts as one.
pub fn counted(command: &mut Command) -> Result<Counts> {
    let mut child = program::start(command.stdout(Stdio::piped()))?;
    let output = child.stdout.take().context("The tests' output is not to be had.")?;
    let mut report = Report::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        report.take(&line);
    }
    if !child.wait()?.success() && report.counts.failed == 0 {
        report.counts.failed = 1;
    }
    Ok(report.counts)
}

/// A test binary's report as it comes, line by line.
#[derive(Default)]
struct Report {
    counts: Counts,
    /// The lines are what the last failure said.
    is_said: bool,
}

impl Report {
    fn take(&mut self, line: &str) {
        if let Some(test) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----")) {
            self.counts.failures.push(Failure { test: test.to_owned(), ..Failure::default() });
            self.is_said = true;
        } else if line == "failures:" {
            self.is_said = false;
        } else if let Some((_, result)) = line.split_once("test result: ") {
            self.is_said = false;
            self.counts.add(result);
        } else if self.is_said && !line.is_empty() {
            let said = self.counts.failures.last_mut().map(|failure| &mut failure.said);
            said.into_iter().for_each(|said| said.push(line.to_owned()));
        }
    }
}

impl Counts {
    /// Adds a result like "ok. 3 passed; 0 failed; 1 ignored; …".
    fn add(&mut self, result: &str) {
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
        self.failures.extend(more.failures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(lines: &str) -> Counts {
        let mut report = Report::default();
        lines.lines().for_each(|line| report.take(line));
        report.counts
    }

    #[test]
    fn each_test_binary_adds_its_counts() {
        let mut sum = reported("running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured");
        sum += reported("test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 2 failed; 0 ignored; 0 measured");
        sum += reported("test says 9 passed; in its own words ... ok");
        assert_eq!(sum, Counts { passed: 7, failed: 2, skipped: 1, failures: vec![] });
    }

    #[test]
    fn a_test_that_failed_is_named_with_what_it_said() {
        let counts = reported(
            "test a::b ... FAILED\ntest c ... FAILED\n\nfailures:\n\n---- a::b stdout ----\n\n\
             thread 'a::b' panicked at x.rs:1:2:\nturned away\n\n---- c stdout ----\n\
             Test failed: no. minimal failing input: 3\n\nfailures:\n    a::b\n    c\n\n\
             test result: FAILED. 1 passed; 2 failed; 0 ignored",
        );
        let [first, second] = counts.failures.as_slice() else { panic!("{counts:?}") };
        assert_eq!(first.test, "a::b");
        assert_eq!(first.said, ["thread 'a::b' panicked at x.rs:1:2:", "turned away"]);
        assert!(first.may_be_tried_again());
        assert_eq!(second.test, "c");
        assert!(!second.may_be_tried_again(), "what a property test found stands");
    }
}
