//! The store as a replica: what it holds of each author, and what it can hand on.

use crate::author;
use crate::error::{Result, StoreError};
use crate::events;
use crate::store::Store;
use crate::terminal;
use domain::Moment;
use domain::moment::DHAKA_OFFSET_MINUTES;
use journal::wire::{Answer, Fact};
use journal::{AuthorKey, ChainId, Hash, Head, Signature, Vector, VerifyingKey};
use rusqlite::{OptionalExtension, params};
use sync::messages::KnownAuthor;

impl Store {
    /// The hospital's code, as it stands in every fact.
    pub fn hospital_code(&self) -> &str {
        &self.writer.hospital
    }

    /// The key that signs what this terminal records, and what it asks of others.
    pub fn author_key(&self) -> Result<AuthorKey> {
        terminal::read(&self.connection).map(|terminal| terminal.key)
    }

    /// Facts that came from elsewhere and could not be proved; kept for a person to look at.
    pub fn quarantined_facts(&self) -> Result<u64> {
        let count: i64 = self.connection.query_row("SELECT COUNT(*) FROM quarantine", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Tells which key proves the facts of a terminal in one epoch. False, and nothing changed, when
    /// another key is known for it.
    pub fn know_author_of_epoch(&mut self, chain: &ChainId, key: &VerifyingKey) -> Result<bool> {
        if let Some(known) = self.key_of(chain)? {
            return Ok(known == *key);
        }
        let sql = "INSERT INTO epoch_keys (terminal, epoch, public_key) VALUES (?1, ?2, ?3)";
        self.connection.execute(sql, params![chain.terminal, chain.epoch, key.as_bytes()])?;
        Ok(true)
    }

    /// Looks on from where the last look ended: facts are never taken away.
    fn look_at_chains(&mut self) -> Result<()> {
        let mut select = self.connection.prepare_cached("SELECT chain, terminal, epoch FROM chains")?;
        let chains: Vec<(i64, ChainId)> = select
            .query_map([], |row| Ok((row.get(0)?, ChainId { terminal: row.get(1)?, epoch: row.get(2)? })))?
            .collect::<rusqlite::Result<_>>()?;
        for (no, chain) in chains {
            let from = self.held.head(&chain);
            let to = self.held_up_to(no, from.seq)?;
            if to > from.seq
                && let Some(hash) = self.hash_at(&chain, to)?
            {
                // A later number than the one that was noted is no fork.
                let _ = self.held.note(chain, Head { seq: to, hash });
            }
        }
        Ok(())
    }

    /// The last number after `from` before which none is missing.
    fn held_up_to(&self, chain: i64, from: u64) -> Result<u64> {
        let sql = "SELECT COUNT(DISTINCT seq), COALESCE(MAX(seq), 0) FROM events WHERE chain = ?1 AND seq > ?2";
        let (count, last): (i64, i64) = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![chain, from as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if count == 0 || last.unsigned_abs() == from + count.unsigned_abs() {
            return Ok(last.unsigned_abs().max(from));
        }
        let mut select = self
            .connection
            .prepare_cached("SELECT DISTINCT seq FROM events WHERE chain = ?1 AND seq > ?2 ORDER BY seq")?;
        let mut rows = select.query(params![chain, from as i64])?;
        let mut held = from;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(0)?.unsigned_abs() != held + 1 {
                break;
            }
            held += 1;
        }
        Ok(held)
    }

    /// Of the fact that came first, where there are two of one number.
    fn hash_at(&self, chain: &ChainId, seq: u64) -> Result<Option<Hash>> {
        let mut select = self.connection.prepare_cached(include_str!("arriving/before.sql"))?;
        let envelope: Option<Vec<u8>> =
            select.query_row(params![chain.terminal, chain.epoch, seq as i64], |row| row.get(0)).optional()?;
        Ok(match envelope {
            Some(envelope) => Some(journal::hash(&events::decode(&envelope)?)?),
            None => None,
        })
    }
}

impl sync::Replica for Store {
    type Error = StoreError;

    fn names(&mut self) -> Result<(String, String)> {
        Ok((self.writer.hospital.clone(), self.writer.terminal.clone()))
    }

    fn vector(&mut self) -> Result<Vector> {
        self.look_at_chains()?;
        Ok(self.held.clone())
    }

    fn facts_after(&mut self, chain: &ChainId, seq: u64, facts: usize, bytes: usize) -> Result<Vec<Fact>> {
        let mut select = self.connection.prepare_cached(include_str!("replicating/after.sql"))?;
        let mut rows = select.query(params![chain.terminal, chain.epoch, seq as i64, facts as i64])?;
        let (mut found, mut size) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let (envelope, payload): (Vec<u8>, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
            size += envelope.len() + payload.as_ref().map_or(0, Vec::len);
            if size > bytes && !found.is_empty() {
                break;
            }
            let signature = Signature::from_slice(row.get_ref(2)?.as_blob().map_err(StoreError::damaged)?)?;
            found.push(Fact::from_bytes(envelope, payload, signature)?);
        }
        Ok(found)
    }

    fn hash_of(&mut self, chain: &ChainId, seq: u64) -> Result<Option<Hash>> {
        self.hash_at(chain, seq)
    }

    fn take(&mut self, wall_ms: i64, facts: &[Fact]) -> Result<Vec<Answer>> {
        self.receive(Moment::new(wall_ms, DHAKA_OFFSET_MINUTES), facts)
    }

    fn learn(&mut self, authors: &[KnownAuthor]) -> Result<()> {
        let own = self.writer.terminal.clone();
        for author in authors.iter().filter(|author| author.terminal != own) {
            let Some(key) = author.key.key() else { continue };
            let chain = ChainId { terminal: author.terminal.clone(), epoch: author.epoch };
            if !self.know_author_of_epoch(&chain, &key)? {
                tracing::error!(terminal = chain.terminal, epoch = chain.epoch, "another key is known for this author");
            }
        }
        Ok(())
    }

    fn note_kept(&mut self, chain: &ChainId, seq: u64) -> Result<()> {
        let sql = "SELECT seq FROM kept_chains WHERE terminal = ?1 AND epoch = ?2";
        let known: Option<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![chain.terminal, chain.epoch], |row| row.get(0))
            .optional()?;
        if known == Some(seq as i64) {
            return Ok(());
        }
        self.connection
            .prepare_cached(include_str!("replicating/kept.sql"))?
            .execute(params![chain.terminal, chain.epoch, seq as i64])
            .map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))?;
        self.writer.unsent = author::unsent(&self.connection, &self.writer.terminal)?;
        Ok(())
    }

    fn note_clock(&mut self, ahead_ms: i64) -> Result<()> {
        self.clock_offset_ms = Some(ahead_ms);
        Ok(())
    }
}
