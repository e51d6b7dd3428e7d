//! PostgreSQL, Redis and Kafka of one's own, from the system's packages: for tests, for measuring, and
//! for trying the central service. Each listens on 127.0.0.1 only, and ends when the process that
//! started it ends, however it ends.

pub mod kafka;
pub mod postgres;
pub mod redis;
mod tended;

pub use kafka::Kafka;
pub use postgres::Postgres;
pub use redis::Redis;

use anyhow::{Context, Result, bail};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where a server keeps what it holds.
pub enum Place {
    /// Gone with the server.
    Temporary(tempfile::TempDir),
    /// There again the next time.
    Kept(PathBuf),
}

impl Place {
    pub fn temporary(name: &str) -> Result<Place> {
        Ok(Place::Temporary(tempfile::Builder::new().prefix(name).tempdir()?))
    }

    pub fn path(&self) -> &Path {
        match self {
            Place::Temporary(folder) => folder.path(),
            Place::Kept(folder) => folder,
        }
    }
}

/// Ports for what listens: below those that systems give to connections going out, any of which could
/// take a server's port before the server does, or while it is down.
const PORTS: Range<u16> = 10_000..32_768;

/// A port that nobody listens on now.
pub fn free_port() -> Result<u16> {
    let mut some = (0..1000).map(|_| rand::random_range(PORTS));
    some.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).context("No port of this machine is free.")
}

/// Whether somebody listens there.
pub fn listens(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_secs(1)).is_ok()
}

/// Asks again and again until the answer is yes.
fn wait(what: &str, patience: Duration, mut is_there: impl FnMut() -> bool) -> Result<()> {
    let start = Instant::now();
    while !is_there() {
        if start.elapsed() > patience {
            bail!("{what} did not come up within {} seconds.", patience.as_secs());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
