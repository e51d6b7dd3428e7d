use super::*;

#[test]
fn every_id_has_a_right_check_digit() {
    for entry in catalogue().entries() {
        for id in entry.code.iter().chain(entry.complications.iter().filter_map(|known| known.code.as_ref())) {
            assert_eq!(snomed::check(id), Ok(()), "{}", entry.key);
        }
    }
    for list in TermList::ALL {
        for term in Terms::embedded().list(list).iter().filter(|term| term.system == snomed::SYSTEM) {
            assert_eq!(snomed::check(&term.code), Ok(()), "{list:?} {}", term.key);
        }
    }
}

#[test]
fn what_has_no_snomed_code_has_one_of_our_own_and_never_both() {
    for entry in catalogue().entries() {
        assert_ne!(entry.code.is_some(), entry.local_code.is_some(), "{}", entry.key);
        if let Some(local) = &entry.local_code {
            assert_eq!(*local, format!("shalya:{}", entry.key));
        }
        let coding = entry.coding();
        let back = catalogue().resolve(Some(&coding.system), &coding.code, CodedField::Procedure);
        assert_eq!(back, Resolution::Code(entry));
    }
}

#[test]
fn no_key_and_no_code_is_used_twice() {
    let mut seen = BTreeSet::new();
    for entry in catalogue().entries() {
        let aliases = entry.aliases.iter().map(|alias| &alias.code);
        for name in [&entry.key].into_iter().chain(&entry.code).chain(aliases) {
            assert!(seen.insert(name.clone()), "{name} twice");
        }
    }
    for list in TermList::ALL {
        let mut seen = BTreeSet::new();
        for term in Terms::embedded().list(list) {
            assert!(seen.insert(&term.key) && seen.insert(&term.code), "{list:?} {} twice", term.key);
        }
    }
}

#[test]
fn a_code_says_the_same_in_every_list() {
    let mut said: BTreeMap<&str, Option<Sensitivity>> = BTreeMap::new();
    for term in TermList::ALL.into_iter().flat_map(|list| Terms::embedded().list(list)) {
        if term.system == snomed::SYSTEM {
            let before = said.insert(&term.code, term.sensitive);
            assert!(before.is_none_or(|sensitive| sensitive == term.sensitive), "{}", term.code);
        }
    }
}

/// A reason carries a code and no system, so a code of our own must say by itself which word it is.
#[test]
fn a_code_of_our_own_is_one_word_of_one_list() {
    let mut seen = BTreeSet::new();
    for term in TermList::ALL.into_iter().flat_map(|list| Terms::embedded().list(list)) {
        if term.system != snomed::SYSTEM {
            assert!(
                term.code.starts_with("shalya:") && term.code.ends_with(&format!(".{}", term.key)),
                "{}",
                term.code
            );
            assert!(seen.insert(&term.code), "{} twice", term.code);
        }
    }
}
