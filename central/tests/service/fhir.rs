//! FHIR R4 under /fhir: read, found, written and refused as R4 has it, and the same facts as /api.

mod agreement;
mod bundles;
mod conditions;
mod hostile;
mod pages;
mod privacy;
mod reads;
mod search;
mod valid;
mod writes;

use crate::harness::{Caller, service_md};
use serde_json::{Value, json};

/// A Procedure as another system sends it.
pub fn procedure() -> Value {
    json!({
        "resourceType": "Procedure",
        "identifier": [{ "system": "urn:his:operation", "value": "OP-77" }],
        "status": "preparation",
        "category": { "coding": [{ "system": "http://snomed.info/sct", "code": "387713003" }] },
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "80146002", "display": "Appendectomy" }] },
        "subject": { "reference": "Patient/12345", "display": "Rahima Begum" },
        "encounter": { "reference": "Encounter/67890" },
        "performedPeriod": { "start": "2026-01-21T09:00:00+06:00", "end": "2026-01-21T10:30:00+06:00" },
        "performer": [{
            "function": { "coding": [{ "system": "http://snomed.info/sct", "code": "304292004", "display": "Surgeon" }] },
            "actor": { "reference": "Practitioner/111", "display": "Dr. Anwar Hossain" },
        }],
        "location": { "reference": "Location/222", "display": "Operating Room 1" },
        "reasonCode": [{ "coding": [{ "system": "http://snomed.info/sct", "code": "85189001" }] }],
        "bodySite": [{ "coding": [{ "system": "http://snomed.info/sct", "code": "66754008" }] }],
    })
}

/// SERVICE.md's tubal ligation, which is sensitive.
pub fn sensitive() -> Value {
    let mut body = service_md("create");
    body["code"] =
        json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "58656001", "display": "Tubal ligation" }] });
    body["reasonCode"] = json!([{ "text": "Sterilisation wished" }]);
    body
}

/// A procedure of /api with everything that can be said of one: booked, begun, noted, complicated, with
/// devices, completed. Its id.
pub async fn rich(his: &Caller<'_>) -> String {
    let mut body = service_md("create");
    body["identifier"] = json!([{ "system": "urn:his:operation", "value": "OP-1" }]);
    body["theatreNurse"] = json!("kept among what is unknown");
    let id = his.created(&body).await;
    let path = format!("/api/procedures/{id}");
    his.put(&format!("{path}/status"), &service_md("status")).await.is(200);
    his.post(&format!("{path}/notes"), &service_md("note")).await.is(201);
    his.post(&format!("{path}/complications"), &service_md("complication")).await.is(201);
    his.post(&format!("{path}/devices"), &service_md("device")).await.is(201);
    let used = json!({ "deviceId": "08901234567894", "deviceType": "laparoscope", "action": "used", "serial": "S-9" });
    his.post(&format!("{path}/devices"), &used).await.is(201);
    his.post(&format!("{path}/complete"), &service_md("complete")).await.is(200);
    id
}

/// The code of the first issue of an OperationOutcome.
pub fn issue(outcome: &Value) -> &str {
    assert_eq!(outcome["resourceType"], "OperationOutcome", "{outcome}");
    outcome["issue"][0]["code"].as_str().unwrap()
}
