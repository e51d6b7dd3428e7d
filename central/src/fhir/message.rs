//! R4's Procedure as somebody sends it, in the words that `/api` is written with; so that both become
//! the same facts.

use super::OWN;
use super::procedure::NUMBERS;
use crate::problem::{FieldError, Problem};
use crate::reading::{CaseMessage, Faults, Reader, SAME_IN_FHIR};
use ::fhir::shape::{Fault, FaultKind, Shape, fit};
use domain::procedure::{Reason, Status};
use serde_json::{Map, Value, json};

/// R4's elements for which SERVICE.md has no field: kept among its unknown ones, `metadata`.
pub const EXTRAS: &[&str] = &[
    "identifier",
    "instantiatesCanonical",
    "instantiatesUri",
    "basedOn",
    "partOf",
    "language",
    "extension",
    "usedReference",
    "complicationDetail",
    "meta",
];
/// What a status that was sent means here (CONTRACT, FHIR writes).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    Status(Status),
    /// Cancelled after it began.
    Stopped,
    EnteredInError,
}

/// A Procedure that was sent and is R4.
pub struct Incoming {
    pub elements: Map<String, Value>,
    pub told: Told,
}

/// The object that a message is, where it is R4 and of this type.
pub fn fitted(map: &Map<String, Value>, wanted: &str, shape: &Shape) -> Result<Map<String, Value>, Problem> {
    match map.get("resourceType").and_then(Value::as_str) {
        Some(said) if said == wanted => {}
        Some(_) => return Err(Problem::bad_request("resource-type", format!("A {wanted} is asked for here."))),
        None => return Err(Problem::bad_request("resource-type", "resourceType is missing.")),
    }
    let mut faults = Vec::new();
    let fitted = fit(&Value::Object(map.clone()), shape, "", &mut faults);
    match fitted {
        Some(Value::Object(fitted)) if faults.is_empty() => Ok(fitted),
        _ => Err(Problem::fields(faults.into_iter().map(fault).collect())),
    }
}

fn fault(fault: Fault) -> FieldError {
    let code = match fault.kind {
        FaultKind::Missing => "missing",
        FaultKind::Unknown => "unknown-element",
        FaultKind::Value => "malformed",
    };
    FieldError::new(fault.at, code, fault.detail)
}

impl Incoming {
    pub fn read(map: &Map<String, Value>) -> Result<Incoming, Problem> {
        let elements = fitted(map, "Procedure", &::fhir::shape::PROCEDURE)?;
        let mut faults = Vec::new();
        let mut wrong = |field: &str, code, detail: &str| faults.push(FieldError::new(field, code, detail));
        let told = match elements["status"].as_str().unwrap_or_default() {
            "preparation" => Some(Told::Status(Status::Preparation)),
            "in-progress" => Some(Told::Status(Status::InProgress)),
            "on-hold" => Some(Told::Status(Status::Suspended)),
            "completed" => Some(Told::Status(Status::Completed)),
            "not-done" => Some(Told::Status(Status::Cancelled)),
            "stopped" => Some(Told::Stopped),
            "entered-in-error" => Some(Told::EnteredInError),
            _ => None,
        };
        if told.is_none() {
            let words = "preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error";
            wrong("/status", "unknown-value", &format!("A status that is taken here is asked for: {words}."));
        }
        if !elements.contains_key("code") && told != Some(Told::EnteredInError) {
            wrong("/code", "missing", "code is missing.");
        }
        if elements.contains_key("performedDateTime") && elements.contains_key("performedPeriod") {
            wrong("/performedDateTime", "malformed", "There is one performed, a time or a period.");
        }
        let times = [
            ("/performedDateTime", elements.get("performedDateTime")),
            ("/performedPeriod/start", elements.get("performedPeriod").and_then(|it| it.get("start"))),
            ("/performedPeriod/end", elements.get("performedPeriod").and_then(|it| it.get("end"))),
        ];
        for (field, time) in times {
            if time.and_then(Value::as_str).is_some_and(|time| !time.contains('T')) {
                wrong(field, "malformed", "A time with its offset is asked for, as 2026-01-21T09:00:00+06:00.");
            }
        }
        match told {
            Some(told) if faults.is_empty() => Ok(Incoming { elements, told }),
            _ => Err(Problem::fields(faults)),
        }
    }

    /// All of it, as a message of `/api`; its status apart.
    pub fn message(&self) -> Result<CaseMessage, Problem> {
        let mut said = Map::new();
        for name in SAME_IN_FHIR.iter().chain(&["statusReason"]) {
            if let Some(value) = self.elements.get(*name) {
                said.insert((*name).to_owned(), value.clone());
            }
        }
        if let Some(categories) = categories(&self.elements) {
            said.insert("category".into(), categories);
        }
        said.insert("performedPeriod".into(), self.period());
        said.insert("note".into(), self.notes().into());
        said.insert("metadata".into(), Value::Object(self.extras()));
        read_message(&said)
    }

    fn extensions(&self) -> impl Iterator<Item = &Value> {
        self.elements.get("extension").and_then(Value::as_array).into_iter().flatten()
    }

    /// A single time is when it began, and, where it is over, when it ended.
    pub fn period(&self) -> Value {
        let Some(at) = self.elements.get("performedDateTime") else {
            return self.elements.get("performedPeriod").cloned().unwrap_or_else(|| json!({}));
        };
        match self.told {
            Told::Status(Status::Completed) | Told::Stopped => json!({ "start": at, "end": at }),
            _ => json!({ "start": at }),
        }
    }

    /// Its notes in the words of `/api`; what was added to a note is no note of its own.
    pub fn notes(&self) -> Vec<Value> {
        let all = self.elements.get("note").and_then(Value::as_array).into_iter().flatten();
        let extension = |note: &Value, name: &str| {
            let extensions = note["extension"].as_array().into_iter().flatten();
            extensions.into_iter().find(|it| it["url"] == format!("{OWN}{name}")).cloned()
        };
        all.filter(|note| extension(note, "addendum-to").is_none())
            .map(|note| {
                let mut told = note.clone();
                if let Some(kind) = extension(note, "note-type") {
                    told["noteType"] = kind["valueCode"].clone();
                }
                told
            })
            .collect()
    }

    /// What SERVICE.md has no field for, without what this service adds itself.
    pub fn extras(&self) -> Map<String, Value> {
        let own = format!("{OWN}metadata");
        let said = self.extensions().find(|it| it["url"] == own).and_then(|it| it["valueString"].as_str());
        let mut extras: Map<String, Value> = said.and_then(|said| serde_json::from_str(said).ok()).unwrap_or_default();
        for name in EXTRAS {
            let Some(value) = self.elements.get(*name) else { continue };
            let ours = |item: &Value| match *name {
                "identifier" => item["system"] == NUMBERS,
                "extension" => item["url"].as_str().is_some_and(|url| url.starts_with(OWN)),
                _ => false,
            };
            let kept = match value {
                Value::Array(items) => items.iter().filter(|item| !ours(item)).cloned().collect(),
                one => one.clone(),
            };
            if kept.as_array().is_none_or(|kept| !kept.is_empty()) {
                extras.insert((*name).to_owned(), kept);
            }
        }
        extras
    }
}

/// R4's one category, and the further ones that are extensions, as the list that `/api` has.
pub fn categories(elements: &Map<String, Value>) -> Option<Value> {
    let mut all: Vec<Value> = elements.get("category").cloned().into_iter().collect();
    let extensions = elements.get("extension").and_then(Value::as_array).into_iter().flatten();
    let further = extensions.filter(|it| it["url"] == format!("{OWN}category"));
    all.extend(further.map(|it| it["valueCodeableConcept"].clone()).filter(Value::is_object));
    (!all.is_empty()).then(|| all.into())
}

/// Why it stands as it does, where that was said.
pub fn reason(incoming: &Incoming) -> Option<Reason> {
    let faults = Faults::default();
    Reader::new(&incoming.elements, &faults).reason("statusReason")
}

/// A message of `/api` out of a part of one of FHIR; faults are named as FHIR names the fields.
pub fn read_message(said: &Map<String, Value>) -> Result<CaseMessage, Problem> {
    let faults = Faults::default();
    let message = CaseMessage::read(said, &faults);
    faults.check().map_err(|problem| problem.renamed("/category/0", "/category"))?;
    Ok(message)
}
