//! Since when each thing has been up or down.

use std::collections::HashMap;
use std::sync::Mutex;

#[derive(Default)]
pub struct Since(Mutex<HashMap<&'static str, (bool, i64)>>);

impl Since {
    /// Notes how `what` is at `now_ms` and gives since when it has been so.
    pub fn note(&self, what: &'static str, up: bool, now_ms: i64) -> i64 {
        // A lock that a panic left behind holds nothing but these times.
        let mut known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let entry = known.entry(what).or_insert((up, now_ms));
        if entry.0 != up {
            *entry = (up, now_ms);
        }
        entry.1
    }
}
