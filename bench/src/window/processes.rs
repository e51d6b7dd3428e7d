//! The program and its helpers: which they are, since when they run, what memory they hold.

use super::driver::processes::{all, children, stat_field, words};
use anyhow::{Context, Result};
use std::fs;

/// The program that was started with `word` among its arguments, and the processes below it.
pub fn of_program(word: &str) -> Result<Vec<u32>> {
    let is_it = |id: &u32| {
        let words = words(*id);
        let is_driver = words.first().is_some_and(|program| program.ends_with("WebKitWebDriver"));
        !is_driver && words.iter().skip(1).any(|argument| argument == word)
    };
    let mut family = vec![all()?.into_iter().find(is_it).with_context(|| format!("no program runs with {word}"))?];
    let mut met = 0;
    while let Some(id) = family.get(met).copied() {
        family.extend(children(id)?);
        met += 1;
    }
    Ok(family)
}

/// Milliseconds of the wall clock at which the process began, to the system's tick of 10.
pub fn began_ms(id: u32) -> Result<f64> {
    const TICKS_PER_S: f64 = 100.0;
    let began_s =
        stat_field(id, 22).and_then(|ticks| ticks.parse::<f64>().ok()).context("no start time")? / TICKS_PER_S;
    let uptime = fs::read_to_string("/proc/uptime")?;
    let up_s: f64 = uptime.split(' ').next().and_then(|seconds| seconds.parse().ok()).context("no uptime")?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok((now.as_secs_f64() - up_s + began_s) * 1000.0)
}

/// Memory of these processes in KiB; what they share with each other and others by its part.
pub fn resident_kib(ids: &[u32]) -> Result<f64> {
    let mut total = 0.0;
    for id in ids {
        // A helper process may have ended since it was found.
        let Ok(rollup) = fs::read_to_string(format!("/proc/{id}/smaps_rollup")) else { continue };
        let line = rollup.lines().find(|line| line.starts_with("Pss:")).context("no Pss")?;
        total += line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).context("no Pss")?;
    }
    Ok(total)
}
