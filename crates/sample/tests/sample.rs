//! What the sample hospital promises to show.

use domain::Moment;
use domain::catalogue::CodedField;
use domain::fold::{Folded, Past, Stream};
use domain::procedure::{Procedure, Status};
use domain::{EventId, ProcedureId, Recorded, Stamp, TerminalId};
use sample::{Recording, hospital};
use std::collections::{BTreeMap, BTreeSet};

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn cases(recordings: &[Recording]) -> BTreeMap<ProcedureId, Procedure> {
    let mut cases = BTreeMap::<ProcedureId, Stream<Procedure>>::new();
    for recording in recordings {
        for (id, facts) in &recording.procedures {
            for fact in facts {
                let recorded = Recorded {
                    id: EventId(uuid::Uuid::nil()),
                    parents: vec![],
                    stamp: Stamp { wall_ms: 0, counter: 0 },
                    terminal: TerminalId("T1".into()),
                    actor: recording.actor,
                    recorded_at: recording.at,
                    fact: fact.clone(),
                };
                cases.entry(*id).or_default().state.apply(&recorded, &Past::Everything);
            }
        }
    }
    cases.into_iter().map(|(id, stream)| (id, stream.state)).collect()
}

#[test]
fn the_same_seed_and_day_give_the_same_hospital() {
    let now = at("2026-11-22T11:33:00+06:00");
    let told = |seed| format!("{:?}", hospital(seed, now));
    assert_eq!(told(7), told(7));
    assert_ne!(told(7), told(8));
}

#[test]
fn every_code_that_a_case_carries_is_a_term_with_its_words_in_both_languages() {
    let terms = domain::catalogue::Terms::embedded();
    let named = |code: &str| {
        let lists = domain::catalogue::TermList::ALL.into_iter();
        lists.filter_map(|list| terms.by_code(list, code)).any(|term| !term.en.is_empty() && !term.bn.is_empty())
    };
    let catalogue = domain::catalogue::Catalogue::embedded();
    let mut seen = BTreeSet::new();
    for recording in hospital(1, at("2026-11-22T11:33:00+06:00")) {
        for fact in recording.procedures.iter().flat_map(|(_, facts)| facts) {
            codes(&serde_json::to_value(fact).unwrap(), &mut seen);
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
    let unknown: Vec<&String> = seen
        .iter()
        .filter(|code| !named(code) && catalogue.resolve(None, code, CodedField::Procedure).known().is_none())
        .collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

/// Whatever stands under `code`, however deep.
fn codes(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "code") {
                    Some(code) => drop(found.insert(code.to_owned())),
                    None => codes(value, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| codes(value, found)),
        _ => {}
    }
}

#[test]
fn at_any_hour_there_is_every_state_to_see() {
    for now in ["2026-11-22T11:33:00+06:00", "2026-11-27T03:10:00+06:00", "2026-12-31T23:50:00+06:00"] {
        let now = at(now);
        let recordings = hospital(1, now);
        assert!(recordings.iter().all(|recording| recording.at <= now), "nothing is recorded before it happens");
        let cases = cases(&recordings);
        let states: BTreeSet<Status> = cases.values().map(|case| case.status).collect();
        assert_eq!(states.len(), 5, "{now}: {states:?}");
        let patients =
            recordings.iter().flat_map(|recording| &recording.patients).map(|(id, _)| id).collect::<BTreeSet<_>>();
        let staff = recordings.iter().map(|recording| recording.people.len()).sum::<usize>();
        assert!((130..=210).contains(&patients.len()), "{now}: {} patients", patients.len());
        assert_eq!(staff, 35);
        assert!(cases.values().any(|case| !case.complications.is_empty()));
        assert!(cases.values().any(|case| case.is_in_theatre()));
        assert!(cases.values().filter(|case| case.slot().is_none()).count() >= 10, "the waiting list");
        let double =
            cases.values().filter(|case| case.booking.latest().is_some_and(|claim| !claim.value.over.is_empty()));
        assert_eq!(double.count(), 1, "{now}: one double booking");
        let bangla = |text: &str| text.chars().any(|c| ('\u{980}'..='\u{9ff}').contains(&c));
        let hospitals: Vec<_> = recordings.iter().flat_map(|recording| &recording.people).collect();
        assert!(hospitals.iter().all(|(_, facts)| format!("{facts:?}").chars().any(|c| bangla(&c.to_string()))));
    }
}
