//! Invented cases for the tests of the board.

use domain::patient::Sex;
use domain::procedure::{Milestone, Operation, Role, Status, Urgency};
use domain::{Moment, PatientId, PersonId, ProcedureId, TheatreId};
use ipc::{AllergyMark, CaseDetail, CaseLine, Day, PatientLine, SideShown};
use std::collections::BTreeMap;
use time::macros::date;

pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn uuid<T: std::str::FromStr>(kind: u32, n: u32) -> T {
    format!("{kind:08x}-0000-7000-8000-{n:012x}").parse().ok().unwrap()
}

pub fn theatre(n: u32) -> TheatreId {
    uuid(1, n)
}

pub fn person(n: u32) -> PersonId {
    uuid(2, n)
}

pub fn procedure(n: u32) -> ProcedureId {
    uuid(3, n)
}

pub fn patient(n: u32) -> PatientId {
    uuid(4, n)
}

/// A planned case of patient `n` in theatre 1 with surgeon 1.
pub fn case(n: u32, start: &str, minutes: u32) -> CaseLine {
    let start = at(start);
    let span = Some((start, start.plus_minutes(i64::from(minutes))));
    CaseLine {
        id: procedure(n),
        procedure_no: format!("PRC-TEST-T1-{n:05}"),
        detail: Some(detail(n)),
        status: Status::Preparation,
        theatre: Some(theatre(1)),
        planned: span,
        expected: span,
        milestones: BTreeMap::new(),
        cleared: vec![],
        passed: vec![],
        minutes,
    }
}

/// The same, brought in at `at` and expected to take as long as planned.
pub fn begun(case: CaseLine, at: Moment) -> CaseLine {
    let expected = Some((at, at.plus_minutes(i64::from(case.minutes))));
    let milestones = BTreeMap::from([(Milestone::InTheatre, at), (Milestone::AnaesthesiaStart, at)]);
    CaseLine { status: Status::InProgress, expected, milestones, ..case }
}

fn detail(n: u32) -> CaseDetail {
    CaseDetail {
        patient: PatientLine {
            id: patient(n),
            name: format!("Patient {n}"),
            name_bn: String::new(),
            sex: Sex::Female,
            age_years: Some(30),
            age_guessed: true,
            relative: None,
            number: format!("R-T1-{n:06}"),
            registration_no: format!("R-T1-{n:06}"),
            village: None,
            phone: None,
            allergies: AllergyMark::NotAsked,
            unknown: false,
        },
        operation: Operation { key: Some("APPENDECTOMY".into()), ..Operation::default() },
        urgency: Urgency::Elective,
        side: SideShown::NotSided,
        team: vec![(person(1), Role::Surgeon)],
        ward_bed: None,
        clashes: vec![],
        name_alike: false,
        waiting_since: None,
        reason: None,
        anaesthesia: vec![],
    }
}

/// Sunday 22 November 2026, lists from 08:00 to 14:30.
pub fn day(cases: Vec<CaseLine>) -> Day {
    let session = Some((at("2026-11-22T08:00:00+06:00"), at("2026-11-22T14:30:00+06:00")));
    Day { date: date!(2026 - 11 - 22), session, holiday: None, cases, waiting: vec![], attention: 0 }
}
