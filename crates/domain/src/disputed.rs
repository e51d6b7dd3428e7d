//! A field about which two people may have said different things without knowing of each other, and
//! what two people settle it by.

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

/// Whether two statements say the same, whenever and by whomever they were made.
pub trait Agrees {
    fn agrees(&self, other: &Self) -> bool;
}

impl<T: Agrees> Said<T> {
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
        rest.iter().all(|claim| claim.value.agrees(&first.value)).then_some(&first.value)
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

/// What someone went by when they said it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoneBy {
    PatientSaid,
    SkinMark,
    SignedConsent,
    Image,
    Referral,
    Telephone,
    GuardianSaid,
    LaboratoryReport,
    /// A new sample, grouped for this.
    NewSample,
}

impl GoneBy {
    pub const ALL: [GoneBy; 9] = {
        use GoneBy::*;
        [PatientSaid, SkinMark, SignedConsent, Image, Referral, Telephone, GuardianSaid, LaboratoryReport, NewSample]
    };
}

/// A statement on which an operation hangs: what, by what, and the two people who settled it where
/// it had been in dispute.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stated<T> {
    pub what: T,
    pub gone_by: Option<GoneBy>,
    pub settled_by: Vec<PersonId>,
}

/// Two people agree when they said the same, whatever they went by.
impl<T: Agrees> Agrees for Stated<T> {
    fn agrees(&self, other: &Self) -> bool {
        self.what.agrees(&other.what)
    }
}

/// Whether it is two different people who settle something.
pub fn are_two(settled_by: &[PersonId]) -> bool {
    matches!(settled_by, [one, other] if one != other)
}
