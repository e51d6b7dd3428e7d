//! What an update changes: each element is compared with what was told of it. What is not said any more
//! is taken back; what was signed or recorded in full stays, and only more of it is taken.

use super::message::{Incoming, categories, read_message};
use crate::problem::{FieldError, Problem};
use crate::reading::{CaseMessage, SAME_IN_FHIR};
use domain::procedure::{DeviceAction, Procedure};
use domain::{Moment, ProcedureId};
use serde_json::{Map, Value};

/// Elements that leaving out does not take back.
const STAYS: &[&str] = &["subject", "encounter", "code"];

/// `told` is the resource as its sender could read it last.
pub fn message(incoming: &Incoming, told: &Value, id: ProcedureId, case: &Procedure) -> Result<CaseMessage, Problem> {
    let mut faults = Vec::new();
    let mut said = Map::new();
    for name in SAME_IN_FHIR {
        let (now, before) = (incoming.elements.get(*name).unwrap_or(&Value::Null), &told[*name]);
        if now != before && !(now.is_null() && STAYS.contains(name)) {
            said.insert((*name).to_owned(), now.clone());
        }
    }
    if said.remove("subject").is_some_and(|now| now["reference"] != told["subject"]["reference"]) {
        faults.push(FieldError::new("/subject", "fixed", "A procedure stays with its patient."));
    }
    // Complications come first that were recorded in full, devices last.
    let devices = case.devices.iter().filter(|used| used.device.action != DeviceAction::Used).count();
    let named = list(&told["focalDevice"]).len().saturating_sub(devices);
    keep(&mut said, "complication", list(&told["complication"]).get(..case.complications.len()), &mut faults);
    keep(&mut said, "focalDevice", list(&told["focalDevice"]).get(named..), &mut faults);
    if case.outcome.is_some() {
        for name in ["outcome", "followUp"] {
            if said.remove(name).is_some() {
                let detail = format!("{name} was recorded with the completion and stays.");
                faults.push(FieldError::new(format!("/{name}"), "fixed", detail));
            }
        }
    }
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    let now = categories(&incoming.elements);
    if told.as_object().and_then(categories) != now {
        said.insert("category".into(), now.unwrap_or_default());
    }
    said.insert("performedPeriod".into(), changed_period(incoming, told));
    said.insert("note".into(), new_notes(incoming, told).into());
    let extras = without_ours(incoming.extras(), id, case);
    let before = case.reported.fields.get("metadata").and_then(Value::as_object);
    let taken_back = before.is_some() && extras.is_empty();
    if !extras.is_empty() && before != Some(&extras) {
        said.insert("metadata".into(), Value::Object(extras));
    }
    let mut message = read_message(&said)?;
    if taken_back {
        message.fields.insert("metadata".into(), Value::Null);
    }
    let null = |name: &str| said.get(name).is_some_and(Value::is_null);
    if null("performer") {
        message.performers = Some(Vec::new());
    }
    if null("reasonCode") {
        message.reasons = Some(Vec::new());
    }
    Ok(message)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Leaves in the message what stands beside what was recorded, all of which must be there.
fn keep(said: &mut Map<String, Value>, name: &str, recorded: Option<&[Value]>, faults: &mut Vec<FieldError>) {
    let Some(now) = said.get(name) else { return };
    let mut rest = list(now).to_vec();
    for recorded in recorded.unwrap_or_default() {
        match rest.iter().position(|item| item == recorded) {
            Some(at) => drop(rest.remove(at)),
            None => {
                let detail = format!("What was recorded stays: {name} must hold all of it.");
                faults.push(FieldError::new(format!("/{name}"), "fixed", detail));
                return;
            }
        }
    }
    said.insert(name.to_owned(), if rest.is_empty() { Value::Null } else { Value::Array(rest) });
}

/// The ends of the period that are another moment than before.
fn changed_period(incoming: &Incoming, told: &Value) -> Value {
    let mut period = incoming.period();
    let before = &told["performedPeriod"];
    if let Value::Object(period) = &mut period {
        period.retain(|name, time| !same_moment(time, &before[name.as_str()]));
    }
    period
}

fn same_moment(one: &Value, other: &Value) -> bool {
    let moment = |value: &Value| value.as_str().and_then(|text| text.parse::<Moment>().ok());
    one == other || moment(one).is_some_and(|one| Some(one) == moment(other))
}

/// Those that were not signed yet.
fn new_notes(incoming: &Incoming, told: &Value) -> Vec<Value> {
    let known = |note: &Value| {
        list(&told["note"])
            .iter()
            .any(|it| it["text"] == note["text"] && (note["time"].is_null() || same_moment(&note["time"], &it["time"])))
    };
    incoming.notes().into_iter().filter(|note| !known(note)).collect()
}

/// Without references that this service adds itself.
fn without_ours(mut extras: Map<String, Value>, id: ProcedureId, case: &Procedure) -> Map<String, Value> {
    let mut ours = vec![format!("ServiceRequest/{}", ::fhir::request_id(id))];
    ours.extend(case.complications.iter().map(|complication| format!("Condition/{}", complication.id)));
    let used = case.devices.iter().filter(|used| used.device.action == DeviceAction::Used);
    ours.extend(used.map(|used| match &used.device.device_id {
        Some(device) => format!("Device/{device}"),
        None => format!("Device/{}", used.id),
    }));
    for name in ["basedOn", "complicationDetail", "usedReference"] {
        if let Some(Value::Array(references)) = extras.get_mut(name) {
            references.retain(|it| !it["reference"].as_str().is_some_and(|text| ours.iter().any(|own| own == text)));
            if references.is_empty() {
                extras.remove(name);
            }
        }
    }
    extras
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sent(more: Value) -> Incoming {
        let mut message = json!({
            "resourceType": "Procedure",
            "status": "preparation",
            "subject": { "reference": "Patient/12345" },
            "code": { "text": "Appendectomy" },
        });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Incoming::read(message.as_object().unwrap()).unwrap()
    }

    fn changes(before: Value, now: Value) -> Result<CaseMessage, Problem> {
        let told = Value::Object(sent(before).elements);
        message(&sent(now), &told, ProcedureId(uuid::Uuid::nil()), &Procedure::default())
    }

    #[test]
    fn what_is_said_again_as_it_stands_changes_nothing() {
        let all = json!({
            "bodySite": [{ "text": "Appendix" }],
            "note": [{ "text": "Supine.", "time": "2026-01-21T09:15:00+06:00" }],
            "performedPeriod": { "start": "2026-01-21T09:00:00+06:00" },
        });
        let message = changes(all.clone(), all).unwrap();
        assert!(message.fields.is_empty() && message.notes.is_empty() && message.period.is_empty());
        assert!(message.operation.is_none() && message.performers.is_none());
    }

    #[test]
    fn what_is_not_said_any_more_is_taken_back_and_notes_stay() {
        let message = changes(
            json!({ "bodySite": [{ "text": "Appendix" }], "note": [{ "text": "Supine." }] }),
            json!({ "note": [{ "text": "Prone." }] }),
        )
        .unwrap();
        assert_eq!(message.fields.get("bodySite"), Some(&Value::Null));
        assert_eq!(message.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["Prone."]);
    }

    #[test]
    fn a_procedure_stays_with_its_patient() {
        let other = changes(json!({}), json!({ "subject": { "reference": "Patient/1" } })).unwrap_err();
        assert_eq!(other.errors()[0].field, "/subject");
    }
}
