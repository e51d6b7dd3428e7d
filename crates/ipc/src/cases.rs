//! One case: its page, its history, what is recorded in it, what is being typed.

use crate::board::CaseLine;
use crate::patients::PatientLine;
use domain::patient::{Patient, Sex};
use domain::procedure::{Command, Operation, Procedure, ProcedureFact, Request, Role, Slot};
use domain::schedule::{Clash, FreeSlot, Suggestion};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, TerminalId, TheatreId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetCase {
    pub id: ProcedureId,
}

/// Everything a case's pages show. `whole` is none for who may not see a sensitive case.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CaseView {
    pub line: CaseLine,
    pub version: u32,
    pub whole: Option<Box<WholeCase>>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WholeCase {
    pub procedure: Procedure,
    pub patient_line: PatientLine,
    pub patient: Patient,
    pub clashes: Vec<Clash>,
    /// Who has not left the theatre of this case yet, when it is someone else.
    pub still_in_theatre: Option<CaseLine>,
    /// The next case of the theatre, and when it will really start.
    pub next: Option<CaseLine>,
    /// Facts of newer versions of the program, kept and not understood.
    pub not_understood: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetHistory {
    pub id: ProcedureId,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct HistoryLine {
    pub event: EventId,
    pub recorded_at: Moment,
    pub actor: PersonId,
    pub terminal: TerminalId,
    pub kind: String,
    /// None: recorded by a newer version, or pruned here.
    pub fact: Option<ProcedureFact>,
    /// Two facts that did not know of each other.
    pub concurrent: bool,
}

/// A new case; the shell mints its id and number. With `slot`, booked at once, or refused whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RequestCase {
    pub request: Request,
    pub slot: Option<Slot>,
    pub team: Vec<(PersonId, Role)>,
    pub override_reason: Option<domain::procedure::Reason>,
}

/// What a booking would meet, asked while it is being chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanCase {
    /// The case that is being moved; none for a new one.
    pub case: Option<ProcedureId>,
    pub patient: Option<PatientId>,
    pub operation: Operation,
    pub minutes: u32,
    pub theatre: Option<TheatreId>,
    pub start: Option<Moment>,
    /// Empty: suggested from the catalogue.
    pub team: Vec<(PersonId, Role)>,
    pub machines: Vec<domain::MachineId>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Plan {
    pub slot: Slot,
    pub clashes: Vec<Clash>,
    /// The cases they are with, as far as the reader may see them.
    pub with: Vec<CaseLine>,
    pub free: Vec<FreeSlot>,
    pub suggestion: Suggestion,
}

/// A patient without name or booking, in theatre now. Roles of whoever records, all others absent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BeginEmergency {
    pub patient: EmergencyPatient,
    pub operation: Operation,
    pub theatre: TheatreId,
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "patient", rename_all = "kebab-case")]
pub enum EmergencyPatient {
    Unknown { sex: Sex, about_years: Option<u8> },
    Known { id: PatientId },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub id: ProcedureId,
    pub command: Command,
}

/// What is being typed, kept within a second. `slot` names the box: `note:intra-operative`,
/// `plan:airway_risk`. Empty text forgets the draft.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepDraft {
    pub case: ProcedureId,
    pub slot: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetDrafts {
    pub case: ProcedureId,
}

/// A draft of the signed-in person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub slot: String,
    pub text: String,
    pub kept_at: Moment,
}
