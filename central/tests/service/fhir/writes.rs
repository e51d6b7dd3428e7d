//! Creating and changing by FHIR: the same facts as by /api.

use super::{issue, procedure};
use crate::harness::{EVERYTHING, Service, USUAL, service_md};
use serde_json::{Value, json};

#[tokio::test]
async fn a_procedure_that_is_created_is_read_by_both() {
    let service = Service::start().await;
    let his = service.his();
    let created = his.post("/fhir/Procedure", &procedure()).await.is(201);
    let id = created.json["id"].as_str().unwrap();
    let version = created.json["meta"]["versionId"].as_str().unwrap();
    assert!(created.header("location").ends_with(&format!("/fhir/Procedure/{id}/_history/{version}")));
    assert_eq!(created.headers["etag"].to_str().unwrap(), format!("W/\"{version}\""));
    assert_eq!(his.get(&format!("/fhir/Procedure/{id}")).await.is(200).json, created.json);
    for (name, said) in procedure().as_object().unwrap() {
        let told = &created.json[name];
        match name.as_str() {
            "identifier" => assert_eq!(told[1], said[0]),
            _ => assert_eq!(told, said, "{name}"),
        }
    }
    let api = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
    assert_eq!(api["category"], json!([procedure()["category"]]));
    assert_eq!(api["performer"], procedure()["performer"]);
    assert_eq!(api["metadata"]["identifier"], procedure()["identifier"]);
    assert_eq!(api["version"].to_string(), version);
}

#[tokio::test]
async fn every_status_of_r4_is_taken_or_refused_as_the_contract_says() {
    let service = Service::start().await;
    let his = service.his();
    let with = |status: &str| {
        let mut body = procedure();
        body["status"] = json!(status);
        body["statusReason"] = json!({ "text": "Patient ill" });
        body
    };
    for (status, api) in [
        ("preparation", "preparation"),
        ("in-progress", "in-progress"),
        ("on-hold", "suspended"),
        ("completed", "completed"),
        ("not-done", "cancelled"),
        ("stopped", "cancelled"),
    ] {
        let told = his.post("/fhir/Procedure", &with(status)).await.is(201).json;
        assert_eq!(told["status"], status);
        let id = told["id"].as_str().unwrap();
        let seen = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
        assert_eq!(seen["status"], api);
        // Told when it was over: no checklist is claimed, and none is missed.
        assert_eq!(
            seen["checklistOutstanding"].as_array().unwrap().is_empty(),
            !["in-progress", "suspended"].contains(&api)
        );
        assert_eq!(his.get(&format!("/fhir/Procedure?status={status}")).await.json["total"], 1);
    }
    for status in ["unknown", "entered-in-error", "done"] {
        let refused = his.post("/fhir/Procedure", &with(status)).await.is(422).json;
        assert_eq!(refused["issue"][0]["expression"][0], "Procedure.status", "{status}");
    }
    let mut silent = with("not-done");
    silent.as_object_mut().unwrap().remove("statusReason");
    let refused = his.post("/fhir/Procedure", &silent).await.is(422).json;
    assert_eq!(refused["issue"][0]["expression"][0], "Procedure.statusReason");
}

#[tokio::test]
async fn an_update_that_says_what_stands_is_no_new_version() {
    let service = Service::start().await;
    let his = service.his();
    let id = super::rich(&his).await;
    let path = format!("/fhir/Procedure/{id}");
    let told = his.get(&path).await.is(200);
    let again = his.with("if-match", told.header("etag")).put(&path, &told.json).await.is(200);
    assert_eq!(again.json, told.json);
}

#[tokio::test]
async fn an_update_changes_what_differs_takes_back_what_is_gone_and_keeps_what_was_signed() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    his.post(&format!("/api/procedures/{id}/notes"), &service_md("note")).await.is(201);
    his.post(&format!("/api/procedures/{id}/complications"), &service_md("complication")).await.is(201);
    let path = format!("/fhir/Procedure/{id}");
    let told = his.get(&path).await.is(200);
    let mut body = told.json.clone();
    body["location"] = json!({ "reference": "Location/223" });
    body["note"] = json!([{ "text": "Bed 4 is free.", "extension": [{ "url": "urn:shalya:note-type", "valueCode": "post-operative" }] }]);
    body["complication"].as_array_mut().unwrap().push(json!({ "text": "Nausea" }));
    body["usedCode"] = json!([{ "text": "Drape" }]);
    body["category"] = json!({ "text": "Day case" });
    for gone in ["bodySite", "performer"] {
        body.as_object_mut().unwrap().remove(gone);
    }
    let changed = his.with("if-match", told.header("etag")).put(&path, &body).await.is(200).json;
    assert_eq!(changed["location"]["reference"], "Location/223");
    assert_eq!(changed["usedCode"], body["usedCode"]);
    assert_eq!(changed["category"], body["category"]);
    assert!(changed["bodySite"].is_null() && changed["performer"].is_null());
    assert_eq!(changed["note"].as_array().unwrap().len(), 2, "a note that was signed stays");
    assert_eq!(changed["complication"].as_array().unwrap().len(), 2);
    let api = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
    assert_eq!((&api["bodySite"], &api["note"][1]["noteType"]), (&Value::Null, &json!("post-operative")));
    // Recorded in full, with its severity and what was done: it is not taken back by leaving it out.
    let mut less = changed.clone();
    less["complication"] = json!([{ "text": "Nausea" }]);
    assert_eq!(issue(&his.put(&path, &less).await.is(422).json), "business-rule");
    let mut other = changed;
    other["subject"]["reference"] = json!("Patient/other");
    assert_eq!(his.put(&path, &other).await.is(422).json["issue"][0]["expression"][0], "Procedure.subject");
}

#[tokio::test]
async fn an_update_moves_the_status_by_the_rules() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = his.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let path = format!("/fhir/Procedure/{}", body["id"].as_str().unwrap());
    body["status"] = json!("completed");
    let refused = his.put(&path, &body).await.is(409).json;
    assert_eq!(issue(&refused), "business-rule");
    body["status"] = json!("in-progress");
    body = his.put(&path, &body).await.is(200).json;
    body["status"] = json!("completed");
    body["outcome"] = service_md("complete")["outcome"].clone();
    body["followUp"] = json!([{ "text": "Wound check", "coding": [{ "system": "urn:his", "code": "w" }] }]);
    body["performedPeriod"]["end"] = json!("2026-01-21T10:45:00+06:00");
    // Who may write and not perform does not tell the status.
    let writer = service.caller("clerk", "DHAKA", &[], &["procedure.read", "procedure.write", "procedure.full-access"]);
    writer.put(&path, &body).await.is(403);
    let done = his.put(&path, &body).await.is(200).json;
    assert_eq!(done["status"], "completed");
    for name in ["followUp", "outcome", "performedPeriod"] {
        assert_eq!(done[name], body[name], "{name}");
    }
    let api = his.get(&format!("/api/procedures/{}", done["id"].as_str().unwrap())).await.is(200).json;
    assert_eq!((&api["followUp"], &api["status"]), (&json!("Wound check"), &json!("completed")));
    let mut rewritten = done;
    rewritten["outcome"] = json!({ "text": "Other" });
    his.put(&path, &rewritten).await.is(422);
}

#[tokio::test]
async fn what_was_entered_in_error_is_hidden_and_told_as_that() {
    let service = Service::start().await;
    let his = service.his();
    let mut done = procedure();
    done["status"] = json!("completed");
    let mut body = his.post("/fhir/Procedure", &done).await.is(201).json;
    let path = format!("/fhir/Procedure/{}", body["id"].as_str().unwrap());
    body["status"] = json!("entered-in-error");
    body["statusReason"] = json!({ "text": "Another patient" });
    let told = his.put(&path, &body).await.is(200).json;
    assert_eq!(told["status"], "entered-in-error");
    assert!(told["code"].is_null());
    assert_eq!(his.get(&path).await.is(200).json, told);
    his.get(&path.replace("/fhir/Procedure", "/api/procedures")).await.is(404);
    assert_eq!(his.get("/fhir/Procedure").await.json["total"], 0);
    assert_eq!(his.get("/fhir/Procedure?status=entered-in-error").await.json["total"], 1);
    assert_eq!(his.get(&format!("/fhir/Procedure?_id={}", told["id"].as_str().unwrap())).await.json["total"], 1);
    assert!(his.get(&format!("{path}/_history")).await.is(200).text.contains("80146002"), "it is kept");
    assert_eq!(issue(&his.put(&path, &body).await.is(409).json), "business-rule");
    service.caller("reader", "DHAKA", &[], &["procedure.read"]).put(&path, &body).await.is(403);
}

#[tokio::test]
async fn who_changes_what_was_changed_since_is_told_so() {
    let service = Service::start().await;
    let his = service.his();
    let first = his.post("/fhir/Procedure", &procedure()).await.is(201);
    let path = format!("/fhir/Procedure/{}", first.json["id"].as_str().unwrap());
    let mut body = first.json.clone();
    body["usedCode"] = json!([{ "text": "Drape" }]);
    his.with("if-match", first.header("etag")).put(&path, &body).await.is(200);
    let late = his.with("if-match", first.header("etag")).put(&path, &body).await.is(412);
    assert_eq!(issue(&late.json), "conflict");
    let mut other = body.clone();
    other["id"] = json!("other");
    his.put(&path, &other).await.is(400);
}

#[tokio::test]
async fn ids_are_given_here_so_that_put_creates_nothing() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = procedure();
    for id in ["00000000-0000-4000-8000-000000000000", "my-own-id"] {
        body["id"] = json!(id);
        let refused = his.put(&format!("/fhir/Procedure/{id}"), &body).await.is(405);
        assert_eq!((issue(&refused.json), refused.header("allow")), ("not-supported", "GET, HEAD"));
    }
    assert_eq!(his.get("/fhir/Procedure").await.json["total"], 0);
    // Another hospital's is as good as not there.
    let there = his.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let path = format!("/fhir/Procedure/{}", there["id"].as_str().unwrap());
    service.caller("his", "KHULNA", &["service"], EVERYTHING).put(&path, &there).await.is(405);
    assert_eq!(his.get(&path).await.is(200).json, there);
    let statement = his.get("/fhir/metadata").await.is(200).json;
    let types = statement["rest"][0]["resource"].as_array().unwrap();
    assert!(types.iter().all(|it| it["updateCreate"] == false));
}

#[tokio::test]
async fn what_is_there_already_is_not_created_again() {
    let service = Service::start().await;
    let his = service.his();
    let query = "identifier=urn:his:operation|OP-77";
    let unless = his.with("if-none-exist", query);
    let first = unless.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let second = unless.post("/fhir/Procedure", &procedure()).await.is(200);
    assert_eq!(second.json, first);
    his.post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!(issue(&unless.post("/fhir/Procedure", &procedure()).await.is(412).json), "conflict");
    his.with("if-none-exist", "colour=red").post("/fhir/Procedure", &procedure()).await.is(400);
    assert_eq!(his.get(&format!("/fhir/Procedure?{query}")).await.json["total"], 2);
}

#[tokio::test]
async fn the_same_key_gives_the_first_answer() {
    let service = Service::start().await;
    let keyed = service.his().with("idempotency-key", "one");
    let first = keyed.post("/fhir/Procedure", &procedure()).await.is(201);
    let id = first.json["id"].as_str().unwrap();
    service.his().put(&format!("/api/procedures/{id}/status"), &service_md("status")).await.is(200);
    let again = keyed.post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!((again.json["status"].as_str(), &again.json["id"]), (Some("preparation"), &first.json["id"]));
    assert_eq!(again.header("etag"), first.header("etag"));
    let mut other = procedure();
    other["status"] = json!("in-progress");
    keyed.post("/fhir/Procedure", &other).await.is(422);
}

#[tokio::test]
async fn the_caller_says_how_much_comes_back() {
    let service = Service::start().await;
    let his = service.his();
    let minimal = his.with("prefer", "return=minimal").post("/fhir/Procedure", &procedure()).await.is(201);
    assert!(minimal.text.is_empty() && minimal.header("location").contains("/_history/"));
    let outcome = his.with("prefer", "return=OperationOutcome").post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!(issue(&outcome.json), "informational");
}

#[tokio::test]
async fn a_request_with_a_time_and_a_place_books() {
    let service = Service::start().await;
    let his = service.his();
    let request = json!({
        "resourceType": "ServiceRequest",
        "identifier": [{ "system": "urn:his:order", "value": "9" }],
        "status": "active",
        "intent": "order",
        "priority": "urgent",
        "code": procedure()["code"],
        "subject": { "reference": "Patient/12345" },
        "encounter": { "reference": "Encounter/67890" },
        "occurrencePeriod": { "start": "2026-12-21T09:00:00+06:00", "end": "2026-12-21T10:30:00+06:00" },
        "performerType": { "coding": [{ "system": "http://snomed.info/sct", "code": "304292004", "display": "Surgeon" }] },
        "performer": [{ "reference": "Practitioner/111" }],
        "locationReference": [{ "reference": "Location/222" }],
    });
    let created = his.post("/fhir/ServiceRequest", &request).await.is(201).json;
    for name in ["status", "intent", "priority", "code", "occurrencePeriod", "locationReference", "encounter"] {
        assert_eq!(created[name], request[name], "{name}");
    }
    let listed = his.get("/api/procedures/scheduled?date=2026-12-21&location=222").await.is(200).json;
    assert_eq!(listed[0]["schedule"]["duration"], 90);
    assert_eq!(listed[0]["schedule"]["performers"][0]["practitionerId"], "111");
    assert_eq!(listed[0]["metadata"]["identifier"][0]["value"], "9");
    let procedure_id = listed[0]["id"].as_str().unwrap();
    let procedure_told = his.get(&format!("/fhir/Procedure/{procedure_id}")).await.is(200).json;
    assert_eq!(
        procedure_told["basedOn"][0]["reference"],
        format!("ServiceRequest/{}", created["id"].as_str().unwrap())
    );
    // The room and the surgeon are taken.
    assert_eq!(issue(&his.post("/fhir/ServiceRequest", &request).await.is(409).json), "business-rule");
    let mut waiting = request.clone();
    for gone in ["occurrencePeriod", "locationReference", "performer", "performerType"] {
        waiting.as_object_mut().unwrap().remove(gone);
    }
    his.post("/fhir/ServiceRequest", &waiting).await.is(201);
    for (field, value) in [("intent", json!("plan")), ("status", json!("draft")), ("locationReference", json!([]))] {
        let mut wrong = request.clone();
        wrong[field] = value;
        his.post("/fhir/ServiceRequest", &wrong).await.is(422);
    }
    let writer = service.caller("clerk", "DHAKA", &[], &["procedure.write"]);
    writer.post("/fhir/ServiceRequest", &request).await.is(403);
}

#[tokio::test]
async fn who_may_not_write_does_not() {
    let service = Service::start().await;
    let reader = service.caller("reader", "DHAKA", &[], &["procedure.read"]);
    assert_eq!(issue(&reader.post("/fhir/Procedure", &procedure()).await.is(403).json), "forbidden");
    let mut nobody = reader.clone();
    nobody.token.clear();
    let refused = nobody.post("/fhir/Procedure", &procedure()).await.is(401);
    assert_eq!((issue(&refused.json), refused.header("www-authenticate")), ("login", "Bearer"));
    let mut signed = procedure();
    signed["note"] = json!([{ "text": "Mine.", "authorReference": { "reference": "Practitioner/someone-else" } }]);
    let writer = service.caller("111", "DHAKA", &[], USUAL);
    assert_eq!(
        writer.post("/fhir/Procedure", &signed).await.is(422).json["issue"][0]["expression"][0],
        "Procedure.note"
    );
    assert_eq!(service.his().get("/fhir/Procedure").await.json["total"], 0, "nothing half-written");
}
