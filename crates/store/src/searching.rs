//! Finding a patient while someone types, and those who may be the same.

use crate::error::Result;
use crate::store::Store;
use crate::words::{fts_query, name_bn_key, name_sounds, typed_words};
use domain::PatientId;
use domain::patient::{Identity, Likeness, Patient, likeness};
use rusqlite::{named_params, params};
use std::collections::BTreeSet;

/// Most patients that are compared with what was typed: the latest of a very common name.
const COMPARED: u32 = 400;

impl Store {
    /// Patients by any words of a name in either script, of a number, a phone, a relative or a
    /// village; each word may be only begun. Those with the last word whole come first, then those
    /// with it begun, the latest registered first. Nothing typed: the latest registered.
    ///
    /// `typed` is words and nothing else, of whatever length. Two letters match half a district,
    /// so no more than `limit` are looked at.
    pub fn find_patients(&self, typed: &str, limit: u32) -> Result<Vec<(PatientId, Patient)>> {
        let words = typed_words(typed);
        if words.is_empty() {
            if !typed.trim().is_empty() {
                return Ok(Vec::new());
            }
            let sql = "SELECT id, body, stream FROM patients ORDER BY stream DESC LIMIT ?1";
            return self.patients(sql, params![limit]);
        }
        let sql = include_str!("searching/find.sql");
        let mut found = self.patients(sql, params![fts_query(&words, false), limit])?;
        if found.len() < limit as usize {
            let seen: BTreeSet<PatientId> = found.iter().map(|(id, _)| *id).collect();
            let mut begun = self.patients(sql, params![fts_query(&words, true), limit])?;
            begun.retain(|(id, _)| !seen.contains(id));
            found.append(&mut begun);
            found.truncate(limit as usize);
        }
        Ok(found)
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
        let candidates = self.patients(include_str!("searching/like.sql"), params)?;
        let mut alike: Vec<_> = candidates
            .into_iter()
            .filter_map(|(id, patient)| likeness(identity, uhid, &patient).map(|likeness| (id, patient, likeness)))
            .collect();
        alike.sort_by_key(|(.., likeness)| std::cmp::Reverse(*likeness));
        Ok(alike)
    }

    fn patients(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<(PatientId, Patient)>> {
        let patients = self.select::<Patient>(sql, params)?;
        Ok(patients.into_iter().map(|(id, stream)| (PatientId(id), stream.state)).collect())
    }
}
