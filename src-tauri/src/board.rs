//! The day, the week and the waiting list.

use crate::attention::matters;
use crate::case_lines::Lists;
use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use domain::hospital::WEEK;
use domain::moment::day_bounds;
use domain::procedure::Status;
use domain::{Moment, TheatreId};
use ipc::{CaseLine, Day, DayCount, Failure, GetDay, GetWaitingList, GetWeek, TheatreCount};
use std::collections::BTreeMap;
use time::{Date, Duration};

pub fn day(desk: &Desk, call: GetDay) -> Result<Day, Failure> {
    desk.watching(|seat| {
        let (from, until) = bounds(seat, call.date);
        let lists = Lists::between(seat, from, until)?;
        let cases = lists.lines(seat, lists.ids_between(from, until));
        Ok(Day {
            date: call.date,
            session: seat.hospital.session(call.date),
            holiday: seat.hospital.holidays.get(&call.date).cloned(),
            cases,
            waiting: waiting(seat)?,
            attention: matters(seat)?.len(),
        })
    })
}

pub fn week(desk: &Desk, call: GetWeek) -> Result<Vec<DayCount>, Failure> {
    desk.watching(|seat| {
        let first = WEEK.iter().position(|day| *day == call.date.weekday()).unwrap_or_default();
        let first = call.date.checked_sub(Duration::days(first as i64)).unwrap_or(call.date);
        let dates: Vec<Date> = (0..7).filter_map(|days| first.checked_add(Duration::days(days))).collect();
        let last = dates.last().copied().unwrap_or(first);
        let lists = Lists::between(seat, bounds(seat, first).0, bounds(seat, last).1)?;
        Ok(dates.into_iter().map(|date| day_count(seat, &lists, date)).collect())
    })
}

/// The waiting list, what cannot wait first and then who waits longest.
pub fn waiting_list(desk: &Desk, _: GetWaitingList) -> Result<Vec<CaseLine>, Failure> {
    desk.watching(waiting)
}

fn waiting(seat: &mut Seat<'_>) -> Result<Vec<CaseLine>, Fault> {
    let mut waiting = seat.ledger.store.waiting()?;
    waiting.sort_by_key(|(id, case)| (std::cmp::Reverse(case.urgency), case.waiting_since, *id));
    let mut lists = Lists::empty(seat.now);
    let mut order = Vec::with_capacity(waiting.len());
    for (id, case) in waiting {
        order.push(id);
        lists.add(seat, id, case)?;
    }
    Ok(lists.lines(seat, order))
}

fn day_count(seat: &Seat<'_>, lists: &Lists, date: Date) -> DayCount {
    let (from, until) = bounds(seat, date);
    let cases = lists.lines(seat, lists.ids_between(from, until));
    let mut theatres: BTreeMap<TheatreId, TheatreCount> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.status != Status::Cancelled) {
        // A case that crosses midnight counts on the day on which it begins.
        if let (Some(theatre), Some((start, _))) = (case.theatre, case.planned)
            && (from..until).contains(&start)
        {
            let count = theatres.entry(theatre).or_default();
            count.cases += 1;
            count.booked_minutes += case.minutes;
        }
    }
    let holiday = seat.hospital.holidays.get(&date).cloned();
    DayCount { date, session: seat.hospital.session(date), holiday, theatres, cases }
}

/// Midnight to midnight at the hospital.
pub fn bounds(seat: &Seat<'_>, date: Date) -> (Moment, Moment) {
    day_bounds(date, seat.now.offset_minutes())
}
