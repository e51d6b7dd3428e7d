//! Requests that nobody should send, and servers that are gone.

use crate::harness::{EVERYTHING, Service, service_md};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_no_json_or_too_much_is_refused_in_its_own_words() {
    let service = Service::start_with("shalya_body_limit_bytes = 20000").await;
    let his = service.his();
    let send = async |body: &str| his.send(Method::POST, "/api/procedures", Some(body.to_owned())).await.status;
    assert_eq!(send("{").await, 400);
    assert_eq!(send("[]").await, 400);
    assert_eq!(send("").await, 400);
    assert_eq!(send(&"[".repeat(10_000)).await, 400);
    assert_eq!(send("{\"code\": 1e999}").await, 400);
    assert_eq!(send(&format!("{{\"x\": \"{}\"}}", "a".repeat(30_000))).await, 413);
    let xml = his.with("content-type", "text/xml").send(Method::POST, "/api/procedures", Some("<a/>".into())).await;
    // The client sends both; the first is what counts.
    assert!([400, 415].contains(&xml.status));
    let deleted = his.send(Method::DELETE, "/api/procedures", None).await.is(405);
    assert_eq!(deleted.header("content-type"), "application/problem+json");
    let openapi = his.get("/openapi.json").await.is(200).json;
    assert!(openapi["paths"]["/api/procedures/{id}/status"]["put"].is_object());
    assert_eq!(his.get("/api/nothing").await.is(404).header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn texts_that_mean_something_to_a_database_mean_nothing_here() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("create");
    let evil = "'; DROP TABLE procedures; -- \\ \" ${jndi} 👩🏽‍⚕️ \u{202e}";
    body["location"]["display"] = json!(evil);
    body["x'; DROP TABLE events; --"] = json!(evil);
    let id = his.created(&body).await;
    let read = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
    assert_eq!(read["location"]["display"], evil);
    assert_eq!(read["metadata"]["x'; DROP TABLE events; --"], evil);
    for path in [
        "/api/procedures/'%20OR%201=1--",
        "/api/procedures/%00",
        "/api/procedure-codes/%27",
        "/api/procedures/%F0%9F%98%80",
    ] {
        let status = his.get(path).await.status;
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    body["metadata"] = json!({ "nul": "a\u{0}b" });
    assert_eq!(his.post("/api/procedures", &body).await.is(422).fields(), ["/metadata/nul"]);
    for hospital in ["x' OR '1'='1", "../..", "a\u{e9}", ""] {
        let status = service.caller("his", hospital, &[], EVERYTHING).get("/api/procedures").await.status;
        assert_eq!(status, 400, "{hospital}");
    }
}

#[tokio::test]
async fn what_could_not_be_read_again_is_not_taken_and_what_is_taken_is_read_again() {
    let service = Service::start().await;
    let his = service.his();
    let nested = |levels: usize| (0..levels).fold(json!("in the middle"), |inner, _| json!({ "a": [inner] }));
    let mut body = service_md("create");
    for refused in [json!(1.7e308), json!(-1e301), json!([{ "deep": 1e305 }]), nested(32), nested(60)] {
        body["odd"] = refused;
        let answer = his.post("/api/procedures", &body).await;
        assert!([400, 422].contains(&answer.status), "{}", answer.text);
    }
    for taken in [json!(1e299), json!(-2.2e-308), json!(u64::MAX), json!(0.1), nested(30)] {
        body["odd"] = taken.clone();
        let id = his.created(&body).await;
        let read = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
        match taken.as_f64() {
            Some(number) => assert!((read["metadata"]["odd"].as_f64().unwrap() / number - 1.0).abs() < 1e-12),
            None => assert_eq!(read["metadata"]["odd"], taken),
        }
        his.get(&format!("/fhir/Procedure/{id}/_history")).await.is(200);
    }
    assert_eq!(his.get("/api/procedures").await.is(200).json.as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn every_type_in_every_field_gives_an_answer_and_never_a_fault() {
    let service = Service::start().await;
    let his = service.his();
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!("x"),
        json!([]),
        json!([[]]),
        json!([1]),
        json!({}),
        json!([{}]),
        json!({ "coding": 3 }),
    ];
    for (name, path) in [("create", "/api/procedures"), ("schedule", "/api/procedures/schedule")] {
        for field in service_md(name).as_object().unwrap().keys() {
            for value in &odd {
                let mut body = service_md(name);
                body[field] = value.clone();
                let answer = his.post(path, &body).await;
                assert!(
                    [201, 409, 422].contains(&answer.status),
                    "{field} = {value}: {} {}",
                    answer.status,
                    answer.text
                );
                if answer.status == 201 {
                    let id = answer.json["id"].as_str().unwrap();
                    his.get(&format!("/api/procedures/{id}")).await.is(200);
                }
            }
        }
    }
    let list = his.get("/api/procedures?limit=200").await.is(200).json;
    assert!(list.as_array().unwrap().iter().all(Value::is_object));
}

#[tokio::test]
async fn health_tells_life_from_readiness() {
    let service = Service::start().await;
    let his = service.his();
    his.get("/health/live").await.is(200);
    his.get("/health/ready").await.is(200);
    let health = his.get("/health").await.is(200).json;
    for check in ["database", "cache", "kafka", "scheduler", "documentation", "patient_service", "practitioner_service"]
    {
        assert!(["up", "unconfigured"].contains(&health[check]["status"].as_str().unwrap()), "{check}");
    }
    assert_eq!(health["database"]["status"], "up");
    assert!(health["timestamp"].is_string());
    let gone = Service::on("postgres://shalya@127.0.0.1:1/none".into(), "").await;
    gone.his().get("/health/live").await.is(200);
    gone.his().get("/health/ready").await.is(503);
    assert_eq!(gone.his().get("/health").await.is(503).json["database"]["status"], "down");
    let refused = gone.his().get("/api/procedures").await.is(503);
    assert_eq!(refused.header("retry-after"), "5");
}
