//! A request that its terminal signs with its own key.
//!
//! There is no shared secret to be stolen from the service, and no clock is believed: what makes a
//! request fresh is a challenge of the service, which any of its replicas can check and which ends
//! by the service's own time. A request that is repeated within that time does nothing twice, because
//! facts are known by their ids.

use data_encoding::BASE64URL_NOPAD;
use journal::{AuthorKey, Hash, Signature, VerifyingKey, verify_request};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Of the `Authorization` header.
pub const SCHEME: &str = "Shalya-Terminal";
/// Longest header that is looked at, in bytes.
const LONGEST: usize = 2048;

/// Who asks, and the proof.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Signed {
    pub hospital: String,
    pub terminal: String,
    pub challenge: String,
    signature: Signature,
}

impl Signed {
    /// Signs a request with this method, path and body, as it goes over the line.
    pub fn new(
        key: &AuthorKey,
        (hospital, terminal): (&str, &str),
        challenge: &str,
        method: &str,
        path: &str,
        body: &[u8],
    ) -> Self {
        let digest = digest([hospital, terminal, challenge, method, path], body);
        Signed {
            hospital: hospital.to_owned(),
            terminal: terminal.to_owned(),
            challenge: challenge.to_owned(),
            signature: key.sign_request(digest),
        }
    }

    /// The value of the `Authorization` header.
    pub fn to_header(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        format!("{SCHEME} {}", BASE64URL_NOPAD.encode(&json))
    }

    /// None for any other header.
    pub fn from_header(header: &str) -> Option<Self> {
        let (scheme, token) = header.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case(SCHEME) || token.len() > LONGEST {
            return None;
        }
        serde_json::from_slice(&BASE64URL_NOPAD.decode(token.trim().as_bytes()).ok()?).ok()
    }

    /// Whether the holder of this key asked exactly this.
    pub fn proves(&self, key: &VerifyingKey, method: &str, path: &str, body: &[u8]) -> bool {
        let digest = digest([&self.hospital, &self.terminal, &self.challenge, method, path], body);
        verify_request(digest, &self.signature, key)
    }
}

/// Each part with its length before it, so that none can borrow from the next.
fn digest(parts: [&str; 5], body: &[u8]) -> Hash {
    let mut digest = Sha256::new();
    for part in parts.map(str::as_bytes).into_iter().chain([body]) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    Hash::from_bytes(digest.finalize().into())
}
