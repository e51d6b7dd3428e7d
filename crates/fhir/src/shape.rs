//! What R4 allows where: enough of its data types to say what in a message is not FHIR, and to keep
//! out of an answer what a caller of another interface wrote that is none.

mod primitive;
mod tables;

pub use tables::{PROCEDURE, SERVICE_REQUEST};

use serde_json::{Map, Value};

/// The form of one element.
#[derive(Debug)]
pub enum Shape {
    Text,
    Code,
    Id,
    /// An absolute URI.
    Uri,
    Boolean,
    Integer,
    Decimal,
    DateTime,
    /// To one of these types; to any where there are none.
    Reference(&'static [&'static str]),
    Object(&'static [Field]),
    Extension,
    /// An extension within another, whose url is a name.
    ExtensionPart,
    /// Allowed, and not kept.
    Left,
}

/// An element by its name.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: &'static Shape,
    pub many: bool,
    pub required: bool,
}

/// Something that is not R4, by JSON pointer.
#[derive(Clone, PartialEq, Debug)]
pub struct Fault {
    pub at: String,
    pub kind: FaultKind,
    /// A sentence for people.
    pub detail: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    Missing,
    /// An element that is not kept here, or is none of R4.
    Unknown,
    Value,
}

/// Deeper than any message has reason to be.
const DEEPEST: usize = 12;

/// What of `value` is of this shape. The rest is told in `faults`, and left out of what is given back.
pub fn fit(value: &Value, shape: &Shape, at: &str, faults: &mut Vec<Fault>) -> Option<Value> {
    fit_within(value, shape, at, faults, 0)
}

/// [`fit`] for whoever only wants what fits.
pub fn fitting(value: &Value, shape: &Shape) -> Option<Value> {
    fit(value, shape, "", &mut Vec::new())
}

fn fit_within(value: &Value, shape: &Shape, at: &str, faults: &mut Vec<Fault>, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return fault(faults, at, FaultKind::Value, "This is nested too deeply.");
    }
    let checked = match (shape, value) {
        (Shape::Left, _) => return None,
        (Shape::Object(fields), Value::Object(map)) => return object(map, fields, at, faults, depth),
        (Shape::Reference(targets), Value::Object(map)) => return reference(map, targets, at, faults, depth),
        (Shape::Extension, Value::Object(map)) => return extension(map, tables::EXTENSION, at, faults, depth),
        (Shape::ExtensionPart, Value::Object(map)) => {
            return extension(map, tables::EXTENSION_PART, at, faults, depth);
        }
        (Shape::Object(_) | Shape::Reference(_) | Shape::Extension | Shape::ExtensionPart, _) => {
            Err("This must be an object.")
        }
        (primitive, value) => primitive::check(value, primitive),
    };
    match checked {
        Ok(()) => Some(value.clone()),
        Err(detail) => fault(faults, at, FaultKind::Value, detail),
    }
}

/// The JSON pointer (RFC 6901) of a member of the object at `at`.
pub fn member(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn fault(faults: &mut Vec<Fault>, at: &str, kind: FaultKind, detail: impl Into<String>) -> Option<Value> {
    faults.push(Fault { at: at.to_owned(), kind, detail: detail.into() });
    None
}

fn object(
    map: &Map<String, Value>,
    fields: &[Field],
    at: &str,
    faults: &mut Vec<Fault>,
    depth: usize,
) -> Option<Value> {
    let mut kept = Map::new();
    for (name, value) in map {
        let at = member(at, name);
        let field = fields.iter().chain(tables::EVERYWHERE).find(|field| field.name == name);
        let Some(field) = field else {
            fault(faults, &at, FaultKind::Unknown, format!("{name:?} is no element that is kept here."));
            continue;
        };
        if let Some(value) = element(value, field, &at, faults, depth) {
            kept.insert(name.clone(), value);
        }
    }
    for field in fields.iter().filter(|field| field.required && !map.contains_key(field.name)) {
        let at = format!("{at}/{}", field.name);
        fault(faults, &at, FaultKind::Missing, format!("{} is missing.", field.name));
    }
    let whole = fields.iter().all(|field| !field.required || kept.contains_key(field.name));
    (whole && !kept.is_empty()).then_some(Value::Object(kept))
}

/// One value, or a list that is not empty.
fn element(value: &Value, field: &Field, at: &str, faults: &mut Vec<Fault>, depth: usize) -> Option<Value> {
    match (field.many, value) {
        (false, Value::Array(_)) => fault(faults, at, FaultKind::Value, "This must be one value, not a list."),
        (false, one) => fit_within(one, field.shape, at, faults, depth + 1),
        (true, Value::Array(list)) => {
            if list.is_empty() {
                return fault(faults, at, FaultKind::Value, "FHIR has no empty lists.");
            }
            let each = list.iter().enumerate();
            let kept: Vec<Value> = each
                .filter_map(|(i, it)| fit_within(it, field.shape, &format!("{at}/{i}"), faults, depth + 1))
                .collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        (true, _) => fault(faults, at, FaultKind::Value, "This must be a list."),
    }
}

fn reference(
    map: &Map<String, Value>,
    targets: &[&str],
    at: &str,
    faults: &mut Vec<Fault>,
    depth: usize,
) -> Option<Value> {
    let kept = object(map, tables::REFERENCE, at, faults, depth)?;
    let Some(text) = kept.get("reference").and_then(Value::as_str) else { return Some(kept) };
    match primitive::reference_type(text) {
        Err(detail) => fault(faults, &format!("{at}/reference"), FaultKind::Value, detail),
        Ok(Some(found)) if !targets.is_empty() && !targets.contains(&found) => {
            let detail = format!("A reference to {} is asked for, not to {found}.", targets.join(" or "));
            fault(faults, &format!("{at}/reference"), FaultKind::Value, detail)
        }
        Ok(_) => Some(kept),
    }
}

/// Either extensions of its own or one value.
fn extension(
    map: &Map<String, Value>,
    fields: &[Field],
    at: &str,
    faults: &mut Vec<Fault>,
    depth: usize,
) -> Option<Value> {
    let values = map.keys().filter(|name| name.starts_with("value")).count();
    if values + usize::from(map.contains_key("extension")) != 1 {
        return fault(faults, at, FaultKind::Value, "An extension has either one value or extensions of its own.");
    }
    object(map, fields, at, faults, depth).filter(|kept| kept.as_object().is_some_and(|kept| kept.len() > 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn procedure(more: Value) -> (Option<Value>, Vec<Fault>) {
        let mut message = json!({
            "resourceType": "Procedure",
            "status": "completed",
            "subject": { "reference": "Patient/12345" },
        });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let mut faults = Vec::new();
        (fit(&message, &PROCEDURE, "", &mut faults), faults)
    }

    #[test]
    fn what_is_r4_is_kept_to_the_letter() {
        let more = json!({
            "identifier": [{ "system": "urn:his", "value": "9" }],
            "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "80146002" }], "text": "Appendectomy" },
            "note": [{ "time": "2026-01-21T09:15:00+06:00", "text": "Supine." }],
            "extension": [{ "url": "urn:his:theatre", "valueString": "a" }],
        });
        let (kept, faults) = procedure(more.clone());
        assert_eq!(faults, []);
        let kept = kept.unwrap();
        more.as_object().unwrap().iter().for_each(|(name, value)| assert_eq!(kept[name], *value));
    }

    #[test]
    fn each_thing_that_is_not_r4_is_named() {
        for (more, at) in [
            (json!({ "category": [{ "text": "x" }] }), "/category"),
            (json!({ "theatre": "1" }), "/theatre"),
            (json!({ "modifierExtension": [{ "url": "urn:x", "valueBoolean": true }] }), "/modifierExtension"),
            (json!({ "encounter": { "reference": "Patient/1" } }), "/encounter/reference"),
            (json!({ "location": { "reference": "222" } }), "/location/reference"),
            (json!({ "bodySite": [] }), "/bodySite"),
            (json!({ "code": { "coding": [{ "system": "local", "code": "1" }] } }), "/code/coding/0/system"),
            (json!({ "performer": [{ "function": { "text": "Surgeon" } }] }), "/performer/0/actor"),
            (json!({ "performedDateTime": "2026-02-30" }), "/performedDateTime"),
            (json!({ "outcome": { "text": " " } }), "/outcome/text"),
            (json!({ "code": null }), "/code"),
        ] {
            let (_, faults) = procedure(more);
            assert_eq!(faults.first().map(|fault| fault.at.as_str()), Some(at), "{faults:?}");
        }
    }

    #[test]
    fn depth_has_an_end() {
        let mut nested = json!({ "url": "urn:x", "valueString": "a" });
        for _ in 0..200 {
            nested = json!({ "url": "urn:x", "extension": [nested] });
        }
        assert!(!procedure(json!({ "extension": [nested] })).1.is_empty());
    }
}
