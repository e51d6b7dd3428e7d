//! How often one caller may ask. Counted in Redis for all replicas together, a window a minute; without
//! Redis by each replica for itself, evenly.

use crate::cache::Cache;
use crate::problem::Problem;
use axum::http::StatusCode;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

const MINUTE_MS: i64 = 60_000;
/// A window is asked about no longer than this after it began.
const KEPT_FOR: Duration = Duration::from_secs(120);
/// Callers remembered before those who have not asked for a while are forgotten.
const MOST_REMEMBERED: usize = 10_000;

pub struct Limits {
    per_minute: NonZeroU32,
    here: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    pub fn new(per_minute: NonZeroU32) -> Limits {
        Limits { per_minute, here: RateLimiter::keyed(Quota::per_minute(per_minute)) }
    }

    /// Counts one request; 429 with the time to wait where it is one too many.
    pub async fn count(
        &self,
        cache: Option<&Cache>,
        hospital: &str,
        subject: &str,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let caller = format!("{hospital}:{subject}");
        let window = now_ms.div_euclid(MINUTE_MS);
        let counted = match cache {
            Some(cache) => cache.count(&format!("limit:{caller}:{window}"), KEPT_FOR).await,
            None => None,
        };
        match counted {
            Some(count) if count <= u64::from(self.per_minute.get()) => Ok(()),
            Some(_) => Err(too_many((window + 1) * MINUTE_MS - now_ms)),
            None => self.count_here(caller),
        }
    }

    fn count_here(&self, caller: String) -> Result<(), Problem> {
        if self.here.len() > MOST_REMEMBERED {
            self.here.retain_recent();
        }
        self.here.check_key(&caller).map_err(|early| {
            let wait = early.wait_time_from(DefaultClock::default().now());
            too_many(i64::try_from(wait.as_millis()).unwrap_or(MINUTE_MS))
        })
    }
}

fn too_many(wait_ms: i64) -> Problem {
    let seconds = u64::try_from(wait_ms.max(0)).unwrap_or(0).div_ceil(1000).max(1);
    let detail = format!("This caller asks more often than is allowed here. Please wait {seconds} s.");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many requests", detail).after(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_caller_is_held_up_and_no_other() {
        let limits = Limits::new(NonZeroU32::new(3).unwrap());
        for _ in 0..3 {
            limits.count(None, "DHAKA", "his", 0).await.unwrap();
        }
        assert_eq!(limits.count(None, "DHAKA", "his", 0).await.unwrap_err().status(), 429);
        limits.count(None, "KHULNA", "his", 0).await.unwrap();
        limits.count(None, "DHAKA", "111", 0).await.unwrap();
    }
}
