//! The catalogue, the lists and the templates as they ship: codes that are right, words in both
//! languages, what SERVICE.md promises to the digit, and a search that finds what is typed.

mod codes;
mod privacy;
mod search;
mod service_md;
mod words;

use domain::catalogue::{
    Catalogue, Category, Class, CodedField, Complexity, Entry, How, Priority, Resolution, Sensitivity, TermList, Terms,
    class_of, templates,
};
use domain::procedure::{Anaesthesia, Coding, NoteType};
use domain::snomed::{self, Why};
use std::collections::{BTreeMap, BTreeSet};

const SCT: Option<&str> = Some(snomed::SYSTEM);

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded()
}

fn entry(key: &str) -> &'static Entry {
    catalogue().by_key(key).unwrap_or_else(|| panic!("no {key}"))
}

fn first(typed: &str) -> &'static str {
    catalogue().search(typed, 5).first().map_or("nothing", |found| found.entry.key.as_str())
}

fn keys(typed: &str) -> Vec<&'static str> {
    catalogue().search(typed, usize::MAX).into_iter().map(|found| found.entry.key.as_str()).collect()
}

fn resolved(code: &str, field: CodedField) -> Option<&'static str> {
    catalogue().resolve(SCT, code, field).known().map(|entry| entry.key.as_str())
}

fn has_bangla(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{980}'..='\u{9ff}'))
}
