//! Counts of sponges, sharps and instruments in words.

use crate::{t, words};
use domain::procedure::{Count, Tally};

/// "Sponges 20 of 20 · sharps 6 of 6 · instruments 34 of 34": what was not counted is left out.
pub fn tallies(count: &Count) -> String {
    let parts = [
        (count.sponges, t!("case-count-sponges")),
        (count.sharps, t!("case-count-sharps")),
        (count.instruments, t!("case-count-instruments")),
    ];
    let told: Vec<String> = parts.into_iter().filter(|(tally, _)| *tally != Tally::default()).map(one).collect();
    if told.is_empty() { t!("case-count-nothing") } else { told.join(" · ") }
}

/// With the stage at which it was counted.
pub fn summary(count: &Count) -> String {
    format!("{}: {}", words::word_of("count-stage", &count.stage), tallies(count))
}

fn one((tally, name): (Tally, String)) -> String {
    t!("case-count-of", name = name, found = tally.found, expected = tally.expected)
}
