//! The service as its own process, which can be killed as a power cut does it.

use super::SECRET;
use central::serve::use_cryptography;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Process {
    pub base: String,
    pub id: u32,
    child: Child,
}

impl Process {
    /// Serves this database; `settings` are names and values of the environment.
    pub async fn start(database: &str, settings: &[(&str, &str)]) -> Process {
        use_cryptography();
        let port = servers::free_port().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_shalya-central"));
        command.arg("serve").env("DATABASE_URL", database).env("SHALYA_SECRET", SECRET);
        command.env("SHALYA_LISTEN", format!("127.0.0.1:{port}")).envs(settings.iter().copied());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let process = Process { base: format!("http://127.0.0.1:{port}"), id: child.id(), child };
        let patience = Instant::now() + Duration::from_secs(60);
        while reqwest::get(format!("{}/health/ready", process.base)).await.map_or(true, |it| !it.status().is_success())
        {
            assert!(Instant::now() < patience, "the service did not come up");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        process
    }

    /// Where it listens: host and port.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// It does nothing until it is told to go on, as on a machine that is held up.
    pub fn hold(&self) {
        self.signal("-STOP");
    }

    pub fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.id.to_string()]).status().unwrap().success());
    }

    /// As a power cut does it.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}
