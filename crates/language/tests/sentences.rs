//! Both languages say the same things, and nothing that a person typed changes a sentence.

use std::collections::BTreeMap;
use std::path::Path;

use fluent_syntax::ast::Entry;
use language::{Arg, Language, has, keys, say, t, word};
use proptest::prelude::*;

#[test]
fn both_languages_have_the_same_sentences_with_the_same_values() {
    let english: BTreeMap<_, _> = keys(Language::English).iter().copied().collect();
    let bangla: BTreeMap<_, _> = keys(Language::Bangla).iter().copied().collect();
    let only_in = |a: &BTreeMap<&str, _>, b: &BTreeMap<&str, _>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).map(|key| key.to_string()).collect()
    };
    assert_eq!(only_in(&english, &bangla), Vec::<String>::new(), "sentences that lack Bangla");
    assert_eq!(only_in(&bangla, &english), Vec::<String>::new(), "sentences that lack English");
    for (key, variables) in &english {
        assert_eq!(variables, &bangla[key], "the values of {key}");
    }
}

#[test]
fn no_sentence_is_written_twice_in_a_language() {
    for language in Language::ALL {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (file, source) in translation_files(language) {
            let resource = fluent_syntax::parser::parse(source.as_str()).expect("readable");
            for entry in resource.body {
                let Entry::Message(message) = entry else {
                    continue;
                };
                if let Some(other) = seen.insert(message.id.name.to_owned(), file.clone()) {
                    panic!("{} is in {other} and in {file}", message.id.name);
                }
            }
        }
        assert_eq!(seen.len(), keys(language).len(), "a sentence without text");
    }
}

#[test]
fn both_languages_have_the_same_files() {
    let names = |language| -> Vec<String> { translation_files(language).into_iter().map(|(name, _)| name).collect() };
    assert_eq!(names(Language::English), names(Language::Bangla));
}

#[test]
fn every_sentence_reads_whole_when_it_has_its_values() {
    for language in Language::ALL {
        for (key, variables) in keys(language) {
            for value in [Arg::from("x"), Arg::from(1), Arg::from(7)] {
                let args: Vec<_> = variables.iter().map(|name| (*name, value.clone())).collect();
                let sentence = say(language, key, &args);
                assert!(!sentence.trim().is_empty(), "{key} is empty");
                for trace in ["⟦", "{", "\u{2068}", "\u{2069}"] {
                    assert!(!sentence.contains(trace), "{key} reads {sentence:?}");
                }
            }
        }
    }
}

#[test]
fn a_missing_sentence_shows_its_key_and_a_missing_value_its_name() {
    assert_eq!(say(Language::Bangla, "no-such-sentence", &[]), "⟦no-such-sentence⟧");
    assert_eq!(say(Language::English, "ward-bed", &[("ward", "2".into())]), "Ward 2 bed {$bed}");
    assert!(has("ward-bed"));
    assert!(!has("no-such-sentence"));
}

#[test]
fn a_count_is_written_in_the_languages_digits_and_a_text_as_it_is() {
    assert_eq!(t!(Language::Bangla, "age-years", years = 61), "৬১ বছর");
    assert_eq!(t!(Language::English, "age-years", years = 61), "61 years");
    assert_eq!(t!(Language::English, "age-years", years = 1), "1 year");
    assert_eq!(
        t!(Language::Bangla, "uhid", number = "9830 2271 401"),
        "UHID 9830 2271 401",
        "an identifier keeps its Latin digits"
    );
    assert_eq!(t!(Language::Bangla, "and-more", count = i64::MIN), "আরও −৯২,২৩,৩৭,২০,৩৬,৮৫,৪৭,৭৫,৮০৮টি");
    assert_eq!(
        t!(Language::English, "and-more", count = usize::MAX),
        t!(Language::English, "and-more", count = i64::MAX)
    );
}

#[test]
fn a_value_of_a_closed_list_has_its_word() {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Side {
        Left,
        NotSided,
        #[serde(rename = "unheard-of")]
        New,
    }
    assert_eq!(word(Language::Bangla, "side", &Side::Left), "বাম");
    assert_eq!(word(Language::English, "side", &Side::NotSided), "No side");
    assert_eq!(word(Language::English, "side", &Side::New), "⟦side-unheard-of⟧");
    assert_eq!(word(Language::English, "side", &vec!["left"]), "⟦side-?⟧");
}

#[test]
fn fluent_syntax_in_what_a_person_typed_is_not_interpreted() {
    for typed in ["{ $name }", "{ yes }", "{ -x }", "{ \"a\" }", "\\u0041", "a\n .b = c", "}{"] {
        assert_eq!(t!(Language::English, "uhid", number = typed), format!("UHID {typed}"));
        assert_eq!(t!(Language::Bangla, "uhid", number = typed), format!("UHID {typed}"));
    }
}

#[test]
fn a_megabyte_right_to_left_and_emoji_come_through_unchanged() {
    let megabyte = "আ".repeat(1 << 20);
    assert_eq!(t!(Language::Bangla, "uhid", number = &megabyte), format!("UHID {megabyte}"));
    for typed in ["محمد علي", "👩‍⚕️🇧🇩", "\u{202e}abc\u{202c}", "\0\u{7f}\u{feff}", "e\u{301}"] {
        assert_eq!(t!(Language::English, "uhid", number = typed), format!("UHID {typed}"));
    }
}

#[test]
fn a_language_is_read_from_its_code_or_a_locales_name() {
    for (code, language) in [
        ("bn", Some(Language::Bangla)),
        ("bn-BD", Some(Language::Bangla)),
        ("BN_BD.UTF-8", Some(Language::Bangla)),
        ("en_GB.UTF-8", Some(Language::English)),
        ("english", None),
        ("", None),
        ("🇧🇩", None),
    ] {
        assert_eq!(Language::parse(code), language, "{code}");
    }
    for language in Language::ALL {
        let json = serde_json::to_string(&language).expect("writes");
        assert_eq!(json, format!("{:?}", language.code()));
        assert_eq!(serde_json::from_str::<Language>(&json).expect("reads"), language);
    }
}

proptest! {
    #[test]
    fn any_text_stands_in_a_sentence_as_it_was_typed(typed in any::<String>()) {
        let sentence = t!(Language::English, "uhid", number = &typed);
        prop_assert_eq!(sentence, format!("UHID {typed}"));
    }

    #[test]
    fn any_key_gives_a_sentence_or_shows_itself(key in any::<String>()) {
        let sentence = say(Language::Bangla, &key, &[]);
        let shown = format!("⟦{key}⟧");
        prop_assert!(has(&key) || sentence == shown);
    }
}

fn translation_files(language: Language) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/translations").join(language.code());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the translations")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect();
    files.sort();
    files
}
