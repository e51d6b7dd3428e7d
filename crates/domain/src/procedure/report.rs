//! What another system says of a case: a hospital information system tells what has happened in a
//! theatre, in its own words. A report is not refused for a list that was not signed or a time long
//! past, because refusing it would lose a fact; what is due stays visible as outstanding.

use super::checklist::Phase;
use super::decide::{Case, Context, Decided, coded_checked};
use super::{Coded, Command, Procedure, ProcedureFact, Reason, Role, Status};
use crate::ids::PersonId;
use crate::moment::Moment;
use crate::refusal::Refusal;
use crate::text::{self, Field};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a message says beyond what has a fact of its own.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Its fields by their names in SERVICE.md, as it wrote them; null takes one back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Value>,
    /// Everyone whom it names as performer, in its order, in place of those named before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performers: Option<Vec<ReportedPerformer>>,
    /// Every reason, in place of those named before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Coded>>,
    /// When it was or is to be performed; an end that is not given leaves the one before.
    #[serde(skip_serializing_if = "Period::is_empty")]
    pub period: Period,
    /// Told when it was long over: no checklist is claimed, and none is missed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub historical: bool,
}

/// A performer as named, and who that is here.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReportedPerformer {
    pub person: PersonId,
    /// None where the function is not one of the team's roles.
    #[serde(default)]
    pub role: Option<Role>,
    pub said: Value,
}

/// From when until when, as far as it is known (FHIR Period).
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Moment>,
}

impl Period {
    pub fn is_empty(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Refuses an end before the start.
    pub fn check(self) -> Result<Self, Refusal> {
        match (self.start, self.end) {
            (Some(start), Some(end)) if end < start => Err(Refusal::EndsBeforeStart),
            _ => Ok(self),
        }
    }

    /// What is newly said, over what was said before.
    pub fn updated(self, said: Period) -> Period {
        Period { start: said.start.or(self.start), end: said.end.or(self.end) }
    }
}

impl Report {
    pub fn is_empty(&self) -> bool {
        *self == Report::default()
    }

    /// Takes what a later report says.
    pub(super) fn take(&mut self, said: Report) {
        for (name, value) in said.fields {
            if value.is_null() {
                self.fields.remove(&name);
            } else {
                self.fields.insert(name, value);
            }
        }
        self.performers = said.performers.or(self.performers.take());
        self.reasons = said.reasons.or(self.reasons.take());
        self.period = self.period.updated(said.period);
        self.historical |= said.historical;
    }
}

/// How strictly a hospital takes the reports of other systems.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportRule {
    /// What is due and was not signed is kept as outstanding.
    #[default]
    Lenient,
    /// What is due must be signed or passed first.
    Strict,
}

/// As [`super::decide`], for a command that another system sends of what has happened.
pub fn decide_report(
    procedure: &Procedure,
    command: Command,
    context: &Context<'_>,
    rule: ReportRule,
) -> Result<Decided, Refusal> {
    super::decide::decide_as(procedure, command, context, Some(rule))
}

type Facts = Result<Vec<ProcedureFact>, Refusal>;

impl Case<'_> {
    /// Fields as told. Nothing new is no fact.
    pub(super) fn report(&self, report: Report) -> Facts {
        if !self.is_report() {
            return Err(Refusal::NotAllowed);
        }
        // A case that began after its planned end says nothing wrong by speaking of something else.
        if !report.period.is_empty() {
            self.procedure.reported.period.updated(report.period).check()?;
        }
        let mut after = self.procedure.reported.clone();
        after.take(report.clone());
        let known = after == self.procedure.reported;
        Ok(if known { vec![] } else { vec![ProcedureFact::Reported { report }] })
    }

    /// A status as told, with when it was. Cancelling and suspending say why.
    pub(super) fn report_status(&self, to: Status, at: Option<Moment>, reason: Option<Reason>) -> Facts {
        if !self.is_report() {
            return Err(Refusal::NotAllowed);
        }
        let reason = match to {
            Status::Cancelled | Status::Suspended => {
                Some(super::decide::reason_checked(reason.ok_or(Refusal::ReasonMissing)?)?)
            }
            _ => reason,
        };
        let changes = self.change(to, at, reason)?;
        if changes.is_empty() {
            return Ok(changes);
        }
        match to {
            Status::InProgress => self.check_strict(&[Phase::SignIn])?,
            Status::Completed => self.check_strict(&Phase::ALL)?,
            _ => {}
        }
        if to == Status::Completed {
            let end = changes.iter().find_map(|fact| match fact {
                ProcedureFact::StatusChanged { at, .. } => Some(*at),
                _ => None,
            });
            Period { start: self.procedure.performed().start, end }.check()?;
        }
        Ok(changes)
    }

    /// Completion as told: outcome and follow-up where they are known. The outcome may come when the status
    /// is told already; once recorded it stays.
    pub(super) fn report_completion(&self, outcome: Coded, follow_up: String, at: Option<Moment>) -> Facts {
        let changes = self.report_status(Status::Completed, at, None)?;
        if changes.is_empty() && self.procedure.outcome.is_some() {
            return Ok(changes);
        }
        let outcome = coded_checked(Field::Outcome, outcome)?;
        let follow_up =
            if follow_up.trim().is_empty() { String::new() } else { text::required_note(Field::FollowUp, &follow_up)? };
        Ok([vec![ProcedureFact::OutcomeRecorded { outcome, follow_up }], changes].concat())
    }

    pub(super) fn is_report(&self) -> bool {
        self.rule.is_some()
    }

    fn check_strict(&self, due: &[Phase]) -> Result<(), Refusal> {
        let checklist = &self.procedure.checklist;
        let missed = due.iter().find(|phase| !checklist.is_cleared(**phase));
        match (self.rule, missed) {
            (Some(ReportRule::Strict), Some(phase)) if !self.procedure.reported.historical => {
                Err(Refusal::PhaseDue { phase: *phase, before: phase.gates() })
            }
            _ => Ok(()),
        }
    }
}

impl Procedure {
    /// Phases that were due by the status and are neither signed nor passed. A case that was told
    /// when it was long over owes none.
    pub fn checklist_outstanding(&self) -> Vec<Phase> {
        let due: &[Phase] = match self.status {
            _ if self.reported.historical => &[],
            Status::Completed => &Phase::ALL,
            Status::InProgress | Status::Suspended => &[Phase::SignIn],
            Status::Preparation | Status::Cancelled => &[],
        };
        due.iter().copied().filter(|phase| !self.checklist.is_cleared(*phase)).collect()
    }

    /// When it began and ended: as it happened, else as another system said, else as it is booked.
    pub fn performed(&self) -> Period {
        let changed = |to: Status| self.status_history.iter().rev().find(|change| change.to == to);
        let began = self.status_history.iter().find(|change| change.to == Status::InProgress);
        let slot = self.slot();
        let said = self.reported.period;
        Period {
            start: said.start.or(began.map(|change| change.at)).or(slot.map(|slot| slot.start)),
            end: said.end.or(changed(Status::Completed).map(|change| change.at)).or(slot.map(super::Slot::end)),
        }
    }

    /// A change of status says when it really began or ended, over what was planned.
    pub(super) fn take_time_of(&mut self, from: Status, to: Status, at: Moment) {
        let period = &mut self.reported.period;
        match (from, to) {
            (Status::Preparation, Status::InProgress) if period.start.is_some() => period.start = Some(at),
            (_, Status::Completed) if period.end.is_some() => period.end = Some(at),
            _ => {}
        }
    }
}
