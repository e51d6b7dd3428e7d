//! What nobody should send under /fhir: always an OperationOutcome, never a fault, nothing half-written.

use super::{issue, procedure};
use crate::harness::{EVERYTHING, Service};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn every_refusal_is_an_operation_outcome() {
    let service = Service::start_with("shalya_body_limit_bytes = 20000").await;
    let his = service.his();
    let send = async |body: &str| his.send(Method::POST, "/fhir/Procedure", Some(body.to_owned())).await;
    for (body, status, code) in [
        ("{".to_owned(), 400, "structure"),
        ("[]".to_owned(), 400, "structure"),
        ("\"x\"".to_owned(), 400, "structure"),
        (String::new(), 400, "structure"),
        ("{}".to_owned(), 400, "invalid"),
        ("[".repeat(10_000), 400, "structure"),
        (format!("{}1{}", "{\"a\":".repeat(3_000), "}".repeat(3_000)), 400, "structure"),
        (format!("{{\"x\": \"{}\"}}", "a".repeat(30_000)), 413, "too-long"),
        ("{\"resourceType\": \"Patient\"}".to_owned(), 400, "invalid"),
        ("{\"resourceType\": \"Procedure\"}".to_owned(), 422, "required"),
        ("{\"resourceType\": \"Procedure\", \"x\": \"\\u0000\"}".to_owned(), 422, "value"),
    ] {
        let answer = send(&body).await.is(status);
        assert_eq!(issue(&answer.json), code, "{}", &body[..body.len().min(40)]);
        assert_eq!(answer.header("content-type"), "application/fhir+json");
    }
    for (method, path, status, code) in [
        (Method::DELETE, "/fhir/Procedure/1", 405, "not-supported"),
        (Method::PATCH, "/fhir/Procedure/1", 405, "not-supported"),
        (Method::PUT, "/fhir/Procedure", 405, "not-supported"),
        (Method::DELETE, "/fhir", 405, "not-supported"),
        (Method::GET, "/fhir/Nothing", 404, "not-found"),
        (Method::GET, "/fhir/Procedure/%00", 404, "not-found"),
        (Method::GET, "/fhir/Procedure/%FF", 400, "invalid"),
        (Method::GET, "/fhir/Procedure/'%20OR%201=1--", 404, "not-found"),
        (Method::GET, "/fhir/Patient/%27", 404, "not-found"),
        (Method::GET, "/fhir/AuditEvent/99999999999999999999", 404, "not-found"),
        (Method::GET, "/fhir/Procedure/PRC-DHAKA-C1", 404, "not-found"),
    ] {
        let answer = his.send(method, path, None).await.is(status);
        assert_eq!(issue(&answer.json), code, "{path}");
        assert_eq!(answer.header("content-type"), "application/fhir+json", "{path}");
    }
    let xml = his.send_as("application/fhir+xml", Method::POST, "/fhir/Procedure", Some("<Procedure/>".into())).await;
    assert_eq!(issue(&xml.is(415).json), "not-supported");
    let mut liar = his.clone();
    liar.token = "x.y.z".into();
    assert_eq!(issue(&liar.get("/fhir/Procedure").await.is(401).json), "login");
    for hospital in ["x' OR '1'='1", "../.."] {
        let answer = service.caller("his", hospital, &[], EVERYTHING).get("/fhir/Procedure").await.is(400);
        assert_eq!(issue(&answer.json), "invalid");
    }
    let gone = Service::on("postgres://shalya@127.0.0.1:1/none".into(), "").await;
    let unavailable = gone.his().get("/fhir/Procedure").await.is(503);
    assert_eq!((issue(&unavailable.json), unavailable.header("retry-after")), ("transient", "5"));
    // What is none of /fhir speaks as before.
    assert_eq!(his.get("/fhirst").await.is(404).header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn every_type_in_every_element_gives_an_answer_that_can_be_read_again() {
    let service = Service::start().await;
    let his = service.his();
    let long = "আ".repeat(300_000);
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!("x"),
        json!(""),
        json!(long),
        json!([]),
        json!([[]]),
        json!([null]),
        json!({}),
        json!([{}]),
        json!({ "coding": 3 }),
        json!([{ "coding": [{ "code": "'; DROP TABLE events; --" }] }]),
        json!({ "text": "'; DROP TABLE procedures; -- \u{202e} 👩🏽‍⚕️" }),
        json!({ "reference": "Patient/../../x" }),
        json!({ "reference": "#contained" }),
        json!([{ "url": "urn:shalya:metadata", "valueString": "{\"id\": 5, \"status\": [], \"x\": {\"y\": null}}" }]),
        json!([{ "url": "urn:shalya:metadata", "valueString": "not json" }]),
        json!([{ "url": "urn:shalya:category", "valueString": "x" }]),
    ];
    let names = procedure().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let more =
        ["extension", "outcome", "note", "focalDevice", "followUp", "complication", "meta", "contained", "_status"];
    for name in names.iter().map(String::as_str).chain(more) {
        for value in &odd {
            let mut body = procedure();
            body[name] = value.clone();
            let answer = his.post("/fhir/Procedure", &body).await;
            let short = value.to_string().chars().take(60).collect::<String>();
            assert!(
                [201, 400, 409, 422].contains(&answer.status),
                "{name} = {short}: {} {}",
                answer.status,
                answer.text
            );
            if answer.status == 201 {
                let id = answer.json["id"].as_str().unwrap();
                let read = his.get(&format!("/fhir/Procedure/{id}")).await.is(200);
                his.put(&format!("/fhir/Procedure/{id}"), &read.json).await.is(200);
                his.get(&format!("/api/procedures/{id}")).await.is(200);
            } else {
                issue(&answer.json);
            }
        }
    }
    let found = his.get("/fhir/Procedure?_count=200").await.is(200).json;
    assert!(found["entry"].as_array().unwrap().iter().all(|entry| entry["resource"]["id"].is_string()));
}

#[tokio::test]
async fn what_means_something_to_a_database_means_nothing_here() {
    let service = Service::start().await;
    let his = service.his();
    his.post("/fhir/Procedure", &procedure()).await.is(201);
    let evil = ["'%20OR%20'1'='1", "1;DROP%20TABLE%20procedures", "%25", "a%27--", "\\", "%F0%9F%98%80", "a,b,%5C,c"];
    let parameters = [
        "_id",
        "identifier",
        "patient",
        "status",
        "category",
        "code",
        "date",
        "performer",
        "encounter",
        "location",
        "_lastUpdated",
        "_sort",
        "_count",
        "_include",
        "_cursor",
        "x'; --",
    ];
    for value in evil {
        for name in parameters {
            let answer = his.get(&format!("/fhir/Procedure?{}={value}", name.replace(' ', "%20"))).await;
            assert!([200, 400].contains(&answer.status), "{name}={value}: {}", answer.text);
            if answer.status == 200 && !["_sort", "_include", "x'; --"].contains(&name) {
                assert_eq!(answer.json["total"], 0, "{name}={value}");
            }
        }
    }
    for word in ["Patient", "Device", "Condition", "AuditEvent"] {
        his.get(&format!("/fhir/{word}?_id=a%27,1%00b")).await.is(400);
        assert_eq!(his.get(&format!("/fhir/{word}?_id='--")).await.is(200).json["total"], 0);
    }
    for word in ["Procedure", "Patient", "Device", "Condition", "AuditEvent"] {
        for name in ["_cursor", "_sort", "_include", "_count", "%00", "_id", "_format"] {
            his.get(&format!("/fhir/{word}?{name}=%00")).await.is(if name == "_format" { 406 } else { 400 });
        }
    }
    for path in ["procedure-codes?q=%00", "procedure-codes?specialty=%00", "procedures/scheduled?location=%00"] {
        let answer = his.get(&format!("/api/{path}")).await;
        assert!([200, 422].contains(&answer.status), "{path}: {}", answer.text);
    }
    his.get("/api/procedure-codes/%00").await.is(404);
    let evil = his.with("if-none-exist", "identifier='; DROP TABLE events; --|x");
    evil.post("/fhir/Procedure", &procedure()).await.is(201);
    assert_eq!(his.get("/fhir/Procedure").await.json["total"], 2);
    let hosted = his.with("x-forwarded-host", "evil\"><script>").get("/fhir/Procedure").await.is(200);
    assert!(!hosted.text.contains("script"));
    let values = (0..200).map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    his.get(&format!("/fhir/Procedure?patient={values}")).await.is(400);
    let nothing: Value = his.get(&format!("/fhir/Procedure?{}", "code=1&".repeat(500))).await.json;
    assert!(nothing.is_object());
}
