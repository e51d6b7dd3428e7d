//! What codings of every list have in common.

use crate::snomed::{self, BadSnomedId};
use serde::{Deserialize, Serialize};

/// The same words in both languages of the house.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub en: String,
    pub bn: String,
}

/// Where in a procedure a coding stands (SERVICE.md's and FHIR's `code`, `performer.function`,
/// `reasonCode`, `bodySite`, `outcome`, `complication`, `focalDevice`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodedField {
    Procedure,
    Function,
    Reason,
    BodySite,
    Outcome,
    Complication,
    Device,
}

impl CodedField {
    pub const ALL: [CodedField; 7] = {
        use CodedField::*;
        [Procedure, Function, Reason, BodySite, Outcome, Complication, Device]
    };
}

/// Why only those with a right to it may see what a case was.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    Reproductive,
    MentalHealth,
    Hiv,
    Forensic,
}

/// Another code, often a wrong one, that callers use for an entry or a term.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// None for a plain word of SERVICE.md such as `anesthesiologist`.
    pub system: Option<String>,
    pub code: String,
    /// The one field in which the alias holds.
    pub field: CodedField,
    /// Holds only where the caller's display is this word, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_display: Option<String>,
}

impl Alias {
    /// Whether this is what was said. A caller that names no system means SNOMED CT, or a word.
    pub(super) fn is(&self, system: Option<&str>, code: &str, display: Option<&str>, field: CodedField) -> bool {
        let same_system = match (system, self.system.as_deref()) {
            (None, ours) => ours.is_none_or(|ours| ours == snomed::SYSTEM),
            (theirs, ours) => theirs == ours,
        };
        let same_display = self
            .when_display
            .as_deref()
            .is_none_or(|word| display.is_some_and(|display| display.trim().to_lowercase() == word));
        self.field == field && self.code == code && same_system && same_display
    }
}

/// Whether a SNOMED CT id is meant: the system says so, or none is named and it is all digits.
pub(super) fn is_snomed(system: Option<&str>, code: &str) -> bool {
    match system {
        Some(system) => system == snomed::SYSTEM,
        None => !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// What a coding turned out to be.
#[derive(Clone, PartialEq, Debug)]
pub enum Resolution<'a, T> {
    /// Its own code.
    Code(&'a T),
    /// A code that stands for it in this field; an answer carries the caller's coding first and
    /// the right one beside it.
    Alias(&'a T),
    /// It may well exist, we do not know it: accepted, and restricted until someone classes it.
    Unknown,
    /// It cannot exist: refused by name.
    Bad(BadSnomedId),
}

impl<'a, T> Resolution<'a, T> {
    /// The entry or term, by whichever way it was found.
    pub fn known(&self) -> Option<&'a T> {
        match self {
            Resolution::Code(known) | Resolution::Alias(known) => Some(known),
            Resolution::Unknown | Resolution::Bad(_) => None,
        }
    }
}
