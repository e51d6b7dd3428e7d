//! Sending what the other side lacks, each author's facts in the order of their numbers.

use crate::messages::is_understood;
use crate::peer::{Fault, Peer, Refusal, Step, Stopped};
use crate::replica::Replica;
use journal::wire::{Answers, Batch, Fact, Verdict};
use journal::{ChainId, Hash, Head, Vector};
use std::collections::{BTreeMap, BTreeSet};

/// Facts sent at once: enough to be quick, few enough that a bad line gets them through.
const MOST_FACTS: usize = 500;
/// Their envelopes and payloads, about.
const MOST_BYTES: usize = 1024 * 1024;

/// Where sending stands. Nothing is lost when it is forgotten: what the other side holds is asked
/// first, and what it gets twice it says so.
#[derive(Debug)]
pub struct Uploads {
    /// What the other side said it holds; none when it must be asked.
    theirs: Option<Vector>,
    /// Up to where its answers say that it keeps a chain, though its vector may never say so: a fact
    /// that it could not prove is kept aside.
    answered: BTreeMap<ChainId, u64>,
    /// Up to where it took a chain whole: when its vector says less, it was restored.
    taken: BTreeMap<ChainId, u64>,
    at_once: usize,
}

impl Default for Uploads {
    fn default() -> Self {
        Uploads { theirs: None, answered: BTreeMap::new(), taken: BTreeMap::new(), at_once: MOST_FACTS }
    }
}

impl Uploads {
    /// The next step asks the other side what it holds before it sends.
    pub fn ask_again(&mut self) {
        self.theirs = None;
    }

    /// Sends one batch. `wall_ms` is the wall clock, milliseconds since 1970 UTC.
    pub fn step<R: Replica>(
        &mut self,
        wall_ms: i64,
        replica: &mut R,
        peer: &mut impl Peer,
    ) -> Result<Step, Stopped<R::Error>> {
        let done = self.send(wall_ms, replica, peer);
        match done {
            Err(Stopped::There(Fault::TooLarge)) if self.at_once > 1 => {
                self.at_once /= 2;
                Ok(Step::Moved(0))
            }
            Err(stopped) => {
                self.theirs = None;
                Err(stopped)
            }
            done => done,
        }
    }

    fn send<R: Replica>(
        &mut self,
        wall_ms: i64,
        replica: &mut R,
        peer: &mut impl Peer,
    ) -> Result<Step, Stopped<R::Error>> {
        let theirs = match self.theirs.clone() {
            Some(theirs) => theirs,
            None => self.greet(wall_ms, replica, peer)?,
        };
        let ours = replica.vector().map_err(Stopped::Here)?;
        for missing in ours.missing_in(&theirs) {
            let after =
                self.answered.get(&missing.chain).map_or(missing.first - 1, |seq| (*seq).max(missing.first - 1));
            if after >= missing.last {
                continue;
            }
            let facts = replica.facts_after(&missing.chain, after, self.at_once, MOST_BYTES).map_err(Stopped::Here)?;
            let mut batch = Batch::new();
            for fact in facts {
                if batch.push(fact).is_err() {
                    break;
                }
            }
            if batch.facts().is_empty() {
                continue;
            }
            let sent: Vec<(u64, Hash)> =
                batch.facts().iter().zip(after + 1..).map(|(fact, seq)| (seq_of(fact, seq), fact.hash())).collect();
            let answers = peer.give(batch)?;
            let Kept { last, taken, count } = kept(&sent, &answers);
            let Some(last) = last else {
                return Err(Fault::NotUnderstood("it said nothing of the facts that it got".into()).into());
            };
            self.answered.insert(missing.chain.clone(), last);
            if let Some(taken) = taken.filter(|_| self.taken.get(&missing.chain).copied().unwrap_or(0) == after) {
                self.taken.insert(missing.chain.clone(), taken);
            }
            replica.note_kept(&missing.chain, last).map_err(Stopped::Here)?;
            self.at_once = (self.at_once + self.at_once.div_ceil(4)).min(MOST_FACTS);
            return Ok(Step::Moved(count));
        }
        Ok(Step::Nothing)
    }

    /// Asks what is held there, and notes how far our own chains are.
    fn greet<R: Replica>(
        &mut self,
        wall_ms: i64,
        replica: &mut R,
        peer: &mut impl Peer,
    ) -> Result<Vector, Stopped<R::Error>> {
        let ours = replica.vector().map_err(Stopped::Here)?;
        let told = peer.greet(&replica.greeting(wall_ms, ours.clone()).map_err(Stopped::Here)?)?;
        if !is_understood(&told) {
            return Err(Fault::Refused(Refusal::Protocol).into());
        }
        replica.note_clock(told.wall_ms.saturating_sub(wall_ms)).map_err(Stopped::Here)?;
        let forked = self.forked(replica, &ours, &told.vector)?;
        let answered = &mut self.answered;
        self.taken.retain(|chain, seq| {
            let is_there = told.vector.head(chain).seq >= *seq;
            if !is_there {
                answered.remove(chain);
            }
            is_there
        });
        for (chain, head) in told.vector.heads() {
            self.taken.insert(chain.clone(), head.seq);
        }
        // Of a chain that stands otherwise there, all is sent: what they hold of it they say.
        let mut theirs = Vector::new();
        for (chain, head) in told.vector.heads().filter(|(chain, _)| !forked.contains(chain)) {
            // Only a chain that is noted twice can be a fork.
            let _ = theirs.note(chain.clone(), head);
        }
        for (chain, head) in ours.heads().filter(|(chain, _)| !forked.contains(chain)) {
            let seq = theirs.head(chain).seq.max(self.answered.get(chain).copied().unwrap_or(0)).min(head.seq);
            replica.note_kept(chain, seq).map_err(Stopped::Here)?;
        }
        self.theirs = Some(theirs.clone());
        Ok(theirs)
    }

    fn forked<R: Replica>(
        &self,
        replica: &mut R,
        ours: &Vector,
        theirs: &Vector,
    ) -> Result<BTreeSet<ChainId>, Stopped<R::Error>> {
        let mut forked = BTreeSet::new();
        for (chain, Head { seq, hash }) in theirs.heads() {
            if seq <= ours.head(chain).seq
                && replica.hash_of(chain, seq).map_err(Stopped::Here)?.is_some_and(|held| held != hash)
            {
                forked.insert(chain.clone());
            }
        }
        Ok(forked)
    }
}

/// The number of a fact that is sent; `at` where its envelope is of a newer version.
fn seq_of(fact: &Fact, at: u64) -> u64 {
    journal::canonical::decode(fact.envelope_bytes()).map_or(at, |envelope| envelope.seq)
}

/// What the answers say of a batch.
struct Kept {
    /// Up to which number an answer came for every fact.
    last: Option<u64>,
    /// Up to which number none was put aside.
    taken: Option<u64>,
    count: usize,
}

fn kept(sent: &[(u64, Hash)], answers: &Answers) -> Kept {
    let verdicts: BTreeMap<Hash, &Verdict> =
        answers.answers.iter().map(|answer| (answer.fact, &answer.verdict)).collect();
    let kept: Vec<(u64, &Verdict)> =
        sent.iter().map_while(|(seq, hash)| verdicts.get(hash).map(|verdict| (*seq, *verdict))).collect();
    let taken = kept.iter().take_while(|(_, verdict)| !matches!(verdict, Verdict::Quarantined(_)));
    Kept { last: kept.last().map(|(seq, _)| *seq), taken: taken.last().map(|(seq, _)| *seq), count: kept.len() }
}
