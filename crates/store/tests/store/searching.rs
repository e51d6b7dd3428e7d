//! Finding a patient while someone types.

use crate::hospital::*;
use domain::PatientId;
use domain::patient::{Allergy, Birth, Identity, Likeness, PatientFact, Relation, Relative};
use store::{Batch, Store};

struct Ward {
    _folder: tempfile::TempDir,
    store: Store,
    nasrin: PatientId,
    sizar: PatientId,
    sifat: PatientId,
}

fn ward() -> Ward {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let relative = Some(Relative { relation: Relation::Husband, name: "Abdul Malek".into() });
    let nasrin = Identity {
        relative, phone: Some("01711223344".into()), ..named("Nasrin Akhter", "নাসরিন আক্তার")
    };
    let nasrin = registered(&mut store, nasrin);
    let sizar = registered(&mut store, named("Sizar", "সিজার হোসেন"));
    let sifat = registered(&mut store, named("Sifat Ali", "সিফাত আলী"));
    Ward { _folder: folder, store, nasrin, sizar, sifat }
}

impl Ward {
    fn found(&self, typed: &str) -> Vec<PatientId> {
        self.store.find_patients(typed, 20).unwrap().into_iter().map(|(id, _)| id).collect()
    }
}

#[test]
fn bangla_words_stay_whole() {
    let ward = ward();
    assert_eq!(ward.found("সি"), [ward.sifat, ward.sizar], "the letters of both, the latest first");
    assert_eq!(ward.found("সিজ"), [ward.sizar]);
    assert_eq!(ward.found("সিজার"), [ward.sizar]);
    assert_eq!(ward.found("জার"), [], "a vowel sign does not begin a word");
    assert_eq!(ward.found("হোসেন সিজার"), [ward.sizar]);
    // The sign O typed as its two halves.
    assert_eq!(ward.found("হ\u{9c7}\u{9be}সেন"), [ward.sizar]);
}

/// Some keyboards put a joiner between র and its ya-phala, some do not.
#[test]
fn an_invisible_joiner_does_not_end_a_word() {
    let mut ward = ward();
    let with = registered(&mut ward.store, named("Ryan", "র\u{200d}্যান"));
    let without = registered(&mut ward.store, named("Ryan", "র্যান"));
    for typed in ["র\u{200d}্যান", "র্যান", "র\u{200d}্যা", "র্যা\u{200c}"] {
        assert_eq!(ward.found(typed), [without, with], "{typed:?}");
    }
}

#[test]
fn every_keystroke_in_either_script_keeps_the_patient_in_sight() {
    let ward = ward();
    for name in ["Nasrin Akhter", "নাসরিন আক্তার", "abdul malek", "01711223344", "০১৭১১২২৩৩৪৪", "R-T1-000001", "017 11 22"]
    {
        for end in name.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let typed = &name[..end];
            assert!(ward.found(typed).contains(&ward.nasrin), "{typed:?}");
        }
    }
    assert_eq!(ward.found("3"), [ward.sifat], "the third registration");
    assert_eq!(ward.found(""), [ward.sifat, ward.sizar, ward.nasrin]);
    assert_eq!(ward.found("  \t"), [ward.sifat, ward.sizar, ward.nasrin]);
}

#[test]
fn a_whole_word_comes_before_a_word_that_only_begins_so() {
    let mut ward = ward();
    let ali = registered(&mut ward.store, named("Ali", ""));
    for _ in 0..30 {
        registered(&mut ward.store, named("Alim Uddin", ""));
    }
    assert_eq!(ward.found("ali")[..2], [ali, ward.sifat]);
    assert_eq!(ward.found("ali").len(), 20);
}

#[test]
fn what_someone_types_is_words_and_never_a_query() {
    let ward = ward();
    let hostile = [
        "\"",
        "\"\"",
        "*",
        "\"*",
        "NEAR",
        "NEAR(nasrin sizar)",
        "nasrin OR sizar",
        "nasrin AND",
        "NOT nasrin",
        "words:nasrin",
        "{words} : nasrin",
        "-",
        "^nasrin",
        "(",
        ")",
        "nasrin\" OR \"sizar",
        "'; DROP TABLE events; --",
        "\0",
        "nas\0rin",
        "%",
        "_",
        "\u{202e}",
        "👩🏽‍⚕️",
        "سارة",
        "\u{9cd}",
        "\u{9be}",
        "+",
        "a+b",
        "\\",
        "nasrin* sizar*",
    ];
    for typed in hostile {
        let found = ward.store.find_patients(typed, 20);
        assert!(found.is_ok(), "{typed:?}: {found:?}");
    }
    assert_eq!(ward.found("nasrin OR sizar"), []);
    assert_eq!(ward.found("nasrin\""), [ward.nasrin]);
    let megabyte = "নাসরিন ".repeat(60_000);
    assert!(megabyte.len() > 1 << 20);
    assert_eq!(ward.found(&megabyte), [ward.nasrin]);
    assert_eq!(ward.found(&"ন".repeat(400_000)), []);
    assert_eq!(ward.store.verify(&mut |_, _| {}).unwrap().broken, []);
}

#[test]
fn a_corrected_name_is_found_and_the_old_one_no_more() {
    let mut ward = ward();
    let identity = named("Rokeya Khatun", "রোকেয়া খাতুন");
    let facts = vec![PatientFact::Identified { identity }];
    ward.store.record(nurse(), now(), Batch { patients: vec![(ward.sizar, facts)], ..Batch::default() }).unwrap();
    assert_eq!(ward.found("সিজার"), []);
    assert_eq!(ward.found("রোকেয়া"), [ward.sizar]);
    // য় as one letter and as two.
    assert_eq!(ward.found("রোকে\u{9af}\u{9bc}া"), [ward.sizar]);
    let shown = ward.store.patient(ward.sizar).unwrap().unwrap().brief();
    assert_eq!((shown.name.as_str(), shown.allergies.as_ref()), ("Rokeya Khatun", None));
    assert_eq!(ward.store.find_patients("রোকেয়া", 20).unwrap(), [(ward.sizar, shown.clone())]);
    ward.store.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(ward.found("সিজার"), []);
    assert_eq!(ward.store.find_patients("রোকেয়া", 20).unwrap(), [(ward.sizar, shown)]);
}

#[test]
fn what_a_list_shows_of_a_patient_follows_what_is_recorded() {
    let mut ward = ward();
    let allergy = |substance: &str| Allergy { substance: substance.into(), class: None, reaction: None };
    let facts = vec![
        PatientFact::AllergyRecorded { allergy: allergy("Penicillin") },
        PatientFact::UhidGiven { uhid: "98301147263".into(), replaces: None },
    ];
    ward.store.record(nurse(), now(), Batch { patients: vec![(ward.nasrin, facts)], ..Batch::default() }).unwrap();
    let (_, shown) = ward.store.find_patients("nasrin", 20).unwrap().remove(0);
    assert_eq!(shown.allergies, Some(vec!["Penicillin".to_owned()]));
    assert_eq!((shown.number.as_str(), shown.phone.as_deref()), ("98301147263", Some("01711223344")));
    let everyone = ward.store.find_patients("", 20).unwrap();
    let whole = ward.store.patients().unwrap();
    assert_eq!(everyone, whole.iter().map(|(id, patient)| (*id, patient.brief())).collect::<Vec<_>>());
}

#[test]
fn those_who_may_be_the_same_are_found_however_their_name_is_spelt() {
    let mut ward = ward();
    let relative = |name: &str| Some(Relative { relation: Relation::Husband, name: name.into() });
    let typed = Identity { relative: relative("Abdul Maleque"), ..named("Mst. Nasrin Akter", "") };
    let alike = ward.store.like(&typed, None).unwrap();
    assert_eq!(alike.iter().map(|(id, _, how)| (*id, *how)).collect::<Vec<_>>(), [(ward.nasrin, Likeness::Likely)]);

    let uhid = "98301147263";
    let facts = vec![PatientFact::UhidGiven { uhid: uhid.into(), replaces: None }];
    ward.store.record(nurse(), now(), Batch { patients: vec![(ward.sifat, facts)], ..Batch::default() }).unwrap();
    let alike = ward.store.like(&named("Somebody Else", ""), Some(uhid)).unwrap();
    assert_eq!(alike.iter().map(|(id, _, how)| (*id, *how)).collect::<Vec<_>>(), [(ward.sifat, Likeness::Same)]);

    let about = |years| Birth::About { years, on: now().date() };
    let bangla = registered(&mut ward.store, Identity { birth: about(40), ..named("Hasina", "হাসিনা বেগম") });
    let typed = Identity { birth: about(41), ..named("Hasina Bibi", "হাসিনা  বেগম") };
    let alike = ward.store.like(&typed, None).unwrap();
    assert_eq!(alike.iter().map(|(id, _, how)| (*id, *how)).collect::<Vec<_>>(), [(bangla, Likeness::Possible)]);
    assert!(ward.store.like(&named("Nobody", ""), None).unwrap().is_empty());
}
