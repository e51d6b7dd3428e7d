//! The export of the sample hospital, checked for what R4 asks of every resource.

mod validator;

use domain::fold::{Folded, Past, Stream};
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::{Member, Person};
use domain::procedure::{Procedure, Status};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, Recorded, Stamp, TerminalId};
use fhir::{Export, bundle};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The sample hospital folded, and exported.
fn exported() -> (Value, BTreeMap<ProcedureId, Stream<Procedure>>) {
    let now: Moment = "2026-11-22T11:33:00+06:00".parse().unwrap();
    let (mut hospital, mut staff) = (Hospital::default(), BTreeMap::<PersonId, Person>::new());
    let mut patients = BTreeMap::<PatientId, Patient>::new();
    let mut cases = BTreeMap::<ProcedureId, Stream<Procedure>>::new();
    let mut number = 0u128;
    for recording in sample::hospital(3, now) {
        let mut event = || {
            number += 1;
            EventId(uuid::Uuid::from_u128(0x1234_5678_0000_7000_8000_0000_0000_0000 + number))
        };
        let (at, actor) = (recording.at, recording.actor);
        for fact in recording.hospital {
            hospital.apply(&recorded(event(), at, actor, fact), &Past::Everything);
        }
        for (id, facts) in recording.people {
            facts.into_iter().for_each(|fact| {
                staff.entry(id).or_default().apply(&recorded(event(), at, actor, fact), &Past::Everything)
            });
        }
        for (id, facts) in recording.patients {
            facts.into_iter().for_each(|fact| {
                patients.entry(id).or_default().apply(&recorded(event(), at, actor, fact), &Past::Everything)
            });
        }
        for (id, facts) in recording.procedures {
            for fact in facts {
                let stream = cases.entry(id).or_default();
                let mut next = recorded(event(), at, actor, fact);
                next.parents = stream.heads.clone();
                assert!(stream.extend(&next));
            }
        }
    }
    let staff: Vec<Member> = staff.into_iter().map(|(id, person)| Member { id, person }).collect();
    let patients: Vec<_> = patients.into_iter().collect();
    let procedures: Vec<_> = cases.iter().map(|(id, stream)| (*id, stream.state.clone(), stream.version)).collect();
    let export = Export { at: now, hospital: &hospital, staff: &staff, patients: &patients, procedures: &procedures };
    (bundle(&export), cases)
}

fn recorded<F>(id: EventId, at: Moment, actor: PersonId, fact: F) -> Recorded<F> {
    let stamp = Stamp { wall_ms: at.utc_ms(), counter: 0 };
    Recorded { id, parents: vec![], stamp, terminal: TerminalId("T1".into()), actor, recorded_at: at, fact }
}

fn resources(bundle: &Value) -> Vec<&Value> {
    bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]).collect()
}

#[test]
fn every_reference_resolves_and_no_id_stands_twice() {
    let (bundle, _) = exported();
    let urls: Vec<&str> = bundle["entry"].as_array().unwrap().iter().map(|e| e["fullUrl"].as_str().unwrap()).collect();
    let known: BTreeSet<&str> = urls.iter().copied().collect();
    assert_eq!(known.len(), urls.len());
    let text = bundle.to_string();
    let mut seen = 0;
    for part in text.split("\"reference\":\"").skip(1) {
        let to = part.split('"').next().unwrap();
        assert!(known.contains(to), "{to} leads nowhere");
        seen += 1;
    }
    assert!(seen > 1_000);
}

#[test]
fn status_words_are_r4s() {
    let (bundle, cases) = exported();
    for procedure in resources(&bundle).into_iter().filter(|resource| resource["resourceType"] == "Procedure") {
        let case = &cases[&procedure["id"].as_str().unwrap().parse().unwrap()].state;
        let expected: &[&str] = match case.status {
            Status::Preparation => &["preparation"],
            Status::InProgress => &["in-progress"],
            Status::Suspended => &["on-hold"],
            Status::Completed => &["completed"],
            Status::Cancelled => &["not-done", "stopped"],
        };
        assert!(expected.contains(&procedure["status"].as_str().unwrap()));
        let says_why = procedure.get("statusReason").is_some();
        assert_eq!(says_why, matches!(case.status, Status::Cancelled | Status::Suspended));
        assert!(procedure["category"].is_object(), "one CodeableConcept, not a list");
    }
}

#[test]
fn nothing_in_it_is_empty_or_null() {
    fn check(value: &Value, at: &str) {
        match value {
            Value::Null => panic!("{at} is null"),
            Value::String(text) => assert!(!text.is_empty(), "{at} is empty"),
            Value::Array(items) => {
                assert!(!items.is_empty(), "{at} is empty");
                items.iter().for_each(|item| check(item, at));
            }
            Value::Object(fields) => {
                assert!(!fields.is_empty(), "{at} is empty");
                fields.iter().for_each(|(name, field)| check(field, &format!("{at}.{name}")));
            }
            _ => {}
        }
    }
    check(&exported().0, "Bundle");
}

#[test]
fn an_allergy_that_nobody_asked_about_is_not_claimed() {
    let (bundle, _) = exported();
    let all = resources(&bundle);
    let asked: BTreeSet<&str> = all
        .iter()
        .filter(|resource| resource["resourceType"] == "AllergyIntolerance")
        .map(|resource| resource["patient"]["reference"].as_str().unwrap())
        .collect();
    let patients = all.iter().filter(|resource| resource["resourceType"] == "Patient").count();
    assert!(asked.len() < patients, "some patients of the sample were not asked yet");
}

#[test]
fn hl7s_own_validator_finds_no_error_in_it() {
    let errors = validator::errors(&[("export".to_owned(), exported().0)]);
    assert!(errors.is_empty(), "{errors:#?}");
}
