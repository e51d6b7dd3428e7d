//! The procedure catalogue of the hospital, the coded word lists beside it, and the note templates.
//!
//! All three are files in `assets/`, compiled in, so that a terminal without a network has them.
//! Codes are SNOMED CT: from the IPS Free Set (SNOMED International, CC BY 4.0) where that has the
//! concept; `assets/README.md` says for each code where it comes from. What has no certain code
//! has one of our own, in a system of our own.
//!
//! SERVICE.md's codes that are wrong are *aliases*: accepted, in the field in which SERVICE.md
//! uses them and in no other, and resolved to the right entry.

mod class;
mod coded;
mod entry;
mod search;
mod templates;
mod terms;

pub use class::{Class, class_of};
pub use coded::{Alias, Bilingual, CodedField, Resolution, Sensitivity};
pub use entry::{Category, Complexity, Entry, KnownComplication, Priority, ResourceRequirement};
pub use search::How;
pub use templates::{NoteTemplate, templates};
pub use terms::{Term, TermList, Terms};

use crate::snomed;
use search::Index;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The system of a catalogue entry that has no SNOMED CT code.
pub const LOCAL_SYSTEM: &str = "urn:shalya:procedure-code";

/// Entries in the catalogue's own order, with what is needed to find one on every keystroke.
#[derive(Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    by_key: BTreeMap<String, usize>,
    by_code: BTreeMap<String, usize>,
    names: Index,
}

/// An entry that answers to what was typed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Match<'a> {
    pub entry: &'a Entry,
    /// The name, nickname or code that answered, as it is written in the catalogue.
    pub matched: &'a str,
    pub how: How,
}

impl Catalogue {
    /// The catalogue that is compiled in, read once.
    pub fn embedded() -> &'static Catalogue {
        static EMBEDDED: LazyLock<Catalogue> =
            LazyLock::new(|| Catalogue::of(asset("catalogue.json", include_str!("../../../assets/catalogue.json"))));
        &EMBEDDED
    }

    /// A catalogue of these entries; of two with one key or code the first is found.
    pub fn of(entries: Vec<Entry>) -> Catalogue {
        let mut by_key = BTreeMap::new();
        let mut by_code = BTreeMap::new();
        let mut names = Index::default();
        for (item, entry) in entries.iter().enumerate() {
            by_key.entry(entry.key.clone()).or_insert(item);
            for code in entry.code.iter().chain(&entry.local_code) {
                by_code.entry(code.clone()).or_insert(item);
                names.add_code(item, code);
            }
            for alias in &entry.aliases {
                names.add_code(item, &alias.code);
            }
            names.add_name(item, &entry.display);
            names.add_name(item, &entry.display_bn);
            for nickname in &entry.nicknames {
                names.add_name(item, nickname);
            }
            names.weigh(item, entry.common_in_bangladesh);
        }
        Catalogue { entries, by_key, by_code, names }
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// `APPENDECTOMY`: exactly as the catalogue writes it.
    pub fn by_key(&self, key: &str) -> Option<&Entry> {
        self.entries.get(*self.by_key.get(key)?)
    }

    /// Which procedure a coding means. Without a system, digits are a SNOMED CT id and anything
    /// else a code of our own.
    ///
    /// `field` is where the coding stands: an alias holds only in the field it is written for, so
    /// 41829006 is vasectomy as a procedure and nothing of this catalogue as a reason. For the
    /// words of other fields ask [`Terms::resolve`].
    pub fn resolve(&self, system: Option<&str>, code: &str, field: CodedField) -> Resolution<'_, Entry> {
        let is_snomed = coded::is_snomed(system, code);
        if !is_snomed && system.is_some_and(|system| system != LOCAL_SYSTEM) {
            return Resolution::Unknown;
        }
        let by_code = self.by_code.get(code).map(|&item| &self.entries[item]);
        if let Some(entry) = by_code.filter(|entry| entry.code.is_some() == is_snomed) {
            return Resolution::Code(entry);
        }
        let goes_by = |entry: &&Entry| entry.aliases.iter().any(|alias| alias.is(system, code, None, field));
        if let Some(entry) = self.entries.iter().find(goes_by) {
            return Resolution::Alias(entry);
        }
        match snomed::check(code) {
            Err(bad) if is_snomed => Resolution::Bad(bad),
            _ => Resolution::Unknown,
        }
    }

    /// What answers to `typed`, best first, at most `limit`: a code, then a whole name or nickname
    /// in either script, its beginning, the beginnings of its words, a part of it, and only when
    /// none of these is found what is a letter or two away.
    ///
    /// Case, punctuation and digits' script do not matter; vowel signs do. Only the first 64
    /// characters of `typed` are read, so whatever is pasted costs a millisecond or two, and a
    /// letter typed a fraction of one.
    pub fn search(&self, typed: &str, limit: usize) -> Vec<Match<'_>> {
        let found = self.names.find(typed, limit);
        found.into_iter().map(|hit| Match { entry: &self.entries[hit.item], matched: hit.name, how: hit.how }).collect()
    }
}

/// A file that is compiled in. The tests read every one, so one that does not parse cannot ship.
fn asset<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("assets/{name}: {fault}"))
}
