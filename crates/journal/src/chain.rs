//! Writing facts: an author seals each onto the one before.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::clock::Hlc;
use crate::digest::{Hash, Signature};
use crate::envelope::{Envelope, Stream};
use crate::malformed::Malformed;
use crate::proof::{Sealed, check_payload, hash, request_bytes, sha256, signed_bytes};
use crate::vector::{ChainId, Head};

/// Whoever writes facts: a terminal in one epoch, or the central service for one hospital.
///
/// ```
/// # use journal::{Author, AuthorKey, ChainId, Draft, Head, Malformed};
/// # fn record(author: &mut Author, draft: Draft, store: impl Fn(&[journal::Sealed]) -> bool) -> Result<(), Malformed> {
/// let mut turn = author.turn();
/// turn.seal(draft, b"{}".to_vec())?;
/// if store(turn.facts()) {
///     turn.stored(); // only now does the author go on from these facts
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Author {
    key: AuthorKey,
    hospital: String,
    chain: ChainId,
    head: Head,
}

impl Author {
    /// An author who goes on after `head`, the last fact that is stored of this chain, or begins an
    /// epoch with [`Head::START`]. Names outside their limits are refused at the first seal.
    pub fn after(head: Head, hospital: String, chain: ChainId, key: AuthorKey) -> Self {
        Self { key, hospital, chain, head }
    }

    /// The last fact that is stored.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The terminal and epoch that the facts are written for.
    pub fn chain(&self) -> &ChainId {
        &self.chain
    }

    /// Begins to write the facts that are stored together. Only one turn can be open, and a turn
    /// that is dropped leaves no trace: its numbers are given again.
    pub fn turn(&mut self) -> Turn<'_> {
        Turn { head: self.head, facts: Vec::new(), author: self }
    }
}

/// The facts of one transaction, sealed but not yet stored.
#[derive(Debug)]
#[must_use = "the author does not go on until the turn is stored"]
pub struct Turn<'a> {
    author: &'a mut Author,
    head: Head,
    facts: Vec<Sealed>,
}

impl Turn<'_> {
    /// Seals the next fact. Parents may come in any order. Refused, and the turn left as it was,
    /// when the draft or the payload is outside its limits.
    pub fn seal(&mut self, draft: Draft, payload: Vec<u8>) -> Result<(), Malformed> {
        check_payload(&payload)?;
        let mut parents = draft.parents;
        parents.sort_unstable();
        parents.dedup();
        let envelope = Envelope {
            event_id: draft.event_id,
            hospital: self.author.hospital.clone(),
            terminal: self.author.chain.terminal.clone(),
            epoch: self.author.chain.epoch,
            seq: self.head.seq.saturating_add(1),
            prev_hash: self.head.hash,
            stream: draft.stream,
            kind: draft.kind,
            schema_version: draft.schema_version,
            parents,
            actor: draft.actor,
            hlc: draft.hlc,
            wall_ms: draft.wall_ms,
            monotonic_ms: draft.monotonic_ms,
            boot_id: draft.boot_id,
            clock_offset_ms: draft.clock_offset_ms,
            payload_hash: sha256(&payload),
        };
        let hash = hash(&envelope)?;
        let signature = self.author.key.0.sign(&signed_bytes(hash));
        self.head = Head { seq: envelope.seq, hash };
        self.facts.push(Sealed {
            envelope,
            payload: Some(payload),
            hash,
            signature: Signature::from_bytes(signature.to_bytes()),
        });
        Ok(())
    }

    /// What was sealed, in order, for the store.
    pub fn facts(&self) -> &[Sealed] {
        &self.facts
    }

    /// Says that every fact of the turn is durably stored. When that is not known, say nothing and
    /// make the author anew from what the store holds.
    pub fn stored(self) -> Vec<Sealed> {
        self.author.head = self.head;
        self.facts
    }
}

/// What an author is asked to record: the [`Envelope`]'s fields that are not his to fill.
#[derive(Debug, Clone)]
pub struct Draft {
    pub event_id: Uuid,
    pub stream: Stream,
    pub kind: String,
    pub schema_version: u16,
    pub parents: Vec<Uuid>,
    pub actor: String,
    pub hlc: Hlc,
    pub wall_ms: i64,
    pub monotonic_ms: i64,
    pub boot_id: Uuid,
    pub clock_offset_ms: Option<i64>,
}

/// An author's Ed25519 key. Its secret is wiped from memory when it is dropped and never printed.
#[derive(Clone)]
pub struct AuthorKey(SigningKey);

impl AuthorKey {
    /// From a secret of 32 bytes: fresh ones from the system's random source make a new key.
    pub fn from_secret(secret: &Zeroizing<[u8; 32]>) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The secret, to be kept encrypted.
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Signs the digest of a request, so that whoever answers knows who asks; see
    /// [`verify_request`](crate::verify_request).
    pub fn sign_request(&self, digest: Hash) -> Signature {
        Signature::from_bytes(self.0.sign(&request_bytes(digest)).to_bytes())
    }

    /// The public half, which proves this author's facts.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.0.verifying_key()
    }
}

impl fmt::Debug for AuthorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorKey(..)")
    }
}

// The wrapped key wipes itself; this states it for whoever asks for the bound.
impl ZeroizeOnDrop for AuthorKey {}
