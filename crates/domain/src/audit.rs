//! What people did at a terminal that changes no record: who came, who looked, who was refused.

use crate::fact::facts;
use crate::ids::{PatientId, PersonId, ProcedureId};

facts! {
    /// One stream a terminal.
    AuditFact {
        SignedIn = "signed-in" {},
        /// `left_by`: switch, lock or idle.
        SignedOut = "signed-out" { left_by: String },
        PinRefused = "pin-refused" { person: PersonId, failures: u32 },
        ProcedureOpened = "procedure-opened" { procedure: ProcedureId, restricted: bool },
        PatientOpened = "patient-opened" { patient: PatientId },
        Printed = "printed" { what: String },
        Exported = "exported" { what: String },
        BackedUp = "backed-up" {},
        /// The store was opened from a backup: its author begins a new epoch.
        Restored = "restored" {},
        /// This terminal sends to the central service at this address from now on, or no more.
        CentreConnected = "centre-connected" { address: String },
        CentreDisconnected = "centre-disconnected" {},
        /// The wall clock was found this far from the last recorded fact.
        ClockDoubted = "clock-doubted" { ahead_ms: i64 },
    }
}
