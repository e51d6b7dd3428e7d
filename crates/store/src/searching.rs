//! Finding a patient while someone types, and those who may be the same.

use crate::error::{Result, StoreError};
use crate::events::StreamNo;
use crate::projection;
use crate::store::Store;
use crate::words::{fts_query, name_bn_key, name_sounds, typed_words};
use domain::PatientId;
use domain::patient::{Brief, Identity, Likeness, Patient, likeness};
use rusqlite::{Params, named_params};
use std::slice;
use uuid::Uuid;

/// Most patients that are compared with what was typed: the latest of a very common name.
const COMPARED: u32 = 400;

impl Store {
    /// Patients by any words of a name in either script, of a number, a phone, a relative or a
    /// village; each word may be only begun. Those with the last word whole come first, then those
    /// with it begun, the latest registered first. Nothing typed: the latest registered.
    ///
    /// `typed` is words and nothing else, of whatever length. Two letters match half a district,
    /// so no more than `limit` are looked at.
    pub fn find_patients(&self, typed: &str, limit: u32) -> Result<Vec<(PatientId, Brief)>> {
        let words = typed_words(typed);
        let found = if !words.is_empty() {
            self.matching(&words, limit)?
        } else if typed.trim().is_empty() {
            self.streams("SELECT stream FROM patient_lines ORDER BY stream DESC LIMIT ?1", [limit])?
        } else {
            Vec::new()
        };
        self.lines(&found)
    }

    /// Patients on record who may be the one described, the likeliest first.
    pub fn like(&self, identity: &Identity, uhid: Option<&str>) -> Result<Vec<(PatientId, Patient, Likeness)>> {
        let params = named_params! {
            ":uhid": uhid,
            ":nid": identity.nid,
            ":birth_registration": identity.birth_registration,
            ":name_sounds": name_sounds(&identity.name),
            ":name_bn_key": name_bn_key(&identity.name_bn),
            ":most": COMPARED,
        };
        let candidates = self.patients_by(include_str!("searching/like.sql"), params)?;
        let mut alike: Vec<_> = candidates
            .into_iter()
            .filter_map(|(id, patient)| likeness(identity, uhid, &patient).map(|likeness| (id, patient, likeness)))
            .collect();
        alike.sort_by_key(|(.., likeness)| std::cmp::Reverse(*likeness));
        Ok(alike)
    }

    /// Whom the words say, in the order of [`Store::find_patients`].
    fn matching(&self, words: &[String], limit: u32) -> Result<Vec<StreamNo>> {
        let Some((last, before)) = words.split_last() else { return Ok(Vec::new()) };
        let find = include_str!("searching/find.sql");
        let mut found = Vec::new();
        // While someone types the last word is seldom whole, which it says sooner alone than with the others.
        if before.is_empty() || !self.streams(find, (fts_query(slice::from_ref(last), false), 1))?.is_empty() {
            found = self.streams(find, (fts_query(words, false), limit))?;
        }
        if found.len() < limit as usize {
            let mut begun = self.streams(find, (fts_query(words, true), limit))?;
            begun.retain(|stream| !found.contains(stream));
            found.append(&mut begun);
            found.truncate(limit as usize);
        }
        Ok(found)
    }

    fn streams(&self, sql: &str, params: impl Params) -> Result<Vec<StreamNo>> {
        let mut select = self.connection.prepare_cached(sql)?;
        let streams = select.query_map(params, |row| row.get(0).map(StreamNo))?;
        Ok(streams.collect::<rusqlite::Result<_>>()?)
    }

    fn lines(&self, streams: &[StreamNo]) -> Result<Vec<(PatientId, Brief)>> {
        let mut select = self.connection.prepare_cached("SELECT id, line FROM patient_lines WHERE stream = ?1")?;
        let mut lines = Vec::with_capacity(streams.len());
        for stream in streams {
            let mut rows = select.query([stream.0])?;
            let Some(row) = rows.next()? else { continue };
            let line = row.get_ref(1)?.as_bytes().map_err(StoreError::damaged)?;
            let brief = match serde_json::from_slice(line) {
                Ok(brief) => brief,
                Err(_) => projection::get::<Patient>(&self.connection, *stream)?.state.brief(),
            };
            lines.push((PatientId(Uuid::from_bytes(row.get(0)?)), brief));
        }
        Ok(lines)
    }

    fn patients_by(&self, sql: &str, params: impl Params) -> Result<Vec<(PatientId, Patient)>> {
        let patients = self.select::<Patient>(sql, params)?;
        Ok(patients.into_iter().map(|(id, stream)| (PatientId(id), stream.state)).collect())
    }
}
