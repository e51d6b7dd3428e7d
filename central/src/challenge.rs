//! What terminals sign their requests with: a text of this service that any of its replicas can check
//! and none needs to remember. It ends by the service's own clock, so a terminal's may be wrong.

use crate::settings::Secret;
use data_encoding::BASE64URL_NOPAD;
use ring::hmac;

/// How long one is good for.
const GOOD_FOR_MS: i64 = 10 * 60 * 1000;
const RANDOM_BYTES: usize = 16;
const SAID_BYTES: usize = 8 + RANDOM_BYTES;

/// Gives and checks challenges.
pub struct Challenges(hmac::Key);

impl Challenges {
    pub fn of(secret: &Secret) -> Self {
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.0.as_bytes()), b"shalya.challenge.v1");
        Challenges(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    pub fn give(&self, now_ms: i64) -> String {
        let mut bytes = Vec::with_capacity(SAID_BYTES + 32);
        bytes.extend_from_slice(&now_ms.saturating_add(GOOD_FOR_MS).to_be_bytes());
        bytes.extend_from_slice(&rand::random::<[u8; RANDOM_BYTES]>());
        let proof = hmac::sign(&self.0, &bytes);
        bytes.extend_from_slice(proof.as_ref());
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Whether this service gave it, and it has not ended.
    pub fn is_good(&self, challenge: &str, now_ms: i64) -> bool {
        let Ok(bytes) = BASE64URL_NOPAD.decode(challenge.as_bytes()) else { return false };
        let Some((said, proof)) = bytes.split_at_checked(SAID_BYTES) else { return false };
        if hmac::verify(&self.0, said, proof).is_err() {
            return false;
        }
        let until = said.first_chunk::<8>().map(|bytes| i64::from_be_bytes(*bytes));
        until.is_some_and(|until| now_ms < until && until <= now_ms.saturating_add(GOOD_FOR_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn challenges(secret: &str) -> Challenges {
        Challenges::of(&Secret(Zeroizing::new(secret.to_owned())))
    }

    #[test]
    fn a_challenge_is_good_for_ten_minutes_on_every_replica_and_nowhere_else() {
        let (one, replica, stranger) = (challenges("a secret"), challenges("a secret"), challenges("another"));
        let given = one.give(1_000);
        assert!(replica.is_good(&given, 1_000 + GOOD_FOR_MS - 1));
        assert!(!replica.is_good(&given, 1_000 + GOOD_FOR_MS), "it has ended");
        assert!(!replica.is_good(&given, -GOOD_FOR_MS), "it is not from the future");
        assert!(!stranger.is_good(&given, 2_000));
        assert_ne!(given, one.give(1_000));
        let changed = format!("A{}", &given[1..]);
        for wrong in ["", "AAAA", &given[..given.len() - 2], changed.as_str()] {
            assert!(!one.is_good(wrong, 2_000) || wrong == given, "{wrong}");
        }
    }
}
