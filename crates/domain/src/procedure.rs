//! A procedure: one case of the operating theatre, from request to signed record.
//!
//! [`Procedure`] is the fold of its [`ProcedureFact`]s ([`folding`]); [`decide`] turns a
//! [`Command`] into facts or a refusal. SERVICE.md's procedure, FHIR's Procedure and
//! ServiceRequest are renderings of it.

mod checklist;
mod command;
mod decide;
mod decide_booking;
mod decide_checklist;
mod fact;
mod folding;
mod report;
mod terms;
mod workflow;

pub use crate::disputed::GoneBy;
pub use checklist::{Answer, Answered, Checklist, Item, Phase, Signed, Speaker};
pub use command::{Command, Request};
pub use decide::{Context, Decided, decide};
pub use decide_booking::waits_since;
pub use fact::{Count, Device, ProcedureFact, Slot, Tally};
pub use report::{Period, Report, ReportRule, ReportedPerformer, decide_report};
pub use terms::*;
pub use workflow::{Status, begins_with};

use crate::catalogue::{Class, CodedField, class_of};
use crate::disputed::{Agrees, Said, Stated};
use crate::ids::{EventId, PatientId, PersonId, ProcedureId};
use crate::moment::Moment;
use crate::schedule::{Booking, Clash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything known of one procedure.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Procedure {
    pub procedure_no: String,
    pub patient: Option<PatientId>,
    pub operation: Operation,
    pub urgency: Urgency,
    /// Expected length.
    pub minutes: u32,
    pub reason: Option<Coded>,
    pub encounter: Option<String>,
    pub waiting_since: Option<Moment>,
    pub requested_by: Option<PersonId>,
    pub side: Said<Stated<Side>>,
    pub booking: Said<Booked>,
    /// Was booked and went back to the waiting list.
    pub is_waiting: bool,
    pub status: Status,
    pub status_history: Vec<StatusChange>,
    pub team: Vec<TeamMember>,
    pub absent: Vec<Role>,
    pub consent: Said<Stated<Consent>>,
    pub fasting: Option<Fasting>,
    pub anaesthesia: Vec<Anaesthesia>,
    pub conversions: Vec<Conversion>,
    pub ward_bed: Option<WardBed>,
    pub milestones: BTreeMap<Milestone, Reached>,
    pub checklist: Checklist,
    pub notes: Vec<Note>,
    pub complications: Vec<Complication>,
    pub devices: Vec<DeviceUse>,
    pub counts: Vec<Counted>,
    pub drugs: Vec<DrugGiven>,
    pub outcome: Option<Outcome>,
    /// What another system said of it.
    #[serde(skip_serializing_if = "Report::is_empty")]
    pub reported: Report,
    pub voided: Option<String>,
    pub flags: Vec<Flag>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Booked {
    pub slot: Slot,
    pub reason: Option<Reason>,
    pub over: Vec<Clash>,
}

impl Agrees for Booked {
    fn agrees(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StatusChange {
    pub from: Status,
    pub to: Status,
    pub at: Moment,
    pub by: PersonId,
    pub recorded_at: Moment,
    pub reason: Option<Reason>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TeamMember {
    pub person: PersonId,
    pub role: Role,
    pub joined_at: Moment,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "consent", rename_all = "kebab-case")]
pub enum Consent {
    Given { by: ConsentBy, at: Moment },
    Withdrawn { reason: String, at: Moment },
}

/// Given in the same way, or withdrawn, at whatever time.
impl Agrees for Consent {
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Consent::Given { by, .. }, Consent::Given { by: other, .. }) => by == other,
            (Consent::Withdrawn { .. }, Consent::Withdrawn { .. }) => true,
            _ => false,
        }
    }
}

impl Consent {
    /// When it was given or withdrawn.
    pub fn at(&self) -> Moment {
        match self {
            Consent::Given { at, .. } | Consent::Withdrawn { at, .. } => *at,
        }
    }
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Fasting {
    pub solids_until: Option<Moment>,
    pub clear_fluids_until: Option<Moment>,
    pub unknown: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Conversion {
    pub from: Vec<Anaesthesia>,
    pub to: Vec<Anaesthesia>,
    pub at: Moment,
    pub reason: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WardBed {
    pub ward: String,
    pub bed: String,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Reached {
    pub at: Moment,
    pub recorded_by: PersonId,
    pub recorded_at: Moment,
    /// How many times it was given; the earlier times are in the history.
    pub times: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Note {
    pub id: EventId,
    pub note_type: NoteType,
    pub text: String,
    pub author: PersonId,
    /// Where it was not the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<PersonId>,
    pub at: Moment,
    pub recorded_at: Moment,
    pub addenda: Vec<Addendum>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Addendum {
    pub text: String,
    pub author: PersonId,
    pub at: Moment,
    pub recorded_at: Moment,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Complication {
    pub id: EventId,
    pub complication: Coded,
    pub severity: Severity,
    pub clavien_dindo: Option<ClavienDindo>,
    pub detected_at: Moment,
    pub management: String,
    pub recorded_by: PersonId,
    pub recorded_at: Moment,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeviceUse {
    pub id: EventId,
    #[serde(flatten)]
    pub device: Device,
    pub recorded_by: PersonId,
    pub at: Moment,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Counted {
    #[serde(flatten)]
    pub count: Count,
    pub recorded_by: PersonId,
    pub at: Moment,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DrugGiven {
    pub drug: String,
    pub dose: String,
    pub class: Option<String>,
    pub at: Moment,
    pub allergy_acknowledged_by: Option<PersonId>,
    pub by: PersonId,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    pub outcome: Coded,
    pub follow_up: String,
    pub by: PersonId,
    pub at: Moment,
}

/// Something that a person should look at.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "flag", rename_all = "kebab-case")]
pub enum Flag {
    /// Recorded where another change was not known; kept, without effect.
    TransitionTooLate { change: StatusChange },
}

impl Procedure {
    /// The booking that stands, unless the case waits for one.
    pub fn slot(&self) -> Option<&Slot> {
        if self.is_waiting { None } else { self.booking.latest().map(|claim| &claim.value.slot) }
    }

    pub fn is_on_team(&self, person: PersonId) -> bool {
        let named = self.reported.performers.iter().flatten().any(|performer| performer.person == person);
        named || self.team.iter().any(|member| member.person == person)
    }

    pub fn in_role(&self, role: Role) -> impl Iterator<Item = PersonId> + '_ {
        self.team.iter().filter(move |member| member.role == role).map(|member| member.person)
    }

    pub fn reached(&self, milestone: Milestone) -> Option<Moment> {
        self.milestones.get(&milestone).map(|reached| reached.at)
    }

    /// Whether any coding of the operation or of its reason is classed sensitive, or by nobody
    /// yet. Asked when the procedure is read: a fold would keep yesterday's answer.
    pub fn is_sensitive(&self) -> bool {
        let closed = |coding: &Coding, field| class_of(coding, field) != Class::Open;
        let by_key = self.operation.entry().is_some_and(|entry| entry.sensitive.is_some());
        by_key
            || self.operation.coding.iter().any(|coding| closed(coding, CodedField::Procedure))
            || self.reasons().flat_map(|reason| &reason.coding).any(|coding| closed(coding, CodedField::Reason))
    }

    /// Why it is done: every reason that was given.
    pub fn reasons(&self) -> impl Iterator<Item = &Coded> {
        let alone = self.reported.reasons.is_none();
        self.reason.iter().filter(move |_| alone).chain(self.reported.reasons.iter().flatten())
    }

    /// The side when it is settled.
    pub fn settled_side(&self) -> Option<Side> {
        self.side.settled().map(|claim| claim.what)
    }

    /// Withdrawal wins at once over any consent that did not know of it.
    pub fn consent_withdrawn(&self) -> Option<Moment> {
        self.consent.claims().iter().find_map(|claim| match &claim.value.what {
            Consent::Withdrawn { at, .. } => Some(*at),
            Consent::Given { .. } => None,
        })
    }

    /// In the theatre now: arrived and not yet left.
    pub fn is_in_theatre(&self) -> bool {
        !self.status.is_final()
            && self.milestones.contains_key(&Milestone::InTheatre)
            && !self.milestones.contains_key(&Milestone::OutOfTheatre)
    }

    /// When it began and ended, or is expected to: what it really takes up of room and people.
    /// A case that runs over ends `now` at the earliest.
    pub fn occupies(&self, now: Moment) -> Option<(Moment, Moment)> {
        let slot = self.slot()?;
        let start = self.reached(Milestone::InTheatre).unwrap_or(slot.start);
        let planned = start.plus_minutes(i64::from(slot.minutes));
        let end = match self.reached(Milestone::OutOfTheatre) {
            Some(out) => out.max(start),
            None if self.is_in_theatre() => planned.max(now),
            None => planned,
        };
        Some((start, end))
    }

    /// What it books, for the finding of clashes; none for what is over, cancelled or waiting.
    pub fn books(&self, id: ProcedureId, now: Moment) -> Option<Booking> {
        if self.status.is_final() || self.voided.is_some() {
            return None;
        }
        let (start, end) = self.occupies(now)?;
        let slot = self.slot()?;
        let mut people: Vec<PersonId> = self.team.iter().map(|member| member.person).collect();
        people.sort_unstable();
        people.dedup();
        Some(Booking {
            procedure: id,
            patient: self.patient?,
            theatre: slot.theatre,
            start,
            end,
            people,
            machines: slot.machines.clone(),
        })
    }
}
