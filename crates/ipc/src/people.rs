//! Who is here, who may do what, and the hospital as a place.

use domain::hospital::{Hospital, Hours, Machine, Theatre};
use domain::person::{Card, Member, PersonCommand};
use domain::{MachineId, Moment, PersonId, ProcedureId, TheatreId};
use serde::{Deserialize, Serialize};
use time::Date;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeopleHere {}

/// A face of the first page. Known without a session: names and roles of staff, nothing of patients.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonHere {
    pub id: PersonId,
    pub card: Card,
    /// Cases of today on whose team they are; those come first.
    pub cases_today: u32,
    pub drafts: u32,
    pub has_pin: bool,
    /// Seconds before another PIN of theirs is looked at.
    pub wait_seconds: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    pub person: PersonId,
    pub pin: String,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Session {
    pub member: Member,
    /// The case that was open when this person's last session here ended.
    pub left_open: Option<ProcedureId>,
    pub since: Moment,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftBy {
    Switch,
    Lock,
    Idle,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignOut {
    pub by: LeftBy,
    pub left_open: Option<ProcedureId>,
}

/// Somebody touched the screen: the lock waits again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StillHere {}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetDirectory {}

/// Names behind the ids of a session.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    pub staff: Vec<Member>,
    pub hospital: Hospital,
}

/// `pin` none: a guest, who is named in teams and signs in only after a PIN is set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddPerson {
    pub card: Card,
    pub pin: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordPerson {
    pub person: PersonId,
    pub command: PersonCommand,
}

/// By the person with the old PIN, or by whoever administers without it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetPin {
    pub person: PersonId,
    pub old_pin: Option<String>,
    pub pin: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeHospital {
    pub change: HospitalChange,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum HospitalChange {
    Rename { name: String, name_bn: String },
    SetHours { hours: Hours },
    SetHoliday { date: Date, name: String },
    ClearHoliday { date: Date },
    DefineTheatre { id: Option<TheatreId>, theatre: Theatre },
    CloseTheatre { id: TheatreId },
    DefineMachine { id: Option<MachineId>, machine: Machine },
    RetireMachine { id: MachineId },
    GiveUhidBlock { from: u64, to: u64 },
}
