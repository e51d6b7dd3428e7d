//! What is known about a fact besides its content, and the limits on it.

use uuid::{Builder, Uuid, Variant, Version};

use crate::clock::{Hlc, MAX_HLC_WALL_MS};
use crate::digest::Hash;
use crate::malformed::Malformed;

/// Longest hospital, terminal, kind of stream and kind of fact, in bytes of UTF-8.
pub const MAX_NAME_BYTES: usize = 64;
/// Longest id of a stream and of an actor, in bytes of UTF-8.
pub const MAX_REFERENCE_BYTES: usize = 128;
/// Most parents a fact may name.
pub const MAX_PARENTS: usize = 256;
/// Largest payload, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 4 * 1024 * 1024;
/// Largest `seq`: the largest whole number that every JSON reader keeps exactly (RFC 7493), which
/// SQLite's and PostgreSQL's signed 64-bit integers hold too.
pub const MAX_SEQ: u64 = (1 << 53) - 1;

/// Everything about a fact but its payload; its [hash](crate::hash) covers every field.
///
/// The fields are free to read and to fill; [`Envelope::check`] is asked wherever one is encoded,
/// decoded, sealed or verified, so an envelope outside the limits has neither bytes nor a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The fact's own id, a UUIDv7: see [`event_id`].
    pub event_id: Uuid,
    /// The hospital whose journal this is.
    pub hospital: String,
    /// The terminal, or the central service, that wrote the fact.
    pub terminal: String,
    /// Counts the terminal's lives: a new one after a re-image or a restore.
    pub epoch: u32,
    /// Gapless from 1 within terminal and epoch.
    pub seq: u64,
    /// Hash of the author's previous fact; [`Hash::ZERO`] for the first of an epoch.
    pub prev_hash: Hash,
    /// What the fact is about.
    pub stream: Stream,
    /// The kind of fact, such as `sign-in-answered`. Unknown kinds are kept and relayed.
    pub kind: String,
    /// Version of the payload's own form, per kind.
    pub schema_version: u16,
    /// Heads of the stream that the author had seen, in strictly rising order.
    pub parents: Vec<Uuid>,
    /// The person who recorded the fact.
    pub actor: String,
    /// Orders facts that did not know of each other; set by the author, never recomputed.
    pub hlc: Hlc,
    /// The author's wall clock, milliseconds since 1970 UTC. Evidence, never authority: any value
    /// is taken, because a wrong clock is no reason to refuse a fact.
    pub wall_ms: i64,
    /// Milliseconds of the author's clock that is never set; comparable within one `boot_id`.
    pub monotonic_ms: i64,
    /// The run of the machine that `monotonic_ms` belongs to.
    pub boot_id: Uuid,
    /// Reference clock minus the author's, as last measured at a sync; none when it never was.
    pub clock_offset_ms: Option<i64>,
    /// SHA-256 of the payload, which stays provable when the payload is pruned.
    pub payload_hash: Hash,
}

impl Envelope {
    /// Whether every field is within its limits; the error names the first that is not.
    pub fn check(&self) -> Result<(), Malformed> {
        if self.event_id.get_variant() != Variant::RFC4122 || self.event_id.get_version() != Some(Version::SortRand) {
            return Err(Malformed::Impossible { field: "event_id" });
        }
        check_text("hospital", &self.hospital, MAX_NAME_BYTES)?;
        check_text("terminal", &self.terminal, MAX_NAME_BYTES)?;
        if !(1..=MAX_SEQ).contains(&self.seq) {
            return Err(Malformed::Impossible { field: "seq" });
        }
        self.stream.check()?;
        check_text("kind", &self.kind, MAX_NAME_BYTES)?;
        if self.parents.len() > MAX_PARENTS {
            return Err(Malformed::TooLong { field: "parents", found: self.parents.len(), limit: MAX_PARENTS });
        }
        if !self.parents.is_sorted_by(|earlier, later| earlier < later) {
            return Err(Malformed::ParentsUnsorted);
        }
        if self.parents.binary_search(&self.event_id).is_ok() {
            return Err(Malformed::OwnParent);
        }
        check_text("actor", &self.actor, MAX_REFERENCE_BYTES)
    }
}

/// What a fact is about: one case, one patient, one theatre.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stream {
    pub kind: StreamKind,
    /// The id within the kind, as the rules give it.
    pub id: String,
}

impl Stream {
    fn check(&self) -> Result<(), Malformed> {
        check_text("stream kind", self.kind.as_str(), MAX_NAME_BYTES)?;
        if matches!(&self.kind, StreamKind::Other(word) if StreamKind::known(word).is_some()) {
            return Err(Malformed::Impossible { field: "stream kind" });
        }
        check_text("stream id", &self.id, MAX_REFERENCE_BYTES)
    }
}

/// The kinds of stream, and room for those of newer versions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StreamKind {
    Procedure,
    Patient,
    Person,
    Theatre,
    Resource,
    Hospital,
    Terminal,
    Audit,
    /// A kind that this version does not know, kept verbatim. Made by `StreamKind::from`, which
    /// never puts a known word here; an envelope that holds one here is malformed.
    Other(String),
}

impl StreamKind {
    /// The word that stands in the canonical bytes.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Procedure => "procedure",
            Self::Patient => "patient",
            Self::Person => "person",
            Self::Theatre => "theatre",
            Self::Resource => "resource",
            Self::Hospital => "hospital",
            Self::Terminal => "terminal",
            Self::Audit => "audit",
            Self::Other(word) => word,
        }
    }

    fn known(word: &str) -> Option<Self> {
        Some(match word {
            "procedure" => Self::Procedure,
            "patient" => Self::Patient,
            "person" => Self::Person,
            "theatre" => Self::Theatre,
            "resource" => Self::Resource,
            "hospital" => Self::Hospital,
            "terminal" => Self::Terminal,
            "audit" => Self::Audit,
            _ => return None,
        })
    }
}

impl From<&str> for StreamKind {
    fn from(word: &str) -> Self {
        Self::known(word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

/// A new UUIDv7 for a fact, from the wall clock in milliseconds since 1970 UTC and ten random
/// bytes. A clock before 1970 counts as 1970, one past the 48 bits of RFC 9562 as their end.
pub fn event_id(now_ms: i64, random: [u8; 10]) -> Uuid {
    let millis = now_ms.clamp(0, MAX_HLC_WALL_MS).unsigned_abs();
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

pub(crate) fn check_text(field: &'static str, text: &str, limit: usize) -> Result<(), Malformed> {
    if text.is_empty() {
        return Err(Malformed::Empty { field });
    }
    if text.len() > limit {
        return Err(Malformed::TooLong { field, found: text.len(), limit });
    }
    if text.chars().any(char::is_control) {
        return Err(Malformed::ControlCharacter { field });
    }
    Ok(())
}
