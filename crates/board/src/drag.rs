//! Dragging a case over the board: where it would stand, and what it would clash with there.
//! Everything is computed from what was measured when the drag began; nothing is read from the page
//! or asked of the shell while the finger moves.

use crate::axis::Axis;
use domain::procedure::{Role, Status};
use domain::schedule::{Booking, Clash, clashes};
use domain::{Moment, PatientId, PersonId, ProcedureId, TheatreId};
use ipc::{CaseDetail, CaseLine};

/// The lanes as they stood on the screen when the drag began, in CSS pixels of the window.
#[derive(Clone, PartialEq, Debug)]
pub struct Surface {
    pub axis: Axis,
    pub left: f64,
    pub width: f64,
    /// Theatre, top and bottom of each lane, from above.
    pub lanes: Vec<(TheatreId, f64, f64)>,
    /// Nothing can be planned before now.
    pub now: Moment,
}

/// What is being dragged, and where in it the finger is.
#[derive(Clone, PartialEq, Debug)]
pub struct Carried {
    pub case: ProcedureId,
    pub patient: PatientId,
    pub people: Vec<PersonId>,
    pub minutes: u32,
    /// From the finger to the left edge of the block.
    pub grip: f64,
}

/// A place on the board. Pixels are of the window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Landing {
    pub theatre: TheatreId,
    pub start: Moment,
    pub left: f64,
    pub top: f64,
    pub height: f64,
}

/// Pixels that a finger may tremble before a touch becomes a drag.
pub const DRAG_BEGINS_PX: f64 = 6.0;

impl Carried {
    /// None for a case that can't be moved: begun, over, or not the reader's to see.
    pub fn of(case: &CaseLine, grip: f64) -> Option<Carried> {
        let detail = case.detail.as_ref().filter(|_| is_movable(case))?;
        Some(Carried {
            case: case.id,
            patient: detail.patient.id,
            people: people_of(detail),
            minutes: case.minutes.max(5),
            grip,
        })
    }
}

/// Planned or on hold, and the patient not in theatre.
pub fn is_movable(case: &CaseLine) -> bool {
    let waits = match case.status {
        Status::Preparation => !super::axis::has_begun(case),
        Status::Suspended => true,
        Status::InProgress | Status::Completed | Status::Cancelled => false,
    };
    waits && case.detail.is_some()
}

impl Surface {
    /// How wide `minutes` are.
    pub fn width_of(&self, minutes: u32) -> f64 {
        f64::from(minutes) / self.axis.minutes() as f64 * self.width
    }

    /// Where the block would stand with the finger at `x`, `y`; none outside the lanes.
    pub fn landing(&self, carried: &Carried, x: f64, y: f64) -> Option<Landing> {
        const BESIDE_PX: f64 = 24.0;
        let (theatre, top, bottom) = *self.lanes.iter().find(|(_, top, bottom)| (*top..*bottom).contains(&y))?;
        if x < self.left - BESIDE_PX || x > self.left + self.width + BESIDE_PX {
            return None;
        }
        let start = self.axis.moment((x - carried.grip - self.left) / self.width).max(to_five_minutes(self.now));
        if start >= self.axis.until {
            return None;
        }
        let left = self.left + self.axis.place(start) * self.width;
        Some(Landing { theatre, start, left, top, height: bottom - top })
    }
}

/// What each case of the board takes up. Of a case that the reader may not see only time and
/// theatre are known; machines are looked at by the shell when the case is dropped.
pub fn bookings(cases: &[CaseLine]) -> Vec<Booking> {
    let booking = |case: &CaseLine| {
        let (start, end) = case.expected.or(case.planned)?;
        let taken = !case.status.is_final();
        let detail = case.detail.as_ref();
        Some(Booking {
            procedure: case.id,
            // Of a hidden case no patient is told: its own id stands here, which is no patient's.
            patient: detail.map_or(PatientId(case.id.0), |detail| detail.patient.id),
            theatre: case.theatre.filter(|_| taken)?,
            start,
            end,
            people: detail.map(people_of).unwrap_or_default(),
            machines: Vec::new(),
        })
    };
    cases.iter().filter_map(booking).collect()
}

/// What `carried` would clash with at `start` in `theatre`.
pub fn clashes_there(carried: &Carried, theatre: TheatreId, start: Moment, booked: &[Booking]) -> Vec<Clash> {
    let wanted = Booking {
        procedure: carried.case,
        patient: carried.patient,
        theatre,
        start,
        end: start.plus_minutes(i64::from(carried.minutes)),
        people: carried.people.clone(),
        machines: Vec::new(),
    };
    clashes(&wanted, booked)
}

/// The theatre that is free soonest today for a case of so many minutes, and from when, to five
/// minutes: at once where nobody is booked, else after a booking. None when none is free by `until`.
pub fn free_soonest(
    carried: &Carried,
    theatres: &[TheatreId],
    booked: &[Booking],
    now: Moment,
    until: Moment,
) -> Option<(TheatreId, Moment)> {
    let mut starts: Vec<Moment> = booked.iter().map(|other| other.end).filter(|end| *end > now).collect();
    starts.push(now);
    starts.iter_mut().for_each(|start| *start = to_five_minutes(*start));
    starts.sort_unstable();
    starts.dedup();
    let free = |theatre, start| clashes_there(carried, theatre, start, booked).is_empty();
    starts
        .into_iter()
        .filter(|start| *start <= until)
        .find_map(|start| theatres.iter().find(|theatre| free(**theatre, start)).map(|theatre| (*theatre, start)))
}

/// The next full five minutes.
fn to_five_minutes(at: Moment) -> Moment {
    const FIVE_MINUTES_MS: i64 = 5 * 60_000;
    let past = at.utc_ms().rem_euclid(FIVE_MINUTES_MS);
    Moment::new(at.utc_ms() + (FIVE_MINUTES_MS - past) % FIVE_MINUTES_MS, at.offset_minutes())
}

/// Everyone on the team, once.
fn people_of(detail: &CaseDetail) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = detail.team.iter().map(|(person, _)| *person).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Who leads the operation, as a block names them.
pub fn operator(team: &[(PersonId, Role)]) -> Option<PersonId> {
    let in_role = |role| team.iter().find(|(_, has)| *has == role).map(|(person, _)| *person);
    in_role(Role::Surgeon).or_else(|| in_role(Role::Obstetrician)).or_else(|| in_role(Role::AssistantSurgeon))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, begun, case, day, person, theatre};
    use domain::schedule::Contested;

    const NINE: &str = "2026-11-22T09:00:00+06:00";

    /// Two lanes of 100 px under each other, 900 px for nine hours from 08:00.
    fn surface(cases: &[CaseLine]) -> Surface {
        let axis = Axis::of_day(&day(cases.to_vec()), at("2026-11-22T00:00:00+06:00"), at("2026-11-20T00:00:00+06:00"));
        let lanes = vec![(theatre(1), 200.0, 300.0), (theatre(2), 300.0, 400.0)];
        Surface { axis, left: 100.0, width: 900.0, lanes, now: at("2026-11-20T00:00:00+06:00") }
    }

    #[test]
    fn a_block_lands_on_five_minutes_where_its_left_edge_is() {
        let planned = case(1, NINE, 60);
        let surface = surface(std::slice::from_ref(&planned));
        let carried = Carried::of(&planned, 40.0).unwrap();
        // 100 px are an hour: the edge at 503 px is 10:01:48 after 08:00 + 4 h.
        let landing = surface.landing(&carried, 543.0, 350.0).unwrap();
        assert_eq!(landing.theatre, theatre(2));
        assert_eq!(landing.start, at("2026-11-22T12:00:00+06:00"));
        assert_eq!((landing.left, landing.top), (500.0, 300.0));
        assert_eq!(surface.landing(&carried, 543.0, 401.0), None, "below the lanes");
        assert_eq!(surface.landing(&carried, 20.0, 350.0), None, "on the names");
    }

    #[test]
    fn nothing_is_planned_before_now() {
        let planned = case(1, NINE, 60);
        let now = at("2026-11-22T11:33:00+06:00");
        let surface = Surface { now, ..surface(std::slice::from_ref(&planned)) };
        let carried = Carried::of(&planned, 0.0).unwrap();
        let landing = surface.landing(&carried, 150.0, 250.0).unwrap();
        assert_eq!(landing.start, at("2026-11-22T11:35:00+06:00"));
        let yesterday = Surface { now: at("2026-11-23T08:00:00+06:00"), ..surface };
        assert_eq!(yesterday.landing(&carried, 150.0, 250.0), None, "a day that is over takes no case");
    }

    #[test]
    fn a_surgeon_who_operates_next_door_is_seen_while_dragging() {
        let mut other = case(2, NINE, 120);
        other.theatre = Some(theatre(2));
        let moved = case(1, "2026-11-22T13:00:00+06:00", 60);
        let booked = bookings(&[other.clone(), moved.clone()]);
        let carried = Carried::of(&moved, 0.0).unwrap();
        let there = |start: &str| clashes_there(&carried, theatre(1), at(start), &booked);
        let clash = &there("2026-11-22T10:30:00+06:00")[0];
        assert_eq!((clash.over, clash.with), (Contested::Person(person(1)), other.id));
        assert_eq!(there("2026-11-22T11:00:00+06:00"), [], "from the minute in which the other ends");
    }

    #[test]
    fn a_case_that_runs_over_is_in_the_way_for_as_long_as_it_is_expected() {
        let mut late = begun(case(2, NINE, 60), at(NINE));
        late.expected = Some((at(NINE), at("2026-11-22T10:25:00+06:00")));
        let moved = case(1, "2026-11-22T13:00:00+06:00", 60);
        let booked = bookings(&[late, moved.clone()]);
        let carried = Carried::of(&moved, 0.0).unwrap();
        let clashes = clashes_there(&carried, theatre(1), at("2026-11-22T10:20:00+06:00"), &booked);
        assert!(clashes.iter().any(|clash| clash.over == Contested::Room(theatre(1))));
    }

    #[test]
    fn what_has_begun_or_is_hidden_from_the_reader_stays_where_it_is() {
        assert_eq!(Carried::of(&begun(case(1, NINE, 60), at(NINE)), 0.0), None);
        assert_eq!(Carried::of(&CaseLine { detail: None, ..case(1, NINE, 60) }, 0.0), None);
        assert_eq!(Carried::of(&CaseLine { status: Status::Cancelled, ..case(1, NINE, 60) }, 0.0), None);
    }

    #[test]
    fn an_emergency_is_offered_the_theatre_that_is_free_first() {
        let mut people_apart = case(2, NINE, 120);
        people_apart.detail.as_mut().unwrap().team = vec![(person(2), Role::Surgeon)];
        let cases = [people_apart, case(1, "2026-11-22T18:00:00+06:00", 60)];
        let carried = Carried::of(&cases[1], 0.0).unwrap();
        let booked = bookings(&cases);
        let (now, until) = (at("2026-11-22T09:32:00+06:00"), at("2026-11-22T23:00:00+06:00"));
        let free = free_soonest(&carried, &[theatre(1), theatre(2)], &booked, now, until);
        assert_eq!(free, Some((theatre(2), at("2026-11-22T09:35:00+06:00"))));
        let one_theatre = free_soonest(&carried, &[theatre(1)], &booked, now, until);
        assert_eq!(one_theatre, Some((theatre(1), at("2026-11-22T11:00:00+06:00"))));
    }
}
