//! Every value of the domain's closed lists has its word in both languages.

use domain::procedure::*;
use language::{Language, word};
use serde::Serialize;

#[track_caller]
fn assert_words<T: Serialize + std::fmt::Debug>(list: &str, values: &[T]) {
    for language in Language::ALL {
        for value in values {
            let word = word(language, list, value);
            assert!(!word.contains('⟦'), "{list} {value:?} has no word in {language:?}");
        }
    }
}

#[test]
fn every_value_that_a_page_shows_has_its_word() {
    use domain::patient::{Relation, Sex};
    assert_words("role", &Role::ALL);
    assert_words("side", &Side::ALL);
    assert_words("anaesthesia", &Anaesthesia::ALL);
    assert_words("milestone", &Milestone::ALL);
    assert_words("note-type", &NoteType::ALL);
    assert_words("severity", &Severity::ALL);
    assert_words("device-action", &DeviceAction::ALL);
    assert_words("count-stage", &CountStage::ALL);
    assert_words("status", &Status::ALL);
    assert_words("phase", &Phase::ALL);
    assert_words("phase-when", &Phase::ALL);
    assert_words("item", &Item::ALL);
    assert_words("answer", &[Answer::Yes, Answer::No, Answer::NotApplicable, Answer::NotStated]);
    assert_words("urgency", &[Urgency::Elective, Urgency::Urgent, Urgency::Emergency]);
    assert_words("sex", &[Sex::Female, Sex::Male, Sex::Other, Sex::Unknown]);
    use Relation::*;
    assert_words("relation", &[Father, Husband, Wife, Mother, Son, Daughter, Guardian]);
    assert_words("gone-by", &GoneBy::ALL);
}
