//! The program in its window, driven as the window tests do.

pub mod board;
pub mod start;

#[path = "../../tests/window/driver.rs"]
#[expect(dead_code, reason = "the window tests touch and read more than is measured")]
mod driver;
mod processes;

use anyhow::Result;
use std::future::Future;

fn wait_for<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}
