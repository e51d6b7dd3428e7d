//! A point in time as the theatre's clock showed it: UTC inside, the offset kept.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use time::{Date, OffsetDateTime, Time, UtcOffset, format_description::well_known::Rfc3339};

/// Milliseconds since 1970 in UTC, with the offset in minutes of the clock that showed it.
/// Ordered and compared by the instant alone. Written as RFC 3339.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    utc_ms: i64,
    offset_minutes: i16,
}

/// 9999-12-31T23:59:59.999Z; the `time` crate ends there.
const LATEST_MS: i64 = 253_402_300_799_999;
/// 0001-01-01 with room for any offset.
const EARLIEST_MS: i64 = -62_135_500_000_000;
const OFFSET_LIMIT_MINUTES: i16 = 14 * 60;
const MS_PER_MINUTE: i64 = 60_000;

/// Asia/Dhaka: UTC+6 the whole year.
pub const DHAKA_OFFSET_MINUTES: i16 = 360;

impl Moment {
    /// Later than anything that is planned.
    pub const LATEST: Moment = Moment { utc_ms: LATEST_MS - 86_400_000, offset_minutes: 0 };

    /// Clamped into the years 1 to 9999 and offsets of at most 14 hours, so that no input can
    /// make a later calculation fail.
    pub fn new(utc_ms: i64, offset_minutes: i16) -> Self {
        Moment {
            utc_ms: utc_ms.clamp(EARLIEST_MS, LATEST_MS - 86_400_000),
            offset_minutes: offset_minutes.clamp(-OFFSET_LIMIT_MINUTES, OFFSET_LIMIT_MINUTES),
        }
    }

    /// The moment when clocks at `offset_minutes` show `date` and `time`.
    pub fn at(date: Date, time: Time, offset_minutes: i16) -> Self {
        let local = date.with_time(time).assume_utc();
        let ms = (local.unix_timestamp_nanos() / 1_000_000) as i64;
        Moment::new(ms - i64::from(offset_minutes) * MS_PER_MINUTE, offset_minutes)
    }

    pub fn utc_ms(self) -> i64 {
        self.utc_ms
    }

    pub fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    pub fn plus_minutes(self, minutes: i64) -> Self {
        let ms = minutes.saturating_mul(MS_PER_MINUTE);
        Moment::new(self.utc_ms.saturating_add(ms), self.offset_minutes)
    }

    /// Whole minutes from `earlier` to `self`, rounded down; negative when `self` came first.
    pub fn minutes_since(self, earlier: Moment) -> i64 {
        (self.utc_ms - earlier.utc_ms).div_euclid(MS_PER_MINUTE)
    }

    pub fn local(self) -> OffsetDateTime {
        let offset = UtcOffset::from_whole_seconds(i32::from(self.offset_minutes) * 60).unwrap_or(UtcOffset::UTC);
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.utc_ms) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(offset)
    }

    /// The calendar day of the clock that showed this moment.
    pub fn date(self) -> Date {
        self.local().date()
    }

    pub fn time(self) -> Time {
        self.local().time()
    }
}

/// Midnight to midnight of `date` at `offset_minutes`: the half-open interval of a theatre day.
pub fn day_bounds(date: Date, offset_minutes: i16) -> (Moment, Moment) {
    let start = Moment::at(date, Time::MIDNIGHT, offset_minutes);
    (start, start.plus_minutes(24 * 60))
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.utc_ms == other.utc_ms
    }
}

impl Eq for Moment {}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.utc_ms.cmp(&other.utc_ms)
    }
}

impl std::hash::Hash for Moment {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.utc_ms.hash(state);
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.local().format(&Rfc3339).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl std::str::FromStr for Moment {
    type Err = time::error::Parse;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339)?;
        let ms = parsed.unix_timestamp_nanos().div_euclid(1_000_000) as i64;
        Ok(Moment::new(ms, parsed.offset().whole_minutes()))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, time};

    #[test]
    fn the_offset_is_kept_and_the_instant_compared() {
        let dhaka: Moment = "2026-01-21T09:00:00+06:00".parse().unwrap();
        let utc: Moment = "2026-01-21T03:00:00Z".parse().unwrap();
        assert_eq!(dhaka, utc);
        assert_eq!(dhaka.to_string(), "2026-01-21T09:00:00+06:00");
        assert_eq!(dhaka.date(), date!(2026 - 01 - 21));
        assert_eq!(Moment::at(date!(2026 - 01 - 21), time!(9:00), 360), dhaka);
    }

    #[test]
    fn no_number_makes_it_fail() {
        for ms in [i64::MIN, -1, 0, i64::MAX] {
            for offset in [i16::MIN, 0, i16::MAX] {
                let moment = Moment::new(ms, offset).plus_minutes(i64::MAX).plus_minutes(i64::MIN);
                assert_eq!(moment, moment.to_string().parse().unwrap());
            }
        }
    }
}
