//! What every recorded fact carries besides what it says.

use crate::ids::{EventId, PersonId, TerminalId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Hybrid logical clock: later than everything its author had seen, whatever the wall clock said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Stamp {
    pub wall_ms: i64,
    pub counter: u32,
}

/// A fact as it stands in a stream: what was said, by whom, when, where, and what its author had
/// seen (`parents`, the heads of the stream at that terminal).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recorded<F> {
    pub id: EventId,
    pub parents: Vec<EventId>,
    pub stamp: Stamp,
    pub terminal: TerminalId,
    /// Who recorded it.
    pub actor: PersonId,
    /// When it was recorded, by the wall clock of that terminal: evidence, never authority.
    pub recorded_at: Moment,
    pub fact: F,
}

impl<F> Recorded<F> {
    /// The same with another content.
    pub fn with<G>(&self, fact: G) -> Recorded<G> {
        Recorded {
            id: self.id,
            parents: self.parents.clone(),
            stamp: self.stamp,
            terminal: self.terminal.clone(),
            actor: self.actor,
            recorded_at: self.recorded_at,
            fact,
        }
    }
}

/// Declares the facts of one kind of stream: an enum, its names as they are stored, and `kind`.
/// Names and the meaning of a field never change once a release has written them; a field may be
/// added with `#[serde(default)]`.
macro_rules! facts {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $kind:literal { $($body:tt)* }),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind")]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $kind)] $variant { $($body)* }),*
        }

        impl $name {
            /// Every kind that this version understands.
            pub const KINDS: &'static [&'static str] = &[$($kind),*];

            /// The name under which the fact is stored.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $kind),* }
            }
        }
    };
}
pub(crate) use facts;
