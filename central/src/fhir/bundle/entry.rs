//! The entries of a Bundle: what each of them asks for.

use crate::fhir::served::{Interaction, Type};
use crate::problem::{FieldError, Problem};
use axum::http::HeaderValue;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

pub struct Entry {
    pub full_url: Option<String>,
    pub resource: Map<String, Value>,
    pub if_match: Option<HeaderValue>,
    pub does: Does,
}

#[derive(Debug)]
pub enum Does {
    Create { of: Type, unless: Option<String> },
    Update { id: String },
    Read { of: Type, id: String },
    Search { of: Type, query: String },
}

impl Does {
    /// In a transaction what is created comes first, then what is changed, then what is read.
    pub fn turn(&self) -> u8 {
        match self {
            Does::Create { .. } => 0,
            Does::Update { .. } => 1,
            Does::Read { .. } | Does::Search { .. } => 2,
        }
    }
}

impl Entry {
    /// The template of the path that it would have alone, as metrics and audit name it.
    pub fn route(&self) -> String {
        match &self.does {
            Does::Create { of, .. } | Does::Search { of, .. } => format!("/fhir/{}", of.word()),
            Does::Update { .. } => format!("/fhir/{}/{{id}}", Type::Procedure.word()),
            Does::Read { of, .. } => format!("/fhir/{}/{{id}}", of.word()),
        }
    }
}

/// Every entry of a Bundle, or what is wrong with it.
pub fn read(body: &Map<String, Value>, base: &str) -> Result<Vec<Result<Entry, FieldError>>, Problem> {
    if body.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
        return Err(Problem::bad_request("resource-type", "A Bundle is asked for here."));
    }
    let none = Vec::new();
    let entries = match body.get("entry") {
        None => &none,
        Some(Value::Array(entries)) => entries,
        Some(_) => return Err(Problem::field("/entry", "malformed", "entry must be a list.")),
    };
    let at = |i: usize, (field, code, detail): Wrong| FieldError::new(format!("/entry/{i}{field}"), code, detail);
    Ok(entries.iter().enumerate().map(|(i, entry)| one(entry, base).map_err(|wrong| at(i, wrong))).collect())
}

/// All of them, of which none is changed twice (http.html#trules).
pub fn of_transaction(entries: Vec<Result<Entry, FieldError>>) -> Result<Vec<Entry>, Problem> {
    let (mut all, mut faults, mut changed) = (Vec::with_capacity(entries.len()), Vec::new(), BTreeSet::new());
    for (i, entry) in entries.into_iter().enumerate() {
        match entry {
            Ok(Entry { does: Does::Update { id }, .. }) if !changed.insert(id.clone()) => {
                let detail = "A transaction changes each resource once.";
                faults.push(FieldError::new(format!("/entry/{i}/request/url"), "not-supported", detail));
            }
            Ok(entry) => all.push(entry),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(Problem::fields(faults)) }
}

type Wrong = (&'static str, &'static str, String);

fn one(entry: &Value, base: &str) -> Result<Entry, Wrong> {
    let text = |name: &str| entry["request"][name].as_str();
    let missing = |field: &'static str| (field, "missing", format!("{} is missing.", field.trim_start_matches('/')));
    let method = text("method").ok_or_else(|| missing("/request/method"))?;
    let url = text("url").ok_or_else(|| missing("/request/url"))?;
    let url = url.strip_prefix(base).unwrap_or(url).trim_start_matches('/');
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    let mut parts = path.split('/');
    let (word, id) = (parts.next().unwrap_or_default(), parts.next().filter(|id| !id.is_empty()));
    let not_served = || ("/request/url", "not-supported", format!("{method} {path:?} is not done here."));
    let served = Type::of_word(word).filter(|_| parts.next().is_none()).ok_or_else(not_served)?;
    let of = served.of;
    let does = match (method, id) {
        ("POST", None) if served.does(Interaction::Create) => {
            Does::Create { of, unless: text("ifNoneExist").map(str::to_owned) }
        }
        ("PUT", Some(id)) if served.does(Interaction::Update) => Does::Update { id: id.to_owned() },
        ("GET", Some(id)) => Does::Read { of, id: id.to_owned() },
        ("GET", None) => Does::Search { of, query: query.unwrap_or_default().to_owned() },
        _ => return Err(not_served()),
    };
    let resource = match (entry.get("resource"), does.turn()) {
        (Some(Value::Object(resource)), _) => resource.clone(),
        (_, 2) => Map::new(),
        _ => return Err(missing("/resource")),
    };
    let if_match = match text("ifMatch").map(HeaderValue::from_str) {
        None => None,
        Some(Ok(tag)) => Some(tag),
        Some(Err(_)) => return Err(("/request/ifMatch", "malformed", "ifMatch is an entity tag.".to_owned())),
    };
    Ok(Entry { full_url: entry["fullUrl"].as_str().map(str::to_owned), resource, if_match, does })
}
