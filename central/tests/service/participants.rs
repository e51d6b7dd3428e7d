//! Who takes part in an encounter reads its procedures, and does nothing more with them.

use crate::harness::redis::Redis;
use crate::harness::registry::Registry;
use crate::harness::{Caller, Service, service_md};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn with(registry: &Registry, more: &str) -> Service {
    let base = &registry.base;
    Service::start_with(&format!(
        "shalya_encounter_registry = \"{base}\"\nshalya_registry_ms = 300\nshalya_registry_again_seconds = 1\n\
         shalya_encounter_again_seconds = 1\n{more}"
    ))
    .await
}

/// SERVICE.md's case, which is done in this encounter.
fn in_encounter(encounter: &str) -> Value {
    let mut body = service_md("create");
    body["encounter"]["reference"] = json!(format!("Encounter/{encounter}"));
    body
}

fn sensitive(mut body: Value) -> Value {
    body["code"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "58656001" }] });
    body
}

/// Waits until a path answers so.
async fn until(caller: &Caller<'_>, path: &str, status: u16) {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let answer = caller.get(path).await;
        if answer.status == status {
            return;
        }
        assert!(Instant::now() < patience, "{path}: {} {}", answer.status, answer.text);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn whoever_takes_part_reads_the_procedures_of_the_encounter_by_every_way_and_no_others() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11", "https://registry.example/fhir/Practitioner/12"]);
    let redis = Redis::start();
    let service = with(&registry, &format!("redis_url = \"{}\"", redis.url())).await;
    let his = service.his();
    let id = his.created(&in_encounter("67890")).await;
    let other = his.created(&in_encounter("1")).await;
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    let booked = booked["id"].as_str().unwrap();
    his.post(&format!("/api/procedures/{id}/complications"), &service_md("complication")).await.is(201);
    for sub in ["11", "12"] {
        let participant = service.caller(sub, "DHAKA", &[], &[]);
        let path = format!("/api/procedures/{id}");
        let read = participant.get(&path).await.is(200);
        assert_eq!(read.json, his.get(&path).await.json);
        for part in ["notes", "complications", "devices", "history", "workflow", "checklists/sign_in"] {
            participant.get(&format!("{path}/{part}")).await.is(200);
        }
        participant.get(&format!("/api/procedures/{other}")).await.is(403);
        for (query, total) in
            [("", "2"), ("patient=12345", "2"), ("encounter=67890", "2"), ("encounter=1", "0"), ("limit=1", "2")]
        {
            let found = participant.get(&format!("/api/procedures?{query}")).await.is(200);
            assert_eq!(found.header("x-total-count"), total, "{query}");
        }
        let day = participant.get("/api/procedures/scheduled?date=2026-01-21").await.is(200).json;
        assert_eq!((day.as_array().unwrap().len(), &day[0]["id"]), (1, &json!(booked)));
        let path = format!("/fhir/Procedure/{id}");
        for part in ["", "/_history", "/_history/1"] {
            participant.get(&format!("{path}{part}")).await.is(200);
        }
        participant.get(&format!("/fhir/Procedure/{other}")).await.is(403);
        let found = participant.get("/fhir/Procedure?_include=Procedure:*").await.is(200).json;
        assert_eq!(found["total"], 2);
        let included = found.to_string();
        assert!(included.contains("Patient/12345") && !included.contains("Encounter/1\""), "{included}");
        for (word, total) in [("ServiceRequest", 2), ("Encounter", 1), ("Condition", 1), ("Patient", 1)] {
            assert_eq!(participant.get(&format!("/fhir/{word}")).await.is(200).json["total"], total, "{word}");
        }
    }
    // Practitioner/11 is neither Practitioner/1 nor Practitioner/111; and what is DHAKA's stays there.
    for (sub, hospital, status) in [("1", "DHAKA", 403), ("1111", "DHAKA", 403), ("11", "KHULNA", 404)] {
        let stranger = service.caller(sub, hospital, &[], &[]);
        stranger.get(&format!("/api/procedures/{id}")).await.is(status);
        stranger.get(&format!("/fhir/Procedure/{id}")).await.is(status);
        assert_eq!(stranger.get("/api/procedures?patient=12345").await.is(200).header("x-total-count"), "0");
        assert_eq!(stranger.get("/fhir/Procedure").await.is(200).json["total"], 0);
    }
}

#[tokio::test]
async fn whoever_takes_part_writes_nothing() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let id = service.his().created(&in_encounter("67890")).await;
    let participant = service.caller("11", "DHAKA", &[], &[]);
    let path = format!("/api/procedures/{id}");
    let read = participant.get(&path).await.is(200).json;
    participant.put(&path, &read).await.is(403);
    participant.put(&format!("{path}/status"), &service_md("status")).await.is(403);
    participant.post(&format!("{path}/complete"), &service_md("complete")).await.is(403);
    for (part, body) in [("notes", "note"), ("complications", "complication"), ("devices", "device")] {
        participant.post(&format!("{path}/{part}"), &service_md(body)).await.is(403);
    }
    participant.put(&format!("{path}/checklists/sign_in"), &json!({ "verified": true })).await.is(403);
    let mut booking = service_md("schedule");
    booking["procedureId"] = json!(id);
    participant.post("/api/procedures/schedule", &booking).await.is(403);
    let resource = participant.get(&format!("/fhir/Procedure/{id}")).await.is(200).json;
    participant.put(&format!("/fhir/Procedure/{id}"), &resource).await.is(403);
    assert_eq!(service.his().get(&path).await.json["version"], read["version"]);
}

#[tokio::test]
async fn of_a_sensitive_procedure_of_the_encounter_state_time_and_place_are_left() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let id = service.his().created(&sensitive(in_encounter("67890"))).await;
    let participant = service.caller("11", "DHAKA", &[], &[]);
    let read = participant.get(&format!("/api/procedures/{id}")).await.is(200);
    assert_eq!((&read.json["restricted"], &read.json["code"]), (&json!(true), &Value::Null));
    participant.get(&format!("/api/procedures/{id}/history")).await.is(403);
    for (query, total) in [("", "1"), ("status=preparation", "1"), ("patient=12345", "0"), ("encounter=67890", "0")] {
        let found = participant.get(&format!("/api/procedures?{query}")).await.is(200);
        assert_eq!(found.header("x-total-count"), total, "{query}");
        assert!(!found.text.contains("58656001") && !found.text.contains("12345"));
    }
    let found = participant.get("/fhir/Procedure?_include=Procedure:*").await.is(200);
    assert_eq!(found.json["total"], 1);
    assert!(!found.text.contains("58656001") && !found.text.contains("12345"));
    participant.get(&format!("/fhir/Procedure/{id}/_history")).await.is(403);
    participant.get("/fhir/Patient/12345").await.is(404);
    assert_eq!(participant.get(&format!("/fhir/AuditEvent?entity=Procedure/{id}")).await.is(200).json["total"], 0);
}

#[tokio::test]
async fn who_joins_the_encounter_later_can_read_and_who_was_taken_off_no_longer_can() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let path = format!("/api/procedures/{}", service.his().created(&in_encounter("67890")).await);
    let (before, later) = (service.caller("11", "DHAKA", &[], &[]), service.caller("13", "DHAKA", &[], &[]));
    before.get(&path).await.is(200);
    later.get(&path).await.is(403);
    registry.told("67890", &["Practitioner/13"]);
    until(&later, &path, 200).await;
    before.get(&path).await.is(403);
    assert_eq!(before.get("/api/procedures").await.is(200).header("x-total-count"), "0");
    // When it has ended it stays as it was told last.
    service.his().put(&format!("{path}/status"), &json!({ "status": "cancelled", "reason": "fever" })).await.is(200);
    registry.told("67890", &[]);
    tokio::time::sleep(Duration::from_secs(4)).await;
    later.get(&path).await.is(200);
}

#[tokio::test]
async fn with_the_registry_down_what_was_told_last_stands_and_what_was_never_told_grants_nothing() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11"]);
    registry.told("2", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let participant = service.caller("11", "DHAKA", &[], &[]);
    let told = format!("/api/procedures/{}", service.his().created(&in_encounter("67890")).await);
    registry.fails();
    let untold = format!("/api/procedures/{}", service.his().created(&in_encounter("2")).await);
    tokio::time::sleep(Duration::from_secs(3)).await;
    participant.get(&told).await.is(200);
    participant.get(&untold).await.is(403);
    registry.answers();
    until(&participant, &untold, 200).await;
}

#[tokio::test]
async fn without_an_encounter_registry_nobody_takes_part_whatever_was_told_before() {
    let registry = Registry::start().await;
    registry.told("67890", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let id = service.his().created(&in_encounter("67890")).await;
    let plain = Service::on(service.database.clone(), "").await;
    for path in [format!("/api/procedures/{id}"), format!("/fhir/Procedure/{id}")] {
        service.caller("11", "DHAKA", &[], &[]).get(&path).await.is(200);
        plain.caller("11", "DHAKA", &[], &[]).get(&path).await.is(403);
    }
    let found = plain.caller("11", "DHAKA", &[], &[]).get("/api/procedures").await.is(200);
    assert_eq!(found.header("x-total-count"), "0");
}

#[tokio::test]
async fn an_encounter_that_a_change_names_is_asked_about_as_well() {
    let registry = Registry::start().await;
    registry.told("2", &["Practitioner/11"]);
    let service = with(&registry, "").await;
    let path = format!("/api/procedures/{}", service.his().created(&in_encounter("67890")).await);
    let participant = service.caller("11", "DHAKA", &[], &[]);
    participant.get(&path).await.is(403);
    service.his().put(&path, &json!({ "encounter": { "reference": "Encounter/2" } })).await.is(200);
    participant.get(&path).await.is(200);
    assert_eq!(participant.get("/api/procedures?encounter=2").await.is(200).header("x-total-count"), "1");
    let of = path.replace("/api/procedures", "/fhir/Procedure");
    let mut resource = service.his().get(&of).await.is(200).json;
    assert_eq!(resource["encounter"]["reference"], "Encounter/2");
    resource["encounter"]["reference"] = json!("Encounter/3");
    registry.told("3", &["Practitioner/12"]);
    service.his().put(&of, &resource).await.is(200);
    participant.get(&of).await.is(403);
    service.caller("12", "DHAKA", &[], &[]).get(&of).await.is(200);
}
