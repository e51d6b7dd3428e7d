//! What time it is, and whether the wall clock can be believed.

use domain::Moment;
use domain::moment::DHAKA_OFFSET_MINUTES;
use ipc::ClockDoubt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the shell has the time from; a test hands in its own.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970 by the wall clock, which anyone can set.
    fn wall_ms(&self) -> i64;
    /// Time since some point in the past, by a clock that nobody can set. It may stand still
    /// while the machine sleeps.
    fn steady(&self) -> Duration;
}

/// The machine's own clocks.
pub struct MachineClock {
    started: Instant,
}

impl Default for MachineClock {
    fn default() -> Self {
        MachineClock { started: Instant::now() }
    }
}

impl Clock for MachineClock {
    fn wall_ms(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
        }
    }

    fn steady(&self) -> Duration {
        self.started.elapsed()
    }
}

/// When this program was made: no right clock stands before it.
pub fn made_at() -> Moment {
    let made_s: i64 = env!("SHALYA_MADE_S").parse().unwrap_or_default();
    Moment::new(made_s.saturating_mul(1000), DHAKA_OFFSET_MINUTES)
}

const DAY_MINUTES: i64 = 24 * 60;
/// A terminal may well be switched off for a long leave, and not for longer.
const AHEAD_LIMIT_DAYS: i64 = 400;

/// Doubts a clock that stands more than a day before `believed_at` (the last time it was known to
/// be right), before the program was made, or more than 400 days after both.
pub fn doubt(now: Moment, believed_at: Option<Moment>, made_at: Moment) -> Option<ClockDoubt> {
    let days_since = |earlier: Moment| now.minutes_since(earlier).div_euclid(DAY_MINUTES);
    if let Some(believed_at) = believed_at
        && now < believed_at.plus_minutes(-DAY_MINUTES)
    {
        return Some(ClockDoubt::Behind { days: -days_since(believed_at) });
    }
    if now < made_at {
        return Some(ClockDoubt::Behind { days: -days_since(made_at) });
    }
    let last = believed_at.map_or(made_at, |believed_at| believed_at.max(made_at));
    let days = days_since(last);
    (believed_at.is_some() && days > AHEAD_LIMIT_DAYS).then_some(ClockDoubt::Ahead { days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_to_1970_or_2099_is_doubted() {
        let made: Moment = "2026-11-01T00:00:00Z".parse().unwrap();
        let believed: Moment = "2026-11-22T09:00:00Z".parse().unwrap();
        let at = |text: &str| doubt(text.parse().unwrap(), Some(believed), made);
        assert_eq!(at("2026-11-22T09:05:00Z"), None);
        assert_eq!(at("2026-11-21T12:00:00Z"), None, "a day's difference is put right by hand");
        assert_eq!(at("2026-11-20T09:00:00Z"), Some(ClockDoubt::Behind { days: 2 }));
        assert!(matches!(at("1970-01-01T00:00:00Z"), Some(ClockDoubt::Behind { days }) if days > 20_000));
        assert!(matches!(at("2099-01-01T00:00:00Z"), Some(ClockDoubt::Ahead { days }) if days > 26_000));
        let first_start = doubt("2026-10-30T00:00:00Z".parse().unwrap(), None, made);
        assert_eq!(first_start, Some(ClockDoubt::Behind { days: 2 }));
    }
}
