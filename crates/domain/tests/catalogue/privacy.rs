use super::*;

fn class(code: &str, field: CodedField) -> Class {
    let coding = Coding { system: snomed::SYSTEM.into(), code: code.into(), display: String::new() };
    class_of(&coding, field)
}

#[test]
fn exactly_these_entries_are_sensitive() {
    let of = |sensitivity| -> BTreeSet<&str> {
        let entries = catalogue().entries().iter().filter(|entry| entry.sensitive == Some(sensitivity));
        entries.map(|entry| entry.key.as_str()).collect()
    };
    assert_eq!(
        of(Sensitivity::Reproductive),
        BTreeSet::from([
            "TUBAL_LIGATION",
            "VASECTOMY",
            "ABORTION_NOT_STATED",
            "MENSTRUAL_REGULATION",
            "EVACUATION_AFTER_MISCARRIAGE",
            "ASPIRATION_TERMINATION",
            "DILATION_CURETTAGE",
            "DIAGNOSTIC_CURETTAGE",
            "IUD_INSERTION",
            "IUD_REMOVAL",
            "CONTRACEPTIVE_IMPLANT_INSERTION",
            "CONTRACEPTIVE_IMPLANT_REMOVAL",
            "HYSTEROSALPINGOGRAPHY",
        ])
    );
    assert_eq!(of(Sensitivity::MentalHealth), BTreeSet::from(["ELECTROCONVULSIVE_THERAPY"]));
    assert_eq!(of(Sensitivity::Forensic), BTreeSet::from(["FORENSIC_EXAMINATION_GA", "FORENSIC_INJURY_REPAIR"]));
    assert_eq!(of(Sensitivity::Hiv), BTreeSet::new());
}

#[test]
fn the_three_ways_a_pregnancy_ends_are_never_one_another() {
    let apart = ["ABORTION_NOT_STATED", "MENSTRUAL_REGULATION", "EVACUATION_AFTER_MISCARRIAGE"].map(entry);
    assert!(apart.iter().all(|entry| entry.code.is_none()));
    assert_eq!(resolved("391897002", CodedField::Procedure), Some("ASPIRATION_TERMINATION"));
    // Whoever had a menstrual regulation is not told of a miscarriage by its complications.
    let miscarriage = "275425008";
    for key in ["ABORTION_NOT_STATED", "MENSTRUAL_REGULATION", "ASPIRATION_TERMINATION"] {
        assert!(entry(key).complications.iter().all(|known| known.code.as_deref() != Some(miscarriage)), "{key}");
    }
}

#[test]
fn sterilisations_by_service_mds_wrong_codes_are_protected() {
    for code in ["58656001", "312601006", "41829006", "287664005", "22523008"] {
        assert_eq!(class(code, CodedField::Procedure), Class::Sensitive(Sensitivity::Reproductive), "{code}");
    }
}

#[test]
fn a_valid_code_that_nobody_classed_is_restricted() {
    for code in ["77543007", "399141000", "22298006"] {
        assert_eq!(class(code, CodedField::Procedure), Class::Unclassed, "{code}");
        assert_eq!(class(code, CodedField::Reason), Class::Unclassed, "{code}");
    }
    let icd = Coding { system: "http://hl7.org/fhir/sid/icd-10".into(), code: "K35".into(), display: String::new() };
    assert_eq!(class_of(&icd, CodedField::Reason), Class::Unclassed);
}

#[test]
fn a_reason_can_make_a_case_sensitive() {
    for (code, sensitivity) in [
        ("86406008", Sensitivity::Hiv),
        ("248110007", Sensitivity::Forensic),
        ("82313006", Sensitivity::MentalHealth),
        ("156072005", Sensitivity::Reproductive),
        // A procedure given as the reason is still what it is.
        ("391897002", Sensitivity::Reproductive),
    ] {
        assert_eq!(class(code, CodedField::Reason), Class::Sensitive(sensitivity), "{code}");
    }
    assert_eq!(class("85189001", CodedField::Reason), Class::Open);
}

#[test]
fn an_id_that_cannot_exist_is_refused_by_name() {
    for code in ["80146003", "36724003", "abc", "", "1"] {
        let Class::Refused(bad) = class(code, CodedField::Reason) else { panic!("{code} was taken") };
        assert_eq!(bad.id, code);
    }
    let Resolution::Bad(bad) = catalogue().resolve(SCT, "80146003", CodedField::Procedure) else {
        panic!("80146003 was taken")
    };
    assert_eq!(bad.why, Why::CheckDigit);
    assert!(bad.to_string().contains("80146003"));
}
