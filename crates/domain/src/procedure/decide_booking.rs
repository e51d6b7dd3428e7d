//! Requesting, booking, moving and milestones.

use super::decide::{Case, coded_checked, minutes_checked, operation_checked, reason_checked, ward_bed_checked};
use super::*;
use crate::patient::Birth;
use crate::refusal::Refusal;
use crate::schedule::{Booking, clashes, free_slots};
use crate::text::{self, Field};

/// How many free slots are offered instead of a clash.
const FREE_SLOTS: usize = 3;

/// Refuses a time since which nobody can have waited: after now, before they were born, or longer
/// ago than any waiting list reaches, where a year was mistyped.
pub fn waits_since(since: Moment, birth: Birth, now: Moment) -> Result<Moment, Refusal> {
    const LONGEST_MINUTES: i64 = 20 * 366 * 24 * 60;
    let unborn = matches!(birth, Birth::On(born) if since.date() < born);
    if unborn || since > now.plus_minutes(1) || now.minutes_since(since) > LONGEST_MINUTES {
        return Err(Refusal::ImpossibleTime { field: Field::Time });
    }
    Ok(since)
}

impl Case<'_> {
    pub(super) fn request(&self, request: Request) -> Result<Vec<ProcedureFact>, Refusal> {
        let operation = operation_checked(request.operation)?;
        let birth = self.context.patient.identity.birth;
        let waiting_since = match request.waiting_since {
            Some(since) => waits_since(since, birth, self.context.now)?,
            None => self.context.now,
        };
        let mut facts = vec![ProcedureFact::Requested {
            procedure_no: request.procedure_no,
            patient: request.patient,
            operation,
            urgency: request.urgency,
            minutes: minutes_checked(request.minutes)?,
            reason: request.reason.map(|reason| coded_checked(Field::Reason, reason)).transpose()?,
            encounter: text::optional_line(Field::RegistrationNo, request.encounter.as_deref())?,
            waiting_since,
        }];
        if let Some(side) = request.side {
            facts.push(ProcedureFact::SideStated { side, gone_by: None, settled_by: Vec::new() });
        }
        if !request.anaesthesia.is_empty() {
            facts.push(ProcedureFact::AnaesthesiaPlanned { types: request.anaesthesia });
        }
        if let Some(ward_bed) = request.ward_bed.map(ward_bed_checked).transpose()? {
            facts.push(ProcedureFact::WardBedSet { ward: ward_bed.ward, bed: ward_bed.bed });
        }
        Ok(facts)
    }

    /// Books room, time, people and machines; a clash needs a reason and stays on record.
    pub(super) fn schedule(
        &self,
        slot: Slot,
        team: Vec<(PersonId, Role)>,
        reason: Option<Reason>,
        override_reason: Option<Reason>,
    ) -> Result<Vec<ProcedureFact>, Refusal> {
        let case = self.procedure;
        if !matches!(case.status, Status::Preparation | Status::Suspended) {
            return Err(Refusal::CaseClosed { status: case.status });
        }
        minutes_checked(slot.minutes)?;
        if !self.context.hospital.open_theatres().iter().any(|(id, _)| *id == slot.theatre) {
            return Err(Refusal::Missing { field: Field::Theatre });
        }
        // A report may tell of a booking after its day.
        if (self.context.now.minutes_since(slot.start) > 24 * 60 && !self.is_report())
            || slot.start.minutes_since(self.context.now) > 5 * 366 * 24 * 60
        {
            return Err(Refusal::ImpossibleTime { field: Field::Time });
        }
        let mut people: Vec<PersonId> = team.iter().map(|(person, _)| *person).collect();
        people.extend(case.team.iter().map(|member| member.person));
        people.sort_unstable();
        people.dedup();
        let wanted = Booking {
            procedure: self.context.id,
            patient: case.patient.ok_or(Refusal::NotFound)?,
            theatre: slot.theatre,
            start: slot.start,
            end: slot.end(),
            people,
            machines: slot.machines.clone(),
        };
        let over = clashes(&wanted, self.context.bookings);
        let reason = match (over.is_empty(), override_reason) {
            (true, _) => reason.map(reason_checked).transpose()?,
            (false, Some(because)) => Some(reason_checked(because)?),
            (false, None) => {
                let free = free_slots(&wanted, self.context.bookings, self.context.hospital, FREE_SLOTS);
                return Err(Refusal::Clashes { clashes: over, free });
            }
        };
        let mut facts = Vec::new();
        // To keep the one of two bookings that stands is a choice, and is recorded.
        if case.slot() != Some(&slot) || case.booking.is_disputed() {
            facts.push(ProcedureFact::Scheduled { slot, reason, over });
        }
        for (person, role) in team {
            if !case.in_role(role).any(|member| member == person) {
                facts.push(ProcedureFact::JoinedTeam { person, role });
            }
        }
        Ok(facts)
    }

    pub(super) fn return_to_waiting(&self, reason: Reason) -> Result<Vec<ProcedureFact>, Refusal> {
        if self.procedure.status != Status::Preparation {
            return Err(Refusal::CaseClosed { status: self.procedure.status });
        }
        if self.procedure.slot().is_none() {
            return Ok(vec![]);
        }
        Ok(vec![ProcedureFact::ReturnedToWaiting { reason: reason_checked(reason)? }])
    }

    /// One touch when it happens, or a time given afterwards. The phase that gates the milestone
    /// must be cleared; the start of anaesthesia begins `in-progress`.
    pub(super) fn reach(&self, milestone: Milestone, at: Option<Moment>) -> Result<Vec<ProcedureFact>, Refusal> {
        let case = self.procedure;
        if let Some(phase) = Phase::before(milestone)
            && !case.checklist.is_cleared(phase)
        {
            return Err(Refusal::PhaseDue { phase, before: milestone });
        }
        if milestone == Milestone::AnaesthesiaStart {
            self.may_begin()?;
        }
        if milestone > Milestone::AnaesthesiaStart && case.status == Status::Preparation {
            return Err(Refusal::CaseNotStarted);
        }
        if at.is_some() {
            self.check_order(milestone, self.happened(at)?)?;
        }
        let at = self.happened(at)?;
        let mut facts = vec![ProcedureFact::MilestoneReached { milestone, at }];
        if let Some(to) = begins_with(milestone)
            && case.status == Status::Preparation
        {
            facts.push(ProcedureFact::StatusChanged { to, at, reason: None });
        }
        Ok(facts)
    }

    /// What holds the start of anaesthesia whatever the checklist says.
    pub(super) fn may_begin(&self) -> Result<(), Refusal> {
        let case = self.procedure;
        if case.side.is_disputed() {
            return Err(Refusal::SideDisputed);
        }
        if let Some(at) = case.consent_withdrawn() {
            return Err(Refusal::ConsentWithdrawn { at });
        }
        if case.consent.is_disputed() {
            return Err(Refusal::ConsentDisputed);
        }
        if self.context.patient.blood_group.is_disputed() {
            return Err(Refusal::BloodGroupDisputed);
        }
        if case.operation.sided && case.side.latest().is_none() {
            return Err(Refusal::SideNotStated);
        }
        Ok(())
    }

    /// A time that someone gives stands between its neighbours.
    fn check_order(&self, milestone: Milestone, at: Moment) -> Result<(), Refusal> {
        for (other, reached) in &self.procedure.milestones {
            let wrong = (*other < milestone && reached.at > at) || (*other > milestone && reached.at < at);
            if wrong {
                return Err(Refusal::MilestoneOutOfOrder { milestone, other: *other, other_at: reached.at });
            }
        }
        Ok(())
    }
}
