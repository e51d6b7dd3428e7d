//! What a person may ask to have recorded about a procedure.

use super::{
    Anaesthesia, Answer, ClavienDindo, Coded, Consent, ConsentBy, Count, Device, GoneBy, Item, Milestone, NoteType,
    Operation, Phase, Reason, Report, Role, Severity, Side, Slot, Speaker, Status, Urgency, WardBed,
};
use crate::ids::{EventId, PatientId, PersonId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// `at`, where it is optional, is when it happened: none means now; a time that is given is
/// checked against what else is known, "now" never is, however wrong the clock.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Command {
    Request(Request),
    NameOperation {
        operation: Operation,
        minutes: u32,
    },
    SetUrgency {
        urgency: Urgency,
    },
    StateSide {
        side: Side,
        gone_by: Option<GoneBy>,
    },
    /// A dispute settled by two: the operating surgeon and one more.
    SettleSide {
        side: Side,
        gone_by: GoneBy,
        settled_by: Vec<PersonId>,
    },
    /// A first booking or a new one. `override_reason` books it over a clash.
    Schedule {
        slot: Slot,
        team: Vec<(PersonId, Role)>,
        reason: Option<Reason>,
        override_reason: Option<Reason>,
    },
    ReturnToWaiting {
        reason: Reason,
    },
    Cancel {
        reason: Reason,
    },
    Suspend {
        reason: Reason,
    },
    Resume {
        reason: Option<Reason>,
    },
    JoinTeam {
        person: PersonId,
        role: Role,
    },
    LeaveTeam {
        person: PersonId,
        role: Role,
    },
    NameAbsent {
        role: Role,
    },
    GiveConsent {
        by: ConsentBy,
        at: Option<Moment>,
    },
    /// A dispute settled by two: the operating surgeon and one more.
    SettleConsent {
        consent: Consent,
        gone_by: GoneBy,
        settled_by: Vec<PersonId>,
    },
    WithdrawConsent {
        reason: String,
        at: Option<Moment>,
    },
    RecordFasting {
        solids_until: Option<Moment>,
        clear_fluids_until: Option<Moment>,
        unknown: bool,
    },
    PlanAnaesthesia {
        types: Vec<Anaesthesia>,
    },
    ConvertAnaesthesia {
        to: Vec<Anaesthesia>,
        at: Option<Moment>,
        reason: String,
    },
    SetWardBed {
        ward_bed: WardBed,
    },
    Reach {
        milestone: Milestone,
        at: Option<Moment>,
    },
    SetBack {
        milestone: Milestone,
        reason: String,
    },
    AnswerItem {
        item: Item,
        answer: Answer,
        plan: Option<String>,
        comments: Option<String>,
        said_by: Option<Speaker>,
        at: Option<Moment>,
    },
    SignPhase {
        phase: Phase,
        by: PersonId,
        at: Option<Moment>,
    },
    PassPhase {
        phase: Phase,
        by: PersonId,
        reason: Reason,
    },
    SignNote {
        note_type: NoteType,
        text: String,
        at: Option<Moment>,
    },
    SignAddendum {
        to: EventId,
        text: String,
    },
    RecordComplication {
        complication: Coded,
        severity: Severity,
        clavien_dindo: Option<ClavienDindo>,
        detected_at: Option<Moment>,
        management: String,
    },
    RecordDevice {
        device: Device,
    },
    RecordCount {
        count: Count,
    },
    GiveDrug {
        drug: String,
        dose: String,
        class: Option<String>,
        at: Option<Moment>,
        allergy_acknowledged_by: Option<PersonId>,
    },
    Complete {
        outcome: Coded,
        follow_up: String,
        at: Option<Moment>,
    },
    /// Fields of another system's message ([`super::decide_report`] only).
    Report {
        report: Report,
    },
    /// A status that another system tells ([`super::decide_report`] only).
    ReportStatus {
        to: Status,
        at: Option<Moment>,
        reason: Option<Reason>,
    },
    Void {
        reason: String,
    },
}

/// A new procedure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Request {
    pub procedure_no: String,
    pub patient: PatientId,
    pub operation: Operation,
    pub urgency: Urgency,
    pub minutes: u32,
    pub side: Option<Side>,
    pub anaesthesia: Vec<Anaesthesia>,
    pub ward_bed: Option<WardBed>,
    pub reason: Option<Coded>,
    pub encounter: Option<String>,
    /// Since when the patient waits; none means now.
    pub waiting_since: Option<Moment>,
}
