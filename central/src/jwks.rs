//! The public keys of the identity provider: read from its JWKS address, kept for a while, and read
//! again when a token names a key that is not known yet.

use crate::token::Key;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::sync::RwLock;

const KEPT_FOR: Duration = Duration::from_secs(600);
/// Tokens with invented key ids must not make us ask the provider for each.
const ASKED_AT_MOST_EVERY: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(5);
const LARGEST_BYTES: usize = 256 * 1024;

/// The keys at one address.
pub struct Jwks {
    url: String,
    issuer: Option<String>,
    http: reqwest::Client,
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    keys: Vec<Key>,
    read_at: Option<Instant>,
    asked_at: Option<Instant>,
}

impl Jwks {
    pub fn new(url: String, issuer: Option<String>, http: reqwest::Client) -> Self {
        Jwks { url, issuer, http, kept: RwLock::default() }
    }

    /// The keys, read anew when they are old or lack `wanted`. Where the provider does not answer
    /// the keys known before go on being used.
    pub async fn keys(&self, wanted: Option<&str>) -> Vec<Key> {
        {
            let kept = self.kept.read().await;
            let fresh = kept.read_at.is_some_and(|at| at.elapsed() < KEPT_FOR);
            let known = wanted.is_none_or(|id| kept.keys.iter().any(|key| key.id.as_deref() == Some(id)));
            let just_asked = kept.asked_at.is_some_and(|at| at.elapsed() < ASKED_AT_MOST_EVERY);
            if (fresh && known) || just_asked {
                return kept.keys.clone();
            }
        }
        let mut kept = self.kept.write().await;
        if kept.asked_at.is_none_or(|at| at.elapsed() >= ASKED_AT_MOST_EVERY) {
            kept.asked_at = Some(Instant::now());
            match self.read().await {
                Ok(keys) => (kept.keys, kept.read_at) = (keys, Some(Instant::now())),
                Err(problem) => {
                    tracing::warn!(url = self.url, %problem, "the identity provider's keys could not be read")
                }
            }
        }
        kept.keys.clone()
    }

    async fn read(&self) -> anyhow::Result<Vec<Key>> {
        let answer = self.http.get(&self.url).timeout(TIMEOUT).send().await?.error_for_status()?;
        let bytes = answer.bytes().await?;
        anyhow::ensure!(bytes.len() <= LARGEST_BYTES, "the answer is larger than {LARGEST_BYTES} bytes");
        let set: Value = serde_json::from_slice(&bytes)?;
        let keys = set.get("keys").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Ok(keys.iter().filter_map(|key| Key::of_jwk(key, self.issuer.as_deref())).collect())
    }
}
