//! The states of a procedure and the moves between them (SERVICE.md, isValidTransition).

use super::Milestone;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    #[default]
    Preparation,
    InProgress,
    Suspended,
    Completed,
    Cancelled,
}

impl Status {
    pub const ALL: [Status; 5] = {
        use Status::*;
        [Preparation, InProgress, Suspended, Completed, Cancelled]
    };

    /// Where a procedure may go from here.
    pub fn allowed(self) -> &'static [Status] {
        use Status::*;
        match self {
            Preparation => &[InProgress, Cancelled],
            InProgress => &[Completed, Cancelled, Suspended],
            Suspended => &[InProgress, Cancelled],
            Completed | Cancelled => &[],
        }
    }

    pub fn may_become(self, to: Status) -> bool {
        self.allowed().contains(&to)
    }

    pub fn is_final(self) -> bool {
        self.allowed().is_empty()
    }
}

/// The status that begins with a milestone.
pub fn begins_with(milestone: Milestone) -> Option<Status> {
    (milestone == Milestone::AnaesthesiaStart).then_some(Status::InProgress)
}

#[cfg(test)]
mod tests {
    use super::Status::*;
    use super::*;

    #[test]
    fn the_table_of_transitions_is_service_mds() {
        let possible = [
            (Preparation, InProgress),
            (Preparation, Cancelled),
            (InProgress, Completed),
            (InProgress, Cancelled),
            (InProgress, Suspended),
            (Suspended, InProgress),
            (Suspended, Cancelled),
        ];
        for from in Status::ALL {
            for to in Status::ALL {
                assert_eq!(from.may_become(to), possible.contains(&(from, to)), "{from:?} to {to:?}");
            }
        }
    }
}
