//! A field about which two people may have said different things without knowing of each other.

use crate::fact::Recorded;
use crate::fold::Past;
use crate::ids::{EventId, PersonId, TerminalId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What one person said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim<T> {
    pub value: T,
    pub by: PersonId,
    pub recorded_at: Moment,
    pub terminal: TerminalId,
    pub event: EventId,
}

/// All that was said last: one claim, or several that did not know of each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Said<T> {
    claims: Vec<Claim<T>>,
}

impl<T> Default for Said<T> {
    fn default() -> Self {
        Said { claims: Vec::new() }
    }
}

impl<T: Clone + PartialEq> Said<T> {
    /// A new claim takes the place of those its author had seen.
    pub fn say<F>(&mut self, value: T, fact: &Recorded<F>, past: &Past<'_>) {
        self.claims.retain(|claim| !past.saw(claim.event));
        self.claims.push(Claim {
            value,
            by: fact.actor,
            recorded_at: fact.recorded_at,
            terminal: fact.terminal.clone(),
            event: fact.id,
        });
    }

    /// The value, when something was said and nobody said otherwise.
    pub fn settled(&self) -> Option<&T> {
        let (first, rest) = self.claims.split_first()?;
        rest.iter().all(|claim| claim.value == first.value).then_some(&first.value)
    }

    pub fn is_disputed(&self) -> bool {
        !self.claims.is_empty() && self.settled().is_none()
    }

    /// The claim taken last in the order of the fold: provisional where there are several.
    pub fn latest(&self) -> Option<&Claim<T>> {
        self.claims.last()
    }

    pub fn claims(&self) -> &[Claim<T>] {
        &self.claims
    }
}
