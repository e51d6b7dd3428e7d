//! The checks made so far, each with its time and what came of it, and the table at the end.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use super::counts::{Counts, Failure};

/// Lines shown at the end of what a failed test said; all of it stands where the test ran.
const MOST_LINES_SAID: usize = 20;

struct Row {
    what: &'static str,
    seconds: f32,
    counts: Counts,
}

/// What was checked, with what came of it.
#[derive(Default)]
pub struct Checks {
    rows: Vec<Row>,
}

impl Checks {
    /// A check that holds or doesn't. Gives whether it does.
    pub fn take(&mut self, what: &'static str, check: impl FnOnce() -> Result<()>) -> bool {
        self.count(what, || check().map(|()| Counts { passed: 1, ..Counts::default() }))
    }

    /// A check that counts what it found. One that could not be made counts as one failure.
    pub fn count(&mut self, what: &'static str, check: impl FnOnce() -> Result<Counts>) -> bool {
        println!("\n=== {what}");
        let start = Instant::now();
        let counts = check().unwrap_or_else(|problem| {
            println!("{problem:#}");
            Counts { failed: 1, ..Counts::default() }
        });
        let seconds = start.elapsed().as_secs_f32();
        let holds = counts.failed == 0;
        println!("=== {what}: {}, {seconds:.1} s", if holds { "holds" } else { "FAILS" });
        self.rows.push(Row { what, seconds, counts });
        holds
    }

    pub fn all_hold(&self) -> bool {
        self.rows.iter().all(|row| row.counts.failed == 0)
    }

    /// Prints the table, what failed, and the counts.
    pub fn close(&self) -> ExitCode {
        println!("\n{:>9}  {:<26} {:>7} {:>7} {:>7}", "seconds", "", "passed", "failed", "skipped");
        for Row { what, seconds, counts } in &self.rows {
            let Counts { passed, failed, skipped, .. } = counts;
            println!("{seconds:>9.1}  {what:<26} {passed:>7} {failed:>7} {skipped:>7}");
        }
        for Failure { test, said, held_alone } in self.rows.iter().flat_map(|row| &row.counts.failures) {
            let outcome = if *held_alone { "failed, and held when it was run again by itself" } else { "failed" };
            println!("\n{test} {outcome}:");
            said.iter().take(MOST_LINES_SAID).for_each(|line| println!("    {line}"));
        }
        println!("\n{}", self.total());
        if self.all_hold() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> String {
        let sum = |count: fn(&Counts) -> u64| self.rows.iter().map(|row| count(&row.counts)).sum::<u64>();
        let mut total = format!("{} passed, {} failed", sum(|it| it.passed), sum(|it| it.failed));
        let held_alone = |it: &Counts| it.failures.iter().filter(|failure| failure.held_alone).count() as u64;
        for (count, what) in [(sum(|it| it.skipped), "skipped"), (sum(held_alone), "only when run again")] {
            if count > 0 {
                total += &format!(", {count} {what}");
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped, failures: vec![] }
    }

    #[test]
    fn the_last_line_names_what_was_skipped_or_run_again_only_when_something_was() {
        let row = |counts| Row { what: "some", seconds: 1.0, counts };
        let none_skipped = Checks { rows: vec![row(counts(2, 0, 0)), row(counts(1, 1, 0))] };
        assert_eq!(none_skipped.total(), "3 passed, 1 failed");
        assert!(!none_skipped.all_hold());
        let one_skipped = Checks { rows: vec![row(counts(2, 0, 1))] };
        assert_eq!(one_skipped.total(), "2 passed, 0 failed, 1 skipped");
        let failures = vec![Failure { held_alone: true, ..Failure::default() }];
        let one_again = Checks { rows: vec![row(Counts { failures, ..counts(2, 0, 0) })] };
        assert_eq!(one_again.total(), "2 passed, 0 failed, 1 only when run again");
        assert!(one_again.all_hold());
    }

    #[test]
    fn a_check_that_could_not_be_made_is_a_failure() {
        let mut checks = Checks::default();
        assert!(!checks.take("broken", || anyhow::bail!("no such tool")));
        assert_eq!(checks.total(), "0 passed, 1 failed");
    }
}
