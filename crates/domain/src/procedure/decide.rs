//! From a command to facts, or to the reason why not.

use super::checklist::Phase;
use super::*;
use crate::disputed::are_two;
use crate::hospital::Hospital;
use crate::patient::{Patient, PatientFact};
use crate::refusal::Refusal;
use crate::schedule::Booking;
use crate::text::{self, Field};
use time::Date;

/// What `decide` may look at besides the procedure.
pub struct Context<'a> {
    pub id: ProcedureId,
    pub now: Moment,
    /// Who records.
    pub actor: PersonId,
    pub patient: &'a Patient,
    pub hospital: &'a Hospital,
    /// What is booked near the wanted time; needed for `Schedule` only.
    pub bookings: &'a [Booking],
}

/// Facts to record together or not at all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Decided {
    pub facts: Vec<ProcedureFact>,
    /// What the answer says about the patient beyond this case (item 5).
    pub patient_facts: Vec<PatientFact>,
}

impl From<Vec<ProcedureFact>> for Decided {
    fn from(facts: Vec<ProcedureFact>) -> Self {
        Decided { facts, patient_facts: Vec::new() }
    }
}

impl Decided {
    /// The same, where somebody records for the one who wrote the notes.
    pub fn written_by(mut self, writer: PersonId) -> Self {
        for fact in &mut self.facts {
            if let ProcedureFact::NoteSigned { author, .. } = fact {
                *author = Some(writer);
            }
        }
        self
    }
}

/// Decides `command` on the procedure as it is known here. No facts means: already so.
pub fn decide(procedure: &Procedure, command: Command, context: &Context<'_>) -> Result<Decided, Refusal> {
    decide_as(procedure, command, context, None)
}

pub(super) fn decide_as(
    procedure: &Procedure,
    command: Command,
    context: &Context<'_>,
    rule: Option<ReportRule>,
) -> Result<Decided, Refusal> {
    if procedure.voided.is_some() {
        return Err(Refusal::NotFound);
    }
    let case = Case { procedure, context, rule };
    if procedure.patient.is_none() {
        return match command {
            Command::Request(request) => case.request(request).map(Into::into),
            _ => Err(Refusal::NotFound),
        };
    }
    case.check_open(&command)?;
    match command {
        Command::AnswerItem { item, answer, plan, comments, said_by, at } => {
            case.answer(item, answer, plan, comments, said_by, at)
        }
        command => case.decide(command).map(Into::into),
    }
}

/// A procedure and what is around it while one command is decided.
pub(super) struct Case<'a> {
    pub procedure: &'a Procedure,
    pub context: &'a Context<'a>,
    /// How it is taken when another system reports it; none at a terminal.
    pub rule: Option<ReportRule>,
}

type Facts = Result<Vec<ProcedureFact>, Refusal>;

impl Case<'_> {
    fn decide(&self, command: Command) -> Facts {
        let case = self.procedure;
        let one = |fact| Ok(vec![fact]);
        match command {
            Command::Request(_) => Ok(vec![]),
            Command::NameOperation { operation, minutes } => {
                let operation = operation_checked(operation)?;
                one(ProcedureFact::OperationNamed { operation, minutes: minutes_checked(minutes)? })
            }
            Command::SetUrgency { urgency } if urgency == case.urgency => Ok(vec![]),
            Command::SetUrgency { urgency } => one(ProcedureFact::UrgencySet { urgency }),
            Command::StateSide { .. } if case.side.is_disputed() => Err(Refusal::SideDisputed),
            Command::StateSide { side, .. } if case.settled_side() == Some(side) => Ok(vec![]),
            Command::StateSide { side: Side::NotSided, .. } if case.operation.sided => Err(Refusal::SideNotStated),
            Command::StateSide { side, gone_by } => {
                one(ProcedureFact::SideStated { side, gone_by, settled_by: Vec::new() })
            }
            Command::SettleSide { side, gone_by, settled_by } => {
                self.two_settle(&settled_by)?;
                one(ProcedureFact::SideStated { side, gone_by: Some(gone_by), settled_by })
            }
            Command::Schedule { slot, team, reason, override_reason } => {
                self.schedule(slot, team, reason, override_reason)
            }
            Command::ReturnToWaiting { reason } => self.return_to_waiting(reason),
            Command::Cancel { reason } => self.change(Status::Cancelled, None, Some(reason_checked(reason)?)),
            Command::Suspend { reason } => self.change(Status::Suspended, None, Some(reason_checked(reason)?)),
            Command::Resume { reason } if case.status == Status::Suspended => {
                self.change(Status::InProgress, None, reason)
            }
            Command::Resume { .. } => Err(self.transition_not_possible(Status::InProgress)),
            Command::JoinTeam { person, role } => self.join(person, role),
            Command::LeaveTeam { person, role } => {
                if !case.in_role(role).any(|member| member == person) {
                    return Err(Refusal::NotOnTeam);
                }
                one(ProcedureFact::LeftTeam { person, role })
            }
            Command::NameAbsent { role } if case.absent.contains(&role) => Ok(vec![]),
            Command::NameAbsent { role } => one(ProcedureFact::RoleAbsent { role }),
            Command::GiveConsent { .. } if case.consent.is_disputed() => Err(Refusal::ConsentDisputed),
            Command::GiveConsent { by, at } => {
                let (by, at) = (consent_checked(by)?, self.happened(at)?);
                one(ProcedureFact::ConsentGiven { by, at, gone_by: None, settled_by: Vec::new() })
            }
            // Never refused: whoever hears that a patient wants no operation writes it down alone.
            Command::WithdrawConsent { reason, at } => {
                let (reason, at) = (withdrawal_checked(&reason)?, self.happened(at)?);
                one(ProcedureFact::ConsentWithdrawn { reason, at, gone_by: None, settled_by: Vec::new() })
            }
            Command::SettleConsent { consent, gone_by, settled_by } => {
                self.two_settle(&settled_by)?;
                let said = case.consent.claims().iter().any(|claim| claim.value.what.at() == consent.at());
                let at = if said { consent.at() } else { self.happened(Some(consent.at()))? };
                let gone_by = Some(gone_by);
                one(match consent {
                    Consent::Given { by, .. } => {
                        ProcedureFact::ConsentGiven { by: consent_checked(by)?, at, gone_by, settled_by }
                    }
                    Consent::Withdrawn { reason, .. } => ProcedureFact::ConsentWithdrawn {
                        reason: withdrawal_checked(&reason)?,
                        at,
                        gone_by,
                        settled_by,
                    },
                })
            }
            Command::RecordFasting { solids_until, clear_fluids_until, unknown } => {
                for at in [solids_until, clear_fluids_until] {
                    self.happened(at)?;
                }
                if !unknown && solids_until.is_none() && clear_fluids_until.is_none() {
                    return Err(Refusal::Missing { field: Field::Time });
                }
                one(ProcedureFact::FastingRecorded { solids_until, clear_fluids_until, unknown })
            }
            Command::PlanAnaesthesia { types } if types == case.anaesthesia => Ok(vec![]),
            Command::PlanAnaesthesia { .. } if case.reached(Milestone::AnaesthesiaStart).is_some() => {
                Err(Refusal::ReasonMissing)
            }
            Command::PlanAnaesthesia { types } => one(ProcedureFact::AnaesthesiaPlanned { types }),
            Command::ConvertAnaesthesia { to, at, reason } => {
                let reason = text::line(Field::Reason, &reason)?;
                if reason.is_empty() {
                    return Err(Refusal::ReasonMissing);
                }
                one(ProcedureFact::AnaesthesiaConverted { to, at: self.happened(at)?, reason })
            }
            Command::SetWardBed { ward_bed } => {
                let ward_bed = ward_bed_checked(ward_bed)?;
                if case.ward_bed.as_ref() == Some(&ward_bed) {
                    return Ok(vec![]);
                }
                one(ProcedureFact::WardBedSet { ward: ward_bed.ward, bed: ward_bed.bed })
            }
            Command::Reach { milestone, at } => self.reach(milestone, at),
            Command::SetBack { milestone, reason } => {
                if case.reached(milestone).is_none() {
                    return Err(Refusal::MilestoneNotRecorded { milestone });
                }
                let reason = text::line(Field::Reason, &reason)?;
                if reason.is_empty() {
                    return Err(Refusal::ReasonMissing);
                }
                one(ProcedureFact::MilestoneSetBack { milestone, reason })
            }
            Command::AnswerItem { .. } => Ok(vec![]),
            Command::SignPhase { phase, by, at } => self.sign_phase(phase, by, at),
            Command::PassPhase { phase, by, reason } => self.pass_phase(phase, by, reason),
            Command::SignNote { note_type, text, at } => {
                let text = text::required_note(Field::Note, &text)?;
                one(ProcedureFact::NoteSigned { note_type, text, at: self.happened(at)?, author: None })
            }
            Command::SignAddendum { to, text } => {
                if !case.notes.iter().any(|note| note.id == to) {
                    return Err(Refusal::NotFound);
                }
                let text = text::required_note(Field::Note, &text)?;
                one(ProcedureFact::AddendumSigned { to, text, at: self.context.now })
            }
            Command::RecordComplication { complication, severity, clavien_dindo, detected_at, management } => {
                one(ProcedureFact::ComplicationRecorded {
                    complication: coded_checked(Field::Complication, complication)?,
                    severity,
                    clavien_dindo,
                    detected_at: self.happened(detected_at)?,
                    management: text::required_note(Field::Management, &management)?,
                })
            }
            Command::RecordDevice { device } => one(ProcedureFact::DeviceRecorded { device: device_checked(device)? }),
            Command::RecordCount { mut count } => {
                count.resolution = text::optional_line(Field::Plan, count.resolution.as_deref())?;
                if !count.is_correct() && count.resolution.is_none() {
                    return Err(Refusal::PlanMissing { item: Item::CountsComplete });
                }
                one(ProcedureFact::CountRecorded { count })
            }
            Command::GiveDrug { drug, dose, class, at, allergy_acknowledged_by } => {
                let drug = text::required_line(Field::Drug, &drug)?;
                let dose = text::required_line(Field::Dose, &dose)?;
                let class = text::optional_line(Field::Drug, class.as_deref())?;
                let met = self.context.patient.allergic_to(&drug, class.as_deref());
                if let Some(allergy) = met
                    && allergy_acknowledged_by.is_none()
                {
                    return Err(Refusal::AllergyNotAcknowledged { drug, allergy: allergy.clone() });
                }
                // Nobody stands in the record as having passed over an allergy that there is not.
                let allergy_acknowledged_by = allergy_acknowledged_by.filter(|_| met.is_some());
                one(ProcedureFact::DrugGiven { drug, dose, class, at: self.happened(at)?, allergy_acknowledged_by })
            }
            Command::Complete { outcome, follow_up, at } if self.is_report() => {
                self.report_completion(outcome, follow_up, at)
            }
            Command::Complete { outcome, follow_up, at } => self.complete(outcome, follow_up, at),
            Command::Report { report } => self.report(report),
            Command::ReportStatus { to, at, reason } => self.report_status(to, at, reason),
            Command::Void { reason } => {
                // Another system tells of it whenever it finds out.
                let begun = case.status != Status::Preparation || !case.milestones.is_empty();
                if begun && !self.is_report() {
                    return Err(Refusal::CaseClosed { status: case.status });
                }
                let reason = text::line(Field::Reason, &reason)?;
                if reason.is_empty() { Err(Refusal::ReasonMissing) } else { one(ProcedureFact::Voided { reason }) }
            }
        }
    }

    /// What a case that is over still takes: what happened and was not yet written down.
    fn check_open(&self, command: &Command) -> Result<(), Refusal> {
        let status = self.procedure.status;
        let taken_when_over = match command {
            Command::SignNote { .. } | Command::SignAddendum { .. } => true,
            Command::Reach { milestone, .. } => status == Status::Completed && *milestone == Milestone::Recovery,
            Command::RecordComplication { .. }
            | Command::RecordDevice { .. }
            | Command::RecordCount { .. }
            | Command::GiveDrug { .. }
            | Command::AnswerItem { .. }
            | Command::SignPhase { .. }
            | Command::GiveConsent { .. }
            | Command::SettleConsent { .. }
            | Command::NameOperation { .. }
            | Command::JoinTeam { .. } => status == Status::Completed,
            // The table of transitions answers for itself.
            Command::Cancel { .. }
            | Command::Suspend { .. }
            | Command::Resume { .. }
            | Command::Complete { .. }
            | Command::Report { .. }
            | Command::ReportStatus { .. } => true,
            Command::Void { .. } => self.is_report(),
            _ => false,
        };
        if status.is_final() && !taken_when_over { Err(Refusal::CaseClosed { status }) } else { Ok(()) }
    }

    pub(super) fn change(&self, to: Status, at: Option<Moment>, reason: Option<Reason>) -> Facts {
        let from = self.procedure.status;
        if from == to {
            return Ok(vec![]);
        }
        if !from.may_become(to) {
            return Err(self.transition_not_possible(to));
        }
        Ok(vec![ProcedureFact::StatusChanged { to, at: self.happened(at)?, reason }])
    }

    pub(super) fn transition_not_possible(&self, to: Status) -> Refusal {
        let from = self.procedure.status;
        Refusal::TransitionNotPossible { from, to, allowed: from.allowed().to_vec() }
    }

    fn join(&self, person: PersonId, role: Role) -> Facts {
        if !role.is_clinical() {
            return Err(Refusal::NotAllowed);
        }
        if self.procedure.in_role(role).any(|member| member == person) {
            return Err(Refusal::AlreadyOnTeam { person, role });
        }
        Ok(vec![ProcedureFact::JoinedTeam { person, role }])
    }

    fn complete(&self, outcome: Coded, follow_up: String, at: Option<Moment>) -> Facts {
        let case = self.procedure;
        if case.status != Status::InProgress {
            return Err(self.transition_not_possible(Status::Completed));
        }
        if !case.checklist.is_cleared(Phase::SignOut) {
            return Err(Refusal::PhaseDue { phase: Phase::SignOut, before: Milestone::OutOfTheatre });
        }
        let outcome = coded_checked(Field::Outcome, outcome).map_err(|_| Refusal::OutcomeMissing)?;
        let follow_up = text::required_note(Field::FollowUp, &follow_up)?;
        let at = self.happened(at.or(case.reached(Milestone::OutOfTheatre)))?;
        Ok(vec![
            ProcedureFact::OutcomeRecorded { outcome, follow_up },
            ProcedureFact::StatusChanged { to: Status::Completed, at, reason: None },
        ])
    }

    /// Whoever records and one more, and the operating surgeon is one of them.
    fn two_settle(&self, settled_by: &[PersonId]) -> Result<(), Refusal> {
        let surgeon = settled_by.iter().any(|person| self.operates(*person));
        let here = settled_by.contains(&self.context.actor);
        if surgeon && here && are_two(settled_by) { Ok(()) } else { Err(Refusal::NotTwoPeople) }
    }

    /// The operating surgeon of the case, or its obstetrician.
    fn operates(&self, person: PersonId) -> bool {
        [Role::Surgeon, Role::Obstetrician].iter().any(|role| self.procedure.in_role(*role).any(|m| m == person))
    }

    /// When it happened: now, or a time that is not after now and not before anyone's birth.
    pub(super) fn happened(&self, at: Option<Moment>) -> Result<Moment, Refusal> {
        // A report may be of long ago: records are brought in from other systems.
        let oldest_minutes: i64 = if self.is_report() { 130 * 366 * 24 * 60 } else { 366 * 24 * 60 };
        let ahead_minutes = if self.is_report() { 10 } else { 1 };
        let now = self.context.now;
        match at {
            None => Ok(now),
            // A clock that jumped back must not refuse what was already written down.
            Some(at) if self.procedure.milestones.values().any(|reached| reached.at == at) => Ok(at),
            Some(at) if at > now.plus_minutes(ahead_minutes) || now.minutes_since(at) > oldest_minutes => {
                Err(Refusal::ImpossibleTime { field: Field::Time })
            }
            Some(at) => Ok(at),
        }
    }
}

/// A reason that says something: a code of the list, or words.
pub(super) fn reason_checked(reason: Reason) -> Result<Reason, Refusal> {
    let text = text::line(Field::Reason, &reason.text)?;
    let code = text::optional_line(Field::Reason, reason.code.as_deref())?;
    if code.is_none() && text.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(Reason { code, text }) }
}

/// One minute to one day.
pub(super) fn minutes_checked(minutes: u32) -> Result<u32, Refusal> {
    if (1..=24 * 60).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Refusal::OutOfRange { field: Field::Duration, min: 1, max: 24 * 60 })
    }
}

pub(super) fn operation_checked(operation: Operation) -> Result<Operation, Refusal> {
    let text = text::optional_line(Field::Procedure, operation.text.as_deref())?;
    if operation.key.is_none() && operation.coding.is_empty() && text.is_none() {
        return Err(Refusal::Missing { field: Field::Procedure });
    }
    let coding = codings_checked(Field::Procedure, operation.coding)?;
    for coding in coding.iter().filter(|coding| coding.system == crate::snomed::SYSTEM) {
        if !crate::snomed::check_digit_is_right(&coding.code) && operation.key.is_none() {
            return Err(Refusal::CheckDigitWrong { field: Field::Procedure, id: coding.code.clone() });
        }
    }
    Ok(Operation { text, coding, ..operation })
}

pub(super) fn ward_bed_checked(ward_bed: WardBed) -> Result<WardBed, Refusal> {
    Ok(WardBed { ward: text::line(Field::Ward, &ward_bed.ward)?, bed: text::line(Field::Bed, &ward_bed.bed)? })
}

fn withdrawal_checked(reason: &str) -> Result<String, Refusal> {
    let reason = text::line(Field::Reason, reason)?;
    if reason.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(reason) }
}

fn consent_checked(by: ConsentBy) -> Result<ConsentBy, Refusal> {
    Ok(match by {
        ConsentBy::Signature => ConsentBy::Signature,
        ConsentBy::ThumbPrint { witness } => {
            ConsentBy::ThumbPrint { witness: text::required_line(Field::Witness, &witness)? }
        }
        ConsentBy::Guardian { name, relation } => ConsentBy::Guardian {
            name: text::required_line(Field::Guardian, &name)?,
            relation: text::line(Field::Relative, &relation)?,
        },
    })
}

pub(super) fn coded_checked(field: Field, coded: Coded) -> Result<Coded, Refusal> {
    let text = text::optional_line(field, coded.text.as_deref())?;
    if coded.coding.is_empty() && text.is_none() {
        return Err(Refusal::Missing { field });
    }
    Ok(Coded { text, coding: codings_checked(field, coded.coding)? })
}

/// More codings of one thing than any system sends.
const CODINGS_LIMIT: usize = 20;

fn codings_checked(field: Field, codings: Vec<Coding>) -> Result<Vec<Coding>, Refusal> {
    if codings.len() > CODINGS_LIMIT {
        return Err(Refusal::TooLong { field, limit: CODINGS_LIMIT });
    }
    let checked = codings.into_iter().map(|coding| {
        let line = |typed: &str| text::line(field, typed);
        Ok(Coding { system: line(&coding.system)?, code: line(&coding.code)?, display: line(&coding.display)? })
    });
    checked.collect()
}

fn device_checked(device: Device) -> Result<Device, Refusal> {
    let year_is_possible = |date: &Date| (2000..2200).contains(&date.year());
    if device.expires.as_ref().is_some_and(|date| !year_is_possible(date)) {
        return Err(Refusal::ImpossibleTime { field: Field::Device });
    }
    if !(1..=1000).contains(&device.quantity) {
        return Err(Refusal::OutOfRange { field: Field::Quantity, min: 1, max: 1000 });
    }
    Ok(Device {
        device_id: text::optional_line(Field::Device, device.device_id.as_deref())?,
        device_type: text::required_line(Field::Device, &device.device_type)?,
        name: text::required_line(Field::Device, &device.name)?,
        lot: text::optional_line(Field::Lot, device.lot.as_deref())?,
        serial: text::optional_line(Field::Serial, device.serial.as_deref())?,
        ..device
    })
}
