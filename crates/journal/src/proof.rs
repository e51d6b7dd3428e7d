//! Proving facts: one alone, and the chain of one author.

use std::fmt;

use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::canonical;
use crate::digest::{Hash, Signature};
use crate::envelope::{Envelope, MAX_PAYLOAD_BYTES};
use crate::malformed::Malformed;
use crate::vector::{ChainId, Head};

/// Goes before the hash in what is signed, so that no signature over anything else of the same key,
/// such as a receipt, can pass for one over a fact.
const SIGNED_TAG: &[u8; 14] = b"shalya.fact.v1";

/// The same for requests: a fact's signature proves no request, and a request's no fact.
const REQUEST_TAG: &[u8; 17] = b"shalya.request.v1";

/// A fact as it is stored and relayed. Only a claim until [`verify`] has proved it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    pub envelope: Envelope,
    /// The content, verbatim; none once it was pruned, which the chain survives.
    pub payload: Option<Vec<u8>>,
    /// What [`hash`](crate::hash) gives for the envelope.
    pub hash: Hash,
    /// The author's signature over the hash.
    pub signature: Signature,
}

// A payload is about a patient: it is counted in a log, never printed.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("envelope", &self.envelope)
            .field("payload_bytes", &self.payload.as_ref().map(Vec::len))
            .field("hash", &self.hash)
            .field("signature", &self.signature)
            .finish()
    }
}

/// SHA-256 of the envelope's canonical bytes; refused for an envelope outside its limits.
pub fn hash(envelope: &Envelope) -> Result<Hash, Malformed> {
    canonical::encode(envelope).map(|bytes| sha256(&bytes))
}

/// Proves one fact against its author's key: the envelope is within its limits and is what was
/// hashed, the signature is the author's (strict Ed25519 rules: no weak keys, no second form of a
/// signature), and the payload, unless pruned, is what was sealed. Which key belongs to the hospital
/// and terminal that the envelope names is for the caller to know.
pub fn verify(sealed: &Sealed, key: &VerifyingKey) -> Result<(), Broken> {
    verify_envelope(sealed, key).and_then(|()| verify_payload(sealed)).map_err(|flaw| Broken::new(sealed, flaw))
}

/// Whether whoever holds the other half of `key` signed the digest of a request.
pub fn verify_request(digest: Hash, signature: &Signature, key: &VerifyingKey) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
    key.verify_strict(&request_bytes(digest), &signature).is_ok()
}

/// A fact that does not prove, named.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("fact {seq} ({event_id}): {flaw}")]
pub struct Broken {
    pub seq: u64,
    pub event_id: Uuid,
    pub flaw: Flaw,
}

/// What is wrong with a fact.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Flaw {
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("the envelope is not the one that was hashed")]
    Hash,
    #[error("the signature is not the author's")]
    Signature,
    #[error("the payload is not the one that was sealed")]
    Payload,
    #[error("the fact belongs to another author or epoch")]
    OtherChain,
    #[error("facts from {expected} on are missing before it")]
    Gap { expected: u64 },
    #[error("it stands after fact {last}, where it does not belong")]
    OutOfOrder { last: u64 },
    #[error("it stands here twice")]
    Repeated,
    #[error("another fact has the same number: the terminal was cloned or restored")]
    Fork,
    #[error("it does not follow the fact before it")]
    PrevHash,
}

/// Walks one author's facts in the order of `seq` and names every one that is not in its place.
///
/// A fact whose envelope does not prove takes no place in the chain; any other does, so that each
/// fault is named once and the walk goes on. After a fork, facts of both branches are followed.
#[derive(Debug, Clone)]
pub struct ChainCheck {
    hospital: String,
    chain: ChainId,
    key: VerifyingKey,
    seq: u64,
    /// Hashes of the facts numbered `seq`: one, and one more for each fork.
    hashes: Vec<Hash>,
}

impl ChainCheck {
    /// A check of everything that follows `head`: from the beginning with [`Head::START`].
    pub fn after(head: Head, hospital: String, chain: ChainId, key: VerifyingKey) -> Self {
        Self { hospital, chain, key, seq: head.seq, hashes: vec![head.hash] }
    }

    /// Every flaw of the next fact; none when it is genuine and in its place.
    #[must_use]
    pub fn feed(&mut self, sealed: &Sealed) -> Vec<Broken> {
        let envelope = &sealed.envelope;
        let mut flaws = Vec::new();
        if envelope.hospital != self.hospital || ChainId::of(envelope) != self.chain {
            flaws.push(Flaw::OtherChain);
        } else if let Err(flaw) = verify_envelope(sealed, &self.key) {
            flaws.push(flaw);
        } else {
            flaws.extend(self.place(sealed).err());
            flaws.extend(verify_payload(sealed).err());
        }
        flaws.into_iter().map(|flaw| Broken::new(sealed, flaw)).collect()
    }

    fn place(&mut self, sealed: &Sealed) -> Result<(), Flaw> {
        let seq = sealed.envelope.seq;
        if seq < self.seq {
            return Err(Flaw::OutOfOrder { last: self.seq });
        }
        if seq == self.seq {
            if self.hashes.contains(&sealed.hash) {
                return Err(Flaw::Repeated);
            }
            self.hashes.push(sealed.hash);
            return Err(Flaw::Fork);
        }
        let expected = self.seq + 1;
        let follows = self.hashes.contains(&sealed.envelope.prev_hash);
        self.seq = seq;
        self.hashes = vec![sealed.hash];
        if seq > expected {
            return Err(Flaw::Gap { expected });
        }
        if follows { Ok(()) } else { Err(Flaw::PrevHash) }
    }
}

impl Broken {
    fn new(sealed: &Sealed, flaw: Flaw) -> Self {
        Self { seq: sealed.envelope.seq, event_id: sealed.envelope.event_id, flaw }
    }
}

/// What an author signs: tag and hash.
pub(crate) fn signed_bytes(hash: Hash) -> [u8; 46] {
    let mut bytes = [0; 46];
    let (tag, rest) = bytes.split_at_mut(SIGNED_TAG.len());
    tag.copy_from_slice(SIGNED_TAG);
    rest.copy_from_slice(hash.as_bytes());
    bytes
}

/// What is signed of a request: tag and digest.
pub(crate) fn request_bytes(digest: Hash) -> [u8; 49] {
    let mut bytes = [0; 49];
    let (tag, rest) = bytes.split_at_mut(REQUEST_TAG.len());
    tag.copy_from_slice(REQUEST_TAG);
    rest.copy_from_slice(digest.as_bytes());
    bytes
}

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Hash::from_bytes(Sha256::digest(bytes).into())
}

pub(crate) fn check_payload(payload: &[u8]) -> Result<(), Malformed> {
    if payload.len() > MAX_PAYLOAD_BYTES {
        return Err(Malformed::TooLong { field: "payload", found: payload.len(), limit: MAX_PAYLOAD_BYTES });
    }
    Ok(())
}

fn verify_envelope(sealed: &Sealed, key: &VerifyingKey) -> Result<(), Flaw> {
    if hash(&sealed.envelope)? != sealed.hash {
        return Err(Flaw::Hash);
    }
    let signature = ed25519_dalek::Signature::from_bytes(sealed.signature.as_bytes());
    key.verify_strict(&signed_bytes(sealed.hash), &signature).map_err(|_| Flaw::Signature)
}

fn verify_payload(sealed: &Sealed) -> Result<(), Flaw> {
    let Some(payload) = &sealed.payload else {
        return Ok(());
    };
    check_payload(payload)?;
    if sha256(payload) != sealed.envelope.payload_hash {
        return Err(Flaw::Payload);
    }
    Ok(())
}
