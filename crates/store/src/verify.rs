//! Proving the whole store: every signature, every payload, every chain.

use crate::connection;
use crate::error::{Result, StoreError};
use crate::events;
use crate::store::{Progress, Store};
use journal::{Broken, ChainCheck, ChainId, Flaw, Head, Malformed, Sealed, VerifyingKey};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

/// Told of progress after so many facts.
const STEP: u64 = 1024;
/// Most broken facts that are named one by one.
const NAMED: usize = 1000;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    pub facts: u64,
    pub chains: u64,
    /// Facts that do not prove or are not in their place, at most a thousand of them by name.
    pub broken: Vec<Broken>,
    pub broken_count: u64,
    /// Facts whose causes are not here yet, that a newer version recorded, and that could not be
    /// proved when they came.
    pub waiting: u64,
    pub newer: u64,
    pub quarantined: u64,
}

impl Store {
    /// Reads every page of the file, and every fact, and proves it: its place in its author's chain,
    /// its signature, its payload. A page that was changed is [`StoreError::Damaged`].
    pub fn verify(&self, progress: Progress<'_>) -> Result<Verified> {
        connection::check_pages(&self.connection)?;
        let mut verified = Verified::default();
        let mut check: Option<(i64, ChainCheck)> = None;
        let mut select = self.connection.prepare(include_str!("verify/chains.sql"))?;
        let mut rows = select.query([])?;
        progress(0, self.fact_count());
        while let Some(row) = rows.next()? {
            let chain: i64 = row.get(3)?;
            let (_, checking) = match &mut check {
                Some(current) if current.0 == chain => current,
                other => {
                    verified.chains += 1;
                    other.insert((chain, self.check_of(row.get(4)?, row.get(5)?)?))
                }
            };
            let found = match events::sealed(row) {
                Ok(sealed) => {
                    let mut found = checking.feed(&sealed);
                    found.extend(misfiled(row, &sealed)?);
                    found
                }
                Err(StoreError::Damaged { .. }) => vec![unreadable(row)?],
                Err(error) => return Err(error),
            };
            for broken in found {
                verified.broken_count += 1;
                if verified.broken.len() < NAMED {
                    verified.broken.push(broken);
                }
            }
            verified.facts += 1;
            if verified.facts % STEP == 0 {
                progress(verified.facts, self.fact_count());
            }
        }
        progress(verified.facts, self.fact_count());
        verified.waiting = self.count("SELECT COUNT(*) FROM waiting_facts")?;
        verified.newer = self.count("SELECT COUNT(*) FROM newer_facts")?;
        verified.quarantined = self.count("SELECT COUNT(*) FROM quarantine")?;
        Ok(verified)
    }

    fn check_of(&self, terminal: String, epoch: u32) -> Result<ChainCheck> {
        let chain = ChainId { terminal, epoch };
        let key = self.key_of(&chain)?.ok_or_else(|| StoreError::damaged("the key of an author is gone"))?;
        Ok(ChainCheck::after(Head::START, self.writer.hospital.clone(), chain, key))
    }

    /// The key that proves a terminal's facts in one of its epochs, if this store was told.
    pub(crate) fn key_of(&self, chain: &ChainId) -> Result<Option<VerifyingKey>> {
        let bytes: Option<[u8; 32]> = self
            .connection
            .prepare_cached(include_str!("verify/key.sql"))?
            .query_row(params![chain.terminal, chain.epoch], |row| row.get(0))
            .optional()?;
        bytes.map(|bytes| VerifyingKey::from_bytes(&bytes).map_err(StoreError::damaged)).transpose()
    }

    fn count(&self, sql: &str) -> Result<u64> {
        let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

/// A fact that was put elsewhere than its envelope says would be missing from its case.
fn misfiled(row: &Row<'_>, sealed: &Sealed) -> Result<Option<Broken>> {
    let envelope = &sealed.envelope;
    let text = |column| row.get_ref(column)?.as_str().map_err(StoreError::damaged);
    let in_place = row.get::<_, [u8; 16]>(6)? == *envelope.event_id.as_bytes()
        && row.get::<_, i64>(7)? == envelope.seq as i64
        && text(8)? == envelope.stream.kind.as_str()
        && text(9)? == envelope.stream.id;
    let flaw = Flaw::Malformed(Malformed::Impossible { field: "its place in the store" });
    Ok((!in_place).then_some(Broken { seq: envelope.seq, event_id: envelope.event_id, flaw }))
}

/// A fact whose envelope says nothing any more, by what its row says.
fn unreadable(row: &Row<'_>) -> Result<Broken> {
    let flaw = Flaw::Malformed(Malformed::Impossible { field: "its envelope" });
    Ok(Broken { seq: row.get::<_, i64>(7)?.unsigned_abs(), event_id: Uuid::from_bytes(row.get(6)?), flaw })
}
