//! What two replicas say to each other, as JSON; the same over the hospital's network and to the
//! central service.
//!
//! Each side says [`Hello`] with its vector, sends the [`Batch`]es that the other lacks, each
//! author's facts in the order of `seq`, and gets [`Answers`]. Envelopes and payloads travel as the
//! bytes that were sealed, so a replica keeps and relays verbatim even what it can't read.
//!
//! Names that a newer version adds to a message are ignored by an older one.

use std::fmt;

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::canonical::{self, MAX_ENVELOPE_BYTES};
use crate::digest::{Hash, Signature};
use crate::envelope::{MAX_NAME_BYTES, check_text};
use crate::malformed::Malformed;
use crate::proof::{Sealed, check_payload, sha256};
use crate::vector::Vector;

/// The version of these messages.
pub const PROTOCOL: u16 = 1;
/// Longest message, in bytes of JSON before any compression.
pub const MAX_MESSAGE_BYTES: usize = 16 * 1024 * 1024;
/// Most facts in a batch and answers to one.
pub const MAX_BATCH_FACTS: usize = 1_000;
/// What a fact takes in JSON beside its base64, generously.
const FACT_FRAME_BYTES: usize = 256;

/// Anything that one replica says to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    Hello(Hello),
    Batch(Batch),
    Answers(Answers),
}

impl Message {
    /// The message as JSON; refused outside the limits, as the other side would refuse it.
    pub fn to_json(&self) -> Result<Vec<u8>, Malformed> {
        self.check()?;
        let json = serde_json::to_vec(self).map_err(not_a_message)?;
        check_length("message", json.len(), MAX_MESSAGE_BYTES)?;
        Ok(json)
    }

    /// The message in this JSON. Text over [`MAX_MESSAGE_BYTES`] is refused unread.
    pub fn from_json(json: &[u8]) -> Result<Self, Malformed> {
        check_length("message", json.len(), MAX_MESSAGE_BYTES)?;
        let message: Self = serde_json::from_slice(json).map_err(not_a_message)?;
        message.check()?;
        Ok(message)
    }

    /// Whether it is within the limits: for one that came inside another message.
    pub fn check(&self) -> Result<(), Malformed> {
        match self {
            Self::Hello(hello) => hello.check(),
            Self::Batch(batch) => batch.check(),
            Self::Answers(answers) => {
                check_length("answers", answers.answers.len(), MAX_BATCH_FACTS)?;
                answers.answers.iter().try_for_each(Answer::check)
            }
        }
    }
}

/// How an exchange begins, from either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the speaker.
    pub protocol: u16,
    pub hospital: String,
    /// Who speaks.
    pub terminal: String,
    /// The speaker's wall clock, milliseconds since 1970 UTC: how a wrong one is measured.
    pub wall_ms: i64,
    /// What the speaker holds.
    pub vector: Vector,
}

impl Hello {
    fn check(&self) -> Result<(), Malformed> {
        check_text("hospital", &self.hospital, MAX_NAME_BYTES)?;
        check_text("terminal", &self.terminal, MAX_NAME_BYTES)
    }
}

/// Facts for the other side to keep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    facts: Vec<Fact>,
}

impl Batch {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact, or gives it back when the batch has no room for it: then it begins the next
    /// one. An empty batch has room for any fact within its limits.
    pub fn push(&mut self, fact: Fact) -> Result<(), Fact> {
        let held: usize = self.facts.iter().map(Fact::json_bytes).sum();
        let full =
            self.facts.len() == MAX_BATCH_FACTS || held + fact.json_bytes() + FACT_FRAME_BYTES > MAX_MESSAGE_BYTES;
        if full {
            return Err(fact);
        }
        self.facts.push(fact);
        Ok(())
    }

    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    fn check(&self) -> Result<(), Malformed> {
        check_length("batch", self.facts.len(), MAX_BATCH_FACTS)?;
        self.facts.iter().try_for_each(Fact::check)
    }
}

/// A sealed fact on its way. Its hash is not sent: whoever receives it computes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The canonical bytes, maybe of a version that this program can't decode.
    envelope: Base64,
    /// Absent when pruned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payload: Option<Base64>,
    signature: Signature,
}

impl Fact {
    /// The fact as it is sent; refused when its envelope or payload is outside its limits.
    pub fn new(sealed: &Sealed) -> Result<Self, Malformed> {
        Self::from_bytes(canonical::encode(&sealed.envelope)?, sealed.payload.clone(), sealed.signature)
    }

    /// A fact from bytes that were kept verbatim.
    pub fn from_bytes(envelope: Vec<u8>, payload: Option<Vec<u8>>, signature: Signature) -> Result<Self, Malformed> {
        let fact = Self { envelope: Base64(envelope), payload: payload.map(Base64), signature };
        fact.check()?;
        Ok(fact)
    }

    /// Names the fact in [`Answer`]s: the SHA-256 of the envelope's bytes, whether or not they can
    /// be decoded. For one that can, the hash of the sealed fact.
    pub fn hash(&self) -> Hash {
        sha256(&self.envelope.0)
    }

    pub fn envelope_bytes(&self) -> &[u8] {
        &self.envelope.0
    }

    pub fn payload(&self) -> Option<&[u8]> {
        self.payload.as_ref().map(|payload| payload.0.as_slice())
    }

    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// The sealed fact, still to be [verified](crate::verify). When this fails the fact goes to
    /// quarantine with its bytes as they came.
    pub fn open(&self) -> Result<Sealed, Malformed> {
        Ok(Sealed {
            envelope: canonical::decode(&self.envelope.0)?,
            payload: self.payload.as_ref().map(|payload| payload.0.clone()),
            hash: self.hash(),
            signature: self.signature,
        })
    }

    fn json_bytes(&self) -> usize {
        let payload_bytes = self.payload().map_or(0, <[u8]>::len);
        BASE64.encode_len(self.envelope.0.len()) + BASE64.encode_len(payload_bytes) + FACT_FRAME_BYTES
    }

    fn check(&self) -> Result<(), Malformed> {
        check_length("envelope", self.envelope.0.len(), MAX_ENVELOPE_BYTES)?;
        self.payload().map_or(Ok(()), check_payload)
    }
}

/// What became of the facts of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub answers: Vec<Answer>,
}

/// What became of one fact. Every fact of a batch is answered; none is dropped unsaid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// [`Fact::hash`] of the fact that is meant.
    pub fact: Hash,
    pub verdict: Verdict,
}

impl Answer {
    fn check(&self) -> Result<(), Malformed> {
        match &self.verdict {
            Verdict::Quarantined(reason) => check_text("reason", reason.as_str(), MAX_NAME_BYTES),
            Verdict::Accepted | Verdict::Waiting | Verdict::Duplicate => Ok(()),
        }
    }
}

/// In each case the fact is kept and need not be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Stored and folded.
    Accepted,
    /// Stored; folded when its parents are here.
    Waiting,
    /// Was already here.
    Duplicate,
    /// Stored verbatim for a person to look at.
    Quarantined(Reason),
}

/// Why a fact was quarantined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Reason {
    /// Its envelope can't be read here.
    Malformed,
    /// Its signature is not its author's.
    Signature,
    /// Its payload is not the one that was sealed.
    Payload,
    /// It does not follow the fact that it should.
    PrevHash,
    /// It belongs to another hospital.
    OtherHospital,
    /// No key is known for its author.
    UnknownAuthor,
    /// Its author had been revoked before it came.
    RevokedAuthor,
    /// A newer version's reason, kept verbatim.
    Other(String),
}

impl Reason {
    /// The word in the message.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Malformed => "malformed",
            Self::Signature => "signature",
            Self::Payload => "payload",
            Self::PrevHash => "prev_hash",
            Self::OtherHospital => "other_hospital",
            Self::UnknownAuthor => "unknown_author",
            Self::RevokedAuthor => "revoked_author",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Reason {
    fn from(word: String) -> Self {
        match word.as_str() {
            "malformed" => Self::Malformed,
            "signature" => Self::Signature,
            "payload" => Self::Payload,
            "prev_hash" => Self::PrevHash,
            "other_hospital" => Self::OtherHospital,
            "unknown_author" => Self::UnknownAuthor,
            "revoked_author" => Self::RevokedAuthor,
            _ => Self::Other(word),
        }
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.as_str().to_owned()
    }
}

fn check_length(field: &'static str, found: usize, limit: usize) -> Result<(), Malformed> {
    if found > limit {
        return Err(Malformed::TooLong { field, found, limit });
    }
    Ok(())
}

fn not_a_message(problem: serde_json::Error) -> Malformed {
    Malformed::NotAMessage { problem: problem.to_string() }
}

/// Bytes that are base64 (RFC 4648, padded) in JSON, and only counted in a log.
#[derive(Clone, PartialEq, Eq)]
struct Base64(Vec<u8>);

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&BASE64.encode_display(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64.decode(text.as_bytes()).map(Self).map_err(de::Error::custom)
    }
}
