//! Redis, where there is one. A key carries the version of what it holds as the database told it just
//! before, so that nothing stale can be found under it: a read that began before a write keeps its
//! answer under the old version, which nobody asks for any more. Without Redis everything is slower
//! and nothing is wrong.

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Mutex;
use std::time::{Duration, Instant};

pub const CODES_FOR: Duration = Duration::from_secs(4 * 3600);
pub const PATIENT_FOR: Duration = Duration::from_secs(3600);
/// A cache that takes longer than this is slower than the database.
const TIMEOUT: Duration = Duration::from_millis(250);
/// After a fault it is left alone for this long, so that no request waits for it.
const LEFT_ALONE_FOR: Duration = Duration::from_secs(3);

pub struct Cache {
    connection: ConnectionManager,
    failed_at: Mutex<Option<Instant>>,
}

impl Cache {
    /// Connects when it is first asked.
    pub fn new(url: &str) -> Result<Cache, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_max_delay(TIMEOUT)
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT));
        let connection = ConnectionManager::new_lazy_with_config(Client::open(url)?, config)?;
        Ok(Cache { connection, failed_at: Mutex::default() })
    }

    /// What is kept under `key`; nothing where it is not, or cannot be read.
    pub async fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let found: Option<Vec<u8>> = self.ask(redis::cmd("GET").arg(key)).await?;
        serde_json::from_slice(&found?).ok()
    }

    /// Keeps `value` under `key` for a while.
    pub async fn keep(&self, key: &str, value: &impl Serialize, time: Duration) {
        let Ok(json) = serde_json::to_vec(value) else { return };
        let _kept: Option<()> = self.ask(redis::cmd("SET").arg(key).arg(json).arg("EX").arg(time.as_secs())).await;
    }

    /// Counts one more under `key` and gives how many there are since it was first counted; nothing
    /// where that cannot be counted.
    pub async fn count(&self, key: &str, time: Duration) -> Option<u64> {
        let count: u64 = self.ask(redis::cmd("INCR").arg(key)).await?;
        if count == 1 {
            let _kept: Option<()> = self.ask(redis::cmd("EXPIRE").arg(key).arg(time.as_secs())).await;
        }
        Some(count)
    }

    /// Whether it answers now.
    pub async fn answers(&self) -> bool {
        let mut connection = self.connection.clone();
        redis::cmd("PING").query_async::<()>(&mut connection).await.is_ok()
    }

    async fn ask<T: redis::FromRedisValue>(&self, command: &redis::Cmd) -> Option<T> {
        if self.failed_at().is_some_and(|at| at.elapsed() < LEFT_ALONE_FOR) {
            return None;
        }
        let mut connection = self.connection.clone();
        match command.query_async(&mut connection).await {
            Ok(answer) => Some(answer),
            Err(problem) => {
                tracing::warn!(%problem, "the cache is left alone");
                *self.failed_at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Instant::now());
                None
            }
        }
    }

    fn failed_at(&self) -> Option<Instant> {
        *self.failed_at.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
