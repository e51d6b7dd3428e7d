use super::*;

type Promise = (&'static str, &'static str, &'static str, &'static str, Complexity, u32, &'static str, u32);

#[test]
fn its_five_procedures_are_exact() {
    use Complexity::{Low, Moderate};
    let promises: [Promise; 5] = [
        ("APPENDECTOMY", "80146002", "Appendectomy", "general_surgery", Moderate, 90, "8000.00", 7),
        ("CESAREAN", "11466000", "Cesarean section", "obstetrics_gynecology", Moderate, 120, "15000.00", 14),
        ("CATARACT", "54885007", "Cataract extraction", "ophthalmology", Low, 30, "5000.00", 3),
        ("HERNIA_REPAIR", "50465008", "Hernia repair", "general_surgery", Low, 60, "6000.00", 5),
        ("TUBAL_LIGATION", "287664005", "Tubal ligation", "obstetrics_gynecology", Low, 45, "4000.00", 2),
    ];
    for (key, code, display, specialty, complexity, minutes, cost, days) in promises {
        let entry = entry(key);
        assert_eq!(entry.code.as_deref(), Some(code));
        assert_eq!(entry.display, display);
        assert_eq!(entry.category, Category::Surgical);
        assert_eq!(entry.specialty, specialty);
        assert_eq!(entry.complexity, complexity);
        assert_eq!(entry.duration_minutes, minutes);
        assert_eq!(entry.cost_bdt.0.to_string(), cost);
        assert_eq!(entry.recovery_time_days, days);
        assert!(entry.anesthesia_required && entry.common_in_bangladesh);
    }
}

fn requirements(key: &str) -> Vec<(&'static str, u32, u32, Priority)> {
    let resources = entry(key).resources.iter();
    resources.map(|r| (r.resource_type.as_str(), r.quantity, r.duration_minutes, r.priority)).collect()
}

#[test]
fn its_two_resource_lists_are_exact() {
    use Priority::{High, Medium};
    assert_eq!(
        requirements("APPENDECTOMY"),
        [
            ("operating_room", 1, 90, High),
            ("surgeon", 1, 90, High),
            ("anesthesiologist", 1, 90, High),
            ("scrub_nurse", 1, 90, High),
            ("anesthesia_machine", 1, 90, High),
            ("surgical_instruments", 1, 90, High),
        ]
    );
    assert_eq!(
        requirements("CESAREAN"),
        [
            ("operating_room", 1, 120, High),
            ("obstetrician", 1, 120, High),
            ("anesthesiologist", 1, 120, High),
            ("pediatrician", 1, 30, Medium),
            ("scrub_nurse", 2, 120, High),
            ("anesthesia_machine", 1, 120, High),
            ("incubator", 1, 60, Medium),
        ]
    );
    assert!(
        ["APPENDECTOMY", "CESAREAN"]
            .iter()
            .all(|key| { entry(key).resources.iter().all(|resource| resource.alternatives.is_empty()) })
    );
}

#[test]
fn its_wrong_codes_mean_the_right_procedure_only_as_a_procedure() {
    let wrong = [
        ("1149608003", "CESAREAN"),
        ("37894004", "CATARACT"),
        ("36724003", "HERNIA_REPAIR"),
        ("58656001", "TUBAL_LIGATION"),
        ("312601006", "ABORTION_NOT_STATED"),
        ("41829006", "VASECTOMY"),
    ];
    for (code, key) in wrong {
        assert_eq!(catalogue().resolve(SCT, code, CodedField::Procedure), Resolution::Alias(entry(key)));
        assert_eq!(catalogue().resolve(None, code, CodedField::Procedure), Resolution::Alias(entry(key)));
        assert_eq!(catalogue().resolve(Some("http://loinc.org"), code, CodedField::Procedure), Resolution::Unknown);
        for field in CodedField::ALL.into_iter().filter(|field| *field != CodedField::Procedure) {
            assert_eq!(resolved(code, field), None, "{code} as {field:?}");
        }
    }
    let aliases = catalogue().entries().iter().map(|entry| entry.aliases.len()).sum::<usize>();
    assert_eq!(aliases, wrong.len());
}

#[test]
fn its_wrong_words_mean_the_right_terms_only_in_their_field() {
    let terms = Terms::embedded();
    let term = |list, key| terms.by_key(list, key).unwrap();
    for (code, list, key, field) in [
        ("16346001", TermList::Reason, "acute_appendicitis", CodedField::Reason),
        ("263726006", TermList::Complication, "haemorrhage", CodedField::Complication),
    ] {
        assert_eq!(terms.resolve(SCT, code, None, field), Resolution::Alias(term(list, key)));
        for other in CodedField::ALL.into_iter().filter(|other| *other != field) {
            assert!(matches!(terms.resolve(SCT, code, None, other), Resolution::Bad(_)), "{code} as {other:?}");
        }
    }
    for (code, list, key, field) in [
        ("304292004", TermList::Role, "surgeon", CodedField::Function),
        ("85189001", TermList::Reason, "acute_appendicitis", CodedField::Reason),
        ("66754008", TermList::BodySite, "appendix", CodedField::BodySite),
        ("385669000", TermList::Outcome, "successful", CodedField::Outcome),
        ("385671000", TermList::Outcome, "unsuccessful", CodedField::Outcome),
        ("110265006", TermList::Complication, "haemorrhage", CodedField::Complication),
    ] {
        assert_eq!(terms.resolve(SCT, code, None, field), Resolution::Code(term(list, key)));
    }
}

#[test]
fn a_medical_doctor_is_a_surgeon_only_where_the_display_says_so() {
    let terms = Terms::embedded();
    let role = |display| terms.resolve(SCT, "112247003", display, CodedField::Function).known().unwrap().key.as_str();
    assert_eq!(role(Some("Surgeon")), "surgeon");
    assert_eq!(role(Some(" SURGEON ")), "surgeon");
    assert_eq!(role(Some("Medical doctor")), "medical_doctor");
    assert_eq!(role(None), "medical_doctor");
}

#[test]
fn its_role_words_are_understood() {
    let terms = Terms::embedded();
    for (word, key) in [("anesthesiologist", "anaesthetist"), ("pediatrician", "paediatrician")] {
        let role = terms.resolve(None, word, None, CodedField::Function);
        assert_eq!(role.known().map(|term| term.key.as_str()), Some(key));
    }
}

#[test]
fn a_dietary_finding_is_a_vasectomy_as_a_procedure_and_itself_as_a_reason() {
    let coding = Coding { system: snomed::SYSTEM.into(), code: "41829006".into(), display: String::new() };
    assert_eq!(class_of(&coding, CodedField::Procedure), Class::Sensitive(Sensitivity::Reproductive));
    assert_eq!(class_of(&coding, CodedField::Reason), Class::Open);
}
