//! A screen where there is none: Xvfb, a session bus, and what a web view needs to draw on them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::program;
use crate::screenshot::Picture;

/// Whether there is a screen to open a window on.
pub fn present() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A screen that nobody sees. It ends when it is dropped.
pub struct HiddenScreen {
    server: Child,
    display: String,
    framebuffer: PathBuf,
}

impl HiddenScreen {
    /// Starts a screen of `width` × `height` pixels; its picture is kept in `folder`.
    pub fn start(folder: &Path, width: u32, height: u32) -> Result<HiddenScreen> {
        let framebuffer = folder.join(format!("screen-{}", std::process::id()));
        fs::create_dir_all(&framebuffer)?;
        let mut server = Command::new("Xvfb");
        server
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .arg("-fbdir")
            .arg(&framebuffer)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = program::start(&mut server)?;
        // The server names its display once it answers there.
        let mut number = String::new();
        if let Some(said) = server.stdout.take() {
            BufReader::new(said).read_line(&mut number)?;
        }
        let screen = HiddenScreen { server, display: format!(":{}", number.trim()), framebuffer };
        if number.trim().is_empty() {
            bail!("Xvfb ended before it offered a display.");
        }
        Ok(screen)
    }

    /// `program` on this screen, with a session bus of its own.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new("dbus-run-session");
        command
            .arg("--")
            .arg(program)
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }

    /// What the screen shows now.
    pub fn picture(&self) -> Result<Picture> {
        let file = self.framebuffer.join("Xvfb_screen0");
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        Picture::from_xwd(&bytes).context("The picture that Xvfb keeps could not be read.")
    }
}

impl Drop for HiddenScreen {
    fn drop(&mut self) {
        program::end(&mut self.server);
        let _ = fs::remove_dir_all(&self.framebuffer);
    }
}
