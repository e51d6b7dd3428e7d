//! What is held on this side.

use crate::messages::KnownAuthor;
use journal::wire::{Answer, Fact, Hello, PROTOCOL};
use journal::{ChainId, Hash, Vector};

/// A replica of one hospital's journal. It outlives every step: what it has answered is durable.
pub trait Replica {
    type Error;

    /// Hospital and terminal, by their codes.
    fn names(&mut self) -> Result<(String, String), Self::Error>;

    /// With what either side begins: who speaks, and what is held; `wall_ms` is the wall clock,
    /// milliseconds since 1970 UTC.
    fn greeting(&mut self, wall_ms: i64, vector: Vector) -> Result<Hello, Self::Error> {
        let (hospital, terminal) = self.names()?;
        Ok(Hello { protocol: PROTOCOL, hospital, terminal, wall_ms, vector })
    }

    /// How far each chain is held without a gap.
    fn vector(&mut self) -> Result<Vector, Self::Error>;

    /// Facts of a chain after `seq`, in the order of `seq`: at most so many, of some so many bytes,
    /// and at least one where there is one.
    fn facts_after(&mut self, chain: &ChainId, seq: u64, facts: usize, bytes: usize) -> Result<Vec<Fact>, Self::Error>;

    /// The hash of a fact that is held.
    fn hash_of(&mut self, chain: &ChainId, seq: u64) -> Result<Option<Hash>, Self::Error>;

    /// Keeps facts, in whatever order they come, and says what became of each.
    fn take(&mut self, wall_ms: i64, facts: &[Fact]) -> Result<Vec<Answer>, Self::Error>;

    /// Learns keys of authors. One that is known stays as it is.
    fn learn(&mut self, authors: &[KnownAuthor]) -> Result<(), Self::Error>;

    /// The other side keeps this chain up to here: it need not be sent again. It may be less than
    /// was said before, when the other side lost something.
    fn note_kept(&mut self, chain: &ChainId, seq: u64) -> Result<(), Self::Error>;

    /// The other side's clock stands this far ahead of ours, within the time an answer takes.
    fn note_clock(&mut self, ahead_ms: i64) -> Result<(), Self::Error>;
}
