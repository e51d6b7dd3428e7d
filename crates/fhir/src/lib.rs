//! FHIR R4 (4.0.1) out of what the hospital recorded: one collection Bundle that any R4 reader
//! takes, and single resources for whoever serves them under names of its own. Where SERVICE.md's JSON is not R4, R4 is followed here.

mod naming;
mod people;
mod procedure;
pub mod shape;
mod surroundings;
mod words;

pub use naming::{Naming, Target};
pub use people::{patient, practitioner};
pub use procedure::{category_coding, condition, device, request_id, request_status, service_request};
pub use procedure::{status, status_reason};
pub use surroundings::location;
pub use words::{object, one_code};

use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Member;
use domain::procedure::Procedure;
use domain::{Moment, PatientId, ProcedureId};
use naming::WithinBundle;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is to be exported, as the reader may see it.
pub struct Export<'a> {
    pub at: Moment,
    pub hospital: &'a Hospital,
    pub staff: &'a [Member],
    pub patients: &'a [(PatientId, Patient)],
    /// With the version of each: the number of its facts.
    pub procedures: &'a [(ProcedureId, Procedure, u32)],
}

/// A Bundle of type `collection`. Every reference in it resolves within it.
pub fn bundle(export: &Export<'_>) -> Value {
    let known: BTreeSet<PatientId> = export.patients.iter().map(|(id, _)| *id).collect();
    let mut resources = vec![surroundings::organization(export.hospital)];
    resources.extend(
        export.hospital.theatres.iter().map(|(id, theatre)| surroundings::location(*id, theatre, &WithinBundle)),
    );
    resources.extend(export.staff.iter().map(|member| people::practitioner(member, &WithinBundle)));
    for (id, patient) in export.patients {
        resources.push(people::patient(*id, patient, export.hospital, &WithinBundle));
        resources.extend(people::allergies(*id, patient, &WithinBundle));
    }
    for (id, case, version) in export.procedures {
        // A reference that leads nowhere is worse than a case that is left for the next export.
        let Some(patient) = case.patient.filter(|patient| known.contains(patient)) else { continue };
        resources.extend(procedure::resources(*id, case, *version, patient, &WithinBundle));
    }
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|resource| json!({ "fullUrl": format!("urn:uuid:{}", text_of(&resource, "id")), "resource": resource }))
        .collect();
    json!({
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": export.at.to_string(),
        "entry": entries,
    })
}

fn text_of<'a>(resource: &'a Value, field: &str) -> &'a str {
    resource.get(field).and_then(Value::as_str).unwrap_or_default()
}
