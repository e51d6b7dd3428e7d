//! Bad days, as the window tells them. The shell's and the store's own tests have the others: a
//! full disk, wrong keys, the delay after wrong PINs.

use crate::axe;
use crate::booking::NASIMA;
use crate::driver::{Clock, LOOK_EVERY, PATIENCE, Window, data};
use crate::people::{self, NURSE};
use anyhow::{Context, Result, bail, ensure};
use language::{Language, digits, say, t};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A second start shows the window that is there, and ends. Where programs can't find each other it
/// says that the first is open. Either way the first goes on.
pub async fn two_starts(window: &Window, folder: &Path, clock: Clock) -> Result<()> {
    let mut second = window.start_again()?;
    let started = Instant::now();
    let ended = loop {
        match second.try_wait()? {
            Some(status) => break status,
            None if started.elapsed() < PATIENCE => tokio::time::sleep(LOOK_EVERY).await,
            None => {
                second.kill()?;
                bail!("the second start does not end");
            }
        }
    };
    ensure!(ended.success(), "the second start ends well: {ended}");
    let apart = Window::open_apart(folder, window.language, clock).await?;
    apart.see(&t!(apart.language, "refusal-already-open")).await?;
    apart.keep_picture("in-use").await?;
    axe::check(&apart, "in-use").await?;
    apart.close().await?;
    window.see(&t!(window.language, "frame-switch")).await
}

/// A clock that can't be right is told on every page, and everything recorded is still there.
pub async fn wrong_clocks(folder: &Path, language: Language) -> Result<()> {
    for (clock, name) in [(Clock::of_1970(), "clock-behind"), (Clock::of_2099(), "clock-ahead")] {
        let mut window = Window::open(folder, language, clock).await?;
        // Nobody is on a list of that day: the name is typed.
        window.fill(&t!(language, "who-search"), window.named(&NURSE.name)).await?;
        people::sign_in(&mut window, &NURSE).await?;
        let told = say(language, &format!("frame-{name}"), &[("days", 9.into())]);
        let after_the_number = told.split_once(&digits(language, "9")).map_or("", |(_, rest)| rest);
        window.see(after_the_number.trim_matches(['\u{2069}', ' '])).await?;
        window.touch(&t!(language, "frame-patients")).await?;
        window.see(window.named(&NASIMA)).await?;
        window.look_at(name).await?;
        window.close().await?;
    }
    Ok(())
}

/// Half of the file is gone. It is told, a restore is offered, and the file stays as it is.
pub async fn damaged(folder: &Path, language: Language, clock: Clock) -> Result<()> {
    let file = data(folder).join("shalya.db");
    let whole = std::fs::read(&file)?;
    let half = &whole[..whole.len() / 2];
    std::fs::write(&file, half)?;
    std::fs::remove_file(data(folder).join("shalya.db-wal")).ok();
    let window = Window::open(folder, language, clock).await?;
    window.see(&t!(language, "trouble-damaged")).await?;
    window.see(&t!(language, "setup-restore-now")).await?;
    window.look_at("recovery").await?;
    ensure!(!window.shows(&t!(language, "setup-this-terminal")).await?, "nothing is begun afresh over records");
    window.close().await?;
    ensure!(std::fs::read(&file)? == half, "the damaged file is left as it is");
    Ok(())
}

/// A folder that can't be written to: nothing is begun, and the page names the folder.
pub async fn read_only(language: Language, clock: Clock) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let Some(disk) = ReadOnly::mount(&data(folder.path()))? else { return Ok(()) };
    let mut window = Window::open(folder.path(), language, clock).await?;
    // The choice of a language can't be kept either; Bangla is what it starts with.
    window.touch(&t!(Language::Bangla, "setup-explore")).await?;
    window.see(&t!(Language::Bangla, "trouble-read-only")).await?;
    window.see(&disk.0).await?;
    window.keep_picture("read-only").await?;
    window.close().await
}

/// A disk that takes nothing, gone when it is dropped.
struct ReadOnly(String);

impl ReadOnly {
    /// None, with the reason printed, where this user may not mount one.
    fn mount(path: &Path) -> Result<Option<ReadOnly>> {
        std::fs::create_dir(path)?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs"]).arg(path).output();
        let path = path.to_str().context("a folder's name is text")?.to_owned();
        match mounted {
            Ok(output) if output.status.success() => Ok(Some(ReadOnly(path))),
            Ok(output) => {
                println!(
                    "  skipped: this user may not mount a disk ({})",
                    String::from_utf8_lossy(&output.stderr).trim()
                );
                Ok(None)
            }
            Err(fault) => {
                println!("  skipped: this user may not mount a disk ({fault})");
                Ok(None)
            }
        }
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        Command::new("umount").args(["-l", &self.0]).status().ok();
    }
}
