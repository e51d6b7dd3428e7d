//! Asking for what is lacking here.

use crate::peer::{Fault, Peer, Step, Stopped};
use crate::replica::Replica;
use journal::wire::{Message, Verdict};
use journal::{ChainId, Head, canonical};
use std::collections::BTreeMap;

/// Where asking stands. When it is forgotten, the other side is asked again for what could not be
/// taken, and says it again.
#[derive(Debug, Default)]
pub struct Downloads {
    /// The last fact that came of each chain, also where one before it was kept aside: such a chain
    /// is not asked for again and again.
    passed: BTreeMap<ChainId, Head>,
}

impl Downloads {
    /// Fetches and keeps one batch. `wall_ms` is the wall clock, milliseconds since 1970 UTC.
    pub fn step<R: Replica>(
        &mut self,
        wall_ms: i64,
        replica: &mut R,
        peer: &mut impl Peer,
    ) -> Result<Step, Stopped<R::Error>> {
        let mut vector = replica.vector().map_err(Stopped::Here)?;
        for (chain, head) in &self.passed {
            // What we hold ourselves stands.
            let _ = vector.note(chain.clone(), *head);
        }
        let parcel = peer.fetch(&replica.greeting(wall_ms, vector).map_err(Stopped::Here)?)?;
        let Message::Batch(batch) = parcel.message else {
            return Err(Fault::NotUnderstood("facts were asked for".into()).into());
        };
        if batch.facts().is_empty() {
            return Ok(Step::Nothing);
        }
        replica.learn(&parcel.authors).map_err(Stopped::Here)?;
        let answers = replica.take(wall_ms, batch.facts()).map_err(Stopped::Here)?;
        let mut is_further = false;
        for fact in batch.facts() {
            let Ok(envelope) = canonical::decode(fact.envelope_bytes()) else { continue };
            let head = Head { seq: envelope.seq, hash: fact.hash() };
            let passed = self.passed.entry(ChainId::of(&envelope)).or_insert(Head::START);
            if head.seq > passed.seq {
                *passed = head;
                is_further = true;
            }
        }
        let is_new = |verdict: &Verdict| matches!(verdict, Verdict::Accepted | Verdict::Waiting);
        let new = answers.iter().filter(|answer| is_new(&answer.verdict)).count();
        // Nothing but what cannot be read: it will not be read at the next try either.
        Ok(if is_further { Step::Moved(new) } else { Step::Nothing })
    }
}
