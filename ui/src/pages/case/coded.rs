//! Coded words in the reader's language: by the hospital's lists where they know the code, as they
//! were written otherwise.

use crate::components::{choice, term_words};
use domain::catalogue::{Term, TermList, Terms};
use domain::procedure::Coded;
use leptos::prelude::TextProp;

/// The terms of a list to choose from, by key.
pub fn choices(list: TermList) -> Vec<(&'static str, TextProp)> {
    Terms::embedded().list(list).iter().map(|known| choice(known.key.as_str(), move || term_words(known))).collect()
}

/// A chosen term.
pub fn chosen(list: TermList, key: &str) -> Option<Coded> {
    let coding = Terms::embedded().by_key(list, key).map(Term::coding)?;
    Some(Coded { coding: vec![coding], text: None })
}

/// What was coded, with the words beside it where they say more.
pub fn coded(list: TermList, coded: &Coded) -> String {
    let known = coded.coding.iter().find_map(|coding| Terms::embedded().by_code(list, &coding.code)).map(term_words);
    let display = || coded.coding.iter().map(|coding| coding.display.clone()).find(|display| !display.is_empty());
    let name = known.or_else(display);
    let words = coded.text.clone().filter(|words| Some(words) != name.as_ref());
    joined(name, words)
}

/// A type of device by its key in the list, or as it was typed.
pub fn device_type(key: &str) -> String {
    Terms::embedded().by_key(TermList::DeviceType, key).map_or_else(|| key.to_owned(), term_words)
}

fn joined(name: Option<String>, words: Option<String>) -> String {
    match (name, words) {
        (Some(name), Some(words)) => format!("{name} · {words}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}
