//! The one encoding of an [`Envelope`]: what is hashed, signed, stored and sent.
//!
//! ```text
//! "shalya.envelope.v1"  18 bytes     keeps these bytes apart from anything else that is hashed
//! version               u8 = 1
//! event_id              16 bytes
//! hospital              text
//! terminal              text
//! epoch                 u32
//! seq                   u64
//! prev_hash             32 bytes
//! stream kind           text
//! stream id             text
//! kind                  text
//! schema_version        u16
//! parents               u16 count, then 16 bytes each, strictly rising
//! actor                 text
//! hlc                   i64 wall_ms, u32 counter
//! wall_ms               i64
//! monotonic_ms          i64
//! boot_id               16 bytes
//! clock_offset_ms       0u8, or 1u8 and i64
//! payload_hash          32 bytes
//! ```
//!
//! Numbers are big-endian; text is a u16 length in bytes, then UTF-8. An envelope has exactly one
//! encoding and an encoding exactly one envelope: `decode(encode(e)) == e`, and whatever `decode`
//! takes, `encode` gives back byte for byte.

use uuid::Uuid;

use crate::clock::Hlc;
use crate::digest::Hash;
use crate::envelope::{Envelope, MAX_PARENTS, Stream, StreamKind};
use crate::malformed::Malformed;

const TAG: &[u8] = b"shalya.envelope.v1";
const VERSION: u8 = 1;
/// Upper bound on the encoding of any envelope within its limits, in bytes.
pub const MAX_ENVELOPE_BYTES: usize = 8 * 1024;

/// The canonical bytes; refused for an envelope outside its limits.
pub fn encode(envelope: &Envelope) -> Result<Vec<u8>, Malformed> {
    envelope.check()?;
    let mut out = Vec::with_capacity(512);
    out.extend_from_slice(TAG);
    out.push(VERSION);
    out.extend_from_slice(envelope.event_id.as_bytes());
    put_text(&mut out, &envelope.hospital);
    put_text(&mut out, &envelope.terminal);
    out.extend_from_slice(&envelope.epoch.to_be_bytes());
    out.extend_from_slice(&envelope.seq.to_be_bytes());
    out.extend_from_slice(envelope.prev_hash.as_bytes());
    put_text(&mut out, envelope.stream.kind.as_str());
    put_text(&mut out, &envelope.stream.id);
    put_text(&mut out, &envelope.kind);
    out.extend_from_slice(&envelope.schema_version.to_be_bytes());
    put_length(&mut out, envelope.parents.len());
    for parent in &envelope.parents {
        out.extend_from_slice(parent.as_bytes());
    }
    put_text(&mut out, &envelope.actor);
    out.extend_from_slice(&envelope.hlc.wall_ms().to_be_bytes());
    out.extend_from_slice(&envelope.hlc.counter().to_be_bytes());
    out.extend_from_slice(&envelope.wall_ms.to_be_bytes());
    out.extend_from_slice(&envelope.monotonic_ms.to_be_bytes());
    out.extend_from_slice(envelope.boot_id.as_bytes());
    match envelope.clock_offset_ms {
        None => out.push(0),
        Some(offset_ms) => {
            out.push(1);
            out.extend_from_slice(&offset_ms.to_be_bytes());
        }
    }
    out.extend_from_slice(envelope.payload_hash.as_bytes());
    Ok(out)
}

/// The envelope that these bytes encode; anything but exactly one canonical encoding is refused.
/// Hostile bytes cost no more than their own length.
pub fn decode(bytes: &[u8]) -> Result<Envelope, Malformed> {
    let mut rest = Rest(bytes);
    if rest.0.split_off(..TAG.len()) != Some(TAG) {
        return Err(Malformed::NotAnEnvelope);
    }
    let [version] = rest.take("version")?;
    if version != VERSION {
        return Err(Malformed::UnknownVersion { found: version, known: VERSION });
    }
    // Read in the order of the fields here, which is the order of the bytes.
    let envelope = Envelope {
        event_id: rest.uuid("event_id")?,
        hospital: rest.text("hospital")?.to_owned(),
        terminal: rest.text("terminal")?.to_owned(),
        epoch: u32::from_be_bytes(rest.take("epoch")?),
        seq: u64::from_be_bytes(rest.take("seq")?),
        prev_hash: Hash::from_bytes(rest.take("prev_hash")?),
        stream: Stream { kind: StreamKind::from(rest.text("stream kind")?), id: rest.text("stream id")?.to_owned() },
        kind: rest.text("kind")?.to_owned(),
        schema_version: u16::from_be_bytes(rest.take("schema_version")?),
        parents: rest.parents()?,
        actor: rest.text("actor")?.to_owned(),
        hlc: rest.hlc()?,
        wall_ms: i64::from_be_bytes(rest.take("wall_ms")?),
        monotonic_ms: i64::from_be_bytes(rest.take("monotonic_ms")?),
        boot_id: rest.uuid("boot_id")?,
        clock_offset_ms: rest.clock_offset_ms()?,
        payload_hash: Hash::from_bytes(rest.take("payload_hash")?),
    };
    if !rest.0.is_empty() {
        return Err(Malformed::Trailing { count: rest.0.len() });
    }
    envelope.check()?;
    Ok(envelope)
}

// Lengths were checked against limits far below u16::MAX before anything is put.
fn put_length(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(&(length as u16).to_be_bytes());
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_length(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// The bytes that are still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(Malformed::Truncated { field })?;
        self.0 = rest;
        Ok(*taken)
    }

    fn length(&mut self, field: &'static str) -> Result<usize, Malformed> {
        Ok(usize::from(u16::from_be_bytes(self.take(field)?)))
    }

    fn text(&mut self, field: &'static str) -> Result<&'a str, Malformed> {
        let length = self.length(field)?;
        let bytes = self.0.split_off(..length).ok_or(Malformed::Truncated { field })?;
        std::str::from_utf8(bytes).map_err(|_| Malformed::NotText { field })
    }

    fn uuid(&mut self, field: &'static str) -> Result<Uuid, Malformed> {
        self.take(field).map(Uuid::from_bytes)
    }

    fn parents(&mut self) -> Result<Vec<Uuid>, Malformed> {
        let count = self.length("parents")?;
        if count > MAX_PARENTS {
            return Err(Malformed::TooLong { field: "parents", found: count, limit: MAX_PARENTS });
        }
        (0..count).map(|_| self.uuid("parents")).collect()
    }

    fn hlc(&mut self) -> Result<Hlc, Malformed> {
        let wall_ms = i64::from_be_bytes(self.take("hlc")?);
        let counter = u32::from_be_bytes(self.take("hlc")?);
        Hlc::new(wall_ms, counter).ok_or(Malformed::Impossible { field: "hlc" })
    }

    fn clock_offset_ms(&mut self) -> Result<Option<i64>, Malformed> {
        let field = "clock_offset_ms";
        match self.take(field)? {
            [0] => Ok(None),
            [1] => Ok(Some(i64::from_be_bytes(self.take(field)?))),
            _ => Err(Malformed::Impossible { field }),
        }
    }
}
