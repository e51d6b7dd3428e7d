//! The real program, as a person meets it: both languages, both themes, power cuts.

mod axe;
mod driver;
mod story;

use language::Language;

/// One window at a time: they share a screen, and two cores.
#[test]
fn the_story_of_a_case_in_bangla_and_english() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for language in [Language::English, Language::Bangla] {
        if let Err(fault) = runtime.block_on(story::of_a_case(language)) {
            panic!("{}: {fault:#}", language.own_name());
        }
    }
}
