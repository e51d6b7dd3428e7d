//! What a replica of one hospital's journal holds, and what two of them lack of each other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::Hash;
use crate::envelope::{Envelope, MAX_NAME_BYTES, MAX_SEQ, check_text};
use crate::malformed::Malformed;

/// Most chains in a vector that comes in a message.
pub const MAX_CHAINS: usize = 4096;

/// One author's gapless run of facts within a hospital: a terminal in one of its epochs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId {
    pub terminal: String,
    pub epoch: u32,
}

impl ChainId {
    /// The chain that a fact belongs to.
    pub fn of(envelope: &Envelope) -> Self {
        Self { terminal: envelope.terminal.clone(), epoch: envelope.epoch }
    }
}

/// The last fact of a chain: its number and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: u64,
    pub hash: Hash,
}

impl Head {
    /// Before the first fact.
    pub const START: Self = Self { seq: 0, hash: Hash::ZERO };
}

/// A version vector: for each chain, up to which fact a replica holds it without a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Vector(BTreeMap<ChainId, Head>);

impl Vector {
    pub fn new() -> Self {
        Self::default()
    }

    /// How far a chain is held; [`Head::START`] when nothing of it is.
    pub fn head(&self, chain: &ChainId) -> Head {
        self.0.get(chain).copied().unwrap_or(Head::START)
    }

    /// Every chain with its head, in the order of the chains.
    pub fn heads(&self) -> impl ExactSizeIterator<Item = (&ChainId, Head)> {
        self.0.iter().map(|(chain, head)| (chain, *head))
    }

    /// Notes that a chain is held up to `head`. An earlier head changes nothing; the same number
    /// with another hash is a fork and changes nothing either.
    pub fn note(&mut self, chain: ChainId, head: Head) -> Result<(), Fork> {
        let held = self.head(&chain);
        if head.seq == held.seq && head.hash != held.hash {
            return Err(Fork { chain, seq: head.seq });
        }
        if head.seq > held.seq {
            self.0.insert(chain, head);
        }
        Ok(())
    }

    /// What we hold and `theirs` lacks, chain by chain.
    pub fn missing_in(&self, theirs: &Self) -> Vec<Missing> {
        self.heads()
            .filter(|(chain, ours)| ours.seq > theirs.head(chain).seq)
            .map(|(chain, ours)| Missing { chain: chain.clone(), first: theirs.head(chain).seq + 1, last: ours.seq })
            .collect()
    }

    /// Chains of which `theirs` holds another fact under a number that we hold too: a cloned or
    /// restored disk. `hash_of` gives the hash of a fact of ours. A chain that they hold further
    /// than we do can't be judged yet; [`ChainCheck`](crate::ChainCheck) does when its facts come.
    pub fn forks(&self, theirs: &Self, hash_of: impl Fn(&ChainId, u64) -> Option<Hash>) -> Vec<Fork> {
        theirs
            .heads()
            .filter(|(chain, their)| {
                let ours = self.head(chain);
                let our_hash = if their.seq == ours.seq {
                    Some(ours.hash)
                } else if their.seq < ours.seq {
                    hash_of(chain, their.seq)
                } else {
                    None
                };
                our_hash.is_some_and(|hash| hash != their.hash)
            })
            .map(|(chain, their)| Fork { chain: chain.clone(), seq: their.seq })
            .collect()
    }
}

/// Facts `first` to `last` of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub chain: ChainId,
    pub first: u64,
    pub last: u64,
}

/// Two facts of one chain with one number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} has two different facts numbered {seq} in epoch {}", chain.terminal, chain.epoch)]
pub struct Fork {
    pub chain: ChainId,
    pub seq: u64,
}

/// A vector's chain in a message, whose JSON can't have a chain as a key.
#[derive(Serialize, Deserialize)]
struct Entry {
    terminal: String,
    epoch: u32,
    seq: u64,
    hash: Hash,
}

impl TryFrom<Vec<Entry>> for Vector {
    type Error = Malformed;

    fn try_from(entries: Vec<Entry>) -> Result<Self, Malformed> {
        if entries.len() > MAX_CHAINS {
            return Err(Malformed::TooLong { field: "vector", found: entries.len(), limit: MAX_CHAINS });
        }
        let mut heads = BTreeMap::new();
        for Entry { terminal, epoch, seq, hash } in entries {
            check_text("terminal", &terminal, MAX_NAME_BYTES)?;
            let twice = heads.insert(ChainId { terminal, epoch }, Head { seq, hash });
            if twice.is_some() || !(1..=MAX_SEQ).contains(&seq) {
                return Err(Malformed::Impossible { field: "vector" });
            }
        }
        Ok(Self(heads))
    }
}

impl From<Vector> for Vec<Entry> {
    fn from(vector: Vector) -> Self {
        vector
            .0
            .into_iter()
            .map(|(chain, head)| Entry { terminal: chain.terminal, epoch: chain.epoch, seq: head.seq, hash: head.hash })
            .collect()
    }
}
