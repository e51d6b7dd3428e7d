//! The request of a procedure, and its booking, as R4's ServiceRequest.

use super::cases::Names;
use super::sheet::{Sheet, masked};
use crate::projection;
use serde_json::{Value, json};

pub fn whole(sheet: &Sheet, names: &Names) -> Value {
    let (row, case) = (&sheet.row, &sheet.case);
    let Some(patient) = case.patient.filter(|_| case.voided.is_none()) else {
        let subject = json!({ "reference": row["subject"]["reference"] });
        return finished(sheet, json!({ "status": "entered-in-error", "intent": "order", "subject": subject }));
    };
    let mut told = ::fhir::service_request(sheet.id, case, patient, names);
    told["code"] = row["code"].clone();
    for (name, column) in [("reasonCode", "reason_code"), ("bodySite", "body_site")] {
        if row[column].is_array() {
            told[name] = row[column].clone();
        }
    }
    if let Some(encounter) = projection::encounter(case) {
        told["encounter"] = json!({ "reference": format!("Encounter/{encounter}") });
    }
    let machines = row["schedule"]["resources"].as_array().into_iter().flatten();
    let machines: Vec<Value> = machines
        .filter(|resource| resource["type"] != "operating_room")
        .filter_map(|resource| resource["resourceId"].as_str())
        .map(|id| json!({ "reference": format!("Device/{id}") }))
        .collect();
    if !machines.is_empty() {
        told["supportingInfo"] = json!(machines);
    }
    finished(sheet, told)
}

/// What is left of one that the caller may not see whole: that it is there, its state, its time and place.
pub fn left(sheet: &Sheet) -> Value {
    let mut told = json!({ "status": ::fhir::request_status(&sheet.case), "intent": "order", "subject": masked() });
    let schedule = &sheet.row["schedule"];
    if schedule.is_object() {
        told["occurrencePeriod"] = json!({ "start": schedule["scheduledDate"], "end": schedule["end"] });
        let place = format!("Location/{}", schedule["locationId"].as_str().unwrap_or_default());
        told["locationReference"] = json!([{ "reference": place }]);
    }
    finished(sheet, told)
}

fn finished(sheet: &Sheet, mut told: Value) -> Value {
    told["resourceType"] = json!("ServiceRequest");
    let mut told = ::fhir::shape::fitting(&told, &::fhir::shape::SERVICE_REQUEST)
        .unwrap_or_else(|| json!({ "resourceType": "ServiceRequest" }));
    told["id"] = json!(::fhir::request_id(sheet.id).to_string());
    told["meta"] = sheet.meta();
    told
}
