//! A line that breaks: everything goes through it until it is cut, in the middle of whatever it carries.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub struct Line {
    pub base: String,
    left: Arc<AtomicI64>,
    is_up: Arc<AtomicBool>,
}

impl Line {
    /// A line to the service at `base`.
    pub async fn to(base: &str) -> Line {
        let to = base.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line = Line {
            base: format!("http://{}", listener.local_addr().unwrap()),
            left: Arc::new(AtomicI64::new(i64::MAX)),
            is_up: Arc::new(AtomicBool::new(true)),
        };
        let (left, is_up) = (line.left.clone(), line.is_up.clone());
        tokio::spawn(async move {
            loop {
                let Ok((near, _)) = listener.accept().await else { continue };
                if !is_up.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(far) = TcpStream::connect(&to).await else { continue };
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = far.into_split();
                tokio::spawn(carry(near_in, far_out, left.clone(), is_up.clone()));
                tokio::spawn(carry(far_in, near_out, left.clone(), is_up.clone()));
            }
        });
        line
    }

    /// Cuts it after so many more bytes, in either direction.
    pub fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.left.store(i64::MAX, Ordering::SeqCst);
        self.is_up.store(true, Ordering::SeqCst);
    }
}

async fn carry(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    left: Arc<AtomicI64>,
    is_up: Arc<AtomicBool>,
) {
    let mut bytes = vec![0; 4096];
    loop {
        let read = tokio::time::timeout(Duration::from_millis(50), from.read(&mut bytes)).await;
        if !is_up.load(Ordering::SeqCst) {
            return;
        }
        let Ok(read) = read else { continue };
        let Ok(count @ 1..) = read else { return };
        let before = left.fetch_sub(count as i64, Ordering::SeqCst);
        let whole = before.clamp(0, count as i64) as usize;
        if to.write_all(&bytes[..whole]).await.is_err() {
            return;
        }
        if whole < count {
            is_up.store(false, Ordering::SeqCst);
            return;
        }
    }
}
