//! The data key of a store: 32 random bytes that encrypt the database, kept by the keeper the
//! hospital chose and sealed to the hospital's recovery key. No PIN and no password derives it.
//!
//! `shalya.keys` names the keeper (and holds the key where that file is the keeper);
//! `shalya.escrow` holds the sealed copy, so that losing the one never loses the other.

use crate::error::{Result, StoreError};
use crate::folder::{Paths, write_private};
use crate::keeper::{KeyKeeper, get_from_keyring, put_in_keyring};
use crate::recovery::RecoveryKey;
use crypto_box::PublicKey;
use crypto_box::aead::OsRng;
use crypto_box::aead::rand_core::RngCore;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

const FORM: i64 = 1;

/// Encrypts the database.
#[derive(Clone)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    pub fn generate() -> Self {
        DataKey(random_secret())
    }

    fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|key| DataKey(Zeroizing::new(key)))
    }

    /// `x'…'`: SQLCipher takes it as the key itself and derives nothing.
    pub fn pragma(&self) -> Zeroizing<String> {
        let hex = Zeroizing::new(HEXLOWER.encode(&*self.0));
        Zeroizing::new(format!("x'{}'", *hex))
    }

    /// Tells a wrong key from a damaged database without telling anything of the key.
    fn check(&self) -> String {
        HEXLOWER.encode(&Sha256::new().chain_update(b"shalya.data-key.v1").chain_update(self.0.as_slice()).finalize())
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}

/// 32 bytes from the system's random source.
pub(crate) fn random_secret() -> Zeroizing<[u8; 32]> {
    let mut secret = Zeroizing::new([0; 32]);
    OsRng.fill_bytes(&mut *secret);
    secret
}

/// `shalya.keys`
#[derive(Serialize, Deserialize)]
struct KeysFile {
    form: i64,
    store: Uuid,
    keeper: KeyKeeper,
    /// Base64, where this file is the keeper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data_key: Option<String>,
}

impl Drop for KeysFile {
    fn drop(&mut self) {
        self.data_key.zeroize();
    }
}

/// `shalya.escrow`, and the head of every backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Escrow {
    form: i64,
    /// Names the store in the keyring.
    store: Uuid,
    /// Base64 of the X25519 public key that it is sealed to.
    public_key: String,
    /// Base64 of the data key in a libsodium sealed box.
    sealed: String,
    /// SHA-256 of tag and data key.
    check: String,
}

impl Escrow {
    pub fn seal(key: &DataKey, public: &PublicKey) -> Result<Self> {
        let sealed =
            public.seal(&mut OsRng, &*key.0).map_err(|_| StoreError::damaged("the data key could not be sealed"))?;
        Ok(Escrow {
            form: FORM,
            store: crate::new_id(),
            public_key: BASE64.encode(public.as_bytes()),
            sealed: BASE64.encode(&sealed),
            check: key.check(),
        })
    }

    /// [`StoreError::WrongKey`] when it was sealed to another hospital's key.
    pub fn open(&self, recovery: &RecoveryKey) -> Result<DataKey> {
        let sealed = BASE64.decode(self.sealed.as_bytes()).map_err(StoreError::damaged)?;
        let key = DataKey::from_slice(&recovery.unseal(&sealed)?).ok_or(StoreError::WrongKey)?;
        self.admit(key).ok_or(StoreError::WrongKey)
    }

    /// The key, if it is the one this store was encrypted with.
    fn admit(&self, key: DataKey) -> Option<DataKey> {
        (key.check() == self.check).then_some(key)
    }

    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let escrow: Escrow = serde_json::from_slice(bytes).map_err(StoreError::damaged)?;
        check_form(escrow.form)?;
        Ok(escrow)
    }

    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(StoreError::damaged)
    }
}

/// Hands the key to its keeper and writes both files.
pub(crate) fn keep(paths: &Paths, key: &DataKey, escrow: &Escrow, keeper: KeyKeeper) -> Result<()> {
    if keeper == KeyKeeper::Keyring {
        put_in_keyring(escrow.store.to_string(), &*key.0)?;
    }
    let data_key = (keeper == KeyKeeper::File).then(|| BASE64.encode(&*key.0));
    let keys = KeysFile { form: FORM, store: escrow.store, keeper, data_key };
    let bytes = Zeroizing::new(serde_json::to_vec(&keys).map_err(StoreError::damaged)?);
    write_private(&paths.escrow(), &escrow.to_bytes()?)?;
    write_private(&paths.keys(), &bytes)
}

/// The key as its keeper has it; [`StoreError::KeyLost`] when it has not.
pub(crate) fn fetch(paths: &Paths) -> Result<DataKey> {
    let keys: KeysFile = read(&paths.keys())?.ok_or(StoreError::KeyLost)?;
    check_form(keys.form)?;
    let bytes = match keys.keeper {
        KeyKeeper::Keyring => get_from_keyring(keys.store.to_string()),
        KeyKeeper::File => {
            keys.data_key.as_ref().and_then(|key| BASE64.decode(key.as_bytes()).ok()).map(Zeroizing::new)
        }
        KeyKeeper::Nowhere => None,
    };
    let key = bytes.and_then(|bytes| DataKey::from_slice(&bytes)).ok_or(StoreError::KeyLost)?;
    match read_escrow(paths)? {
        Some(escrow) => escrow.admit(key).ok_or(StoreError::KeyLost),
        None => Ok(key),
    }
}

/// Who keeps the key to the store of a folder; none where no file says so.
pub fn keeper(folder: &Path) -> Option<KeyKeeper> {
    let keys: Option<KeysFile> = read(&Paths::new(folder).keys()).ok().flatten();
    keys.map(|keys| keys.keeper)
}

/// None when the file is gone.
pub(crate) fn read_escrow(paths: &Paths) -> Result<Option<Escrow>> {
    let escrow: Option<Escrow> = read(&paths.escrow())?;
    if let Some(escrow) = &escrow {
        check_form(escrow.form)?;
    }
    Ok(escrow)
}

/// None when the file is gone or is not what it should be: the key is then fetched another way.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let parsed = serde_json::from_slice(&bytes);
    if let Err(error) = &parsed {
        tracing::warn!(path = %path.display(), line = error.line(), "a file of keys cannot be read");
    }
    Ok(parsed.ok())
}

fn check_form(found: i64) -> Result<()> {
    if found > FORM { Err(StoreError::Newer { found, known: FORM }) } else { Ok(()) }
}
