//! A hybrid logical clock (Kulkarni et al. 2014, "Logical physical clocks"): a time that follows
//! the wall clock when that is sane, and only ever rises when it is not.
//!
//! Three rules against bad clocks:
//! - Our own clock set back, to 1970 even: we go on from our last time by counting.
//! - Our own clock set ahead and corrected later: the same. Facts already carry the far time, and a
//!   time that went back would put an author's later fact before his earlier one. So this author
//!   counts until the wall clock catches up, or until a new epoch starts a new clock.
//! - Another's clock far ahead: it is not followed. We never stand more than [`MAX_AHEAD_MS`] beyond
//!   a wall clock of our own because of anyone else, so one bad clock in the hospital stays one.
//!
//! What then sorts oddly is only facts that did not know of each other: a fact's parents come first.

use std::fmt;
use std::str::FromStr;

use crate::malformed::Malformed;

/// How far beyond our own wall clock another's time is still followed: an hour. Cheap clocks drift
/// some 10 minutes in two months without sync; a wrong time zone here is off by 6 hours.
pub const MAX_AHEAD_MS: i64 = 60 * 60 * 1000;
/// The last millisecond that a UUIDv7 can name (48 bits, the year 10889), and an [`Hlc`] too.
pub const MAX_HLC_WALL_MS: i64 = (1 << 48) - 1;
/// A wall clock beyond the year 9999 counts as this, which leaves the counter room above it.
const LAST_WALL_MS: i64 = 253_402_300_799_999;

/// A moment of the hybrid clock. Ordered; its text sorts as it does.
///
/// Text is `000000000000000-0000000000`: 15 digits of milliseconds, 10 of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hlc {
    wall_ms: i64,
    counter: u32,
}

impl Hlc {
    /// Before every moment that a clock gives.
    pub const ZERO: Self = Self { wall_ms: 0, counter: 0 };

    /// None when `wall_ms` is outside 0 to [`MAX_HLC_WALL_MS`].
    pub fn new(wall_ms: i64, counter: u32) -> Option<Self> {
        (0..=MAX_HLC_WALL_MS).contains(&wall_ms).then_some(Self { wall_ms, counter })
    }

    /// Milliseconds since 1970 UTC, never negative.
    pub fn wall_ms(self) -> i64 {
        self.wall_ms
    }

    /// Tells moments of one millisecond apart.
    pub fn counter(self) -> u32 {
        self.counter
    }

    /// The very next moment. The last of all has none and stays: no ticking clock gets there.
    fn next(self) -> Self {
        match self.counter.checked_add(1) {
            Some(counter) => Self { counter, ..self },
            None => Self::new(self.wall_ms + 1, 0).unwrap_or(self),
        }
    }
}

impl fmt::Display for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:015}-{:010}", self.wall_ms, self.counter)
    }
}

impl FromStr for Hlc {
    type Err = Malformed;

    /// Takes exactly what `Display` gives.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        fn digits<N: FromStr>(text: &str, width: usize) -> Option<N> {
            // A number's own parser would take a plus sign.
            (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
        }
        text.split_once('-')
            .and_then(|(wall_ms, counter)| Self::new(digits(wall_ms, 15)?, digits(counter, 10)?))
            .ok_or(Malformed::Impossible { field: "hlc" })
    }
}

/// One author's hybrid clock. The wall clock is handed in at each call, in milliseconds since 1970.
#[derive(Debug, Clone)]
pub struct HybridClock {
    last: Hlc,
}

impl HybridClock {
    /// A clock that goes on after `last`, the greatest [`Hlc`] this author has used in this epoch,
    /// or [`Hlc::ZERO`].
    pub fn after(last: Hlc) -> Self {
        Self { last }
    }

    /// The time for a new fact: greater than every time this clock gave or followed before.
    pub fn tick(&mut self, now_ms: i64) -> Hlc {
        let wall = Hlc { wall_ms: sane(now_ms), counter: 0 };
        self.last = wall.max(self.last.next());
        self.last
    }

    /// Learns of another author's time, so that what we record next comes after it; unless that
    /// time is more than [`MAX_AHEAD_MS`] beyond `now_ms`, which is said and not followed.
    pub fn observe(&mut self, remote: Hlc, now_ms: i64) -> Observed {
        let by_ms = remote.wall_ms - sane(now_ms);
        if by_ms > MAX_AHEAD_MS {
            return Observed::Ahead { by_ms };
        }
        self.last = self.last.max(remote);
        Observed::Followed
    }
}

/// What became of another's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observed {
    /// Our next fact comes after it.
    Followed,
    /// It stands this far beyond our wall clock: one of the two clocks is wrong.
    Ahead { by_ms: i64 },
}

fn sane(now_ms: i64) -> i64 {
    now_ms.clamp(0, LAST_WALL_MS)
}
