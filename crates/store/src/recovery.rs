//! The hospital's recovery key: the secret half of the escrow key pair, as it is printed.

use crate::error::{Result, StoreError};
use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use data_encoding::{Encoding, Specification};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::LazyLock;
use zeroize::Zeroizing;

/// Opens any store of its hospital. Given once, when the store is made, to be printed; stored
/// nowhere.
///
/// 32 bytes of X25519 secret and 3 bytes of checksum are 56 characters of Crockford's base32,
/// printed as 14 groups of 4.
#[derive(Clone)]
pub struct RecoveryKey(SecretKey);

const SECRET_BYTES: usize = 32;
const CHECK_BYTES: usize = 3;
const GROUP: usize = 4;

/// Crockford's alphabet; read without regard to case, spaces and hyphens, O as 0, I and L as 1.
static CROCKFORD: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.ignore.push_str(" -\t\r\n\u{b}");
    specification.encoding().ok()
});

impl RecoveryKey {
    pub(crate) fn generate() -> Self {
        RecoveryKey(SecretKey::generate(&mut OsRng))
    }

    /// The key as it was typed from the paper. A letter that is wrong, missing or too much gives
    /// [`StoreError::WrongKey`].
    pub fn parse(typed: &str) -> Result<Self> {
        let encoding = CROCKFORD.as_ref().ok_or(StoreError::WrongKey)?;
        let bytes = Zeroizing::new(encoding.decode(typed.as_bytes()).map_err(|_| StoreError::WrongKey)?);
        let (secret, check) = bytes.split_first_chunk::<SECRET_BYTES>().ok_or(StoreError::WrongKey)?;
        if check != checksum(secret) {
            return Err(StoreError::WrongKey);
        }
        Ok(RecoveryKey(SecretKey::from_bytes(*secret)))
    }

    /// 14 groups of 4 characters.
    pub fn groups(&self) -> Vec<String> {
        let secret = Zeroizing::new(self.0.to_bytes());
        let mut bytes = Zeroizing::new(secret.to_vec());
        bytes.extend_from_slice(&checksum(&secret));
        let text = Zeroizing::new(CROCKFORD.as_ref().map(|encoding| encoding.encode(&bytes)).unwrap_or_default());
        text.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
    }

    /// The half that is no secret, in base64: what the hospital's facts name.
    pub fn public_key(&self) -> String {
        data_encoding::BASE64.encode(self.0.public_key().as_bytes())
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.0.public_key()
    }

    pub(crate) fn unseal(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        self.0.unseal(sealed).map(Zeroizing::new).map_err(|_| StoreError::WrongKey)
    }
}

fn checksum(secret: &[u8; SECRET_BYTES]) -> [u8; CHECK_BYTES] {
    let digest = Sha256::new().chain_update(b"shalya.recovery.v1").chain_update(secret).finalize();
    [digest[0], digest[1], digest[2]]
}

/// As it is printed: groups with spaces between.
impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join(" "))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(..)")
    }
}
