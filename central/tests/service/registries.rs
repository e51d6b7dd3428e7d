//! Registries that answer, hang, fail and come back.

use crate::harness::registry::Registry;
use crate::harness::{Answer, Caller, Service, service_md};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn with(registry: &Registry) -> Service {
    let base = &registry.base;
    Service::start_with(&format!(
        "shalya_patient_registry = \"{base}\"\nshalya_practitioner_registry = \"{base}\"\n\
         shalya_registry_ms = 300\nshalya_registry_again_seconds = 1"
    ))
    .await
}

async fn until(his: &Caller<'_>, path: &str, is_so: impl Fn(&Value) -> bool) -> Answer {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = his.get(path).await.is(200);
        if is_so(&answer.json) {
            return answer;
        }
        assert!(Instant::now() < patience, "{}", answer.text);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn a_registry_that_hangs_holds_nothing_up_and_is_asked_again_when_it_comes_back() {
    let registry = Registry::start().await;
    let service = with(&registry).await;
    let his = service.his();
    registry.hangs();
    let start = Instant::now();
    let created = his.post("/api/procedures", &service_md("create")).await.is(201);
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    let unverified = json!({ "Patient/12345": "unverified", "Practitioner/111": "unverified" });
    assert_eq!(created.json["verification"], unverified);
    let metrics = his.get("/metrics").await.is(200).text;
    assert!(
        metrics.contains("shalya_registry_unverified{hospital=\"DHAKA\",registry=\"Patient\",state=\"unverified\"} 1"),
        "{metrics}"
    );
    let health = his.get("/health").await.is(200).json;
    assert_eq!(
        (&health["patient_service"]["status"], &health["encounter_service"]["status"]),
        (&json!("down"), &json!("unconfigured"))
    );
    // Left alone after a few failures, so that the next waits for nothing.
    for _ in 0..3 {
        his.post("/api/procedures", &service_md("create")).await.is(201);
    }
    let asked = registry.asked();
    let start = Instant::now();
    his.post("/api/procedures", &service_md("create")).await.is(201);
    assert!(start.elapsed() < Duration::from_secs(3) && registry.asked() <= asked + 2, "it is left alone");
    let path = format!("/api/procedures/{}", created.json["id"].as_str().unwrap());
    registry.answers();
    until(&his, &path, |case| case["verification"].is_null()).await;
    assert_eq!(his.get("/health").await.is(200).json["patient_service"]["status"], "up");
    let later = his.post("/api/procedures", &service_md("create")).await.is(201);
    assert_eq!(later.json["verification"], Value::Null);
}

#[tokio::test]
async fn whom_a_registry_does_not_know_is_refused_by_the_field_and_told_to_nobody_without_the_right() {
    let registry = Registry::start().await;
    let service = with(&registry).await;
    let mut body = service_md("create");
    body["subject"]["reference"] = json!("Patient/nobody");
    body["performer"][0]["actor"]["reference"] = json!("Practitioner/no-one");
    let refused = service.his().post("/api/procedures", &body).await.is(422);
    assert_eq!(refused.fields(), ["/performer/0/actor/reference", "/subject/reference"]);
    let mut booking = service_md("schedule");
    booking["patientId"] = json!("nobody");
    assert_eq!(service.his().post("/api/procedures/schedule", &booking).await.is(422).fields(), ["/patientId"]);
    let resource = json!({
        "resourceType": "Procedure", "status": "preparation",
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "80146002" }] },
        "subject": { "reference": "Patient/nobody" },
    });
    let by_fhir = service.his().post("/fhir/Procedure", &resource).await.is(422);
    assert!(by_fhir.text.contains("The registry knows no Patient/nobody."), "{}", by_fhir.text);
    let bundle = json!({
        "resourceType": "Bundle", "type": "transaction",
        "entry": [{ "resource": resource, "request": { "method": "POST", "url": "Procedure" } }],
    });
    assert!(service.his().post("/fhir", &bundle).await.is(422).text.contains("Patient/nobody"));
    assert_eq!(service.his().get("/api/procedures").await.json, json!([]), "nothing of it was written");
    let asked = registry.asked();
    service.caller("7", "DHAKA", &[], &["procedure.read"]).post("/api/procedures", &body).await.is(403);
    assert_eq!(registry.asked(), asked);
    // Known once is known for a while.
    service.his().post("/api/procedures", &service_md("create")).await.is(201);
    let asked = registry.asked();
    let again = service.his().post("/api/procedures", &service_md("create")).await.is(201);
    assert_eq!((registry.asked(), &again.json["verification"]), (asked, &Value::Null));
}

#[tokio::test]
async fn who_turns_out_to_be_unknown_stays_marked() {
    let registry = Registry::start().await;
    let service = with(&registry).await;
    registry.fails();
    let mut body = service_md("create");
    body["subject"]["reference"] = json!("Patient/nobody");
    let id = service.his().created(&body).await;
    registry.answers();
    let path = format!("/api/procedures/{id}");
    let unknown = json!({ "Patient/nobody": "unknown" });
    until(&service.his(), &path, |case| case["verification"] == unknown).await;
}

#[tokio::test]
async fn whom_a_change_names_is_asked_about_as_well() {
    let registry = Registry::start().await;
    let service = with(&registry).await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let (api, fhir) = (format!("/api/procedures/{id}"), format!("/fhir/Procedure/{id}"));
    let team = |person: &str| {
        let mut performers = service_md("create")["performer"].clone();
        performers[0]["actor"] = json!({ "reference": format!("Practitioner/{person}") });
        performers
    };
    let refused = his.put(&api, &json!({ "performer": team("no-one") })).await.is(422);
    assert_eq!(refused.fields(), ["/performer/0/actor/reference"]);
    registry.fails();
    his.put(&api, &json!({ "performer": team("7") })).await.is(200);
    assert_eq!(his.get(&api).await.json["verification"], json!({ "Practitioner/7": "unverified" }));
    let mut resource = his.get(&fhir).await.is(200).json;
    resource["performer"] = team("8");
    his.put(&fhir, &resource).await.is(200);
    assert_eq!(his.get(&api).await.json["verification"]["Practitioner/8"], "unverified");
    registry.answers();
    until(&his, &api, |case| case["verification"].is_null()).await;
}
