//! A server under a shell that waits for the end of its own input, which closes when the process that
//! started it ends, and ends the server then.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Tended {
    shell: Child,
    server: u32,
}

/// How a server is started and ended.
pub struct Tending<'a> {
    pub folder: &'a Path,
    /// Written anew at each start.
    pub log: &'a Path,
    /// As whom, where not as ourselves.
    pub user: Option<(u32, u32)>,
    /// What ends it quickly and whole.
    pub signal: &'static str,
    /// Whether its folder goes with it.
    pub clear: bool,
}

impl Tending<'_> {
    pub fn start(&self, command: &[&str]) -> Result<Tended> {
        let script = "log=$1; signal=$2; clear=$3; shift 3; \"$@\" >\"$log\" 2>&1 </dev/null & server=$!; echo $server; \
                      cat >/dev/null; kill -\"$signal\" $server 2>/dev/null; wait $server; \
                      cd /; [ -z \"$clear\" ] || rm -rf \"$clear\"";
        let clear = if self.clear { self.folder.as_os_str() } else { "".as_ref() };
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(self.log).arg(self.signal).arg(clear).args(command);
        shell.current_dir(self.folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Ctrl-C is for us; the server ends when we have.
        shell.process_group(0);
        if let Some((uid, gid)) = self.user {
            shell.uid(uid).gid(gid);
        }
        let mut shell = shell.spawn().context("A shell could not be started.")?;
        let mut told = String::new();
        let output = shell.stdout.take().context("A shell without output.")?;
        BufReader::new(output).read_line(&mut told)?;
        let Ok(server) = told.trim().parse() else { bail!("The shell did not start {}.", command.join(" ")) };
        Ok(Tended { shell, server })
    }
}

impl Tended {
    /// Sends a signal to the server and waits until it is gone.
    pub fn end_with(&mut self, signal: &str) -> Result<()> {
        let (signal, server) = (format!("-{signal}"), self.server.to_string());
        // It may be gone already.
        let _gone = Command::new("kill").args([signal.as_str(), &server]).stderr(Stdio::null()).status()?;
        let start = Instant::now();
        // The shell has not been told to look yet, so a server that ended is a zombie: gone is as good.
        while is_alive(self.server) {
            if start.elapsed() > PATIENCE {
                bail!("Process {server} did not end.");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

fn is_alive(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let state = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().next());
    state.is_some_and(|state| state != "Z" && state != "X")
}

impl Drop for Tended {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // The shell ends with its server.
        let _ended = self.shell.wait();
    }
}
