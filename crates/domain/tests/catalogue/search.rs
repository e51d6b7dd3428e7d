use super::*;

#[test]
fn what_theatre_people_type_is_first() {
    for (typed, key) in [
        ("app", "APPENDECTOMY"),
        ("APP", "APPENDECTOMY"),
        ("সিজার", "CESAREAN"),
        ("lscs", "CESAREAN"),
        ("c/s", "CESAREAN"),
        ("cs", "CESAREAN"),
        ("C-Section", "CESAREAN"),
        ("11466000", "CESAREAN"),
        ("১১৪৬৬০০০", "CESAREAN"),
        ("1149608003", "CESAREAN"),
        ("ছানি", "CATARACT"),
        ("phaco", "CATARACT_PHACO"),
        ("hernia", "HERNIA_REPAIR"),
        ("হার্নিয়া", "HERNIA_REPAIR"),
        ("lap chole", "CHOLECYSTECTOMY_LAPAROSCOPIC"),
        ("খতনা", "CIRCUMCISION"),
        ("turp", "TURP"),
        ("d&c", "DILATION_CURETTAGE"),
        ("mr", "MENSTRUAL_REGULATION"),
        ("এমআর", "MENSTRUAL_REGULATION"),
        ("abortion", "ABORTION_NOT_STATED"),
        ("nsv", "VASECTOMY"),
        ("লাইগেশন", "TUBAL_LIGATION"),
        ("b-lynch", "UTERINE_COMPRESSION_SUTURE"),
        ("k wire", "KIRSCHNER_WIRE"),
    ] {
        assert_eq!(first(typed), key, "{typed}");
    }
}

#[test]
fn three_letters_are_enough_for_the_gall_bladder() {
    for typed in ["gal", "gall", "gall b", "পিত্ত"] {
        let found: Vec<_> = catalogue().search(typed, 3).into_iter().map(|found| found.entry.key.as_str()).collect();
        assert!(found.contains(&"CHOLECYSTECTOMY_OPEN"), "{typed}: {found:?}");
        assert!(found.contains(&"CHOLECYSTECTOMY_LAPAROSCOPIC"), "{typed}: {found:?}");
    }
}

#[test]
fn words_in_any_order_and_from_any_name_narrow_it_down() {
    assert_eq!(first("lap gall"), "CHOLECYSTECTOMY_LAPAROSCOPIC");
    assert_eq!(first("gall lap"), "CHOLECYSTECTOMY_LAPAROSCOPIC");
    assert!(keys("hernia child").contains(&"HERNIOTOMY_CHILD"));
}

#[test]
fn a_slip_of_the_finger_still_finds_it() {
    for (typed, key) in [
        ("apendix", "APPENDECTOMY"),
        ("appnedix", "APPENDECTOMY"),
        ("cesarian", "CESAREAN"),
        ("hysterctomy", "HYSTERECTOMY_ABDOMINAL"),
        ("সিজের", "CESAREAN"),
    ] {
        let found = keys(typed);
        assert!(found.contains(&key), "{typed}: {found:?}");
    }
    assert_eq!(catalogue().search("apendix", 1)[0].how, How::Nearly);
}

#[test]
fn a_word_that_names_nothing_does_not_hide_the_rest() {
    assert!(keys("cataract zzzz").contains(&"CATARACT"));
    assert!(keys("ছানি করিম").contains(&"CATARACT"));
    assert!(keys("zzzz").is_empty());
}

#[test]
fn both_british_and_american_spellings_are_known() {
    for (british, american) in [("caesarean", "cesarean"), ("haemorrhoid", "hemorrhoid"), ("goitre", "goiter")] {
        assert_eq!(first(british), first(american));
    }
}

#[test]
fn a_vowel_sign_is_not_lost() {
    // কাটা (cut) is not কাটি or কাটু.
    let cut: BTreeSet<_> = keys("কাটা").into_iter().collect();
    assert!(!cut.is_empty());
    for entry in cut.iter().map(|key| entry(key)) {
        let names = [&entry.display_bn].into_iter().chain(&entry.nicknames);
        assert!(names.into_iter().any(|name| name.contains("কাটা")), "{}", entry.key);
    }
}

#[test]
fn letters_typed_in_parts_are_the_same_letters() {
    // The vowel sign O as its two halves, and a joiner that nobody sees.
    assert_eq!(keys("ক\u{9c7}\u{9be}লোস্টমি"), keys("কোলোস্টমি"));
    assert_eq!(keys("সি\u{200c}জার"), keys("সিজার"));
}

#[test]
fn every_name_and_code_finds_its_entry() {
    for entry in catalogue().entries() {
        let names = [&entry.display, &entry.display_bn].into_iter().chain(&entry.nicknames).chain(&entry.code);
        for name in names {
            assert!(keys(name).contains(&entry.key.as_str()), "{name} does not find {}", entry.key);
        }
    }
}

#[test]
fn the_answer_says_what_answered() {
    let found = catalogue().search("pil", 1);
    assert_eq!(
        (found[0].entry.key.as_str(), found[0].matched, found[0].how),
        ("HEMORRHOIDECTOMY", "piles", How::NameBegins)
    );
    assert_eq!(catalogue().search("80146002", 5)[0].how, How::Code);
}

#[test]
fn no_more_than_asked_for() {
    assert_eq!(catalogue().search("a", 7).len(), 7);
    assert!(catalogue().search("app", 0).is_empty());
}

#[test]
fn whatever_is_pasted_is_borne() {
    let megabyte = "সিজার ".repeat(60_000);
    let hostile = [
        "",
        "   ",
        "\n\t\u{0}",
        "///---",
        "👩🏽‍⚕️🩺",
        "\u{202e}ppa\u{202c}",
        "جراحة الزائدة",
        "\u{9cd}\u{9be}\u{9bc}",
        "Z\u{300}\u{301}\u{302}algo",
        "'; DROP TABLE procedures; --",
        "۱۲۳",
        "99999999999999999999999999",
        &megabyte,
        &"\u{fdfa}".repeat(100_000),
        &"a\u{301}".repeat(300_000),
    ];
    for typed in hostile {
        assert!(catalogue().search(typed, usize::MAX).len() <= catalogue().entries().len());
        assert!(Terms::embedded().search(TermList::Reason, typed, 10).len() <= 10);
        for field in CodedField::ALL {
            for system in [None, SCT, Some(""), Some(typed)] {
                assert_eq!(catalogue().resolve(system, typed, field).known(), None);
                let _ = Terms::embedded().resolve(system, typed, Some(typed), field);
            }
        }
    }
    assert!(keys("👩🏽‍⚕️🩺").is_empty() && keys("").is_empty());
}

#[test]
fn an_overlong_text_is_read_from_its_beginning() {
    let long = format!("app{}", " ".repeat(1_000_000));
    assert_eq!(first(&long), "APPENDECTOMY");
}

#[test]
fn lists_are_searched_alike() {
    let terms = Terms::embedded();
    let first = |list, typed| terms.search(list, typed, 5).first().map(|term| term.key.as_str());
    assert_eq!(first(TermList::Reason, "acute app"), Some("acute_appendicitis"));
    assert_eq!(first(TermList::Reason, "ছানি"), Some("cataract"));
    assert_eq!(first(TermList::Complication, "110265006"), Some("haemorrhage"));
    assert_eq!(first(TermList::CancellationReason, "রক্ত"), Some("no_blood"));
}

#[test]
fn the_likely_terms_come_first_and_none_comes_twice() {
    let terms = Terms::embedded();
    let last = terms.list(TermList::Complication).last().unwrap();
    let offered = terms.offered(TermList::Complication, "", &[&last.key, &last.key, "no such key"], 8);
    assert_eq!((offered[0], offered.len()), (last.key.as_str(), 8));
    assert_eq!(offered.iter().filter(|key| **key == last.key).count(), 1);
    assert_eq!(terms.offered(TermList::DeviceType, "sutu", &[], 8)[0], "suture");
    assert!(terms.offered(TermList::Complication, "রক্ত", &[], 8).contains(&"haemorrhage"));
}
