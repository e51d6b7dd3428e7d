//! The real program, as a person meets it: both languages, both themes, both sizes, power cuts.

mod axe;
mod bad_days;
mod board;
mod booking;
mod checklist;
mod driver;
mod emergency;
mod ending;
mod operating;
mod pages;
mod people;
mod power_cuts;
mod preparing;
mod prints;
mod setup;
mod story;

use language::Language;
use std::sync::{Mutex, PoisonError};

/// One story at a time: they share a screen, and two cores.
static SCREEN: Mutex<()> = Mutex::new(());

fn told_in(language: Language) {
    let _alone = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
    driver::tell(language, || story::of_a_hospital(language));
}

#[test]
fn the_story_of_a_hospital_in_english() {
    told_in(Language::English);
}

#[test]
fn the_story_of_a_hospital_in_bangla() {
    told_in(Language::Bangla);
}
