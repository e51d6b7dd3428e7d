//! What is said besides the journal's own messages: how a terminal is enrolled, and whose facts may
//! be proved by which keys.

use data_encoding::HEXLOWER;
use journal::VerifyingKey;
use journal::wire::{Hello, MAX_MESSAGE_BYTES, Message};
use serde::{Deserialize, Serialize};

/// Longest packed body of a request or an answer, in bytes: a whole message hardly packs at all when
/// its payloads are pictures.
pub const MAX_PACKED_BYTES: usize = MAX_MESSAGE_BYTES;

/// Where each is asked of the central service.
pub mod path {
    pub const CHALLENGE: &str = "/sync/challenge";
    pub const ENROL: &str = "/sync/enrol";
    pub const HELLO: &str = "/sync/hello";
    pub const FACTS: &str = "/sync/facts";
    pub const MISSING: &str = "/sync/missing";
}

/// Words of the problems (`urn:shalya:problem:…`) that a terminal acts upon.
pub mod problem {
    /// The challenge has ended: another is asked for, and the request made again.
    pub const CHALLENGE: &str = "challenge";
    pub const NOT_ENROLLED: &str = "not-enrolled";
    pub const REVOKED: &str = "terminal-revoked";
    pub const CODE: &str = "enrolment-code";
    pub const TERMINAL_TAKEN: &str = "terminal-taken";
    pub const PROTOCOL: &str = "protocol";
}

/// What a request is signed with, until it ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Challenge {
    pub challenge: String,
}

/// Asks to be one of the hospital's authors from now on; signed with the key that it offers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrol {
    pub protocol: u16,
    /// The twelve letters of an [`EnrolmentCode`](crate::EnrolmentCode).
    pub code: String,
    pub key: PublicKey,
}

/// The terminal is enrolled, in the hospital that it named.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    pub hospital: String,
    pub authors: Vec<KnownAuthor>,
}

/// Which key proves the facts of a terminal in one of its epochs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownAuthor {
    pub terminal: String,
    pub epoch: u32,
    pub key: PublicKey,
}

/// Facts that the other side lacks, and the keys that prove them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parcel {
    pub authors: Vec<KnownAuthor>,
    /// A batch.
    pub message: Message,
}

impl Parcel {
    /// From JSON of at most [`MAX_MESSAGE_BYTES`], within the journal's limits.
    pub fn from_json(json: &[u8]) -> Option<Self> {
        let parcel: Parcel = serde_json::from_slice(json).ok()?;
        (parcel.message.check().is_ok() && matches!(parcel.message, Message::Batch(_))).then_some(parcel)
    }
}

/// Whether this side understands that one.
pub fn is_understood(hello: &Hello) -> bool {
    hello.protocol == journal::wire::PROTOCOL
}

/// An Ed25519 key, as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    pub fn of(key: &VerifyingKey) -> Self {
        PublicKey(key.to_bytes())
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        PublicKey(bytes)
    }

    /// None for bytes that are no point of the curve, or one that proves anything.
    pub fn key(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&self.0).ok().filter(|key| !key.is_weak())
    }
}

impl TryFrom<String> for PublicKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(PublicKey).ok_or("a key is 64 hexadecimal digits")
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        HEXLOWER.encode(&key.0)
    }
}
