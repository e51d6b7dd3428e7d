//! The JSON columns of SERVICE.md's procedure table.

use super::names::{Names, reference};
use super::parts;
use crate::directory::Kind;
use crate::outside::Outside;
use crate::reading::with_right_codings;
use domain::catalogue::{CodedField, TermList, Terms};
use domain::procedure::{DeviceAction, Procedure, Role};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
pub struct Columns {
    pub category: Value,
    pub code: Value,
    pub subject: Value,
    pub encounter: Option<Value>,
    pub performed_period: Option<Value>,
    pub recorder: Option<Value>,
    pub asserter: Option<Value>,
    pub performer: Option<Value>,
    pub location: Option<Value>,
    pub reason_code: Option<Value>,
    pub reason_reference: Option<Value>,
    pub body_site: Option<Value>,
    pub outcome: Option<Value>,
    pub report: Option<Value>,
    pub complication: Option<Value>,
    pub follow_up: Option<Value>,
    pub note: Option<Value>,
    pub focal_device: Option<Value>,
    pub used_code: Option<Value>,
    pub metadata: Option<Value>,
    pub schedule: Option<Value>,
}

impl Columns {
    pub fn of(case: &Procedure, names: &Names) -> Columns {
        let said = |name: &str| parts::said(case, name).cloned();
        let patient = names.patient(case);
        Columns {
            category: parts::category(case),
            code: parts::code(case),
            subject: said("subject").unwrap_or_else(|| {
                let id = patient.map_or("", |patient| patient.outside_id.as_str());
                reference(Kind::Patient, id, patient.and_then(|patient| patient.display.as_deref()))
            }),
            encounter: said("encounter")
                .or_else(|| case.encounter.as_ref().map(|id| reference(Kind::Encounter, id, None))),
            performed_period: period(case),
            recorder: said("recorder"),
            asserter: said("asserter"),
            performer: performers(case, names),
            location: location(case, names),
            reason_code: parts::reasons(case),
            reason_reference: said("reasonReference"),
            body_site: parts::body_site(case),
            outcome: parts::outcome(case),
            report: said("report"),
            complication: parts::complications(case),
            follow_up: case
                .outcome
                .as_ref()
                .filter(|outcome| !outcome.follow_up.is_empty())
                .map(|outcome| json!(outcome.follow_up))
                .or_else(|| said("followUp")),
            note: notes(case, names),
            focal_device: devices(case),
            used_code: said("usedCode"),
            metadata: said("metadata"),
            schedule: schedule(case, names),
        }
    }
}

fn period(case: &Procedure) -> Option<Value> {
    let period = case.performed();
    (!period.is_empty()).then(|| json!(period))
}

/// Those whom a message named, as it named them, as long as they stand in the team; then the rest.
fn performers(case: &Procedure, names: &Names) -> Option<Value> {
    let said: Vec<_> = case.reported.performers.iter().flatten().collect();
    let stands = |person, role| case.team.iter().any(|member| (member.person, member.role) == (person, role));
    let mut all: Vec<Value> = said
        .iter()
        .filter(|performer| performer.role.is_none_or(|role| stands(performer.person, role)))
        .map(|performer| {
            let mut told = performer.said.clone();
            if let Some(function) = told.get("function") {
                told["function"] = with_right_codings(function, CodedField::Function);
            }
            told
        })
        .collect();
    let others = case
        .team
        .iter()
        .filter(|member| !said.iter().any(|it| it.person == member.person && it.role == Some(member.role)));
    all.extend(others.map(|member| json!({ "function": function(member.role), "actor": names.person(member.person) })));
    (!all.is_empty()).then(|| json!(all))
}

fn function(role: Role) -> Value {
    let term = Terms::embedded().by_key(TermList::Role, role.key());
    term.map_or_else(|| json!({ "text": role.key() }), |term| json!({ "coding": [term.coding()] }))
}

/// Where it is booked, in the caller's words where they name the same place.
fn location(case: &Procedure, names: &Names) -> Option<Value> {
    let said = parts::said(case, "location").cloned();
    let Some(room) = names.room(case) else { return said };
    let same = |said: &Value| {
        let text = said["reference"].as_str().unwrap_or_default();
        Outside::of_reference(Kind::Location.word(), text).is_ok_and(|outside| outside.id == room.location)
    };
    Some(said.filter(same).unwrap_or_else(|| reference(Kind::Location, &room.location, room.display.as_deref())))
}

fn notes(case: &Procedure, names: &Names) -> Option<Value> {
    let notes: Vec<Value> = case
        .notes
        .iter()
        .map(|note| {
            let mut told = json!({
                "id": note.id,
                "time": note.at,
                "author": names.person(note.author),
                "text": note.text,
                "noteType": note.note_type,
            });
            if !note.addenda.is_empty() {
                let addenda = note.addenda.iter().map(|it| json!({ "time": it.at, "text": it.text }));
                told["addenda"] = addenda.collect();
            }
            told
        })
        .collect();
    (!notes.is_empty()).then(|| json!(notes))
}

/// FHIR's focalDevice: what was implanted, explanted or manipulated.
fn devices(case: &Procedure) -> Option<Value> {
    let said = parts::said(case, "focalDevice").and_then(Value::as_array).cloned().unwrap_or_default();
    let recorded = case.devices.iter().filter(|used| used.device.action != DeviceAction::Used).map(|used| {
        let id = used.device.device_id.clone().unwrap_or_else(|| used.id.to_string());
        json!({
            "action": { "coding": [{ "code": used.device.action }] },
            "manipulated": reference(Kind::Device, &id, Some(&used.device.name)),
        })
    });
    let all: Vec<Value> = said.into_iter().chain(recorded).collect();
    (!all.is_empty()).then(|| json!(all))
}

/// The booking in the words with which SERVICE.md books.
fn schedule(case: &Procedure, names: &Names) -> Option<Value> {
    let slot = case.slot()?;
    let room = names.room(case)?;
    let booked = &case.booking.latest()?.value;
    let performers: Vec<Value> = case
        .team
        .iter()
        .map(|member| json!({ "role": spoken_role(member.role), "practitionerId": names.person_id(member.person) }))
        .collect();
    let mut resources: Vec<Value> =
        room.room.iter().map(|room| json!({ "type": "operating_room", "resourceId": room })).collect();
    resources.extend(slot.machines.iter().map(|machine| {
        let (id, resource_type) = names.machine(*machine);
        json!({ "type": resource_type, "resourceId": id })
    }));
    let mut schedule = json!({
        "scheduledDate": slot.start,
        "end": slot.end(),
        "duration": slot.minutes,
        "locationId": room.location,
        "performers": performers,
        "resources": resources,
        "overridden": !booked.over.is_empty(),
    });
    if let Some(reason) = &booked.reason {
        schedule["reason"] = json!(reason);
    }
    Some(schedule)
}

/// SERVICE.md's word for a role in a booking.
fn spoken_role(role: Role) -> &'static str {
    match role {
        Role::Anaesthetist => "anesthesiologist",
        Role::Paediatrician => "pediatrician",
        other => other.key(),
    }
}
