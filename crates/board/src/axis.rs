//! The board's time axis: which hours it shows, and where on it a moment stands.

use domain::Moment;
use ipc::{CaseLine, Day};

/// The stretch of time that a board shows, whole hours at both ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Axis {
    pub from: Moment,
    pub until: Moment,
}

/// A line of the axis at a full hour; `new_day` where the date changes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mark {
    pub at: Moment,
    pub new_day: bool,
}

/// A session is shown with this much after it, so that there is room to drop a case.
const AFTER_SESSION_MINUTES: i64 = 120;
/// A day without lists is drawn from eight to five all the same: emergencies need a place.
const CLOSED_DAY: (i64, i64) = (8 * 60, 17 * 60);
/// A case of the night before or after stretches the axis by no more than this.
const BEYOND_MIDNIGHT_MINUTES: i64 = 6 * 60;

impl Axis {
    /// From the session's start to two hours after its end, stretched to the earliest and the
    /// last case; on the day itself to now. `midnight` begins the day.
    pub fn of_day(day: &Day, midnight: Moment, now: Moment) -> Axis {
        let closed = (midnight.plus_minutes(CLOSED_DAY.0), midnight.plus_minutes(CLOSED_DAY.1));
        let lists = day.session.map(|(opens, closes)| (opens, closes.plus_minutes(AFTER_SESSION_MINUTES)));
        let (mut from, mut until) = lists.unwrap_or(closed);
        let spans = day.cases.iter().flat_map(|case| [case.planned, case.expected]).flatten();
        for (start, end) in spans {
            from = from.min(start);
            until = until.max(end);
        }
        let ends = midnight.plus_minutes(24 * 60);
        if now >= midnight && now < ends {
            from = from.min(now);
            until = until.max(now.plus_minutes(30));
        }
        let from = from.max(midnight.plus_minutes(-BEYOND_MIDNIGHT_MINUTES));
        let until = until.min(ends.plus_minutes(BEYOND_MIDNIGHT_MINUTES));
        let past_hour = from.minutes_since(midnight).rem_euclid(60);
        let to_hour = (60 - until.minutes_since(midnight).rem_euclid(60)) % 60;
        Axis { from: from.plus_minutes(-past_hour), until: until.plus_minutes(to_hour) }
    }

    pub fn minutes(&self) -> i64 {
        self.until.minutes_since(self.from).max(60)
    }

    /// 0 at the left end, 1 at the right one; what lies beyond stands at the end.
    pub fn place(&self, at: Moment) -> f64 {
        let ms = (at.utc_ms() - self.from.utc_ms()) as f64;
        (ms / (self.minutes() as f64 * 60_000.0)).clamp(0.0, 1.0)
    }

    pub fn shows(&self, at: Moment) -> bool {
        self.from <= at && at <= self.until
    }

    /// The moment that stands at `place`, to the nearest five minutes.
    pub fn moment(&self, place: f64) -> Moment {
        let minutes = place.clamp(0.0, 1.0) * self.minutes() as f64;
        self.from.plus_minutes((minutes / 5.0).round() as i64 * 5)
    }

    /// The hours to draw: each, or every second one where they would stand too close.
    pub fn marks(&self) -> Vec<Mark> {
        let step = if self.minutes() > 16 * 60 { 120 } else { 60 };
        let hours = (0..self.minutes()).step_by(step);
        hours
            .map(|minutes| {
                let at = self.from.plus_minutes(minutes);
                Mark { at, new_day: at.time().hour() == 0 && minutes > 0 }
            })
            .collect()
    }
}

/// When a case stands on the board: before it has begun as booked; afterwards from when it began,
/// for as long as was planned or it took, if that was shorter. What runs over is drawn apart.
pub fn span(case: &CaseLine) -> Option<(Moment, Moment)> {
    if !has_begun(case) {
        return case.planned.or(case.expected);
    }
    let (start, end) = case.expected.or(case.planned)?;
    Some((start, end.min(start.plus_minutes(i64::from(case.minutes)))))
}

/// The patient has been in the theatre.
pub fn has_begun(case: &CaseLine) -> bool {
    case.milestones.contains_key(&domain::procedure::Milestone::InTheatre)
        || case.milestones.contains_key(&domain::procedure::Milestone::AnaesthesiaStart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, begun, case, day};

    fn midnight() -> Moment {
        at("2026-11-22T00:00:00+06:00")
    }

    #[test]
    fn a_quiet_day_shows_its_session_and_room_after_it() {
        let axis = Axis::of_day(&day(vec![]), midnight(), at("2026-11-20T10:00:00+06:00"));
        assert_eq!((axis.from, axis.until), (at("2026-11-22T08:00:00+06:00"), at("2026-11-22T17:00:00+06:00")));
        assert_eq!(axis.place(at("2026-11-22T12:30:00+06:00")), 0.5);
        assert_eq!(axis.place(at("2026-11-21T00:00:00+06:00")), 0.0);
        assert_eq!(axis.moment(0.5007), at("2026-11-22T12:30:00+06:00"), "to five minutes");
    }

    #[test]
    fn an_emergency_across_midnight_stretches_the_axis_and_marks_the_new_day() {
        let emergency = case(1, "2026-11-22T23:10:00+06:00", 150);
        let axis = Axis::of_day(&day(vec![emergency]), midnight(), at("2026-11-22T23:20:00+06:00"));
        assert_eq!(axis.until, at("2026-11-23T02:00:00+06:00"));
        let new_days: Vec<Moment> = axis.marks().iter().filter(|mark| mark.new_day).map(|mark| mark.at).collect();
        assert_eq!(new_days, [at("2026-11-23T00:00:00+06:00")]);
    }

    #[test]
    fn a_case_of_many_hours_last_night_does_not_squeeze_the_day() {
        let long = case(1, "2026-11-21T09:00:00+06:00", 20 * 60);
        let axis = Axis::of_day(&day(vec![long]), midnight(), at("2026-11-22T10:00:00+06:00"));
        assert_eq!(axis.from, at("2026-11-21T18:00:00+06:00"));
    }

    #[test]
    fn what_runs_over_is_not_part_of_the_block() {
        let mut case = begun(case(1, "2026-11-22T09:45:00+06:00", 90), at("2026-11-22T09:45:00+06:00"));
        case.expected = Some((at("2026-11-22T09:45:00+06:00"), at("2026-11-22T11:33:00+06:00")));
        assert_eq!(span(&case).unwrap().1, at("2026-11-22T11:15:00+06:00"));
        case.expected = Some((at("2026-11-22T09:45:00+06:00"), at("2026-11-22T10:30:00+06:00")));
        assert_eq!(span(&case).unwrap().1, at("2026-11-22T10:30:00+06:00"), "done sooner than planned");
    }

    #[test]
    fn at_three_in_the_night_the_axis_reaches_back_to_now() {
        let axis = Axis::of_day(&day(vec![]), midnight(), at("2026-11-22T03:20:00+06:00"));
        assert_eq!(axis.from, at("2026-11-22T03:00:00+06:00"));
        assert!(axis.shows(at("2026-11-22T03:20:00+06:00")));
    }
}
