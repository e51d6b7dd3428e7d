//! What is recorded about a procedure. Append-only: a kind, its name and its fields keep their
//! meaning for ever; what is new is a new kind or a field with a default.

use super::{
    Anaesthesia, Answer, ClavienDindo, Coded, ConsentBy, CountStage, DeviceAction, GoneBy, Item, Milestone, NoteType,
    Operation, Phase, Reason, Report, Role, Severity, Side, Speaker, Status, Urgency,
};
use crate::fact::facts;
use crate::ids::{EventId, MachineId, PatientId, PersonId, TheatreId};
use crate::moment::Moment;
use crate::schedule::Clash;
use serde::{Deserialize, Serialize};
use time::Date;

facts! {
    /// A fact about one procedure. `at` is when it happened, where that is not when it was recorded.
    ProcedureFact {
        Requested = "requested" {
            procedure_no: String,
            patient: PatientId,
            operation: Operation,
            urgency: Urgency,
            /// Expected, from the catalogue or as typed.
            minutes: u32,
            #[serde(default)] reason: Option<Coded>,
            #[serde(default)] encounter: Option<String>,
            waiting_since: Moment,
        },
        OperationNamed = "operation-named" { operation: Operation, minutes: u32 },
        UrgencySet = "urgency-set" { urgency: Urgency },
        /// With two people in `settled_by`, it settles a dispute.
        SideStated = "side-stated" {
            side: Side,
            #[serde(default)] gone_by: Option<GoneBy>,
            #[serde(default)] settled_by: Vec<PersonId>,
        },
        /// A booking, first or moved.
        Scheduled = "scheduled" {
            slot: Slot,
            #[serde(default)] reason: Option<Reason>,
            /// Booked over these, for the reason given.
            #[serde(default)] over: Vec<Clash>,
        },
        ReturnedToWaiting = "returned-to-waiting" { reason: Reason },
        StatusChanged = "status-changed" { to: Status, at: Moment, #[serde(default)] reason: Option<Reason> },
        JoinedTeam = "joined-team" { person: PersonId, role: Role },
        LeftTeam = "left-team" { person: PersonId, role: Role },
        /// Nobody is here in this role, and everyone should know.
        RoleAbsent = "role-absent" { role: Role },
        /// With two people in `settled_by`, it settles a dispute; so does a withdrawal.
        ConsentGiven = "consent-given" {
            by: ConsentBy,
            at: Moment,
            #[serde(default)] gone_by: Option<GoneBy>,
            #[serde(default)] settled_by: Vec<PersonId>,
        },
        ConsentWithdrawn = "consent-withdrawn" {
            reason: String,
            at: Moment,
            #[serde(default)] gone_by: Option<GoneBy>,
            #[serde(default)] settled_by: Vec<PersonId>,
        },
        FastingRecorded = "fasting-recorded" {
            #[serde(default)] solids_until: Option<Moment>,
            #[serde(default)] clear_fluids_until: Option<Moment>,
            /// Asked, and cannot be told.
            #[serde(default)] unknown: bool,
        },
        AnaesthesiaPlanned = "anaesthesia-planned" { types: Vec<Anaesthesia> },
        AnaesthesiaConverted = "anaesthesia-converted" { to: Vec<Anaesthesia>, at: Moment, reason: String },
        WardBedSet = "ward-bed-set" { ward: String, bed: String },
        MilestoneReached = "milestone-reached" { milestone: Milestone, at: Moment },
        MilestoneSetBack = "milestone-set-back" { milestone: Milestone, reason: String },
        ItemAnswered = "item-answered" {
            item: Item,
            answer: Answer,
            #[serde(default)] plan: Option<String>,
            #[serde(default)] comments: Option<String>,
            #[serde(default)] said_by: Option<Speaker>,
            at: Moment,
        },
        PhaseSigned = "phase-signed" { phase: Phase, by: PersonId, at: Moment },
        PhasePassed = "phase-passed" { phase: Phase, by: PersonId, reason: Reason, at: Moment },
        NoteSigned = "note-signed" {
            note_type: NoteType,
            text: String,
            at: Moment,
            /// Who wrote it, where somebody else recorded it.
            #[serde(default, skip_serializing_if = "Option::is_none")] author: Option<PersonId>,
        },
        AddendumSigned = "addendum-signed" { to: EventId, text: String, at: Moment },
        ComplicationRecorded = "complication-recorded" {
            complication: Coded,
            severity: Severity,
            #[serde(default)] clavien_dindo: Option<ClavienDindo>,
            detected_at: Moment,
            management: String,
        },
        DeviceRecorded = "device-recorded" { device: Device },
        CountRecorded = "count-recorded" { count: Count },
        DrugGiven = "drug-given" {
            drug: String,
            /// As written, units included: `1.5 g`.
            dose: String,
            #[serde(default)] class: Option<String>,
            at: Moment,
            /// Who acknowledged that the patient is allergic to its class.
            #[serde(default)] allergy_acknowledged_by: Option<PersonId>,
        },
        OutcomeRecorded = "outcome-recorded" { outcome: Coded, follow_up: String },
        /// What another system said, beyond what has a fact of its own.
        Reported = "reported" { report: Report },
        /// Entered in error: kept, hidden from lists.
        Voided = "voided" { reason: String },
    }
}

/// Where and when, and with which machines.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Slot {
    pub theatre: TheatreId,
    pub start: Moment,
    pub minutes: u32,
    #[serde(default)]
    pub machines: Vec<MachineId>,
}

impl Slot {
    pub fn end(&self) -> Moment {
        self.start.plus_minutes(i64::from(self.minutes))
    }
}

/// A device used, implanted or taken out (SERVICE.md's device, and what a barcode tells).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Device {
    #[serde(default)]
    pub device_id: Option<String>,
    /// A device type of `terms.json`.
    pub device_type: String,
    pub name: String,
    pub action: DeviceAction,
    pub manipulated: bool,
    #[serde(default)]
    pub lot: Option<String>,
    #[serde(default)]
    pub serial: Option<String>,
    #[serde(default)]
    pub expires: Option<Date>,
    pub quantity: u32,
}

/// Sponges, sharps and instruments: how many there should be and how many were found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Count {
    pub stage: CountStage,
    pub sponges: Tally,
    pub sharps: Tally,
    pub instruments: Tally,
    /// For a discrepancy: what was searched, the X-ray's result or why there was none.
    #[serde(default)]
    pub resolution: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub expected: u32,
    pub found: u32,
}

impl Count {
    pub fn is_correct(&self) -> bool {
        [self.sponges, self.sharps, self.instruments].iter().all(|tally| tally.expected == tally.found)
    }
}
