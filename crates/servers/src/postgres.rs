//! A PostgreSQL of one's own.

use crate::tended::{Tended, Tending};
use crate::{Place, free_port, wait};
use anyhow::{Context, Result, bail};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A running server; everyone on this machine may connect to it as `shalya`, who owns it.
pub struct Postgres {
    pub port: u16,
    // Ends before its folder goes.
    server: Option<Tended>,
    place: Place,
}

impl Postgres {
    /// In a temporary folder on a free port. It is quick rather than safe: a power cut may lose it.
    pub fn temporary() -> Result<Postgres> {
        Postgres::start(Place::temporary("shalya-postgres-")?, free_port()?)
    }

    /// In a folder where it is found again the next time, and as safe as any.
    pub fn kept_in(folder: &Path, port: u16) -> Result<Postgres> {
        std::fs::create_dir_all(folder)?;
        Postgres::start(Place::Kept(folder.to_owned()), port)
    }

    fn start(place: Place, port: u16) -> Result<Postgres> {
        let mut postgres = Postgres { port, place, server: None };
        let data = postgres.data();
        if let Some((uid, gid)) = unprivileged()? {
            chown(postgres.place.path(), Some(uid), Some(gid))?;
        }
        if !data.join("PG_VERSION").exists() {
            let mut initdb = command("initdb")?;
            initdb.args(["--auth=trust", "--username=shalya", "--encoding=UTF8", "--locale=C.UTF-8", "-D"]).arg(&data);
            if matches!(postgres.place, Place::Temporary(_)) {
                initdb.arg("--no-sync");
            }
            let made = initdb.stdout(Stdio::null()).stdin(Stdio::null()).status().context("initdb was not started")?;
            if !made.success() {
                bail!("initdb could not make a database in {}.", data.display());
            }
        }
        postgres.go()?;
        Ok(postgres)
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// The file in which it says what it does.
    pub fn log(&self) -> PathBuf {
        self.place.path().join("log")
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://shalya@127.0.0.1:{}/{database}", self.port)
    }

    /// Starts it, again after [`Postgres::kill`] with what it holds.
    pub fn go(&mut self) -> Result<()> {
        let (port, data) = (self.port.to_string(), self.data().display().to_string());
        let program = binaries()?.join("postgres").display().to_string();
        let mut words = vec![program.as_str(), "-D", &data, "-p", &port, "-c", "listen_addresses=127.0.0.1"];
        words.extend(["-c", "unix_socket_directories=", "-c", "max_connections=300"]);
        let temporary = matches!(self.place, Place::Temporary(_));
        if temporary {
            // A killed server loses nothing so; a killed machine would.
            words.extend(["-c", "fsync=off"]);
        }
        let tending = Tending {
            folder: self.place.path(),
            log: &self.log(),
            user: unprivileged()?,
            signal: if temporary { "QUIT" } else { "INT" },
            clear: temporary,
        };
        self.server = Some(tending.start(&words)?);
        let answers = || match command("pg_isready") {
            Ok(mut ready) => {
                ready.args(["-q", "-h", "127.0.0.1", "-U", "shalya", "-d", "postgres", "-p", &port]);
                ready.status().is_ok_and(|status| status.success())
            }
            Err(_) => false,
        };
        wait("PostgreSQL", Duration::from_secs(60), answers)
    }

    /// At once and without tidying up, as a power cut does it; it must recover when it starts again.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(mut server) = self.server.take() {
            server.end_with("QUIT")?;
            // The shell would clear the folder away.
            std::mem::forget(server);
        }
        Ok(())
    }

    /// Makes a database that is not there yet.
    pub fn create_database(&self, name: &str) -> Result<()> {
        let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
        let found = self.psql(&sql)?;
        if found.trim().is_empty() {
            self.psql(&format!("CREATE DATABASE {name}"))?;
        }
        Ok(())
    }

    fn psql(&self, sql: &str) -> Result<String> {
        let mut psql = command("psql")?;
        psql.args(["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &self.url("postgres"), "-c", sql]);
        let output = psql.output().context("psql was not started")?;
        if !output.status.success() {
            bail!("PostgreSQL refused {sql}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Whether the user that runs PostgreSQL can come into this folder: root's own are closed to it.
pub fn can_be_kept_in(folder: &Path) -> Result<bool> {
    let Some((uid, gid)) = unprivileged()? else { return Ok(true) };
    let deepest = folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder);
    let mut test = Command::new("test");
    Ok(test.arg("-x").arg(deepest).uid(uid).gid(gid).current_dir("/").status()?.success())
}

fn command(name: &str) -> Result<Command> {
    let mut command = Command::new(binaries()?.join(name));
    command.current_dir("/");
    if let Some((uid, gid)) = unprivileged()? {
        command.uid(uid).gid(gid);
    }
    Ok(command)
}

/// PostgreSQL refuses to run as root; the package's own user does it then.
fn unprivileged() -> Result<Option<(u32, u32)>> {
    if std::fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let number = |what: &str| -> Result<u32> {
        let output = Command::new("id").args([what, "postgres"]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        text.parse().context("There is no user \"postgres\", whom the package of PostgreSQL makes.")
    };
    Ok(Some((number("-u")?, number("-g")?)))
}

/// Where Debian keeps them, newest first, or wherever they are on the PATH.
fn binaries() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    found.sort();
    match found.pop() {
        Some(folder) => Ok(folder),
        None => {
            let output = Command::new("pg_config").arg("--bindir").output().context("PostgreSQL is not installed.")?;
            Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
        }
    }
}
