//! How two replicas of a hospital's journal exchange what the other lacks: between a terminal and
//! the central service, and in the same way between terminals.
//!
//! - [`Uploads`] and [`Downloads`] decide what to send and what to ask for, one batch a step. They
//!   know a [`Replica`] (what is held here) and a [`Peer`] (the other side), and nothing else; each
//!   step can fail, be repeated or be forgotten, and both sides still end with the same facts.
//! - [`messages`], [`Signed`] requests, [`packing`] and the [`EnrolmentCode`] are what stands on the
//!   line besides the journal's own messages.
//! - [`http`] (a feature) is the peer over HTTPS.
//!
//! Deliberately absent: threads, clocks, randomness and waiting. Uploads and downloads share no
//! state, so that whoever drives them lets neither wait for the other.

mod code;
mod downloads;
#[cfg(feature = "http")]
pub mod http;
pub mod messages;
pub mod packing;
mod peer;
mod replica;
mod signed;
mod uploads;

pub use code::EnrolmentCode;
pub use downloads::Downloads;
pub use peer::{Distrust, Fault, Peer, Refusal, Step, Stopped};
pub use replica::Replica;
pub use signed::{SCHEME, Signed};
pub use uploads::Uploads;
