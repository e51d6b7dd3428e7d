//! What the story stands on: the harness of the service's own tests, and the service as a program.

#[path = "../../central/tests/service/harness/kafka.rs"]
pub mod kafka;
#[path = "../../central/tests/service/harness/line.rs"]
pub mod line;

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const SECRET: &str = "a secret of the story, of 32 or more characters";

/// The central service as its operators run it.
pub struct Centre {
    pub base: String,
    database: String,
    kafka: String,
    process: Option<Child>,
}

impl Centre {
    /// Migrated, and not serving yet.
    pub fn new(database: &str, kafka: &str) -> Result<Centre> {
        let base = format!("http://127.0.0.1:{}", servers::free_port()?);
        let centre = Centre { base, database: database.into(), kafka: kafka.into(), process: None };
        ensure!(centre.command().arg("migrate").stdout(Stdio::null()).status()?.success(), "it does not migrate");
        Ok(centre)
    }

    fn command(&self) -> Command {
        let program: PathBuf =
            std::env::var_os("SHALYA_CENTRAL").expect("SHALYA_CENTRAL names the built service").into();
        let mut command = Command::new(program);
        command
            .env("DATABASE_URL", &self.database)
            .env("KAFKA_BROKERS", &self.kafka)
            .env("SHALYA_SECRET", SECRET)
            .env("SHALYA_LISTEN", self.base.trim_start_matches("http://"))
            .stderr(Stdio::null());
        command
    }

    /// Serves when this returns.
    pub async fn go(&mut self) -> Result<()> {
        self.process = Some(self.command().arg("serve").spawn().context("the service does not start")?);
        let patience = Instant::now() + Duration::from_secs(30);
        while tokio::net::TcpStream::connect(self.base.trim_start_matches("http://")).await.is_err() {
            ensure!(Instant::now() < patience, "the service does not listen");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// As a power cut does it.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(mut process) = self.process.take() {
            process.kill()?;
            process.wait()?;
        }
        Ok(())
    }

    /// What it prints for an operator.
    pub fn says(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command().args(arguments).output()?;
        ensure!(output.status.success(), "{arguments:?} is refused");
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        // A test that failed leaves no service behind.
        let _ = self.kill();
    }
}
