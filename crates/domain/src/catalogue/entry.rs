//! One procedure of the catalogue. Names in the file are SERVICE.md's where it has one.

use super::coded::{Alias, Bilingual, Sensitivity};
use crate::money::Taka;
use crate::procedure::{Anaesthesia, Coding};
use crate::snomed;
use serde::{Deserialize, Serialize};

/// A procedure that the hospital does: what it is called, what it takes and what to watch for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Never changes once used: `APPENDECTOMY`.
    pub key: String,
    /// SNOMED CT concept id; none where none is certain.
    pub code: Option<String>,
    /// Our own code, `shalya:` and the key, for an entry without a SNOMED CT one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_code: Option<String>,
    pub display: String,
    pub display_bn: String,
    /// What is typed or said in a theatre, in either script.
    pub nicknames: Vec<String>,
    pub category: Category,
    /// A key of [`super::TermList::Specialty`].
    pub specialty: String,
    pub complexity: Complexity,
    /// In the room, as planned.
    pub duration_minutes: u32,
    pub anesthesia_required: bool,
    /// The usual one first.
    pub anaesthesia_usual: Vec<Anaesthesia>,
    pub common_in_bangladesh: bool,
    /// What the hospital charges unless it sets its own price.
    pub cost_bdt: Taka,
    pub recovery_time_days: u32,
    /// The side must be stated before it starts.
    pub sided: bool,
    pub sensitive: Option<Sensitivity>,
    pub aliases: Vec<Alias>,
    pub contraindications: Vec<Bilingual>,
    pub complications: Vec<KnownComplication>,
    pub resources: Vec<ResourceRequirement>,
    /// A key of [`super::templates`].
    pub note_template: String,
}

impl Entry {
    /// The right coding: SNOMED CT's, or our own where there is none.
    pub fn coding(&self) -> Coding {
        let (system, code) = match (&self.code, &self.local_code) {
            (Some(code), _) => (snomed::SYSTEM, code),
            (None, Some(code)) => (super::LOCAL_SYSTEM, code),
            (None, None) => (super::LOCAL_SYSTEM, &self.key),
        };
        Coding { system: system.to_owned(), code: code.clone(), display: self.display.clone() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Surgical,
    Diagnostic,
    Therapeutic,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complexity {
    Low,
    Moderate,
    High,
}

/// A complication that is known to follow the procedure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownComplication {
    /// SNOMED CT concept id; none where none is certain.
    pub code: Option<String>,
    pub en: String,
    pub bn: String,
}

/// Who or what must be there, how many, for how long (SERVICE.md, ResourceRequirement).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceRequirement {
    /// A key of [`super::TermList::ResourceType`].
    pub resource_type: String,
    pub quantity: u32,
    pub duration_minutes: u32,
    pub priority: Priority,
    /// Resource types that will do instead, the better first.
    pub alternatives: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    Medium,
    High,
}
