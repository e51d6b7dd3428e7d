//! The coded lists beside the catalogue: roles, reasons, complications, body sites and the rest.

use super::coded::{self, Alias, CodedField, Resolution, Sensitivity};
use super::{asset, search::Index};
use crate::procedure::Coding;
use crate::snomed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One word of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Unique in its list, never changes: `scrub_nurse`.
    pub key: String,
    /// SNOMED CT concept id, or in a system of our own `shalya:` and the list and key, which no
    /// other term has.
    pub code: String,
    pub system: String,
    pub en: String,
    pub bn: String,
    pub aliases: Vec<Alias>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<Sensitivity>,
}

impl Term {
    pub fn coding(&self) -> Coding {
        Coding { system: self.system.clone(), code: self.code.clone(), display: self.en.clone() }
    }

    fn is(&self, system: Option<&str>, code: &str) -> bool {
        self.code == code && system.is_none_or(|system| system == self.system)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermList {
    /// What someone does in a team (FHIR `performer.function`).
    Role,
    Outcome,
    Complication,
    /// Why the operation is done: diagnoses.
    Reason,
    BodySite,
    CancellationReason,
    SuspensionReason,
    /// Why a phase of the checklist is passed instead of signed.
    PassReason,
    /// Why a case is booked over another that wants the same.
    OverrideReason,
    DeviceType,
    Specialty,
    ResourceType,
}

impl TermList {
    pub const ALL: [TermList; 12] = {
        use TermList::*;
        [
            Role,
            Outcome,
            Complication,
            Reason,
            BodySite,
            CancellationReason,
            SuspensionReason,
            PassReason,
            OverrideReason,
            DeviceType,
            Specialty,
            ResourceType,
        ]
    };

    /// The list from which a field is filled; procedures are the catalogue's.
    fn of(field: CodedField) -> Option<TermList> {
        Some(match field {
            CodedField::Procedure => return None,
            CodedField::Function => TermList::Role,
            CodedField::Reason => TermList::Reason,
            CodedField::BodySite => TermList::BodySite,
            CodedField::Outcome => TermList::Outcome,
            CodedField::Complication => TermList::Complication,
            CodedField::Device => TermList::DeviceType,
        })
    }
}

/// All the lists.
#[derive(Debug)]
pub struct Terms {
    lists: BTreeMap<TermList, Vec<Term>>,
    names: BTreeMap<TermList, Index>,
}

impl Terms {
    /// The lists that are compiled in, read once.
    pub fn embedded() -> &'static Terms {
        static EMBEDDED: LazyLock<Terms> =
            LazyLock::new(|| Terms::of(asset("terms.json", include_str!("../../../../assets/terms.json"))));
        &EMBEDDED
    }

    fn of(lists: BTreeMap<TermList, Vec<Term>>) -> Terms {
        let names = lists.iter().map(|(list, terms)| (*list, names_of(terms))).collect();
        Terms { lists, names }
    }

    /// In the order in which they are offered.
    pub fn list(&self, list: TermList) -> &[Term] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    pub fn by_key(&self, list: TermList, key: &str) -> Option<&Term> {
        self.list(list).iter().find(|term| term.key == key)
    }

    /// By the code that facts carry (a reason's `code`).
    pub fn by_code(&self, list: TermList, code: &str) -> Option<&Term> {
        self.list(list).iter().find(|term| term.code == code)
    }

    /// What a coding means where it stands. An alias of the field comes first, since 112247003
    /// is surgeon where its display says so and medical doctor where not; then the field's own
    /// list; then the others, because a code means the same wherever it is written.
    pub fn resolve(
        &self,
        system: Option<&str>,
        code: &str,
        display: Option<&str>,
        field: CodedField,
    ) -> Resolution<'_, Term> {
        let own = TermList::of(field).map_or(&[][..], |list| self.list(list));
        let by_alias = own.iter().find(|term| term.aliases.iter().any(|alias| alias.is(system, code, display, field)));
        if let Some(term) = by_alias {
            return Resolution::Alias(term);
        }
        let everywhere = own.iter().chain(self.lists.values().flatten());
        if let Some(term) = everywhere.into_iter().find(|term| term.is(system, code)) {
            return Resolution::Code(term);
        }
        match snomed::check(code) {
            Err(bad) if coded::is_snomed(system, code) => Resolution::Bad(bad),
            _ => Resolution::Unknown,
        }
    }

    /// The terms of a list that answer to `typed`, best first, by the rules of
    /// [`super::Catalogue::search`].
    pub fn search(&self, list: TermList, typed: &str, limit: usize) -> Vec<&Term> {
        let terms = self.list(list);
        let hits = self.names.get(&list).map(|names| names.find(typed, limit)).unwrap_or_default();
        hits.into_iter().map(|hit| &terms[hit.item]).collect()
    }

    /// Keys of the terms to offer while someone types, best first and none twice: `likely` keys
    /// before the others while nothing is typed.
    pub fn offered(&self, list: TermList, typed: &str, likely: &[&str], limit: usize) -> Vec<&str> {
        let found: Vec<&Term> = match typed.trim() {
            "" => likely.iter().filter_map(|key| self.by_key(list, key)).chain(self.list(list)).collect(),
            typed => self.search(list, typed, limit),
        };
        let mut keys: Vec<&str> = Vec::new();
        for term in found {
            if !keys.contains(&term.key.as_str()) {
                keys.push(&term.key);
            }
        }
        keys.truncate(limit);
        keys
    }
}

fn names_of(terms: &[Term]) -> Index {
    let mut names = Index::default();
    for (item, term) in terms.iter().enumerate() {
        names.add_code(item, &term.code);
        names.add_name(item, &term.en);
        names.add_name(item, &term.bn);
        names.weigh(item, true);
    }
    names
}
