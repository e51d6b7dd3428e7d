//! The journal: how a fact is written down so that any replica can prove who recorded it, in which
//! order, and that nothing was changed or left out since.
//!
//! - [`Envelope`] is everything about a fact but its content; [`canonical`] gives it one encoding.
//! - [`Author`] seals facts into a chain; [`verify`] proves one fact, [`ChainCheck`] a whole chain.
//! - [`HybridClock`] gives facts a time that only rises, whatever the wall clock does.
//! - [`Vector`] says what a replica holds; [`wire`] is what two replicas say to each other.
//!
//! Deliberately absent: files, network, randomness, a clock, async, and any knowledge of what a
//! payload means. Time and random bytes are handed in; a payload is bytes, kept verbatim.

pub mod canonical;
mod chain;
mod clock;
mod digest;
mod envelope;
mod malformed;
mod proof;
mod vector;
pub mod wire;

pub use chain::{Author, AuthorKey, Draft, Turn};
pub use clock::{Hlc, HybridClock, MAX_AHEAD_MS, MAX_HLC_WALL_MS, Observed};
pub use digest::{Hash, Signature};
pub use ed25519_dalek::VerifyingKey;
pub use envelope::{
    Envelope, MAX_NAME_BYTES, MAX_PARENTS, MAX_PAYLOAD_BYTES, MAX_REFERENCE_BYTES, MAX_SEQ, Stream, StreamKind,
    event_id,
};
pub use malformed::Malformed;
pub use proof::{Broken, ChainCheck, Flaw, Sealed, hash, verify, verify_request};
pub use vector::{ChainId, Fork, Head, MAX_CHAINS, Missing, Vector};
