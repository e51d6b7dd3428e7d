//! A procedure as R4's Procedure: what `/api` tells of it, in R4's form. What R4 has no place for goes
//! into extensions, so that nothing is lost on the way.

use super::OWN;
use super::cases::Names;
use super::message::EXTRAS;
use super::sheet::{Sheet, masked};
use crate::outside::Outside;
use ::fhir::shape::{PROCEDURE, fitting};
use ::fhir::{Naming, Target};
use domain::Moment;
use domain::catalogue::Category;
use domain::procedure::{DeviceAction, Procedure};
use serde_json::{Map, Value, json};

/// The system of the number that every procedure has here.
pub const NUMBERS: &str = "urn:shalya:procedure";
const DEVICE_ACTIONS: &str = "http://hl7.org/fhir/device-action";

pub fn whole(sheet: &Sheet, names: &Names) -> Value {
    let (row, case) = (&sheet.row, &sheet.case);
    if case.voided.is_some() {
        return finished(sheet, json!({ "status": "entered-in-error", "subject": refer(&row["subject"], "Patient") }));
    }
    let listed = |name: &str| list(&row[name]);
    let mut told = json!({
        "status": ::fhir::status(case),
        "statusReason": ::fhir::status_reason(case),
        "category": category(row),
        "code": row["code"],
        "subject": refer(&row["subject"], "Patient"),
        "encounter": refer(&row["encounter"], "Encounter"),
        "performedPeriod": period(row),
        "recorder": row["recorder"],
        "asserter": row["asserter"],
        "performer": listed("performer").iter().map(performer).collect::<Vec<_>>(),
        "location": refer(&row["location"], "Location"),
        "reasonCode": listed("reason_code"),
        "reasonReference": listed("reason_reference"),
        "bodySite": listed("body_site"),
        "outcome": row["outcome"],
        "report": listed("report"),
        "complication": listed("complication"),
        "complicationDetail": complication_details(case, names),
        "followUp": follow_up(sheet),
        "note": notes(case, names),
        "focalDevice": listed("focal_device").iter().map(focal_device).collect::<Vec<_>>(),
        "usedReference": used(case, names),
        "usedCode": listed("used_code"),
        "identifier": [number(row)],
        "basedOn": [names.reference(Target::ServiceRequest, ::fhir::request_id(sheet.id))],
        "extension": own_extensions(row),
    });
    add_extras(&mut told, &row["metadata"]);
    finished(sheet, told)
}

/// What is left of one that the caller may not see whole.
pub fn left(sheet: &Sheet) -> Value {
    let row = &sheet.row;
    let told = json!({
        "status": ::fhir::status(&sheet.case),
        "identifier": [number(row)],
        "subject": masked(),
        "performedPeriod": period(row),
        "location": refer(&row["location"], "Location"),
    });
    finished(sheet, told)
}

/// What of it is R4, with its id, version and time.
fn finished(sheet: &Sheet, mut told: Value) -> Value {
    told["resourceType"] = json!("Procedure");
    drop_empty(&mut told);
    let mut told = fitting(&told, &PROCEDURE).unwrap_or_else(|| json!({ "resourceType": "Procedure" }));
    told["id"] = json!(sheet.id);
    let kept = told["meta"].take();
    told["meta"] = sheet.meta();
    if let (Value::Object(meta), Value::Object(kept)) = (&mut told["meta"], kept) {
        meta.extend(kept);
    }
    told
}

fn drop_empty(told: &mut Value) {
    if let Value::Object(map) = told {
        map.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
}

fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    }
}

fn number(row: &Value) -> Value {
    json!({ "system": NUMBERS, "value": row["procedure_id"] })
}

/// `12345` and `Patient/12345` mean the same outside; R4 asks for the second.
fn refer(said: &Value, wanted: &str) -> Value {
    let text = said["reference"].as_str().unwrap_or_default();
    let Ok(outside) = Outside::of_reference(wanted, text) else { return Value::Null };
    let mut reference = json!({ "reference": format!("{wanted}/{}", outside.id) });
    if said["display"].is_string() {
        reference["display"] = said["display"].clone();
    }
    reference
}

fn period(row: &Value) -> Value {
    let mut period = row["performed_period"].clone();
    let time = |name: &str| period[name].as_str().and_then(|text| text.parse::<Moment>().ok());
    // Kept as evidence in the history; R4 refuses such a period.
    if time("end") < time("start")
        && let Value::Object(period) = &mut period
    {
        period.remove("end");
    }
    period
}

/// R4 has one; further ones are extensions.
fn category(row: &Value) -> Value {
    let mut first = list(&row["category"]).into_iter().next().unwrap_or_default();
    let known = [Category::Surgical, Category::Diagnostic, Category::Therapeutic];
    if let Some(codings) = first.get_mut("coding").and_then(Value::as_array_mut) {
        let means = |category: &Category| {
            codings.iter().any(|coding| coding["code"] == json!(category) && coding["system"].as_str().is_none())
        };
        if let Some(category) = known.into_iter().find(means) {
            let right = json!(::fhir::category_coding(category));
            if !codings.iter().any(|coding| coding["code"] == right["code"]) {
                codings.push(right);
            }
        }
    }
    first
}

fn performer(said: &Value) -> Value {
    let mut told = said.clone();
    told["actor"] = refer(&said["actor"], "Practitioner");
    told
}

/// SERVICE.md writes the action as a bare code.
fn focal_device(said: &Value) -> Value {
    let mut told = said.clone();
    told["manipulated"] = refer(&said["manipulated"], "Device");
    for coding in told["action"]["coding"].as_array_mut().into_iter().flatten() {
        let bare = coding["system"].as_str().is_none_or(str::is_empty);
        if bare && ["implanted", "explanted", "manipulated"].iter().any(|action| coding["code"] == *action) {
            coding["system"] = json!(DEVICE_ACTIONS);
        }
    }
    if told["action"].is_null()
        && let Value::Object(told) = &mut told
    {
        told.remove("action");
    }
    told
}

/// A sentence is told as a text; what was said as a list of concepts stays that, as long as it says the same.
fn follow_up(sheet: &Sheet) -> Value {
    let said = sheet.case.reported.fields.get("followUp").filter(|said| said.is_array());
    match (&sheet.row["follow_up"], said) {
        (Value::String(text), Some(said)) if texts(said) == *text => said.clone(),
        (Value::String(text), _) => json!([{ "text": text }]),
        (other, _) => other.clone(),
    }
}

/// The texts of concepts as one, as a follow-up is recorded.
pub fn texts(concepts: &Value) -> String {
    let texts = concepts.as_array().into_iter().flatten().filter_map(|concept| concept["text"].as_str());
    texts.collect::<Vec<_>>().join("\n")
}

/// Each note, and after it what was added to it.
fn notes(case: &Procedure, names: &Names) -> Vec<Value> {
    let mut all = Vec::new();
    for note in &case.notes {
        all.push(json!({
            "extension": [{ "url": format!("{OWN}note-type"), "valueCode": note.note_type }],
            "authorReference": names.reference(Target::Practitioner, note.author.0),
            "time": note.at,
            "text": note.text,
        }));
        all.extend(note.addenda.iter().map(|addendum| {
            json!({
                "extension": [{ "url": format!("{OWN}addendum-to"), "valueString": note.id }],
                "authorReference": names.reference(Target::Practitioner, addendum.author.0),
                "time": addendum.at,
                "text": addendum.text,
            })
        }));
    }
    all
}

fn complication_details(case: &Procedure, names: &Names) -> Vec<Value> {
    case.complications.iter().map(|it| names.reference(Target::Condition, it.id.0)).collect()
}

/// Devices that were used and neither implanted, taken out nor manipulated.
fn used(case: &Procedure, names: &Names) -> Vec<Value> {
    let used = case.devices.iter().filter(|used| used.device.action == DeviceAction::Used);
    used.map(|used| names.reference(Target::Device, used.id.0)).collect()
}

/// What of `/api` has no element in R4.
fn own_extensions(row: &Value) -> Vec<Value> {
    let further = list(&row["category"]).into_iter().skip(1);
    let mut all: Vec<Value> =
        further.map(|category| json!({ "url": format!("{OWN}category"), "valueCodeableConcept": category })).collect();
    let outstanding = list(&row["checklist_outstanding"]);
    all.extend(
        outstanding
            .into_iter()
            .map(|phase| json!({ "url": format!("{OWN}checklist-outstanding"), "valueCode": phase })),
    );
    all
}

/// What its senders said beyond SERVICE.md's fields: R4's elements in their place, the rest as JSON.
fn add_extras(told: &mut Value, metadata: &Value) {
    let Value::Object(metadata) = metadata else { return };
    let mut rest = Map::new();
    for (name, value) in metadata {
        let alone = json!({ "resourceType": "Procedure", "status": "unknown", "subject": masked(), name: value });
        let fits = EXTRAS.contains(&name.as_str())
            && fitting(&alone, &PROCEDURE).is_some_and(|fitted| fitted.get(name) == Some(value));
        match (fits, told.get_mut(name), value) {
            (true, Some(Value::Array(ours)), Value::Array(more)) => ours.extend(more.iter().cloned()),
            (true, _, value) => told[name] = value.clone(),
            (false, ..) => drop(rest.insert(name.clone(), value.clone())),
        }
    }
    if !rest.is_empty()
        && let Some(extensions) = told["extension"].as_array_mut()
    {
        let json = Value::Object(rest).to_string();
        extensions.push(json!({ "url": format!("{OWN}metadata"), "valueString": json }));
    }
}
