//! The store as a replica, reached as every command reaches it: one thing at a time, and never for
//! long, because a person may be waiting.

use crate::desk::Desk;
use crate::failures::Fault;
use journal::wire::{Answer, Fact, Verdict};
use journal::{ChainId, Hash, Vector};
use store::Store;
use sync::Replica;
use sync::messages::KnownAuthor;

/// Facts kept at once: each such part is a transaction of its own, for which the window waits.
const PART: usize = 40;

pub struct AtDesk<'a> {
    pub desk: &'a Desk,
    /// Facts that are new here, since it was last looked.
    pub arrived: usize,
}

impl AtDesk<'_> {
    fn store<T>(&self, ask: impl FnOnce(&mut Store) -> store::Result<T>) -> Result<T, Fault> {
        let mut inside = self.desk.inside();
        let ledger = inside.held.ledger()?;
        Ok(ask(&mut ledger.store)?)
    }
}

impl Replica for AtDesk<'_> {
    type Error = Fault;

    fn names(&mut self) -> Result<(String, String), Fault> {
        self.store(Replica::names)
    }

    fn vector(&mut self) -> Result<Vector, Fault> {
        self.store(Replica::vector)
    }

    fn facts_after(&mut self, chain: &ChainId, seq: u64, facts: usize, bytes: usize) -> Result<Vec<Fact>, Fault> {
        self.store(|store| store.facts_after(chain, seq, facts, bytes))
    }

    fn hash_of(&mut self, chain: &ChainId, seq: u64) -> Result<Option<Hash>, Fault> {
        self.store(|store| store.hash_of(chain, seq))
    }

    fn take(&mut self, wall_ms: i64, facts: &[Fact]) -> Result<Vec<Answer>, Fault> {
        let mut answers = Vec::with_capacity(facts.len());
        for part in facts.chunks(PART) {
            answers.extend(self.store(|store| store.take(wall_ms, part))?);
        }
        let is_new = |verdict: &Verdict| matches!(verdict, Verdict::Accepted | Verdict::Waiting);
        self.arrived += answers.iter().filter(|answer| is_new(&answer.verdict)).count();
        Ok(answers)
    }

    fn learn(&mut self, authors: &[KnownAuthor]) -> Result<(), Fault> {
        self.store(|store| store.learn(authors))
    }

    fn note_kept(&mut self, chain: &ChainId, seq: u64) -> Result<(), Fault> {
        self.store(|store| store.note_kept(chain, seq))
    }

    fn note_clock(&mut self, ahead_ms: i64) -> Result<(), Fault> {
        self.store(|store| store.note_clock(ahead_ms))
    }
}
