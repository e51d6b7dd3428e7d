//! How each fact changes what is known of the procedure.

use super::checklist::{Answered, Signed};
use super::*;
use crate::fact::Recorded;
use crate::fold::{Folded, Past};

impl Folded for Procedure {
    type Fact = ProcedureFact;

    fn yields(fact: &ProcedureFact) -> bool {
        matches!(fact, ProcedureFact::StatusChanged { to: Status::Cancelled | Status::Suspended, .. })
    }

    fn apply(&mut self, fact: &Recorded<ProcedureFact>, past: &Past<'_>) {
        match fact.fact.clone() {
            ProcedureFact::Requested {
                procedure_no,
                patient,
                operation,
                urgency,
                minutes,
                reason,
                encounter,
                waiting_since,
            } => {
                self.procedure_no = procedure_no;
                self.patient = Some(patient);
                (self.operation, self.urgency, self.minutes) = (operation, urgency, minutes);
                (self.reason, self.encounter) = (reason, encounter);
                self.waiting_since = Some(waiting_since);
                self.requested_by = Some(fact.actor);
            }
            ProcedureFact::OperationNamed { operation, minutes } => {
                (self.operation, self.minutes) = (operation, minutes);
                self.reported.fields.remove("code");
            }
            ProcedureFact::UrgencySet { urgency } => self.urgency = urgency,
            ProcedureFact::SideStated { side, gone_by, settled_by } => {
                self.side.say(Stated { what: side, gone_by, settled_by }, fact, past);
            }
            ProcedureFact::Scheduled { slot, reason, over } => {
                self.booking.say(Booked { slot, reason, over }, fact, past);
                self.is_waiting = false;
            }
            ProcedureFact::ReturnedToWaiting { .. } => self.is_waiting = true,
            ProcedureFact::StatusChanged { to, at, reason } => self.change_status(to, at, reason, fact),
            ProcedureFact::JoinedTeam { person, role } => {
                self.absent.retain(|absent| *absent != role);
                let member = TeamMember { person, role, joined_at: fact.recorded_at };
                if !self.team.iter().any(|m| m.person == person && m.role == role) {
                    self.team.push(member);
                }
            }
            ProcedureFact::LeftTeam { person, role } => self.team.retain(|m| (m.person, m.role) != (person, role)),
            ProcedureFact::RoleAbsent { role } => {
                if !self.absent.contains(&role) {
                    self.absent.push(role);
                }
            }
            ProcedureFact::ConsentGiven { by, at, gone_by, settled_by } => {
                self.consent.say(Stated { what: Consent::Given { by, at }, gone_by, settled_by }, fact, past);
            }
            ProcedureFact::ConsentWithdrawn { reason, at, gone_by, settled_by } => {
                self.consent.say(Stated { what: Consent::Withdrawn { reason, at }, gone_by, settled_by }, fact, past);
            }
            ProcedureFact::FastingRecorded { solids_until, clear_fluids_until, unknown } => {
                self.fasting = Some(Fasting { solids_until, clear_fluids_until, unknown });
            }
            ProcedureFact::AnaesthesiaPlanned { types } => self.anaesthesia = types,
            ProcedureFact::AnaesthesiaConverted { to, at, reason } => {
                let from = std::mem::replace(&mut self.anaesthesia, to.clone());
                self.conversions.push(Conversion { from, to, at, reason });
            }
            ProcedureFact::WardBedSet { ward, bed } => self.ward_bed = Some(WardBed { ward, bed }),
            ProcedureFact::MilestoneReached { milestone, at } => {
                let times = self.milestones.get(&milestone).map_or(1, |before| before.times + 1);
                let reached = Reached { at, recorded_by: fact.actor, recorded_at: fact.recorded_at, times };
                self.milestones.insert(milestone, reached);
            }
            ProcedureFact::MilestoneSetBack { milestone, .. } => drop(self.milestones.remove(&milestone)),
            ProcedureFact::ItemAnswered { item, answer, plan, comments, said_by, at } => {
                let times = self.checklist.answers.get(&item).map_or(1, |before| before.times + 1);
                let answered = Answered {
                    answer,
                    plan,
                    comments,
                    said_by,
                    at,
                    recorded_by: fact.actor,
                    recorded_at: fact.recorded_at,
                    event: fact.id,
                    times,
                };
                self.checklist.answers.insert(item, answered);
            }
            ProcedureFact::PhaseSigned { phase, by, at } => {
                self.checklist.signed.entry(phase).or_insert_with(|| signed(by, at, None, fact));
            }
            ProcedureFact::PhasePassed { phase, by, reason, at } => {
                self.checklist.passed.entry(phase).or_insert_with(|| signed(by, at, Some(reason), fact));
            }
            ProcedureFact::NoteSigned { note_type, text, at, author } => self.notes.push(Note {
                id: fact.id,
                note_type,
                text,
                author: author.unwrap_or(fact.actor),
                recorded_by: author.and(Some(fact.actor)),
                at,
                recorded_at: fact.recorded_at,
                addenda: Vec::new(),
            }),
            ProcedureFact::AddendumSigned { to, text, at } => {
                if let Some(note) = self.notes.iter_mut().find(|note| note.id == to) {
                    note.addenda.push(Addendum { text, author: fact.actor, at, recorded_at: fact.recorded_at });
                }
            }
            ProcedureFact::ComplicationRecorded { complication, severity, clavien_dindo, detected_at, management } => {
                self.complications.push(Complication {
                    id: fact.id,
                    complication,
                    severity,
                    clavien_dindo,
                    detected_at,
                    management,
                    recorded_by: fact.actor,
                    recorded_at: fact.recorded_at,
                });
            }
            ProcedureFact::DeviceRecorded { device } => {
                self.devices.push(DeviceUse { id: fact.id, device, recorded_by: fact.actor, at: fact.recorded_at });
            }
            ProcedureFact::CountRecorded { count } => {
                self.counts.push(Counted { count, recorded_by: fact.actor, at: fact.recorded_at });
            }
            ProcedureFact::DrugGiven { drug, dose, class, at, allergy_acknowledged_by } => {
                self.drugs.push(DrugGiven { drug, dose, class, at, allergy_acknowledged_by, by: fact.actor });
            }
            ProcedureFact::OutcomeRecorded { outcome, follow_up } => {
                self.outcome = Some(Outcome { outcome, follow_up, by: fact.actor, at: fact.recorded_at });
            }
            ProcedureFact::Reported { report } => {
                if let Some(reasons) = &report.reasons {
                    self.reason = reasons.first().cloned();
                }
                self.reported.take(report);
            }
            ProcedureFact::Voided { reason } => self.voided = Some(reason),
        }
    }
}

impl Procedure {
    /// Takes a change of status that is possible; keeps and flags one that is not.
    fn change_status(&mut self, to: Status, at: Moment, reason: Option<Reason>, fact: &Recorded<ProcedureFact>) {
        let from = self.status;
        let change = StatusChange { from, to, at, by: fact.actor, recorded_at: fact.recorded_at, reason };
        if from == to {
            return;
        }
        if from.may_become(to) {
            self.status = to;
            self.take_time_of(from, to, at);
            self.status_history.push(change);
        } else {
            self.flags.push(Flag::TransitionTooLate { change });
        }
    }
}

fn signed(by: crate::PersonId, at: Moment, because: Option<Reason>, fact: &Recorded<ProcedureFact>) -> Signed {
    Signed { by, recorded_by: fact.actor, at, recorded_at: fact.recorded_at, passed_because: because }
}
