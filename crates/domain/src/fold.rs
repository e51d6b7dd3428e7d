//! From facts to what they amount to. The order is the same on every replica that holds the same
//! facts: topological by parents; among facts that are ready together by stamp, terminal and id,
//! except that a fact that [yields](Folded::yields) is taken only when nothing else is ready.

use crate::fact::{Recorded, Stamp};
use crate::ids::{EventId, TerminalId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// Something that is the fold of its facts.
pub trait Folded: Default {
    type Fact;

    /// Takes one more fact. `past` tells which earlier facts its author had seen.
    fn apply(&mut self, fact: &Recorded<Self::Fact>, past: &Past<'_>);

    /// Whether the fact waits for all concurrent ones: a case that someone completed is not
    /// undone by someone who could not know.
    fn yields(_fact: &Self::Fact) -> bool {
        false
    }
}

/// A folded stream and where it stands.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Stream<S> {
    pub state: S,
    /// Facts that no other fact has as parent: the parents of the next one recorded here.
    pub heads: Vec<EventId>,
    /// Facts folded so far: the version of what they amount to.
    pub version: u32,
    /// Facts whose parents are not here yet. They are kept, not folded.
    pub waiting: Vec<EventId>,
}

/// What the author of the fact being applied had seen of the stream.
pub enum Past<'a> {
    /// Everything applied so far.
    Everything,
    /// Only these.
    Some { of: &'a [u64], index: &'a HashMap<EventId, usize> },
}

impl Past<'_> {
    pub fn saw(&self, id: EventId) -> bool {
        match self {
            Past::Everything => true,
            Past::Some { of, index } => {
                index.get(&id).is_some_and(|&i| of.get(i / 64).is_some_and(|word| word >> (i % 64) & 1 == 1))
            }
        }
    }
}

impl<S: Folded> Stream<S> {
    /// Folds all facts of one stream, in whatever order they arrived. A fact given twice counts
    /// once.
    pub fn fold(facts: &[Recorded<S::Fact>]) -> Self {
        let (order, waiting) = order::<S>(facts);
        let mut stream = Stream { state: S::default(), heads: Vec::new(), version: 0, waiting };
        let index: HashMap<EventId, usize> = order.iter().enumerate().map(|(at, &i)| (facts[i].id, at)).collect();
        let words = order.len().div_ceil(64);
        let linear = order.windows(2).all(|pair| facts[pair[1]].parents == [facts[pair[0]].id]);
        let mut pasts: Vec<Vec<u64>> = Vec::new();
        for (at, &i) in order.iter().enumerate() {
            let fact = &facts[i];
            if linear {
                stream.state.apply(fact, &Past::Everything);
            } else {
                let mut past = vec![0u64; words];
                for parent in fact.parents.iter().filter_map(|id| index.get(id)).copied() {
                    past.iter_mut().zip(&pasts[parent]).for_each(|(word, seen)| *word |= seen);
                    past[parent / 64] |= 1 << (parent % 64);
                }
                stream.state.apply(fact, &Past::Some { of: &past, index: &index });
                pasts.push(past);
            }
            stream.advance(fact, at);
        }
        stream
    }

    /// Takes one fact that its author recorded on top of everything here; false, and nothing
    /// changed, when it was not so and the whole stream must be folded again.
    pub fn extend(&mut self, fact: &Recorded<S::Fact>) -> bool {
        let mut parents = fact.parents.clone();
        parents.sort_unstable();
        if parents != self.heads || !self.waiting.is_empty() {
            return false;
        }
        self.state.apply(fact, &Past::Everything);
        self.advance(fact, self.version as usize);
        true
    }

    fn advance(&mut self, fact: &Recorded<S::Fact>, at: usize) {
        self.heads.retain(|head| !fact.parents.contains(head));
        self.heads.push(fact.id);
        self.heads.sort_unstable();
        self.version = at as u32 + 1;
    }
}

impl<S: Folded<Fact: Clone>> Stream<S> {
    /// As [`Stream::fold`], where a newer version recorded some: those are in their place in the
    /// order, and without effect.
    pub fn fold_known(facts: &[Recorded<Option<S::Fact>>]) -> Self {
        let folded = Stream::<Tolerant<S>>::fold(facts);
        Stream { state: folded.state.0, heads: folded.heads, version: folded.version, waiting: folded.waiting }
    }
}

/// Passes over what it does not know; what is known keeps its place in the order.
pub struct Tolerant<S>(pub S);

impl<S: Default> Default for Tolerant<S> {
    fn default() -> Self {
        Tolerant(S::default())
    }
}

impl<S: Folded<Fact: Clone>> Folded for Tolerant<S> {
    type Fact = Option<S::Fact>;

    fn apply(&mut self, fact: &Recorded<Self::Fact>, past: &Past<'_>) {
        if let Some(known) = &fact.fact {
            self.0.apply(&fact.with(known.clone()), past);
        }
    }

    fn yields(fact: &Self::Fact) -> bool {
        fact.as_ref().is_some_and(S::yields)
    }
}

/// Indices in fold order, and the ids of those whose parents are missing.
fn order<S: Folded>(facts: &[Recorded<S::Fact>]) -> (Vec<usize>, Vec<EventId>) {
    let mut place: HashMap<EventId, usize> = HashMap::with_capacity(facts.len());
    for (i, fact) in facts.iter().enumerate() {
        place.entry(fact.id).or_insert(i);
    }
    let mut missing = vec![0usize; facts.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); facts.len()];
    let mut ready: BTreeSet<(bool, Stamp, &TerminalId, EventId, usize)> = BTreeSet::new();
    let key = |i: usize| {
        let fact = &facts[i];
        (S::yields(&fact.fact), fact.stamp, &fact.terminal, fact.id, i)
    };
    for (&id, &i) in &place {
        let parents: BTreeSet<EventId> = facts[i].parents.iter().copied().filter(|p| *p != id).collect();
        missing[i] = parents.len();
        for parent in &parents {
            if let Some(&p) = place.get(parent) {
                children[p].push(i);
            }
        }
        if parents.is_empty() {
            ready.insert(key(i));
        }
    }
    let mut ordered = Vec::with_capacity(place.len());
    while let Some((.., i)) = ready.pop_first() {
        ordered.push(i);
        for &child in &children[i] {
            missing[child] -= 1;
            if missing[child] == 0 {
                ready.insert(key(child));
            }
        }
    }
    let folded: BTreeSet<EventId> = ordered.iter().map(|&i| facts[i].id).collect();
    let mut waiting: Vec<EventId> = place.keys().copied().filter(|id| !folded.contains(id)).collect();
    waiting.sort_unstable();
    (ordered, waiting)
}
