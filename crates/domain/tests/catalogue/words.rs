use super::*;

#[test]
fn a_district_hospital_finds_what_it_does() {
    assert!(catalogue().entries().len() >= 90);
    let specialties: BTreeSet<&str> = catalogue().entries().iter().map(|entry| entry.specialty.as_str()).collect();
    assert_eq!(specialties, Terms::embedded().list(TermList::Specialty).iter().map(|term| term.key.as_str()).collect());
}

#[test]
fn every_entry_has_both_languages_a_plan_and_a_template() {
    for entry in catalogue().entries() {
        let key = &entry.key;
        assert!(!entry.display.is_empty() && !has_bangla(&entry.display), "{key}");
        assert!(has_bangla(&entry.display_bn), "{key}");
        assert!(entry.nicknames.iter().any(|name| has_bangla(name)), "{key}");
        assert!(entry.nicknames.iter().any(|name| !has_bangla(name)), "{key}");
        assert!(!entry.contraindications.is_empty() && !entry.complications.is_empty(), "{key}");
        assert!(entry.contraindications.iter().all(|said| !said.en.is_empty() && has_bangla(&said.bn)), "{key}");
        assert!(entry.complications.iter().all(|said| !said.en.is_empty() && has_bangla(&said.bn)), "{key}");
        assert!(!entry.anesthesia_required || !entry.anaesthesia_usual.is_empty(), "{key}");
        assert!((10..=480).contains(&entry.duration_minutes), "{key}");
        assert!(entry.cost_bdt.0.is_sign_positive() && entry.cost_bdt.0.scale() == 2, "{key}");
        assert!(templates().contains_key(&entry.note_template), "{key}");
    }
}

#[test]
fn every_resource_and_its_alternatives_have_a_name() {
    for entry in catalogue().entries() {
        assert!(!entry.resources.is_empty(), "{}", entry.key);
        for resource in &entry.resources {
            for kind in [&resource.resource_type].into_iter().chain(&resource.alternatives) {
                assert!(Terms::embedded().by_key(TermList::ResourceType, kind).is_some(), "{} {kind}", entry.key);
            }
            assert!(resource.quantity >= 1 && resource.duration_minutes <= entry.duration_minutes, "{}", entry.key);
        }
    }
}

#[test]
fn whoever_is_put_to_sleep_has_an_anaesthetist() {
    let needs = |entry: &Entry, kind: &str| entry.resources.iter().any(|resource| resource.resource_type == kind);
    for entry in catalogue().entries() {
        use Anaesthesia::{Epidural, General, Spinal};
        if let Some(General | Spinal | Epidural) = entry.anaesthesia_usual.first() {
            assert!(needs(entry, "anesthesiologist") && needs(entry, "anesthesia_machine"), "{}", entry.key);
        }
    }
}

#[test]
fn every_term_has_both_languages() {
    for list in TermList::ALL {
        let terms = Terms::embedded().list(list);
        assert!(!terms.is_empty(), "{list:?}");
        for term in terms {
            assert!(!term.en.is_empty() && has_bangla(&term.bn), "{list:?} {}", term.key);
        }
    }
    assert!(Terms::embedded().list(TermList::Complication).len() > 20);
    assert!(Terms::embedded().list(TermList::Reason).len() > 40);
}

#[test]
fn templates_ask_and_never_answer() {
    let used: BTreeSet<&str> = catalogue().entries().iter().map(|entry| entry.note_template.as_str()).collect();
    for (key, template) in templates() {
        assert!(used.contains(key.as_str()), "{key} is no entry's");
        assert!(has_bangla(&template.name.bn), "{key}");
        for note in NoteType::ALL {
            let text = template.text(note);
            assert!(has_bangla(&text.bn), "{key} {note:?}");
            assert_eq!(text.en.lines().count(), text.bn.lines().count(), "{key} {note:?}");
            for (en, bn) in text.en.lines().zip(text.bn.lines()) {
                assert!(en.contains("___") && bn.contains("___"), "{key} {note:?}: {en} | {bn}");
                assert_eq!(en.matches("___").count(), bn.matches("___").count(), "{key} {note:?}: {en} | {bn}");
            }
        }
    }
}

#[test]
fn the_files_are_written_as_they_are_read() {
    let text = serde_json::to_string(catalogue().entries()).unwrap();
    let again: Vec<Entry> = serde_json::from_str(&text).unwrap();
    assert_eq!(again, catalogue().entries());
    let spoilt = text.replacen("\"sided\"", "\"sidde\"", 1);
    assert!(serde_json::from_str::<Vec<Entry>>(&spoilt).is_err());
}
