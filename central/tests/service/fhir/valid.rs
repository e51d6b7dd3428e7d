//! Everything that /fhir says passes HL7's own validator.

use super::{procedure, rich, sensitive};
use crate::harness::{Service, USUAL, service_md};
use serde_json::json;

#[path = "../../../../crates/fhir/tests/validator/mod.rs"]
mod validator;

#[tokio::test]
async fn hl7s_own_validator_finds_no_error_in_anything_that_is_said() {
    let service = Service::start().await;
    let his = service.his();
    let id = rich(&his).await;
    let hidden = his.created(&sensitive()).await;
    his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201);
    let mut cancelled = procedure();
    cancelled["status"] = json!("not-done");
    cancelled["statusReason"] = json!({ "text": "Patient ill" });
    his.post("/fhir/Procedure", &cancelled).await.is(201);
    let wrong = his.created(&service_md("create")).await;
    let mut voided = his.get(&format!("/fhir/Procedure/{wrong}")).await.is(200).json;
    voided["status"] = json!("entered-in-error");
    his.put(&format!("/fhir/Procedure/{wrong}"), &voided).await.is(200);
    // What /api takes and R4 has no form for.
    let mut odd = service_md("create");
    odd["category"] = json!([{ "coding": [{ "code": "surgical" }] }, { "coding": [{ "code": "day  case" }] }]);
    odd["report"] = json!(5);
    odd["recorder"] = json!({ "reference": "someone" });
    odd["usedCode"] = json!([{}]);
    odd["identifier"] = json!("9");
    odd["extension"] = json!([{ "url": "x" }]);
    odd["subject"]["display"] = json!(" \u{7} ");
    his.created(&odd).await;

    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let mut said = Vec::new();
    for word in
        ["Procedure", "ServiceRequest", "Condition", "Device", "Patient", "Practitioner", "Location", "Encounter"]
    {
        let query = if word == "Procedure" { "?_include=Procedure:*&colour=red" } else { "" };
        let found = his.get(&format!("/fhir/{word}{query}")).await.is(200).json;
        assert_ne!(found["total"], 0, "{word}");
        let first = &found["entry"][0]["resource"];
        said.push((format!("one {word}"), first.clone()));
        said.push((format!("search {word}"), found));
    }
    said.push(("found by clerk".into(), clerk.get("/fhir/Procedure").await.is(200).json));
    said.push(("requests found by clerk".into(), clerk.get("/fhir/ServiceRequest").await.is(200).json));
    said.push(("restricted".into(), clerk.get(&format!("/fhir/Procedure/{hidden}")).await.is(200).json));
    said.push(("voided".into(), his.get(&format!("/fhir/Procedure/{wrong}")).await.is(200).json));
    said.push(("history".into(), his.get(&format!("/fhir/Procedure/{id}/_history?_count=50")).await.is(200).json));
    said.push(("version".into(), his.get(&format!("/fhir/Procedure/{id}/_history/2")).await.is(200).json));
    said.push(("audit".into(), his.get("/fhir/AuditEvent?_count=200").await.is(200).json));
    said.push(("metadata".into(), his.get("/fhir/metadata").await.is(200).json));
    said.push(("nothing found".into(), his.get("/fhir/Procedure?patient=nobody").await.is(200).json));
    let entry = |method: &str, url: &str| json!({ "request": { "method": method, "url": url } });
    let mut create = entry("POST", "Procedure");
    create["resource"] = procedure();
    create["fullUrl"] = json!("urn:uuid:3f2c2f5e-0000-4000-8000-000000000001");
    let read = entry("GET", &format!("Procedure/{id}"));
    let lost = entry("GET", "Procedure/none");
    let whole = his.with("prefer", "return=representation");
    let transaction = json!({ "resourceType": "Bundle", "type": "transaction", "entry": [create, read] });
    said.push(("transaction".into(), whole.post("/fhir", &transaction).await.is(200).json));
    let batch = json!({ "resourceType": "Bundle", "type": "batch", "entry": [create, lost] });
    said.push(("batch".into(), his.post("/fhir", &batch).await.is(200).json));
    for (name, path, status) in [
        ("no resource", "/fhir/Procedure/none", 404),
        ("no path", "/fhir/Nothing", 404),
        ("no parameter", "/fhir/Procedure?date=soon", 400),
    ] {
        said.push((name.to_owned(), his.get(path).await.is(status).json));
    }
    said.push((
        "faults".into(),
        his.post("/fhir/Procedure", &json!({ "resourceType": "Procedure", "x": 1 })).await.json,
    ));
    let errors = tokio::task::spawn_blocking(move || validator::errors(&said)).await.unwrap();
    assert!(errors.is_empty(), "{errors:#?}");
}
