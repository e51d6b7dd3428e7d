//! The one error of every command.

use crate::centre::CentreTrouble;
use domain::Refusal;
use serde::{Deserialize, Serialize};

/// Why a command did nothing. The window turns it into a sentence that says what to do.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "failure", rename_all = "kebab-case")]
#[error("{self:?}")]
pub enum Failure {
    /// The rules say no.
    Refused { refusal: Refusal },
    /// Nobody is signed in: the session was locked or never begun.
    SignedOut,
    /// The PIN is not this person's. `wait_seconds` until the next try of the same person.
    WrongPin { wait_seconds: u64 },
    /// Too many wrong PINs of this person: none is looked at before then.
    MustWait { wait_seconds: u64 },
    /// This person has no PIN yet: whoever administers sets one.
    NoPin,
    /// The store can't take or give it. Nothing was recorded.
    Store { trouble: Trouble },
    /// A file of this name can't be written or read.
    File { path: String, trouble: Trouble },
    /// The central service was not connected.
    Centre { trouble: CentreTrouble },
    /// The window asked for what the shell does not know: two versions that do not fit.
    NotUnderstood,
}

/// What is wrong with the disk, the store or its key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    DiskFull,
    ReadOnly,
    NotFound,
    /// The file is not a store, cut short or changed.
    Damaged,
    /// The key kept on this machine is gone: the recovery key opens the store.
    KeyLost,
    /// The recovery key that was typed is not this hospital's, or has a wrong letter.
    WrongKey,
    /// Written by a newer version of the program.
    Newer,
    /// Open in another window of this program.
    InUse,
    Other,
}

impl From<CentreTrouble> for Failure {
    fn from(trouble: CentreTrouble) -> Self {
        Failure::Centre { trouble }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused { refusal }
    }
}
