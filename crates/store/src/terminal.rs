//! What belongs to this terminal alone: its name, epoch and key, its preferences and the numbers it
//! gives out.

use crate::error::{Result, StoreError};
use crate::keys::{Escrow, random_secret};
use crate::store::{Store, wall_clock};
use journal::{AuthorKey, Hlc, MAX_NAME_BYTES, Malformed};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The row of `terminal`.
pub(crate) struct Terminal {
    pub hospital: String,
    pub terminal: String,
    pub epoch: u32,
    pub key: AuthorKey,
    pub escrow: Vec<u8>,
    pub observed: Hlc,
    pub fold_version: i64,
}

/// Refuses codes that no fact could carry.
pub(crate) fn check_codes(hospital: &str, terminal: &str) -> Result<()> {
    for (field, code) in [("hospital", hospital), ("terminal", terminal)] {
        if code.is_empty() || code.len() > MAX_NAME_BYTES || code.chars().any(char::is_control) {
            return Err(Malformed::Impossible { field }.into());
        }
    }
    Ok(())
}

/// Writes the first rows of a new store.
pub(crate) fn begin(connection: &Connection, hospital: &str, terminal: &str, escrow: &Escrow) -> Result<()> {
    let secret = random_secret();
    let key = AuthorKey::from_secret(&secret);
    connection.execute(
        "INSERT INTO terminal (one, hospital, terminal, epoch, author_secret, escrow, fold_version)
         VALUES (1, ?1, ?2, 1, ?3, ?4, ?5)",
        params![hospital, terminal, secret.as_slice(), escrow.to_bytes()?, crate::FOLD_VERSION],
    )?;
    connection.execute(
        "INSERT INTO author_keys (terminal, public_key) VALUES (?1, ?2)",
        params![terminal, key.verifying_key().as_bytes()],
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Terminal> {
    let sql =
        "SELECT hospital, terminal, epoch, author_secret, escrow, observed_wall_ms, observed_counter, fold_version
               FROM terminal WHERE one = 1";
    let row = connection.query_row(sql, [], |row| {
        let secret = Zeroizing::new(row.get::<_, [u8; 32]>(3)?);
        Ok(Terminal {
            hospital: row.get(0)?,
            terminal: row.get(1)?,
            epoch: row.get(2)?,
            key: AuthorKey::from_secret(&secret),
            escrow: row.get(4)?,
            observed: Hlc::new(row.get(5)?, row.get(6)?).unwrap_or(Hlc::ZERO),
            fold_version: row.get(7)?,
        })
    });
    row.optional()?.ok_or_else(|| StoreError::damaged("the store does not know its terminal"))
}

/// Seconds from 1970 to 2020.
const EPOCHS_BEGIN: i64 = 1_577_836_800;

/// Begins a new epoch: what is recorded next is a new chain, with a hybrid clock of its own. Its
/// number tells it apart from that of another restore of the same backup.
pub(crate) fn begin_epoch(connection: &Connection) -> Result<()> {
    let seconds = wall_clock().utc_ms() / 1000 - EPOCHS_BEGIN;
    let by_clock = u32::try_from(seconds).unwrap_or(0);
    let sql = "UPDATE terminal SET epoch = MAX(epoch + 1, ?1), observed_wall_ms = 0, observed_counter = 0";
    connection.execute(sql, [by_clock])?;
    Ok(())
}

/// More than a hospital gives out between two backups.
const SKIPPED: i64 = 1000;

/// What was given out after a backup was made is not known in it: a gap in the numbers shows and
/// harms nobody, a number given twice might.
pub(crate) fn skip_numbers(connection: &Connection) -> Result<()> {
    let sql = "INSERT INTO counters (counter, given) VALUES (?1, ?2)
               ON CONFLICT (counter) DO UPDATE SET given = given + ?2";
    for counter in Counter::ALL {
        connection.execute(sql, params![counter.key(), SKIPPED])?;
    }
    Ok(())
}

pub(crate) fn settings(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut select = connection.prepare("SELECT key, value FROM settings")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A kind of number that a terminal gives out by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counter {
    /// The hospital's registration number of a patient.
    Registration,
    /// The id of a patient without a UHID.
    TemporaryId,
    ProcedureNo,
    /// How many of the UHID block are taken: begins with 0, as the block counts.
    Uhid,
}

impl Counter {
    pub(crate) const ALL: [Counter; 4] =
        [Counter::Registration, Counter::TemporaryId, Counter::ProcedureNo, Counter::Uhid];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Counter::Registration => "registration",
            Counter::TemporaryId => "temporary-id",
            Counter::ProcedureNo => "procedure-no",
            Counter::Uhid => "uhid",
        }
    }
}

impl Store {
    /// The next number, never given before and never given again, also when what it was minted for
    /// is not recorded after all. Counts from 1; [`Counter::Uhid`] from 0.
    pub fn mint(&mut self, counter: Counter) -> Result<u64> {
        let sql = "INSERT INTO counters (counter, given) VALUES (?1, 1)
                   ON CONFLICT (counter) DO UPDATE SET given = given + 1
                   RETURNING given";
        let given: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([counter.key()], |row| row.get(0))
            .map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))?;
        let given = given.unsigned_abs();
        Ok(if counter == Counter::Uhid { given - 1 } else { given })
    }

    /// A preference of this terminal.
    pub fn setting(&self, key: &str) -> Option<String> {
        self.settings.get(key).cloned()
    }

    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO settings (key, value) VALUES (?1, ?2)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.connection
            .prepare_cached(sql)?
            .execute([key, value])
            .map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))?;
        self.settings.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    /// The code of this terminal (`T1`), as it stands in the facts it records.
    pub fn terminal(&self) -> &str {
        &self.writer.terminal
    }
}
