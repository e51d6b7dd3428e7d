//! A Redis of one's own. It is a cache, so it keeps nothing.

use crate::tended::{Tended, Tending};
use crate::{Place, free_port, wait};
use anyhow::Result;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

pub struct Redis {
    pub port: u16,
    // Ends before its folder goes.
    server: Option<Tended>,
    place: Place,
}

impl Redis {
    pub fn temporary() -> Result<Redis> {
        Redis::start(Place::temporary("shalya-redis-")?, free_port()?)
    }

    /// With its log in a folder.
    pub fn kept_in(folder: &Path, port: u16) -> Result<Redis> {
        std::fs::create_dir_all(folder)?;
        Redis::start(Place::Kept(folder.to_owned()), port)
    }

    fn start(place: Place, port: u16) -> Result<Redis> {
        let mut redis = Redis { port, place, server: None };
        redis.go()?;
        Ok(redis)
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn go(&mut self) -> Result<()> {
        let port = self.port.to_string();
        let folder = self.place.path();
        let tending = Tending { folder, log: &folder.join("log"), user: None, signal: "TERM", clear: false };
        let words = ["redis-server", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port];
        self.server = Some(tending.start(&words)?);
        wait("Redis", Duration::from_secs(20), || answers(self.port).unwrap_or(false))
    }

    pub fn kill(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.end_with("KILL"))
    }
}

fn answers(port: u16) -> std::io::Result<bool> {
    let mut line = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_secs(1))?;
    line.set_read_timeout(Some(Duration::from_secs(1)))?;
    line.write_all(b"PING\r\n")?;
    let mut answer = [0; 5];
    line.read_exact(&mut answer)?;
    Ok(answer == *b"+PONG")
}
