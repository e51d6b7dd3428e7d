//! How a case stands against the clock, and what the day's cases count up to.

use crate::axis::{has_begun, span};
use crate::state::{CaseState, state_of};
use domain::Moment;
use domain::procedure::{Milestone, Status};
use ipc::{CaseLine, Day, SideShown};
use std::collections::BTreeSet;

/// How a case that has not begun keeps its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lateness {
    OnTime,
    /// The time it was booked for has passed, and the patient is not in theatre.
    Late {
        minutes: i64,
    },
    /// What runs before it takes longer: it begins about then.
    Pushed {
        to: Moment,
    },
}

/// A few minutes are not worth a word.
const WORTH_SAYING_MINUTES: i64 = 5;

pub fn lateness(case: &CaseLine, now: Moment) -> Lateness {
    let waits = case.status == Status::Preparation && !has_begun(case);
    let Some((booked, _)) = case.planned.filter(|_| waits) else { return Lateness::OnTime };
    let expected = case.expected.map_or(booked, |(start, _)| start);
    if expected.minutes_since(booked.max(now)) >= WORTH_SAYING_MINUTES && expected > booked {
        Lateness::Pushed { to: expected }
    } else if now.minutes_since(booked) >= WORTH_SAYING_MINUTES {
        Lateness::Late { minutes: now.minutes_since(booked) }
    } else {
        Lateness::OnTime
    }
}

/// The class of a block in `today.css`.
pub fn block_class(case: &CaseLine, now: Moment) -> &'static str {
    match state_of(case) {
        CaseState::Waiting | CaseState::Planned if lateness(case, now) != Lateness::OnTime => "late",
        CaseState::Waiting | CaseState::Planned => "planned",
        CaseState::Arrived => "arrived",
        CaseState::Running => "under",
        CaseState::LeftTheatre | CaseState::Recovery => "left",
        CaseState::OnHold => "hold",
        CaseState::Done => "done",
        CaseState::Off => "off",
    }
}

/// The patient is in the theatre now.
pub fn is_in_theatre(case: &CaseLine) -> bool {
    !case.status.is_final() && has_begun(case) && !case.milestones.contains_key(&Milestone::OutOfTheatre)
}

/// How much of the block's time has gone: 0 before it, 1 after it.
pub fn elapsed(case: &CaseLine, now: Moment) -> f64 {
    let Some((start, end)) = span(case) else { return 0.0 };
    let whole = end.minutes_since(start).max(1) as f64;
    (now.minutes_since(start) as f64 / whole).clamp(0.0, 1.0)
}

/// From when to when the case ran, or runs, longer than was planned.
pub fn run_over(case: &CaseLine, now: Moment) -> Option<(Moment, Moment)> {
    let (_, planned_end) = span(case).filter(|_| has_begun(case))?;
    let ends = case.expected.map_or(planned_end, |(_, end)| end);
    let ends = if is_in_theatre(case) { ends.max(now) } else { ends };
    (ends.minutes_since(planned_end) >= 1).then_some((planned_end, ends))
}

/// What the pills above the board count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    pub done: usize,
    /// Without what was cancelled.
    pub cases: usize,
    pub in_theatre: usize,
    pub late: usize,
    /// Pairs of cases that want the same.
    pub clashes: usize,
    pub disputed: usize,
}

pub fn summary(day: &Day, now: Moment) -> Summary {
    let mut summary = Summary::default();
    let mut pairs = BTreeSet::new();
    for case in day.cases.iter().filter(|case| case.status != Status::Cancelled) {
        summary.cases += 1;
        summary.in_theatre += usize::from(is_in_theatre(case));
        summary.done += usize::from(case.status == Status::Completed);
        summary.late += usize::from(lateness(case, now) != Lateness::OnTime);
        let Some(detail) = &case.detail else { continue };
        summary.disputed += usize::from(detail.side == SideShown::Disputed);
        pairs.extend(detail.clashes.iter().map(|clash| (case.id.min(clash.with), case.id.max(clash.with))));
    }
    summary.clashes = pairs.len();
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, begun, case, day, theatre};
    use domain::schedule::{Clash, Contested};

    const NINE: &str = "2026-11-22T09:00:00+06:00";

    #[test]
    fn a_case_behind_one_that_runs_over_says_when_it_will_really_start() {
        let mut next = case(1, "2026-11-22T11:45:00+06:00", 60);
        next.expected = Some((at("2026-11-22T12:10:00+06:00"), at("2026-11-22T13:10:00+06:00")));
        let now = at("2026-11-22T11:33:00+06:00");
        assert_eq!(lateness(&next, now), Lateness::Pushed { to: at("2026-11-22T12:10:00+06:00") });
        assert_eq!(lateness(&next, at("2026-11-22T12:20:00+06:00")), Lateness::Late { minutes: 35 });
    }

    #[test]
    fn a_case_is_late_only_when_its_time_has_passed_and_nobody_came() {
        let planned = case(1, NINE, 60);
        let at_twenty_past = at("2026-11-22T09:20:00+06:00");
        assert_eq!(lateness(&planned, at("2026-11-22T09:04:00+06:00")), Lateness::OnTime);
        assert_eq!(lateness(&planned, at_twenty_past), Lateness::Late { minutes: 20 });
        assert_eq!(block_class(&planned, at_twenty_past), "late");
        let begun = begun(planned, at("2026-11-22T09:15:00+06:00"));
        assert_eq!(lateness(&begun, at_twenty_past), Lateness::OnTime);
        assert_eq!(block_class(&begun, at_twenty_past), "under");
    }

    #[test]
    fn time_run_over_grows_with_the_clock_and_stops_when_the_patient_leaves() {
        let now = at("2026-11-22T10:20:00+06:00");
        let mut running = begun(case(1, NINE, 60), at(NINE));
        assert_eq!(run_over(&running, now), Some((at("2026-11-22T10:00:00+06:00"), now)));
        assert_eq!(elapsed(&running, at("2026-11-22T09:30:00+06:00")), 0.5);
        let out = at("2026-11-22T10:05:00+06:00");
        running.milestones.insert(Milestone::OutOfTheatre, out);
        running.expected = Some((at(NINE), out));
        assert_eq!(run_over(&running, now), Some((at("2026-11-22T10:00:00+06:00"), out)));
        assert_eq!(run_over(&case(2, NINE, 60), now), None, "what has not begun does not run over");
    }

    #[test]
    fn two_cases_of_one_surgeon_are_one_clash() {
        let (mut a, mut b) = (case(1, NINE, 60), case(2, NINE, 60));
        let clash = |with| Clash { over: Contested::Room(theatre(1)), with, from: at(NINE), until: at(NINE) };
        a.detail.as_mut().unwrap().clashes = vec![clash(b.id), clash(b.id)];
        b.detail.as_mut().unwrap().clashes = vec![clash(a.id)];
        b.detail.as_mut().unwrap().side = SideShown::Disputed;
        let off = CaseLine { status: Status::Cancelled, ..case(3, NINE, 60) };
        let counted = summary(&day(vec![a, b, off]), at("2026-11-22T08:00:00+06:00"));
        assert_eq!(counted, Summary { cases: 2, clashes: 1, disputed: 1, ..Summary::default() });
    }
}
