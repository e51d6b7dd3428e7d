//! The rules of the operating theatre, and nothing else: no file, no network, no clock, no async.
//!
//! Everything recorded is a *fact*. A [`procedure::Procedure`], a [`patient::Patient`], a
//! [`person::Person`] and the [`hospital::Hospital`] are each the fold of their facts
//! ([`fold`]), and `decide` turns a command into facts or into a [`refusal::Refusal`]. Whoever
//! calls hands in the time. The same code runs in the window, the shell and the central service.

pub mod access;
pub mod audit;
pub mod catalogue;
pub mod disputed;
pub mod drug;
pub mod fact;
pub mod fold;
pub mod gs1;
pub mod hospital;
pub mod identifier;
pub mod ids;
pub mod moment;
pub mod money;
pub mod patient;
pub mod person;
pub mod procedure;
pub mod refusal;
pub mod schedule;
pub mod snomed;
pub mod text;

pub use fact::{Recorded, Stamp};
pub use ids::{EventId, MachineId, PatientId, PersonId, ProcedureId, TerminalId, TheatreId};
pub use moment::Moment;
pub use refusal::Refusal;
