//! What the system says of running programs. Linux alone tells it this way.

use anyhow::{Context, Result};
use std::fs;

/// The program that was started with `word` among its arguments, and the processes below it.
pub fn of_program(word: &str) -> Result<Vec<u32>> {
    let all: Vec<u32> =
        fs::read_dir("/proc")?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    let first = all.iter().copied().find(|id| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        let mut words = line.split(|byte| *byte == 0);
        !words.next().is_some_and(|program| program.ends_with(b"WebKitWebDriver"))
            && words.any(|argument| argument == word.as_bytes())
    });
    let mut family = vec![first.with_context(|| format!("no program runs with {word}"))?];
    loop {
        let children =
            all.iter().filter(|id| !family.contains(id) && parent(**id).is_some_and(|id| family.contains(&id)));
        let children: Vec<u32> = children.copied().collect();
        if children.is_empty() {
            return Ok(family);
        }
        family.extend(children);
    }
}

fn parent(id: u32) -> Option<u32> {
    stat_field(id, 4)?.parse().ok()
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

/// Fields as `proc(5)` numbers them; the name, which may hold spaces, ends with a bracket.
fn stat_field(id: u32, number: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    after_name.split(' ').nth(number - 3).map(str::to_owned)
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
