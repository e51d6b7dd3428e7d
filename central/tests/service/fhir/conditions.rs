//! Requests with a condition, and requests in a Bundle that cannot be done: nothing is made or changed that
//! the caller did not ask for.

use super::{issue, procedure};
use crate::harness::Service;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_condition_that_says_nothing_is_refused_and_not_passed_over() {
    let service = Service::start().await;
    let his = service.his();
    his.post("/fhir/Procedure", &procedure()).await.is(201);
    // A number that the caller's program left empty finds no other's procedure.
    for query in ["identifier=", "identifier=&patient=12345", "_count=5", "_format=json", "", "colour=red", "?"] {
        let answer = his.with("if-none-exist", query).post("/fhir/Procedure", &procedure()).await.is(400);
        assert_eq!(issue(&answer.json), "invalid", "{query}");
    }
    let bangla = his.with("if-none-exist", "identifier=urn:his:operation|অপারেশন");
    bangla.post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!(his.get("/fhir/Procedure").await.json["total"], 2);
    let empty = his.get("/fhir/Procedure?patient=").await.is(200).json;
    assert_eq!(empty["entry"].as_array().unwrap().last().unwrap()["search"]["mode"], "outcome");
    his.with("prefer", "handling=strict").get("/fhir/Procedure?patient=").await.is(400);
}

#[tokio::test]
async fn whoever_means_to_create_changes_nothing() {
    let service = Service::start().await;
    let his = service.his();
    let body = his.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let id = body["id"].as_str().unwrap();
    let new = his.with("if-none-match", "*");
    assert_eq!(issue(&new.put(&format!("/fhir/Procedure/{id}"), &body).await.is(412).json), "conflict");
    new.put(&format!("/api/procedures/{id}"), &json!({ "followUp": "x" })).await.is(412);
    let tag = format!("W/\"{}\"", body["meta"]["versionId"].as_str().unwrap());
    his.with("if-none-match", &tag).put(&format!("/fhir/Procedure/{id}"), &body).await.is(412);
    his.with("if-none-match", "W/\"999\"").put(&format!("/fhir/Procedure/{id}"), &body).await.is(200);
}

#[tokio::test]
async fn whoever_may_write_and_not_read_is_answered_again_as_at_first() {
    let service = Service::start().await;
    let writer = service.caller("ward", "DHAKA", &[], &["procedure.write"]).with("idempotency-key", "one");
    let first = writer.post("/fhir/Procedure", &procedure()).await.is(201);
    let again = writer.post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!((&again.json, again.header("location")), (&first.json, first.header("location")));
    assert_eq!(service.his().get("/fhir/Procedure").await.json["total"], 1);
}

#[tokio::test]
async fn who_has_it_already_is_not_sent_it_again() {
    let service = Service::start().await;
    let his = service.his();
    let first = his.post("/fhir/Procedure", &procedure()).await.is(201);
    let path = format!("/fhir/Procedure/{}", first.json["id"].as_str().unwrap());
    for (name, value, status) in [
        ("if-none-match", first.header("etag"), 304),
        ("if-none-match", "W/\"999\"", 200),
        ("if-modified-since", first.header("last-modified"), 304),
        ("if-modified-since", "Fri, 31 Dec 2999 00:00:00 GMT", 304),
        ("if-modified-since", "Wed, 21 Jan 2015 07:28:00 GMT", 200),
        ("if-modified-since", "yesterday", 200),
    ] {
        let answer = his.with(name, value).get(&path).await.is(status);
        assert_eq!(answer.text.is_empty(), status == 304, "{name}: {value}");
    }
}

#[tokio::test]
async fn what_a_batch_cannot_do_keeps_nothing_else_from_being_done() {
    let service = Service::start().await;
    let his = service.his();
    let entry = |method: &str, url: &str, resource: Option<Value>| {
        let mut entry = json!({ "request": { "method": method, "url": url } });
        entry["resource"] = resource.unwrap_or_default();
        entry
    };
    let bundle = |kind: &str, entries: &[Value]| json!({ "resourceType": "Bundle", "type": kind, "entry": entries });
    let entries = [
        entry("DELETE", "Procedure/1", None),
        entry("POST", "Procedure", Some(procedure())),
        json!({ "resource": procedure() }),
        entry("GET", "Nothing/1", None),
        json!("odd"),
        entry("GET", "Procedure?status=preparation", None),
    ];
    let answer = his.post("/fhir", &bundle("batch", &entries)).await.is(200).json;
    let statuses: Vec<&str> =
        answer["entry"].as_array().unwrap().iter().map(|it| &it["response"]["status"].as_str().unwrap()[..3]).collect();
    assert_eq!(statuses, ["422", "201", "422", "422", "422", "200"]);
    let outcome = &answer["entry"][0]["response"]["outcome"];
    assert_eq!(outcome["issue"][0]["expression"][0], "Bundle.entry[0].request.url");
    assert_eq!(answer["entry"][5]["resource"]["total"], 1);
    // Of a transaction all is done or nothing.
    his.post("/fhir", &bundle("transaction", &entries)).await.is(422);
    assert_eq!(his.get("/fhir/Procedure").await.json["total"], 1);
    // Nor does one of its entries undo another.
    let body = his.get("/fhir/Procedure").await.json["entry"][0]["resource"].clone();
    let url = format!("Procedure/{}", body["id"].as_str().unwrap());
    let twice = [entry("PUT", &url, Some(body.clone())), entry("PUT", &url, Some(body))];
    let refused = his.post("/fhir", &bundle("transaction", &twice)).await.is(422).json;
    assert_eq!(refused["issue"][0]["expression"][0], "Bundle.entry[1].request.url");
}

#[tokio::test]
async fn a_search_is_as_large_as_somebody_could_mean() {
    let service = Service::start().await;
    let his = service.his();
    his.post("/fhir/Procedure", &procedure()).await.is(201);
    let many = vec!["code=1"; 101].join("&");
    for answer in [
        his.get(&format!("/fhir/Procedure?{many}")).await,
        his.form("/fhir/Procedure/_search", &many).await,
        his.send(Method::GET, &format!("/fhir/Patient?{many}"), None).await,
    ] {
        assert_eq!(issue(&answer.is(400).json), "invalid");
    }
    for (status, total) in [
        ("preparation", 1),
        ("http://hl7.org/fhir/event-status|preparation", 1),
        ("|preparation", 1),
        ("http://elsewhere|preparation", 0),
    ] {
        assert_eq!(his.get(&format!("/fhir/Procedure?status={status}")).await.is(200).json["total"], total, "{status}");
    }
}
