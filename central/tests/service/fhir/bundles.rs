//! Several requests in one: all or nothing, or each by itself.

use super::{issue, procedure, sensitive};
use crate::harness::{Service, USUAL, service_md};
use serde_json::{Value, json};

fn entry(method: &str, url: &str, resource: Option<Value>) -> Value {
    let mut entry = json!({ "request": { "method": method, "url": url } });
    if let Some(resource) = resource {
        entry["resource"] = resource;
    }
    entry
}

fn bundle(kind: &str, entries: &[Value]) -> Value {
    json!({ "resourceType": "Bundle", "type": kind, "entry": entries })
}

fn statuses(answer: &Value) -> Vec<&str> {
    let entries = answer["entry"].as_array().unwrap().iter();
    entries.map(|entry| entry["response"]["status"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_transaction_does_all_of_it_writes_before_reads_in_the_order_of_its_entries() {
    let service = Service::start().await;
    let his = service.his();
    let there = his.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let path = format!("Procedure/{}", there["id"].as_str().unwrap());
    let mut changed = there.clone();
    changed["usedCode"] = json!([{ "text": "Drape" }]);
    let mut first = entry("POST", "Procedure", Some(procedure()));
    first["fullUrl"] = json!("urn:uuid:3f2c2f5e-0000-4000-8000-000000000001");
    let mut part = procedure();
    part["partOf"] = json!([{ "reference": "urn:uuid:3f2c2f5e-0000-4000-8000-000000000001" }]);
    part["status"] = json!("completed");
    let entries = [
        entry("GET", &path, None),
        entry("POST", "Procedure", Some(part)),
        first,
        entry("PUT", &path, Some(changed)),
        entry("GET", "Procedure?patient=12345&_summary=count", None),
    ];
    let answer = his.post("/fhir", &bundle("transaction", &entries)).await.is(200).json;
    assert_eq!(answer["type"], "transaction-response");
    assert_eq!(statuses(&answer), ["200 OK", "201 Created", "201 Created", "200 OK", "200 OK"]);
    assert_eq!(answer["entry"][0]["resource"]["usedCode"][0]["text"], "Drape", "what was changed is read after");
    assert_eq!(answer["entry"][4]["resource"]["total"], 3);
    let place = |i: usize| {
        answer["entry"][i]["response"]["location"].as_str().unwrap().split_once("/fhir").unwrap().1.to_owned()
    };
    let part = his.get(&format!("/fhir{}", place(1))).await.is(200).json;
    assert_eq!(
        format!("/{}", part["partOf"][0]["reference"].as_str().unwrap()),
        place(2).split("/_history").next().unwrap()
    );
    assert_eq!(part["status"], "completed");
}

#[tokio::test]
async fn of_a_transaction_that_fails_nothing_is_left() {
    let service = Service::start().await;
    let his = service.his();
    let hidden = his.created(&sensitive()).await;
    let facts = async || -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM events").fetch_one(&mut service.owner().await).await.unwrap()
    };
    let before = facts().await;
    let good = entry("POST", "Procedure", Some(procedure()));
    let mut wrong = procedure();
    wrong["status"] = json!("unknown");
    let answer =
        his.post("/fhir", &bundle("transaction", &[good.clone(), entry("POST", "Procedure", Some(wrong))])).await;
    let outcome = answer.is(422).json;
    assert_eq!(outcome["issue"][0]["expression"][0], "Bundle.entry[1].resource.status");
    let mut late = procedure();
    late["id"] = json!("00000000-0000-4000-8000-000000000000");
    let lost = entry("PUT", "Procedure/00000000-0000-4000-8000-000000000000", Some(late));
    his.post("/fhir", &bundle("transaction", &[good.clone(), lost])).await.is(405);
    let read = entry("GET", "Procedure/none", None);
    his.post("/fhir", &bundle("transaction", &[good.clone(), read])).await.is(404);
    // Somebody who may not see one of them writes none of them; that it was tried stays written down.
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let mut body = his.get(&format!("/fhir/Procedure/{hidden}")).await.json;
    body["usedCode"] = json!([{ "text": "x" }]);
    let forbidden = entry("PUT", &format!("Procedure/{hidden}"), Some(body));
    clerk.post("/fhir", &bundle("transaction", &[good.clone(), forbidden])).await.is(403);
    assert_eq!(facts().await, before);
    let tried: i64 =
        sqlx::query_scalar("SELECT count(*) FROM access_audit WHERE subject = 'clerk' AND outcome = 'refused'")
            .fetch_one(&mut service.owner().await)
            .await
            .unwrap();
    assert_eq!(tried, 1);
    let numbers = his.post("/fhir", &bundle("transaction", &[good])).await.is(200).json;
    assert_eq!(statuses(&numbers), ["201 Created"]);
}

#[tokio::test]
async fn of_a_batch_each_is_done_by_itself() {
    let service = Service::start().await;
    let his = service.his();
    let mut wrong = procedure();
    wrong.as_object_mut().unwrap().remove("subject");
    let entries = [
        entry("POST", "Procedure", Some(wrong)),
        entry("POST", "Procedure", Some(procedure())),
        entry("GET", "Procedure/none", None),
        entry("GET", "Procedure?status=preparation", None),
    ];
    let answer = his.post("/fhir", &bundle("batch", &entries)).await.is(200).json;
    assert_eq!(answer["type"], "batch-response");
    assert_eq!(statuses(&answer), ["422 Unprocessable Entity", "201 Created", "404 Not Found", "200 OK"]);
    assert_eq!(issue(&answer["entry"][0]["response"]["outcome"]), "required");
    assert_eq!(answer["entry"][3]["resource"]["total"], 1);
}

#[tokio::test]
async fn conditions_hold_within_a_bundle_too() {
    let service = Service::start().await;
    let his = service.his();
    let mut create = entry("POST", "Procedure", Some(procedure()));
    create["request"]["ifNoneExist"] = json!("identifier=urn:his:operation|OP-77");
    let twice = bundle("transaction", &[create.clone(), create]);
    let answer = his.post("/fhir", &twice).await.is(200).json;
    assert_eq!(statuses(&answer), ["201 Created", "200 OK"]);
    assert_eq!(answer["entry"][0]["response"]["location"], answer["entry"][1]["response"]["location"]);
    let place = answer["entry"][0]["response"]["location"].as_str().unwrap();
    let path = place.split_once("/fhir/").unwrap().1.split("/_history").next().unwrap();
    let there = his.get(&format!("/fhir/{path}")).await.is(200).json;
    let mut update = entry("PUT", path, Some(there));
    update["resource"]["usedCode"] = json!([{ "text": "Drape" }]);
    update["request"]["ifMatch"] = json!("W/\"1\"");
    his.post("/fhir", &bundle("transaction", &[update.clone()])).await.is(412);
    update["request"]["ifMatch"] = answer["entry"][0]["response"]["etag"].clone();
    his.post("/fhir", &bundle("transaction", &[update])).await.is(200);
}

#[tokio::test]
async fn the_same_key_does_a_transaction_once() {
    let service = Service::start().await;
    let keyed = service.his().with("idempotency-key", "all");
    let whole = keyed.with("prefer", "return=representation");
    let sent = bundle("transaction", &[entry("POST", "Procedure", Some(procedure()))]);
    let first = whole.post("/fhir", &sent).await.is(200).json;
    assert!(first["entry"][0]["resource"].is_object());
    let again = whole.post("/fhir", &sent).await.is(200).json;
    assert_eq!(again["entry"][0]["response"], first["entry"][0]["response"]);
    assert_eq!(service.his().get("/fhir/Procedure").await.json["total"], 1);
}

#[tokio::test]
async fn a_request_and_its_procedure_go_together() {
    let service = Service::start().await;
    let his = service.his();
    let request = json!({
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": procedure()["code"],
        "subject": { "reference": "Patient/12345" },
    });
    let mut order = entry("POST", "ServiceRequest", Some(request));
    order["fullUrl"] = json!("urn:uuid:3f2c2f5e-0000-4000-8000-000000000002");
    let mut done = procedure();
    done["basedOn"] = json!([{ "reference": "urn:uuid:3f2c2f5e-0000-4000-8000-000000000002" }]);
    let answer =
        his.post("/fhir", &bundle("transaction", &[entry("POST", "Procedure", Some(done)), order])).await.is(200).json;
    let place = |i: usize| answer["entry"][i]["response"]["location"].as_str().unwrap().split_once("/fhir/").unwrap().1;
    let told = his.get(&format!("/fhir/{}", place(0))).await.is(200).json;
    let ordered = told["basedOn"][1]["reference"].as_str().unwrap();
    assert_eq!(ordered, place(1).split("/_history").next().unwrap());
    his.get(&format!("/fhir/{ordered}")).await.is(200);
}

#[tokio::test]
async fn a_bundle_that_is_none_is_refused_entry_by_entry() {
    let service = Service::start().await;
    let his = service.his();
    his.post("/fhir", &service_md("create")).await.is(400);
    his.post("/fhir", &bundle("collection", &[])).await.is(422);
    his.post("/fhir", &json!({ "resourceType": "Bundle", "type": "batch", "entry": 5 })).await.is(422);
    assert!(his.post("/fhir", &bundle("transaction", &[])).await.is(200).json["entry"].is_null());
    for wrong in [
        json!(1),
        json!({}),
        entry("POST", "Procedure", None),
        entry("DELETE", "Procedure/1", None),
        entry("PATCH", "Procedure/1", Some(json!({}))),
        entry("POST", "Patient", Some(json!({ "resourceType": "Patient" }))),
        entry("GET", "../api/procedures", None),
        entry("GET", "http://elsewhere/fhir/Procedure/1", None),
        entry("POST", "Procedure", Some(json!([]))),
    ] {
        let refused =
            his.post("/fhir", &bundle("transaction", &[entry("GET", "Procedure", None), wrong.clone()])).await;
        let outcome = refused.is(422).json;
        assert!(outcome["issue"][0]["expression"][0].as_str().unwrap().starts_with("Bundle.entry[1]"), "{wrong}");
    }
    let many = vec![entry("GET", "Procedure/none", None); 101];
    assert_eq!(issue(&his.post("/fhir", &bundle("batch", &many)).await.is(413).json), "too-long");
}
