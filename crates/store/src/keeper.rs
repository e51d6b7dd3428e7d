//! Where the data key is kept between starts.

use crate::error::{Result, StoreError};
use serde::{Deserialize, Serialize};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// Where the key to the store is kept between starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKeeper {
    /// The operating system's keyring.
    Keyring,
    /// A file beside the store that only this user of the machine can read.
    File,
    /// Nowhere: the recovery key is typed at each start.
    Nowhere,
}

const SERVICE: &str = "shalya";
/// A keyring that is there answers at once; one that is not may wait for the session bus.
const PROBE_TIME: Duration = Duration::from_secs(3);
/// The keyring may ask the person for its own password first.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Whether this machine has a keyring that keeps what it is given.
pub fn keyring_works() -> bool {
    let probe = format!("probe-{}", crate::new_id());
    within(PROBE_TIME, move || {
        let entry = keyring::Entry::new(SERVICE, &probe)?;
        entry.set_secret(b"probe")?;
        let kept = entry.get_secret()? == b"probe";
        entry.delete_credential()?;
        Ok(kept)
    })
    .unwrap_or(false)
}

pub(crate) fn put_in_keyring(name: String, key: &[u8]) -> Result<()> {
    let key = Zeroizing::new(key.to_vec());
    within(ANSWER_TIME, move || keyring::Entry::new(SERVICE, &name)?.set_secret(&key)).ok_or(StoreError::NoKeyring)
}

/// None when the keyring is not there, does not answer or has lost the key.
pub(crate) fn get_from_keyring(name: String) -> Option<Zeroizing<Vec<u8>>> {
    within(ANSWER_TIME, move || keyring::Entry::new(SERVICE, &name)?.get_secret().map(Zeroizing::new))
}

/// A missing secret service can block its caller for minutes: it is asked on a thread that is left
/// behind when the time is over.
fn within<T: Send + 'static>(time: Duration, ask: impl FnOnce() -> keyring::Result<T> + Send + 'static) -> Option<T> {
    let (send, receive) = mpsc::channel();
    let asked = thread::Builder::new().name("keyring".into()).spawn(move || drop(send.send(ask())));
    if let Err(error) = asked {
        tracing::warn!(%error, "no thread to ask the keyring on");
        return None;
    }
    match receive.recv_timeout(time) {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the keyring refused");
            None
        }
        Err(_) => {
            tracing::warn!(seconds = time.as_secs(), "the keyring did not answer");
            None
        }
    }
}
