//! Reading JSON as others send it: every fault is collected with the pointer of its field, so that
//! one answer names them all. Null is as good as absent.

mod case;
mod coded;

pub use case::{
    CaseMessage, ComplicationMessage, NoteMessage, PerformerMessage, Reference, SAME_IN_FHIR, status_of, unknown,
};
pub(crate) use case::{complication, follow_up, note, period};
pub use coded::{operation_of, with_right_codings, with_right_codings_in_list};

use crate::outside::Outside;
use crate::problem::{FieldError, Problem};
use ::fhir::shape::member;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use domain::Moment;
use domain::procedure::Reason;
use serde_json::{Map, Value};
use std::sync::{Mutex, PoisonError};

/// The object in a request's body: 415 for what is not JSON by its type, 400 for what is not JSON.
pub fn body(headers: &HeaderMap, bytes: &Bytes) -> Result<Map<String, Value>, Problem> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("application/json");
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && !essence.ends_with("+json") {
        let detail = format!("The body must be application/json, not {essence}.");
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "Not a type that is read here",
            detail,
        ));
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let detail = "The body must be sent as it is, without Content-Encoding.";
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content-encoding",
            "Not a coding that is read here",
            detail,
        ));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|problem| {
        let detail = format!("The body is not JSON (line {}, column {}).", problem.line(), problem.column());
        Problem::bad_request("json", detail)
    })?;
    let Value::Object(map) = value else {
        return Err(Problem::bad_request("json", "The body must be a JSON object."));
    };
    match map.iter().find_map(|(name, value)| unkept_member(name, value, "", 1)) {
        Some((field, why)) => Err(Problem::field(field, "malformed", why)),
        None => Ok(map),
    }
}

/// Most levels of a body. What is kept of it is kept a few levels deeper, and past 128 nothing is read.
const DEEPEST: usize = 64;
/// PostgreSQL writes a number out digit by digit, and near the largest double those can't be read again.
const LARGEST: f64 = 1e300;

/// What of a value PostgreSQL could not keep, or nobody could read again: where it stands, and why.
fn unkept(value: &Value, at: &str, depth: usize) -> Option<(String, &'static str)> {
    let here = |why| Some((at.to_owned(), why));
    match value {
        _ if depth > DEEPEST => here("The body is nested deeper than 64 levels."),
        Value::String(text) if text.contains('\0') => here("A text holds the character NUL."),
        Value::Number(number) if number.as_f64().is_some_and(|number| number.abs() > LARGEST) => {
            here("A number is beyond 1e300.")
        }
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(i, value)| unkept(value, &format!("{at}/{i}"), depth + 1))
        }
        Value::Object(map) => map.iter().find_map(|(name, value)| unkept_member(name, value, at, depth + 1)),
        _ => None,
    }
}

fn unkept_member(name: &str, value: &Value, at: &str, depth: usize) -> Option<(String, &'static str)> {
    if name.contains('\0') {
        return Some((at.to_owned(), "A name holds the character NUL."));
    }
    unkept(value, &member(at, name), depth)
}

/// Faults found so far in one message.
#[derive(Default)]
pub struct Faults(Mutex<Vec<FieldError>>);

impl Faults {
    /// All of them as one problem, or nothing.
    pub fn check(self) -> Result<(), Problem> {
        let faults = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
    }

    fn add(&self, fault: FieldError) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }
}

/// One object of a message, and where it stands.
#[derive(Clone)]
pub struct Reader<'a> {
    map: &'a Map<String, Value>,
    at: String,
    faults: &'a Faults,
}

impl<'a> Reader<'a> {
    pub fn new(map: &'a Map<String, Value>, faults: &'a Faults) -> Self {
        Reader { map, at: String::new(), faults }
    }

    /// The pointer of a field.
    pub fn pointer(&self, name: &str) -> String {
        member(&self.at, name)
    }

    pub fn wrong(&self, name: &str, code: &'static str, detail: impl Into<String>) {
        self.faults.add(FieldError::new(self.pointer(name), code, detail));
    }

    fn wrong_here(&self, code: &'static str, detail: impl Into<String>) {
        self.faults.add(FieldError::new(self.at.clone(), code, detail));
    }

    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// Whether the field stands there, be it null.
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub fn text(&self, name: &str) -> Option<&'a str> {
        let value = self.value(name)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(name, "malformed", format!("{name} must be a text."));
        }
        text
    }

    pub fn required_text(&self, name: &str) -> Option<&'a str> {
        self.require(name);
        self.text(name)
    }

    pub fn require(&self, name: &str) {
        if self.value(name).is_none() {
            self.wrong(name, "missing", format!("{name} is missing."));
        }
    }

    pub fn boolean(&self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        let boolean = value.as_bool();
        if boolean.is_none() {
            self.wrong(name, "malformed", format!("{name} must be true or false."));
        }
        boolean
    }

    /// A whole number from `min` to `max`.
    pub fn number(&self, name: &str, min: i64, max: i64) -> Option<i64> {
        let value = self.value(name)?;
        let number = value.as_i64().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            self.wrong(name, "out-of-range", format!("{name} must be a whole number from {min} to {max}."));
        }
        number
    }

    /// A time with its offset (RFC 3339).
    pub fn moment(&self, name: &str) -> Option<Moment> {
        let text = self.text(name)?;
        let moment = text.parse().ok();
        if moment.is_none() {
            self.wrong(
                name,
                "malformed",
                format!("{name} must be a time with its offset, as 2026-01-21T09:00:00+06:00."),
            );
        }
        moment
    }

    pub fn object(&self, name: &str) -> Option<Reader<'a>> {
        match self.value(name)? {
            Value::Object(map) => Some(Reader { map, at: self.pointer(name), faults: self.faults }),
            _ => {
                self.wrong(name, "malformed", format!("{name} must be an object."));
                None
            }
        }
    }

    /// The objects of a list.
    pub fn list(&self, name: &str) -> Option<Vec<Reader<'a>>> {
        let Value::Array(list) = self.value(name)? else {
            self.wrong(name, "malformed", format!("{name} must be a list."));
            return None;
        };
        let at = self.pointer(name);
        let mut readers = Vec::with_capacity(list.len());
        for (i, value) in list.iter().enumerate() {
            let at = format!("{at}/{i}");
            match value {
                Value::Object(map) => readers.push(Reader { map, at, faults: self.faults }),
                _ => self.faults.add(FieldError::new(at, "malformed", format!("{name} must hold objects."))),
            }
        }
        Some(readers)
    }

    /// The object's own JSON.
    pub fn whole(&self) -> Value {
        Value::Object(self.map.clone())
    }

    /// An id in a plain field: `12345` or `Patient/12345`.
    pub fn outside(&self, name: &str, wanted: &str) -> Option<Outside> {
        let text = self.text(name)?;
        match Outside::of_reference(wanted, text) {
            Ok(outside) => Some(outside),
            Err(why) => {
                self.wrong(name, why.code(), why.detail(wanted));
                None
            }
        }
    }

    /// A FHIR Reference: `{"reference": "Patient/12345", "display": …}`.
    pub fn reference(&self, name: &str, wanted: &str) -> Option<Reference> {
        let reader = self.object(name)?;
        let display = reader.text("display").map(str::to_owned);
        reader.require("reference");
        Some(Reference { outside: reader.outside("reference", wanted)?, display })
    }

    /// Why something is done: words, a code of the hospital's list, or a CodeableConcept.
    pub fn reason(&self, name: &str) -> Option<Reason> {
        match self.value(name)? {
            Value::String(text) => Some(Reason { code: None, text: text.clone() }),
            Value::Object(_) => {
                let reader = self.object(name)?;
                let coding = reader.list("coding").and_then(|list| list.into_iter().next());
                let code = reader.text("code").or_else(|| coding.as_ref()?.text("code"));
                let text = reader.text("text").or_else(|| coding.as_ref()?.text("display"));
                Some(Reason { code: code.map(str::to_owned), text: text.unwrap_or_default().to_owned() })
            }
            _ => {
                self.wrong(name, "malformed", "A reason is a text, or an object with code and text.");
                None
            }
        }
    }
}
