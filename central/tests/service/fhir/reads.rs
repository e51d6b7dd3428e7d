//! Reading a resource, its versions and its history.

use super::{issue, rich};
use crate::harness::{Service, service_md};
use serde_json::{Value, json};

#[tokio::test]
async fn a_procedure_and_all_it_refers_to_are_served() {
    let service = Service::start().await;
    let his = service.his();
    let id = rich(&his).await;
    let read = his.get(&format!("/fhir/Procedure/{id}")).await.is(200);
    assert_eq!(read.header("content-type"), "application/fhir+json");
    let told = read.json;
    assert_eq!((told["resourceType"].as_str(), told["status"].as_str()), (Some("Procedure"), Some("completed")));
    let version = told["meta"]["versionId"].as_str().unwrap();
    assert_eq!(read.headers["etag"].to_str().unwrap(), format!("W/\"{version}\""));
    assert!(read.headers["last-modified"].to_str().unwrap().ends_with(" GMT"));
    assert_eq!(told["code"]["coding"][0]["code"], "80146002");
    assert_eq!(told["category"]["coding"][1]["code"], "387713003");
    assert_eq!(told["followUp"], json!([{ "text": "Return in 7 days for wound check" }]));
    assert_eq!(told["note"][0]["authorReference"]["reference"], "Practitioner/111");
    assert_eq!(told["focalDevice"][0]["action"]["coding"][0]["system"], "http://hl7.org/fhir/device-action");
    let mut followed = 0;
    let text = told.to_string();
    for part in text.split("\"reference\":\"").skip(1) {
        let to = part.split('"').next().unwrap();
        let there = his.get(&format!("/fhir/{to}")).await.is(200).json;
        assert_eq!(to, format!("{}/{}", there["resourceType"].as_str().unwrap(), there["id"].as_str().unwrap()));
        followed += 1;
    }
    assert!(followed >= 9, "{text}");
    let request = his.get(&format!("/fhir/{}", told["basedOn"][0]["reference"].as_str().unwrap())).await.json;
    assert_eq!((&request["status"], &request["intent"]), (&json!("completed"), &json!("order")));
    let detail = told["complicationDetail"][0]["reference"].as_str().unwrap();
    let condition = his.get(&format!("/fhir/{detail}")).await.json;
    assert_eq!(condition["note"][0]["text"], "Blood transfusion given, patient stabilized");
    let device = his.get("/fhir/Device/08901234567894").await.json;
    assert_eq!(device["udiCarrier"][0]["deviceIdentifier"], "08901234567894");
}

#[tokio::test]
async fn every_version_can_be_read_again_and_the_history_tells_the_last_first() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let path = format!("/fhir/Procedure/{id}");
    let before = his.get(&path).await.is(200).json;
    let version: usize = before["meta"]["versionId"].as_str().unwrap().parse().unwrap();
    his.put(&format!("/api/procedures/{id}/status"), &service_md("status")).await.is(200);
    let now = his.get(&path).await.is(200).json;
    assert_eq!((&before["status"], &now["status"]), (&json!("preparation"), &json!("in-progress")));
    let again = his.get(&format!("{path}/_history/{version}")).await.is(200);
    assert_eq!(again.headers["etag"].to_str().unwrap(), format!("W/\"{version}\""));
    let without_meta = |mut value: Value| {
        value["meta"].take();
        value
    };
    assert_eq!(without_meta(again.json), without_meta(before));
    let history = his.get(&format!("{path}/_history")).await.is(200).json;
    assert_eq!((&history["type"], &history["total"]), (&json!("history"), &json!(version + 1)));
    let entries = history["entry"].as_array().unwrap();
    assert_eq!(entries[0]["resource"]["status"], "in-progress");
    assert_eq!(entries.last().unwrap()["request"]["method"], "POST");
    let page = his.get(&format!("{path}/_history?_count=1")).await.is(200).json;
    let next = page["link"][1]["url"].as_str().unwrap().split_once("/fhir").unwrap().1.to_owned();
    let rest = his.get(&format!("/fhir{next}")).await.is(200).json;
    assert_eq!(rest["entry"][0]["resource"]["meta"]["versionId"], version.to_string());
    for missing in ["0", "99", "x", "-1"] {
        assert_eq!(issue(&his.get(&format!("{path}/_history/{missing}")).await.is(404).json), "not-found");
    }
    let request = now["basedOn"][0]["reference"].as_str().unwrap();
    let first = his.get(&format!("/fhir/{request}/_history/1")).await.is(200).json;
    assert_eq!(first["status"], "active");
}

#[tokio::test]
async fn what_the_caller_has_already_is_not_sent_again() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let path = format!("/fhir/Procedure/{id}");
    let read = his.get(&path).await.is(200);
    let same = his.with("if-none-match", read.header("etag")).get(&path).await.is(304);
    assert_eq!((same.text.as_str(), same.header("etag")), ("", read.header("etag")));
    his.with("if-modified-since", read.header("last-modified")).get(&path).await.is(304);
    his.with("if-none-match", "W/\"1\"").get(&path).await.is(200);
}

#[tokio::test]
async fn only_json_of_r4_is_spoken() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let path = format!("/fhir/Procedure/{id}");
    for (accept, format, status) in [
        ("application/fhir+json", "", 200),
        ("application/fhir+json; fhirVersion=4.0", "", 200),
        ("application/fhir+xml, */*;q=0.1", "", 200),
        ("application/fhir+xml", "", 406),
        ("application/fhir+xml", "?_format=json", 200),
        ("*/*", "?_format=application/fhir%2Bjson", 200),
        ("*/*", "?_format=xml", 406),
    ] {
        let answer = his.with("accept", accept).get(&format!("{path}{format}")).await.is(status);
        assert_eq!(answer.header("content-type"), "application/fhir+json", "{accept} {format}");
    }
}

#[tokio::test]
async fn what_is_served_is_told_and_what_is_told_is_served() {
    let service = Service::start().await;
    let his = service.his();
    let mut nobody = his.clone();
    nobody.token.clear();
    let statement = nobody.get("/fhir/metadata").await.is(200).json;
    assert_eq!((&statement["fhirVersion"], &statement["kind"]), (&json!("4.0.1"), &json!("instance")));
    let resources = statement["rest"][0]["resource"].as_array().unwrap();
    assert_eq!(resources.len(), 9);
    for resource in resources {
        let word = resource["type"].as_str().unwrap();
        let does = |code: &str| resource["interaction"].as_array().unwrap().iter().any(|it| it["code"] == code);
        his.get(&format!("/fhir/{word}")).await.is(200);
        his.get(&format!("/fhir/{word}/none")).await.is(404);
        let created = his.post(&format!("/fhir/{word}"), &json!({})).await.status;
        assert_eq!(created, if does("create") { 400 } else { 405 }, "{word}");
        let updated = his.put(&format!("/fhir/{word}/none"), &json!({})).await.status;
        assert_eq!(updated, if does("update") { 400 } else { 405 }, "{word}");
        let history = his.get(&format!("/fhir/{word}/none/_history")).await;
        assert_eq!((history.status, issue(&history.json)), (404, "not-found"));
        for parameter in resource["searchParam"].as_array().unwrap() {
            let name = parameter["name"].as_str().unwrap();
            let value = match (name, parameter["type"].as_str().unwrap()) {
                (_, "date") => "ge2026-01-01",
                ("status", _) => "completed",
                _ => "1",
            };
            his.with("prefer", "handling=strict").get(&format!("/fhir/{word}?{name}={value}")).await.is(200);
        }
    }
    assert!(his.get("/openapi.json").await.json["paths"]["/fhir/metadata"].is_object());
}
