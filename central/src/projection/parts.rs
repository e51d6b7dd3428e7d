//! Coded parts of a procedure as SERVICE.md writes them: as its caller wrote them where one did,
//! with the right code beside what stands for it, else from the rules' own words.

use super::concept;
use crate::directory::Kind;
use crate::outside::Outside;
use crate::reading::{with_right_codings, with_right_codings_in_list};
use domain::catalogue::CodedField;
use domain::procedure::{Coded, Procedure};
use serde_json::{Value, json};

/// A field as a caller wrote it, until somebody took it back.
pub fn said<'a>(case: &'a Procedure, name: &str) -> Option<&'a Value> {
    case.reported.fields.get(name).filter(|said| !said.is_null())
}

/// The outside id of its encounter, as it was said last.
pub fn encounter(case: &Procedure) -> Option<String> {
    let said = said(case, "encounter").and_then(|said| said["reference"].as_str());
    let said = said.and_then(|said| Outside::of_reference(Kind::Encounter.word(), said).ok());
    said.map(|outside| outside.id).or_else(|| case.encounter.clone())
}

pub fn code(case: &Procedure) -> Value {
    match said(case, "code") {
        Some(code) => with_right_codings(code, CodedField::Procedure),
        None => {
            let operation = &case.operation;
            concept(&Coded { coding: operation.coding.clone(), text: operation.text.clone() }, CodedField::Procedure)
        }
    }
}

/// Always a list; the catalogue's category where none was said.
pub fn category(case: &Procedure) -> Value {
    match said(case, "category") {
        Some(Value::Array(list)) => json!(list),
        Some(one) => json!([one]),
        None => {
            let category = case.operation.entry().map(|entry| json!([{ "coding": [{ "code": entry.category }] }]));
            category.unwrap_or_else(|| json!([]))
        }
    }
}

pub fn reasons(case: &Procedure) -> Option<Value> {
    if let Some(said) = said(case, "reasonCode") {
        return Some(with_right_codings_in_list(said, CodedField::Reason));
    }
    let reasons: Vec<Value> = case.reasons().map(|reason| concept(reason, CodedField::Reason)).collect();
    (!reasons.is_empty()).then(|| json!(reasons))
}

pub fn body_site(case: &Procedure) -> Option<Value> {
    if let Some(said) = said(case, "bodySite") {
        return Some(with_right_codings_in_list(said, CodedField::BodySite));
    }
    case.settled_side().map(|side| json!([{ "text": side }]))
}

pub fn outcome(case: &Procedure) -> Option<Value> {
    let told = case.outcome.as_ref().map(|outcome| concept(&outcome.outcome, CodedField::Outcome));
    let said = || said(case, "outcome").map(|outcome| with_right_codings(outcome, CodedField::Outcome));
    told.or_else(said)
}

/// Those that were recorded, and those that a message only named.
pub fn complications(case: &Procedure) -> Option<Value> {
    let field = CodedField::Complication;
    let mut all: Vec<Value> = case.complications.iter().map(|it| concept(&it.complication, field)).collect();
    if let Some(Value::Array(said)) = said(case, "complication").map(|said| with_right_codings_in_list(said, field)) {
        all.extend(said);
    }
    (!all.is_empty()).then(|| json!(all))
}
