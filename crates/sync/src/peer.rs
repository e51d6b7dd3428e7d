//! The other side, as it is asked, and how it can fail.

use crate::messages::Parcel;
use journal::wire::{Answers, Batch, Hello};

/// The other side of an exchange. Each call is answered or fails; one that fails may have been done.
pub trait Peer {
    /// Says what is held here, and hears what is held there.
    fn greet(&mut self, hello: &Hello) -> Result<Hello, Fault>;
    /// Hands over facts, and hears what became of each.
    fn give(&mut self, batch: Batch) -> Result<Answers, Fault>;
    /// Asks for facts that the vector lacks: some of them, none when it lacks none.
    fn fetch(&mut self, hello: &Hello) -> Result<Parcel, Fault>;
}

/// Why the other side did not answer with what was asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    /// No answer came, or not all of it.
    #[error("not reached: {0}")]
    Unreached(String),
    /// What answers shows a certificate that is not trusted: nothing was said to it.
    #[error("its certificate is not trusted: {0:?}")]
    Untrusted(Distrust),
    /// It cannot now, and asks to be asked again.
    #[error("it cannot answer now")]
    Busy,
    #[error("the batch is larger than it takes")]
    TooLarge,
    /// It says no until a person has done something.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// What answers is not this service, or has a fault.
    #[error("its answer is not understood: {0}")]
    NotUnderstood(String),
}

/// Why a certificate is not trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Distrust {
    /// Nobody whom this computer trusts has vouched for it; or it is damaged, or revoked.
    Issuer,
    /// It is for another name than the address.
    Name,
    /// It has ended, or not begun, by the clock of this computer.
    Time,
}

/// What a person has to put right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It does not know this terminal, or not by this key.
    NotEnrolled,
    /// Somebody there has shut this terminal out.
    Revoked,
    /// The code is not one of this hospital's, was used, or has ended.
    Code,
    /// Another terminal of the hospital has this name.
    TerminalTaken,
    /// One of the two is of another version.
    Protocol,
}

/// What one step did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Nothing is left to do for now.
    Nothing,
    /// So many facts moved; there may be more.
    Moved(usize),
}

/// Why a step stopped: on this side of the line, or on the other.
#[derive(Debug)]
pub enum Stopped<E> {
    Here(E),
    There(Fault),
}

impl<E> From<Fault> for Stopped<E> {
    fn from(fault: Fault) -> Self {
        Stopped::There(fault)
    }
}
