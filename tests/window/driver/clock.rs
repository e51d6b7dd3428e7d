//! What time it is for the program: the machine's own, or another that libfaketime tells it.

use std::time::{SystemTime, UNIX_EPOCH};

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;
/// 10:20 in Dhaka, by the clock of the world.
const MID_MORNING_S: i64 = 4 * HOUR_S + 1200;
/// The first of January 1970 was a Thursday.
const FIRST_SUNDAY_S: i64 = 3 * DAY_S;
/// The first of March 2099, a Sunday.
const YEAR_2099_S: i64 = 4_075_401_600;

/// How many seconds the program's clock is ahead of the machine's. It goes on as clocks do, also while
/// the program is not running.
#[derive(Clone, Copy, Default)]
pub struct Clock(i64);

impl Clock {
    /// Mid-morning of the next Sunday: a working day, on which some cases are done, some are in the
    /// theatre and some wait. So the board is the same at whatever hour the story is told.
    pub fn of_a_working_morning() -> Clock {
        let now = now_s();
        let week = 7 * DAY_S;
        let since_sunday = (now - FIRST_SUNDAY_S - MID_MORNING_S).rem_euclid(week);
        Clock(week - since_sunday)
    }

    /// An empty battery's: 1970 begins again.
    pub fn of_1970() -> Clock {
        Clock(DAY_S - now_s())
    }

    pub fn of_2099() -> Clock {
        Clock(YEAR_2099_S - now_s())
    }

    /// What the program must be started with.
    pub(super) fn environment(self) -> Vec<(&'static str, String)> {
        if self.0 == 0 {
            return Vec::new();
        }
        vec![
            ("LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1".to_owned()),
            ("FAKETIME", format!("{:+}", self.0)),
            // Nobody can set the steady clock, nor when a file was written.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("NO_FAKE_STAT", "1".to_owned()),
        ]
    }
}

fn now_s() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}
