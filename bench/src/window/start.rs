//! From the start of the program to a window that can be used, and the memory it takes then, with
//! a year of cases, against an empty Tauri window.

use super::driver::{Clock, Window};
use super::{processes, wait_for};
use crate::hospital;
use crate::row::{Pair, Row};
use anyhow::{Context, Result};
use language::Language;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROUNDS: usize = 7;
/// After which a window that nobody touches has done what it does at its start, and its helper
/// programs have taken the memory that they go on with.
const SETTLED: Duration = Duration::from_secs(3);

pub fn measure() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir_in(".")?;
    let data = folder.path().canonicalize()?;
    drop(hospital::of_days(&data.join("data"), 365)?);
    let (mut start, mut memory) = (Pair::default(), Pair::default());
    for round in 0..=ROUNDS {
        let (ours_ms, ours_kib) = wait_for(started(&program("SHALYA_BINARY")?, &data))?;
        let (reference_ms, reference_kib) = wait_for(started(&program("EMPTY_WINDOW_BINARY")?, &data))?;
        eprintln!("{ours_ms:.0} ms, empty {reference_ms:.0} ms; {ours_kib:.0} KiB, empty {reference_kib:.0} KiB");
        // The first of each only warms the disk.
        if round > 0 {
            start.ours.push(ours_ms);
            start.reference.push(reference_ms);
            memory.ours.push(ours_kib);
            memory.reference.push(reference_kib);
        }
    }
    Ok(vec![
        start.row("start to interactive, a year of cases", "ms", "empty Tauri window", 1.3, None),
        memory.row("memory of all its processes, 3 s later", "KiB", "empty Tauri window", 1.3, None),
    ])
}

fn program(variable: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable).with_context(|| format!("{variable} names the built program"))?;
    Ok(path.into())
}

/// Milliseconds until the page says that it can be used, and KiB.
async fn started(program: &Path, folder: &Path) -> Result<(f64, f64)> {
    const INTERACTIVE: &str = "return performance.getEntriesByName('interactive').length > 0;";
    const WHEN: &str = "return performance.timeOrigin + performance.getEntriesByName('interactive')[0].startTime;";
    let window = Window::open_program(program, folder, Language::English, Clock::default()).await?;
    window.wait_script(INTERACTIVE, vec![]).await?;
    let interactive_ms = window.script(WHEN, vec![]).await?.as_f64().context("no time of the mark")?;
    let family = processes::of_program(&folder.join("data").to_string_lossy())?;
    let began_ms = processes::began_ms(family[0])?;
    tokio::time::sleep(SETTLED).await;
    let kib = processes::resident_kib(&family)?;
    window.close().await?;
    Ok((interactive_ms - began_ms, kib))
}
