//! The open store, and what is kept about its clock.

use crate::clock::{self, made_at};
use crate::failures::Fault;
use domain::hospital::Hospital;
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::{EventId, Moment, PersonId, TerminalId};
use ipc::ClockDoubt;
use store::{Batch, Store};

/// The one writer of the store. Everything that is recorded at this terminal passes through
/// [`Ledger::record`].
pub struct Ledger {
    pub store: Store,
    /// When the wall clock was last known to be right, as far as this terminal can tell.
    believed_at: Option<Moment>,
}

const BELIEVED_AT: &str = "clock-believed-at";
/// How far the belief may lag behind: it costs a write of its own.
const BELIEF_STEP_MINUTES: i64 = 60;

impl Ledger {
    pub fn new(store: Store) -> Self {
        let kept = store.setting(BELIEVED_AT).and_then(|text| text.parse().ok());
        let believed_at = kept.or_else(|| store.last_recorded_at());
        Ledger { store, believed_at }
    }

    /// The hospital, and the wall clock's time as clocks show it there.
    pub fn hospital_at(&self, wall_ms: i64) -> Result<(Hospital, Moment), Fault> {
        let hospital = self.store.hospital()?;
        let now = Moment::new(wall_ms, offset(&hospital));
        Ok((hospital, now))
    }

    pub fn terminal(&self) -> TerminalId {
        TerminalId(self.store.terminal().to_owned())
    }

    pub fn clock_doubt(&self, now: Moment) -> Option<ClockDoubt> {
        clock::doubt(now, self.believed_at, made_at())
    }

    /// All of the batch or nothing, on the disk when this returns.
    pub fn record(&mut self, actor: PersonId, now: Moment, batch: Batch) -> Result<Vec<EventId>, Fault> {
        let events = self.store.record(actor, now, batch)?;
        let lags = self.believed_at.is_none_or(|at| now.minutes_since(at) >= BELIEF_STEP_MINUTES);
        if lags && self.clock_doubt(now).is_none() {
            self.store.set_setting(BELIEVED_AT, &now.to_string())?;
            self.believed_at = Some(now);
        }
        Ok(events)
    }
}

/// Before anything is set up, clocks are taken to show Bangladesh's time.
pub fn offset(hospital: &Hospital) -> i16 {
    if hospital.code.is_empty() { DHAKA_OFFSET_MINUTES } else { hospital.offset_minutes }
}
