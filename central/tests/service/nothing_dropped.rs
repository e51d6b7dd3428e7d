//! What a message says is kept, or refused by its name: nothing of it is left out in silence.

use crate::harness::{Service, service_md};
use serde_json::{Value, json};

async fn begun(service: &Service) -> String {
    let path = format!("/api/procedures/{}", service.his().created(&service_md("create")).await);
    service.his().put(&format!("{path}/status"), &service_md("status")).await.is(200);
    path
}

fn other_outcome() -> Value {
    json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "385671000", "display": "Unsuccessful" }] })
}

#[tokio::test]
async fn what_a_completion_says_is_kept_when_the_status_was_told_before_it() {
    let service = Service::start().await;
    let (his, path) = (service.his(), begun(&service).await);
    let told = json!({ "status": "completed", "timestamp": "2026-01-21T10:00:00+06:00" });
    his.put(&format!("{path}/status"), &told).await.is(200);
    let mut body = service_md("complete");
    body["complication"] = json!([service_md("complication"), service_md("complication")["complication"]]);
    let done = his.post(&format!("{path}/complete"), &body).await.is(200).json;
    assert_eq!(done["outcome"]["coding"][0]["display"], "Successful");
    assert_eq!(done["followUp"], "Return in 7 days for wound check");
    assert_eq!(done["performedPeriod"]["end"], "2026-01-21T10:30:00+06:00");
    assert_eq!(his.get(&format!("{path}/complications")).await.json.as_array().unwrap().len(), 2);
    let again = his.post(&format!("{path}/complete"), &body).await.is(200).json;
    assert_eq!(again, done, "said again it is nothing new");
    let moves = his.get(&format!("{path}/workflow")).await.json["history"].as_array().unwrap().len();
    assert_eq!(moves, 2, "it is completed once");
}

#[tokio::test]
async fn an_outcome_that_was_recorded_stays_and_whoever_says_another_is_told() {
    let service = Service::start().await;
    let (his, path) = (service.his(), begun(&service).await);
    let mut body = service_md("complete");
    his.post(&format!("{path}/complete"), &body).await.is(200);
    body["followUp"] = json!("  Return in 7 days for wound check \n");
    body["outcome"]["coding"][0].as_object_mut().unwrap().remove("display");
    his.post(&format!("{path}/complete"), &body).await.is(200);
    his.put(&path, &json!({ "outcome": body["outcome"], "followUp": body["followUp"] })).await.is(200);
    body["outcome"] = other_outcome();
    assert_eq!(his.post(&format!("{path}/complete"), &body).await.is(422).fields(), ["/outcome"]);
    let put = json!({ "outcome": other_outcome(), "followUp": "Never" });
    assert_eq!(his.put(&path, &put).await.is(422).fields(), ["/outcome", "/followUp"]);
    let whole = his.get(&path).await.is(200).json;
    his.put(&path, &whole).await.is(200);
    assert_eq!(his.get(&path).await.json["outcome"], whole["outcome"]);
}

#[tokio::test]
async fn unknown_fields_of_every_message_stand_beside_each_other() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("create");
    body["ward"] = json!("7");
    let path = format!("/api/procedures/{}", his.created(&body).await);
    his.put(&path, &json!({ "bed": 3 })).await.is(200);
    let mut status = service_md("status");
    status["enteredBy"] = json!("desk");
    his.put(&format!("{path}/status"), &status).await.is(200);
    let mut complete = service_md("complete");
    complete["bloodUnits"] = json!(2);
    let done = his.post(&format!("{path}/complete"), &complete).await.is(200).json;
    assert_eq!(done["metadata"], json!({ "ward": "7", "bed": 3, "enteredBy": "desk", "bloodUnits": 2 }));
    let left = his.put(&path, &json!({ "bed": null })).await.is(200).json;
    assert_eq!(left["metadata"], json!({ "ward": "7", "enteredBy": "desk", "bloodUnits": 2 }));
    let replaced = his.put(&path, &json!({ "metadata": { "ward": "8" } })).await.is(200).json;
    assert_eq!(replaced["metadata"], json!({ "ward": "8" }));
    let none = his.put(&path, &json!({ "metadata": null })).await.is(200).json;
    assert_eq!(none["metadata"], Value::Null);
}

#[tokio::test]
async fn whoever_moves_a_booking_moves_that_procedure_and_no_other() {
    let service = Service::start().await;
    let his = service.his();
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    let mut body = service_md("schedule");
    body["procedureId"] = booked["id"].clone();
    body["scheduledDate"] = json!("2026-01-22T09:00:00+06:00");
    body["movedBy"] = json!("desk");
    let moved = his.post("/api/procedures/schedule", &body).await.is(201).json;
    assert_eq!(moved["performedPeriod"]["start"], "2026-01-22T09:00:00+06:00");
    assert_eq!(moved["metadata"]["movedBy"], "desk");
    for (field, said) in [("patientId", "54321"), ("encounterId", "9"), ("procedureCode", "58656001")] {
        let mut other = body.clone();
        other[field] = json!(said);
        let refused = his.post("/api/procedures/schedule", &other).await.is(422);
        assert_eq!(refused.fields(), [format!("/{field}")]);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_back_or_read_is_named_and_not_passed_over() {
    let service = Service::start().await;
    let his = service.his();
    let path = format!("/api/procedures/{}", his.created(&service_md("create")).await);
    let nulls = json!({ "code": null, "encounter": null, "performedPeriod": { "end": null }, "location": null });
    assert_eq!(his.put(&path, &nulls).await.is(422).fields(), ["/code", "/encounter", "/performedPeriod/end"]);
    assert_eq!(his.put(&path, &json!({ "location": null })).await.is(200).json["location"], Value::Null);
    for (body, fields) in [
        (json!({ "focalDevice": "x" }), ["/focalDevice"]),
        (json!({ "focalDevice": [5] }), ["/focalDevice/0"]),
        (json!({ "performer": ["111"] }), ["/performer/0"]),
    ] {
        assert_eq!(his.put(&path, &body).await.is(422).fields(), fields);
    }
    his.with("content-encoding", "gzip").put(&path, &json!({})).await.is(415);
    assert_eq!(his.get("/api/procedures/scheduled?day=2026-01-21").await.is(422).fields(), ["day"]);
}

#[tokio::test]
async fn a_body_of_another_procedure_changes_nothing() {
    let service = Service::start().await;
    let his = service.his();
    let (one, other) = (his.created(&service_md("create")).await, his.created(&service_md("create")).await);
    let mut body = his.get(&format!("/api/procedures/{other}")).await.json;
    body["followUp"] = json!("x");
    let refused = his.put(&format!("/api/procedures/{one}"), &body).await.is(422);
    assert_eq!(refused.fields(), ["/id", "/procedureId"]);
    his.put(&format!("/api/procedures/{other}"), &body).await.is(200);
}

#[tokio::test]
async fn what_is_wrong_in_a_search_is_named_where_it_stands() {
    let service = Service::start().await;
    let his = service.his();
    let body = json!({ "patient": "a b", "encounter_id": "a b", "status": ["done"], "limit": 0, "colour": "red" });
    let refused = his.post("/api/procedures/search?sort=colour", &body).await.is(422);
    let mut fields = refused.fields();
    fields.sort_unstable();
    assert_eq!(fields, ["/colour", "/encounter_id", "/limit", "/patient", "/status", "sort"]);
}
