//! PINs: who a person at this terminal is. Argon2id, and a delay that grows with each wrong try.
//!
//! The try is counted on the disk before the PIN is looked at, so pulling the plug gains nothing.
//! The delay runs on a clock that nobody can set, and is that person's alone. It goes on while the
//! program is closed; where the machine itself was started anew it begins again, and never is it
//! longer than it was given.

use crate::error::{Result, StoreError};
use crate::store::{Clock, Store};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::PersonId;
use domain::person::pin_delay_seconds;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane. Some 50 ms on a theatre's machine.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinCheck {
    Right,
    /// `wait_seconds` until the next try of the same person.
    Wrong {
        wait_seconds: u64,
    },
    /// Not looked at: too many wrong ones before.
    MustWait {
        wait_seconds: u64,
    },
    NoPin,
}

/// Wrong tries of each person who has a PIN.
#[derive(Debug, Default)]
pub(crate) struct Waits(BTreeMap<PersonId, Wait>);

#[derive(Clone, Copy, Debug, Default)]
struct Wait {
    failures: u32,
    /// By [`Clock::elapsed_ms`]; 0 is when the store was opened, and less is before.
    since_ms: i64,
}

impl Wait {
    fn seconds_left(self, clock: &Clock) -> u64 {
        let delay_ms = pin_delay_seconds(self.failures) as i64 * 1000;
        let left_ms = delay_ms - (clock.elapsed_ms().saturating_sub(self.since_ms));
        left_ms.max(0).unsigned_abs().div_ceil(1000)
    }
}

impl Waits {
    /// `clock` has just begun.
    pub fn read(connection: &Connection, clock: &Clock) -> Result<Self> {
        let mut select = connection.prepare("SELECT person, failures, failed_boot, failed_uptime_ms FROM pins")?;
        let rows = select.query_map([], |row| {
            let boot: Option<[u8; 16]> = row.get(2)?;
            let failed = boot.map(Uuid::from_bytes).zip(row.get::<_, Option<i64>>(3)?);
            let since_ms = match (failed, clock.machine) {
                // Nothing that is written there makes it longer than from now on.
                (Some((boot, ms)), Some(now)) if boot == now.boot => ms.saturating_sub(now.ms).min(0),
                _ => 0,
            };
            Ok((PersonId(Uuid::from_bytes(row.get(0)?)), Wait { failures: row.get(1)?, since_ms }))
        })?;
        Ok(Waits(rows.collect::<rusqlite::Result<_>>()?))
    }
}

impl Store {
    /// Sets a person's PIN in place of the one before. Whether it is a good one is for
    /// [`domain::person::pin_is_good`], and that it was set is a fact, for the caller to record.
    pub fn set_pin(&mut self, person: PersonId, pin: &str) -> Result<()> {
        let mut salt = [0; 16];
        rand::fill(&mut salt);
        let salt = SaltString::encode_b64(&salt).map_err(StoreError::damaged)?;
        let hash = hasher()?.hash_password(pin.as_bytes(), &salt).map_err(StoreError::damaged)?.to_string();
        let sql = "INSERT INTO pins (person, hash, failures) VALUES (?1, ?2, 0)
                   ON CONFLICT (person) DO UPDATE
                   SET hash = excluded.hash, failures = 0, failed_boot = NULL, failed_uptime_ms = NULL";
        self.connection
            .prepare_cached(sql)?
            .execute(params![person.0.as_bytes(), hash])
            .map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))?;
        self.waits.0.insert(person, Wait::default());
        Ok(())
    }

    /// Looks at a PIN, unless the person must still wait.
    pub fn check_pin(&mut self, person: PersonId, pin: &str) -> Result<PinCheck> {
        let Some(wait) = self.waits.0.get(&person).copied() else { return Ok(PinCheck::NoPin) };
        let wait_seconds = wait.seconds_left(&self.clock);
        if wait_seconds > 0 {
            return Ok(PinCheck::MustWait { wait_seconds });
        }
        let failed = Wait { failures: wait.failures.saturating_add(1), since_ms: self.clock.elapsed_ms() };
        self.count_failures(person, failed)?;
        let hash: String = self
            .connection
            .prepare_cached("SELECT hash FROM pins WHERE person = ?1")?
            .query_row([person.0.as_bytes()], |row| row.get(0))?;
        let hash = PasswordHash::new(&hash).map_err(StoreError::damaged)?;
        if hasher()?.verify_password(pin.as_bytes(), &hash).is_err() {
            return Ok(PinCheck::Wrong { wait_seconds: failed.seconds_left(&self.clock) });
        }
        self.count_failures(person, Wait { failures: 0, since_ms: failed.since_ms })?;
        Ok(PinCheck::Right)
    }

    /// Seconds before another PIN of this person is looked at.
    pub fn pin_wait_seconds(&self, person: PersonId) -> u64 {
        self.waits.0.get(&person).map_or(0, |wait| wait.seconds_left(&self.clock))
    }

    /// Wrong PINs of this person in a row.
    pub fn pin_failures(&self, person: PersonId) -> u32 {
        self.waits.0.get(&person).map_or(0, |wait| wait.failures)
    }

    pub fn has_pin(&self, person: PersonId) -> bool {
        self.waits.0.contains_key(&person)
    }

    fn count_failures(&mut self, person: PersonId, wait: Wait) -> Result<()> {
        let sql = "UPDATE pins SET failures = ?2, failed_boot = ?3, failed_uptime_ms = ?4 WHERE person = ?1";
        let failed = self.clock.uptime();
        let (boot, ms) = (failed.map(|failed| failed.boot.into_bytes()), failed.map(|failed| failed.ms));
        self.connection
            .prepare_cached(sql)?
            .execute(params![person.0.as_bytes(), wait.failures, boot, ms])
            .map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))?;
        self.waits.0.insert(person, wait);
        Ok(())
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(StoreError::damaged)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
