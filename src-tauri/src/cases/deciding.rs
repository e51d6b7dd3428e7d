//! Deciding one command or several in a row, and recording what they amount to at once.

use crate::desk::Seat;
use crate::failures::Fault;
use domain::fold::{Folded, Past};
use domain::patient::{Patient, PatientFact};
use domain::procedure::{self, Command, Context, Procedure, ProcedureFact, Slot};
use domain::schedule::Booking;
use domain::{EventId, Moment, PatientId, ProcedureId, Recorded, Refusal, Stamp};
use store::Batch;

/// A case with facts that are decided and not recorded: the next command is decided on top of
/// them, and either all are recorded or none.
pub struct NewFacts {
    pub id: ProcedureId,
    pub procedure: Procedure,
    pub patient: Patient,
    facts: Vec<ProcedureFact>,
    patient_facts: Vec<PatientFact>,
}

impl NewFacts {
    pub fn about(id: ProcedureId, procedure: Procedure, patient: Patient) -> Self {
        NewFacts { id, procedure, patient, facts: Vec::new(), patient_facts: Vec::new() }
    }

    /// All of it in one batch; nothing at all when everything was so already.
    pub fn record(self, seat: &mut Seat<'_>) -> Result<(), Fault> {
        let mut batch = Batch::default();
        self.add_to(&mut batch);
        let nothing = batch.procedures.is_empty() && batch.patients.is_empty();
        if nothing { Ok(()) } else { seat.record(batch).map(drop) }
    }

    pub fn add_to(self, batch: &mut Batch) {
        if let Some(patient) = self.procedure.patient.filter(|_| !self.patient_facts.is_empty()) {
            batch.patients.push((patient, self.patient_facts));
        }
        if !self.facts.is_empty() {
            batch.procedures.push((self.id, self.facts));
        }
    }

    /// As the store will fold it once it is recorded.
    fn take(&mut self, seat: &Seat<'_>, fact: ProcedureFact) {
        let recorded = Recorded {
            id: EventId(store::new_id()),
            parents: Vec::new(),
            stamp: Stamp { wall_ms: seat.now.utc_ms(), counter: 0 },
            terminal: seat.ledger.terminal(),
            actor: seat.actor(),
            recorded_at: seat.now,
            fact,
        };
        self.procedure.apply(&recorded, &Past::Everything);
        self.facts.push(recorded.fact);
    }
}

/// Decides one more command by the rules.
pub fn decide(seat: &mut Seat<'_>, facts: &mut NewFacts, command: Command) -> Result<(), Fault> {
    let decided = match &command {
        Command::Schedule { slot, .. } => decide_booking(seat, facts, slot.clone(), command)?,
        _ => procedure::decide(&facts.procedure, command, &context(seat, facts, &[]))?,
    };
    for fact in decided.facts {
        facts.take(seat, fact);
    }
    facts.patient_facts.extend(decided.patient_facts);
    Ok(())
}

/// Bookings two days around are enough to find a clash; free slots may lie further ahead, and are
/// looked for again with all that is booked there.
fn decide_booking(
    seat: &mut Seat<'_>,
    facts: &NewFacts,
    slot: Slot,
    command: Command,
) -> Result<procedure::Decided, Fault> {
    let near = bookings(seat, slot.start, NEAR_DAYS)?;
    let decided = procedure::decide(&facts.procedure, command.clone(), &context(seat, facts, &near));
    match decided {
        Err(Refusal::Clashes { free, .. }) if free.is_empty() || reaches_beyond(&free, slot.start) => {
            let far = bookings(seat, slot.start, FAR_DAYS)?;
            Ok(procedure::decide(&facts.procedure, command, &context(seat, facts, &far))?)
        }
        decided => Ok(decided?),
    }
}

pub const NEAR_DAYS: i64 = 2;
/// As far as the rules look for a free slot, and a case that crosses midnight beyond it.
pub const FAR_DAYS: i64 = 15;
const DAY_MINUTES: i64 = 24 * 60;

/// Whether some of the slots lie where bookings were not looked at.
pub fn reaches_beyond(free: &[domain::schedule::FreeSlot], start: Moment) -> bool {
    let seen_until = start.plus_minutes(NEAR_DAYS * DAY_MINUTES);
    free.iter().any(|slot| slot.end > seen_until)
}

/// All that is booked from two days before `start` to `days` after it.
pub fn bookings(seat: &mut Seat<'_>, start: Moment, days: i64) -> Result<Vec<Booking>, Fault> {
    let (from, until) = (start.plus_minutes(-NEAR_DAYS * DAY_MINUTES), start.plus_minutes(days * DAY_MINUTES));
    Ok(seat.ledger.store.bookings_between(from, until)?)
}

fn context<'a>(seat: &'a Seat<'_>, facts: &'a NewFacts, bookings: &'a [Booking]) -> Context<'a> {
    Context {
        id: facts.id,
        now: seat.now,
        actor: seat.actor(),
        patient: &facts.patient,
        hospital: &seat.hospital,
        bookings,
    }
}

/// The record under which a patient's story goes on, when two were found to be one person.
pub fn living_record(seat: &mut Seat<'_>, id: PatientId) -> Result<(PatientId, Patient), Fault> {
    const LINKS_LIMIT: usize = 8;
    let mut id = id;
    let mut patient = crate::patients::known(seat, id)?;
    for _ in 0..LINKS_LIMIT {
        let Some(other) = patient.same_as else { break };
        (id, patient) = (other, crate::patients::known(seat, other)?);
    }
    Ok((id, patient))
}
