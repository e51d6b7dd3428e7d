//! Who is signed in. Kept here alone: the window is told, and is not asked.

use crate::clock::Clock;
use domain::{Moment, PatientId, PersonId, ProcedureId};
use std::time::Duration;

/// From a right PIN until someone leaves, another signs in, or nobody touches the screen.
pub struct Session {
    pub person: PersonId,
    pub since: Moment,
    /// The case on the screen, offered again when this person comes back.
    pub open_case: Option<ProcedureId>,
    /// The patient on the screen: looking once more is not another look.
    pub open_patient: Option<PatientId>,
    touched: Touch,
}

/// When the screen was last touched, by both clocks: one may be set, the other sleeps with the
/// machine.
#[derive(Clone, Copy)]
struct Touch {
    wall_ms: i64,
    steady: Duration,
}

impl Touch {
    fn now(clock: &dyn Clock) -> Self {
        Touch { wall_ms: clock.wall_ms(), steady: clock.steady() }
    }
}

impl Session {
    pub fn begin(person: PersonId, since: Moment, clock: &dyn Clock) -> Self {
        Session { person, since, open_case: None, open_patient: None, touched: Touch::now(clock) }
    }

    pub fn touch(&mut self, clock: &dyn Clock) {
        self.touched = Touch::now(clock);
    }

    /// Whether nobody has touched the screen for `minutes`, by either clock.
    pub fn is_idle(&self, minutes: u32, clock: &dyn Clock) -> bool {
        let now = Touch::now(clock);
        let limit = Duration::from_secs(u64::from(minutes) * 60);
        let by_wall = u64::try_from(now.wall_ms.saturating_sub(self.touched.wall_ms)).unwrap_or_default();
        now.steady.saturating_sub(self.touched.steady) >= limit || Duration::from_millis(by_wall) >= limit
    }
}
