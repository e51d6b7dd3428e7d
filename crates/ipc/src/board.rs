//! The day, the week and the waiting list.

use crate::patients::PatientLine;
use domain::procedure::{Milestone, Operation, Phase, Reason, Role, Side, Status, Urgency, WardBed};
use domain::schedule::Clash;
use domain::{Moment, PersonId, ProcedureId, TheatreId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Date;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetDay {
    pub date: Date,
}

/// The cases that touch a day, those that cross midnight included.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Day {
    pub date: Date,
    /// When lists run that day; none when it is closed.
    pub session: Option<(Moment, Moment)>,
    pub holiday: Option<String>,
    pub cases: Vec<CaseLine>,
    pub waiting: Vec<CaseLine>,
    pub attention: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetWeek {
    /// Any day of it; weeks begin on Saturday.
    pub date: Date,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DayCount {
    pub date: Date,
    pub session: Option<(Moment, Moment)>,
    pub holiday: Option<String>,
    pub theatres: BTreeMap<TheatreId, TheatreCount>,
    pub cases: Vec<CaseLine>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TheatreCount {
    pub cases: u32,
    pub booked_minutes: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetWaitingList {}

/// A case as a block, a row or a card shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CaseLine {
    pub id: ProcedureId,
    pub procedure_no: String,
    /// None where the reader may not know: status, time and place are all there is.
    pub detail: Option<CaseDetail>,
    pub status: Status,
    pub theatre: Option<TheatreId>,
    /// As booked.
    pub planned: Option<(Moment, Moment)>,
    /// As it went, or is expected to go: what runs over pushes the next case of its theatre.
    pub expected: Option<(Moment, Moment)>,
    pub milestones: BTreeMap<Milestone, Moment>,
    pub cleared: Vec<Phase>,
    /// Phases that were passed with a reason instead of signed.
    pub passed: Vec<Phase>,
    pub minutes: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CaseDetail {
    pub patient: PatientLine,
    pub operation: Operation,
    pub urgency: Urgency,
    pub side: SideShown,
    pub team: Vec<(PersonId, Role)>,
    pub ward_bed: Option<WardBed>,
    pub clashes: Vec<Clash>,
    /// Another patient of that day has a like name: both carry a tag.
    pub name_alike: bool,
    pub waiting_since: Option<Moment>,
    /// Why it was cancelled or suspended.
    pub reason: Option<Reason>,
    pub anaesthesia: Vec<domain::procedure::Anaesthesia>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", content = "side", rename_all = "kebab-case")]
pub enum SideShown {
    /// Sided, and nobody has said which.
    NotStated,
    Stated(Side),
    Disputed,
    /// The operation has no side.
    NotSided,
}
