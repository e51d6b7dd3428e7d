//! A case as R4 knows it: the ServiceRequest that asked for it, the Procedure, the Devices used
//! and a Condition for each complication.

use crate::naming::{Naming, Target};
use crate::words::{coding, concept, object, one_code};
use domain::catalogue::{Category, TermList, Terms};
use domain::procedure::{
    Coded, Coding, Complication, DeviceAction, DeviceUse, Milestone, Operation, Procedure, Reason, Role, Severity,
    Side, Status, Urgency,
};
use domain::{Moment, PatientId, ProcedureId, snomed};
use serde_json::{Value, json};
use uuid::Uuid;

/// All resources of one case. A case entered in error is told as such and nothing more.
pub(crate) fn resources(
    id: ProcedureId,
    case: &Procedure,
    version: u32,
    patient: PatientId,
    names: &dyn Naming,
) -> Vec<Value> {
    if case.voided.is_some() {
        return vec![json!({
            "resourceType": "Procedure",
            "id": id.to_string(),
            "status": "entered-in-error",
            "subject": names.reference(Target::Patient, patient.0),
        })];
    }
    let mut all = vec![service_request(id, case, patient, names), procedure(id, case, version, patient, names)];
    all.extend(case.devices.iter().map(|used| device(used, Some(patient), names)));
    all.extend(case.complications.iter().map(|complication| condition(complication, patient, names)));
    all
}

/// The request is another resource than what was done: its id differs from the procedure's in
/// one bit of the random part. The request's own gives the procedure's again.
pub fn request_id(id: ProcedureId) -> Uuid {
    Uuid::from_u128(id.0.as_u128() ^ 1)
}

/// What was asked for, for whom, and for when and where it is booked.
pub fn service_request(id: ProcedureId, case: &Procedure, patient: PatientId, names: &dyn Naming) -> Value {
    let priority = match case.urgency {
        Urgency::Elective => "routine",
        Urgency::Urgent => "urgent",
        Urgency::Emergency => "stat",
    };
    let slot = case.slot();
    let period = slot.map(|slot| json!({ "start": slot.start.to_string(), "end": slot.end().to_string() }));
    object([
        ("resourceType", Some(json!("ServiceRequest"))),
        ("id", Some(json!(request_id(id).to_string()))),
        ("identifier", Some(json!([{ "system": "urn:shalya:procedure", "value": case.procedure_no }]))),
        ("status", Some(json!(request_status(case)))),
        ("intent", Some(json!("order"))),
        ("priority", Some(json!(priority))),
        ("code", Some(operation(&case.operation))),
        ("subject", Some(names.reference(Target::Patient, patient.0))),
        ("occurrencePeriod", period),
        ("authoredOn", case.waiting_since.map(|since| json!(since.to_string()))),
        ("requester", case.requested_by.map(|person| names.reference(Target::Practitioner, person.0))),
        ("locationReference", slot.map(|slot| json!([names.reference(Target::Location, slot.theatre.0)]))),
        ("reasonCode", case.reason.as_ref().map(|reason| json!([concept(reason)]))),
        ("bodySite", case.settled_side().and_then(laterality).map(|side| json!([side]))),
    ])
}

/// R4's word (request-status) for where the request stands.
pub fn request_status(case: &Procedure) -> &'static str {
    match case.status {
        _ if case.voided.is_some() => "entered-in-error",
        Status::Preparation | Status::InProgress => "active",
        Status::Suspended => "on-hold",
        Status::Completed => "completed",
        Status::Cancelled => "revoked",
    }
}

fn procedure(id: ProcedureId, case: &Procedure, version: u32, patient: PatientId, names: &dyn Naming) -> Value {
    let started = case.reached(Milestone::AnaesthesiaStart).or(case.reached(Milestone::InTheatre));
    // A given end before the start is kept as evidence in the history; R4 refuses such a period.
    let ended = ended(case).filter(|end| started.is_none_or(|start| *end >= start));
    let period = started.map(|start| {
        object([("start", Some(json!(start.to_string()))), ("end", ended.map(|end| json!(end.to_string())))])
    });
    let (focal, used): (Vec<_>, Vec<_>) = case.devices.iter().partition(|d| d.device.action != DeviceAction::Used);
    let performers: Vec<Value> = case
        .team
        .iter()
        .map(|member| json!({ "function": function(member.role), "actor": names.reference(Target::Practitioner, member.person.0) }))
        .collect();
    let notes: Vec<Value> = case
        .notes
        .iter()
        .map(|note| {
            let author = names.reference(Target::Practitioner, note.author.0);
            json!({ "authorReference": author, "time": note.at.to_string(), "text": note.text })
        })
        .collect();
    let complications: Vec<Value> = case.complications.iter().map(|c| concept(&c.complication)).collect();
    let details: Vec<Value> = case.complications.iter().map(|c| names.reference(Target::Condition, c.id.0)).collect();
    object([
        ("resourceType", Some(json!("Procedure"))),
        ("id", Some(json!(id.to_string()))),
        ("meta", Some(json!({ "versionId": version.to_string() }))),
        ("identifier", Some(json!([{ "system": "urn:shalya:procedure", "value": case.procedure_no }]))),
        ("basedOn", Some(json!([names.reference(Target::ServiceRequest, request_id(id))]))),
        ("status", Some(json!(status(case)))),
        ("statusReason", status_reason(case)),
        ("category", category(&case.operation)),
        ("code", Some(operation(&case.operation))),
        ("subject", Some(names.reference(Target::Patient, patient.0))),
        ("performedPeriod", period),
        ("performer", Some(json!(performers))),
        ("location", case.slot().map(|slot| names.reference(Target::Location, slot.theatre.0))),
        ("reasonCode", case.reason.as_ref().map(|reason| json!([concept(reason)]))),
        ("bodySite", case.settled_side().and_then(laterality).map(|side| json!([side]))),
        ("outcome", case.outcome.as_ref().map(|outcome| concept(&outcome.outcome))),
        ("complication", Some(json!(complications))),
        ("complicationDetail", Some(json!(details))),
        ("followUp", case.outcome.as_ref().map(|outcome| json!([{ "text": outcome.follow_up }]))),
        ("note", Some(json!(notes))),
        ("focalDevice", Some(focal.iter().map(|used| focal_device(used, names)).collect())),
        ("usedReference", Some(used.iter().map(|used| names.reference(Target::Device, used.id.0)).collect())),
    ])
}

/// SERVICE.md's words in R4's (event-status): cancelled before anaesthesia is `not-done`, after it `stopped`.
/// What another system told has no milestones; there, being in progress begins with anaesthesia.
pub fn status(case: &Procedure) -> &'static str {
    let began = case.reached(Milestone::AnaesthesiaStart).is_some()
        || (case.milestones.is_empty() && case.status_history.iter().any(|change| change.to == Status::InProgress));
    match case.status {
        _ if case.voided.is_some() => "entered-in-error",
        Status::Preparation => "preparation",
        Status::InProgress => "in-progress",
        Status::Suspended => "on-hold",
        Status::Completed => "completed",
        Status::Cancelled if began => "stopped",
        Status::Cancelled => "not-done",
    }
}

/// Why it stands as it does, where a reason was given.
pub fn status_reason(case: &Procedure) -> Option<Value> {
    Some(why(case.status_history.last()?.reason.as_ref()?))
}

fn why(reason: &Reason) -> Value {
    let terms = Terms::embedded();
    let lists = [TermList::CancellationReason, TermList::SuspensionReason];
    let term = reason.code.as_deref().and_then(|code| lists.into_iter().find_map(|list| terms.by_code(list, code)));
    let unknown_code = reason.code.clone().filter(|_| term.is_none());
    let text = Some(reason.text.clone()).filter(|text| !text.is_empty()).or(unknown_code);
    concept(&Coded { coding: term.map(|term| term.coding()).into_iter().collect(), text })
}

fn ended(case: &Procedure) -> Option<Moment> {
    let last = case.status_history.last().filter(|_| case.status.is_final()).map(|change| change.at);
    case.reached(Milestone::OutOfTheatre).or(last)
}

fn category(operation: &Operation) -> Option<Value> {
    Some(json!({ "coding": [category_coding(operation.entry()?.category)] }))
}

/// SNOMED CT's code for a category of the catalogue.
pub fn category_coding(category: Category) -> Coding {
    let (code, display) = match category {
        Category::Surgical => ("387713003", "Surgical procedure"),
        Category::Diagnostic => ("103693007", "Diagnostic procedure"),
        Category::Therapeutic => ("277132007", "Therapeutic procedure"),
    };
    Coding { system: snomed::SYSTEM.into(), code: code.into(), display: display.into() }
}

fn operation(operation: &Operation) -> Value {
    let codings: Vec<Value> = operation.coding.iter().map(coding).collect();
    let text = operation.text.clone().or_else(|| operation.entry().map(|entry| entry.display.clone()));
    object([("coding", Some(json!(codings))), ("text", text.map(|text| json!(text)))])
}

fn laterality(side: Side) -> Option<Value> {
    let (code, display) = match side {
        Side::Left => ("7771000", "Left"),
        Side::Right => ("24028007", "Right"),
        Side::Both => ("51440002", "Right and left"),
        Side::NotSided => return None,
    };
    Some(json!({ "coding": [{ "system": snomed::SYSTEM, "code": code, "display": display }] }))
}

fn function(role: Role) -> Value {
    let term = Terms::embedded().by_key(TermList::Role, role.key());
    let codings = term.map(|term| term.coding()).into_iter().collect();
    concept(&Coded { coding: codings, text: term.is_none().then(|| role.key().to_owned()) })
}

fn focal_device(used: &DeviceUse, names: &dyn Naming) -> Value {
    let action = match used.device.action {
        DeviceAction::Implanted => "implanted",
        DeviceAction::Explanted => "explanted",
        DeviceAction::Manipulated | DeviceAction::Used => "manipulated",
    };
    json!({
        "action": one_code("http://hl7.org/fhir/device-action", action),
        "manipulated": names.reference(Target::Device, used.id.0),
    })
}

/// A device as it was used; in whom, where it is known.
pub fn device(used: &DeviceUse, patient: Option<PatientId>, names: &dyn Naming) -> Value {
    let device = &used.device;
    let implanted = patient.filter(|_| device.action == DeviceAction::Implanted);
    let kind = Terms::embedded().by_key(TermList::DeviceType, &device.device_type);
    let gtin = device.device_id.as_deref().filter(|id| id.len() == 14 && id.bytes().all(|b| b.is_ascii_digit()));
    let expires = device.expires.map(|date| format!("{:04}-{:02}-{:02}", date.year(), date.month() as u8, date.day()));
    object([
        ("resourceType", Some(json!("Device"))),
        ("id", Some(json!(names.id(Target::Device, used.id.0)))),
        ("identifier", device.device_id.as_ref().map(|id| json!([{ "system": "urn:shalya:device", "value": id }]))),
        (
            "udiCarrier",
            gtin.map(|gtin| json!([{ "deviceIdentifier": gtin, "issuer": "http://hl7.org/fhir/NamingSystem/gs1" }])),
        ),
        ("status", Some(json!("active"))),
        ("expirationDate", expires.map(|date| json!(date))),
        ("lotNumber", device.lot.as_ref().map(|lot| json!(lot))),
        ("serialNumber", device.serial.as_ref().map(|serial| json!(serial))),
        ("deviceName", Some(json!([{ "name": device.name, "type": "user-friendly-name" }]))),
        ("type", kind.map(|term| concept(&Coded { coding: vec![term.coding()], text: None }))),
        ("patient", implanted.map(|patient| names.reference(Target::Patient, patient.0))),
    ])
}

/// A complication in full.
pub fn condition(complication: &Complication, patient: PatientId, names: &dyn Naming) -> Value {
    const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
    let severity = match complication.severity {
        Severity::Mild => ("255604002", "Mild"),
        Severity::Moderate => ("6736007", "Moderate"),
        Severity::Severe | Severity::LifeThreatening | Severity::Death => ("24484000", "Severe"),
    };
    object([
        ("resourceType", Some(json!("Condition"))),
        ("id", Some(json!(complication.id.to_string()))),
        ("clinicalStatus", Some(one_code(CLINICAL, "active"))),
        ("category", Some(json!([one_code(CATEGORY, "encounter-diagnosis")]))),
        (
            "severity",
            Some(json!({
                "coding": [{ "system": snomed::SYSTEM, "code": severity.0, "display": severity.1 }],
                "text": complication.severity,
            })),
        ),
        ("code", Some(concept(&complication.complication))),
        ("subject", Some(names.reference(Target::Patient, patient.0))),
        ("onsetDateTime", Some(json!(complication.detected_at.to_string()))),
        ("recordedDate", Some(json!(complication.recorded_at.to_string()))),
        ("recorder", Some(names.reference(Target::Practitioner, complication.recorded_by.0))),
        ("note", Some(json!([{ "text": complication.management }]))),
    ])
}
