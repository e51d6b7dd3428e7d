//! Calling other programs, and saying plainly when one is missing or fails.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, bail};

/// A `cargo` of the toolchain that runs us, working in `folder`.
pub fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

/// Runs `command` to its end, its output being ours. Fails when it can't start or doesn't succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|problem| not_started(command, problem))?;
    if !status.success() {
        bail!("`{}` failed ({status}).", line(command));
    }
    Ok(())
}

/// Runs `command` and takes what it writes on standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|problem| not_started(command, problem))?;
    if !output.status.success() {
        bail!("`{}` failed ({}).", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote something other than text.", line(command)))
}

/// Whether `command` can be started and succeeds; what it writes is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Starts `command` without waiting for it.
pub fn start(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|problem| not_started(command, problem))
}

/// Asks a program to end; after five seconds it is made to.
pub fn end(child: &mut Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let patience = Instant::now() + Duration::from_secs(5);
    while Instant::now() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Where `name` lies on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The command as a person would type it, for messages.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, problem: std::io::Error) -> Error {
    let name = command.get_program().to_string_lossy().into_owned();
    match problem.kind() {
        ErrorKind::NotFound => Error::msg(format!("`{name}` was not found. Please install it.")),
        _ => Error::new(problem).context(format!("`{name}` could not be started")),
    }
}
