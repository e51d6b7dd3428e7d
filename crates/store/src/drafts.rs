//! What someone is typing: on the disk at once, so that a power cut loses at most the last words.

use crate::error::{Result, StoreError};
use crate::store::Store;
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::{Moment, PersonId, ProcedureId};
use rusqlite::params;
use std::collections::HashMap;
use uuid::Uuid;

/// Unsigned text of one field of one case.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// Which field, by the window's name for it.
    pub slot: String,
    pub text: String,
    pub kept_at: Moment,
}

impl Store {
    /// Keeps what is being typed in place of what was kept before; empty text lets go of it.
    pub fn keep_draft(
        &mut self,
        person: PersonId,
        procedure: ProcedureId,
        slot: &str,
        text: &str,
        now: Moment,
    ) -> Result<()> {
        let (person, procedure) = (person.0.into_bytes(), procedure.0.into_bytes());
        let kept = if text.is_empty() {
            let sql = "DELETE FROM drafts WHERE person = ?1 AND procedure = ?2 AND slot = ?3";
            self.connection.prepare_cached(sql)?.execute(params![person, procedure, slot])
        } else {
            let sql = "INSERT INTO drafts (person, procedure, slot, text, kept_ms) VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT (person, procedure, slot)
                       DO UPDATE SET text = excluded.text, kept_ms = excluded.kept_ms";
            self.connection.prepare_cached(sql)?.execute(params![person, procedure, slot, text, now.utc_ms()])
        };
        kept.map(drop).map_err(|error| StoreError::from(error).looked_at(&self.paths.folder))
    }

    /// A person's drafts of one case.
    pub fn drafts(&self, person: PersonId, procedure: ProcedureId) -> Result<Vec<Draft>> {
        let sql = "SELECT slot, text, kept_ms FROM drafts WHERE person = ?1 AND procedure = ?2 ORDER BY slot";
        let mut select = self.connection.prepare_cached(sql)?;
        let drafts = select.query_map([person.0.as_bytes(), procedure.0.as_bytes()], |row| {
            Ok(Draft { slot: row.get(0)?, text: row.get(1)?, kept_at: Moment::new(row.get(2)?, DHAKA_OFFSET_MINUTES) })
        })?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// How many drafts each person has left.
    pub fn draft_counts(&self) -> Result<HashMap<PersonId, u32>> {
        let mut select = self.connection.prepare_cached("SELECT person, COUNT(*) FROM drafts GROUP BY person")?;
        let counts = select.query_map([], |row| Ok((PersonId(Uuid::from_bytes(row.get(0)?)), row.get(1)?)))?;
        Ok(counts.collect::<rusqlite::Result<_>>()?)
    }
}
