//! Small pieces that every resource is made of.

use domain::procedure::{Coded, Coding};
use serde_json::{Map, Value, json};

pub(crate) fn coding(coding: &Coding) -> Value {
    object([
        ("system", Some(json!(coding.system))),
        ("code", Some(json!(coding.code))),
        ("display", (!coding.display.is_empty()).then(|| json!(coding.display))),
    ])
}

pub(crate) fn concept(coded: &Coded) -> Value {
    let codings: Vec<Value> = coded.coding.iter().map(coding).collect();
    object([
        ("coding", (!codings.is_empty()).then(|| json!(codings))),
        ("text", coded.text.as_ref().map(|text| json!(text))),
    ])
}

/// A CodeableConcept of one code.
pub fn one_code(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// FHIR has no empty fields: what is none, empty text or an empty list is left out.
pub fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let empty = |value: &Value| match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let kept = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(kept.filter(|(_, value)| !empty(value)).collect::<Map<_, _>>())
}
