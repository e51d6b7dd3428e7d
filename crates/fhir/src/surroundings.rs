//! The hospital as Organization, its theatres as Locations.

use crate::naming::{Naming, Target};
use crate::words::object;
use domain::TheatreId;
use domain::hospital::{Hospital, Theatre};
use serde_json::{Value, json};
use uuid::Uuid;

/// The hospital's id follows from its code: the same in every export.
pub(crate) fn hospital_id(code: &str) -> Uuid {
    let mut bytes = *b"shalya-hospital\0";
    code.bytes().zip(&mut bytes[8..]).for_each(|(byte, place)| *place = byte);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

pub(crate) fn organization(hospital: &Hospital) -> Value {
    object([
        ("resourceType", Some(json!("Organization"))),
        ("id", Some(json!(hospital_id(&hospital.code).to_string()))),
        ("identifier", Some(json!([{ "system": "urn:shalya:hospital", "value": hospital.code }]))),
        ("name", Some(json!(hospital.name))),
        (
            "alias",
            (hospital.name_bn != hospital.name && !hospital.name_bn.is_empty()).then(|| json!([hospital.name_bn])),
        ),
    ])
}

/// A theatre.
pub fn location(id: TheatreId, theatre: &Theatre, names: &dyn Naming) -> Value {
    object([
        ("resourceType", Some(json!("Location"))),
        ("id", Some(json!(names.id(Target::Location, id.0)))),
        ("status", Some(json!("active"))),
        ("name", Some(json!(theatre.name))),
        ("alias", (theatre.name_bn != theatre.name).then(|| json!([theatre.name_bn]))),
        ("mode", Some(json!("instance"))),
        (
            "type",
            Some(json!([{
                "coding": [{ "system": domain::snomed::SYSTEM, "code": "225738002" }],
                "text": "Operating theatre",
            }])),
        ),
    ])
}
