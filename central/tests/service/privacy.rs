//! What is sensitive is whole for its team and for full access, and for nobody else in any way out.

use crate::harness::{EVERYTHING, Service, USUAL, service_md};
use serde_json::{Value, json};

/// SERVICE.md's tubal ligation, which its own filter means to protect.
fn sensitive() -> Value {
    let mut body = service_md("create");
    body["code"] =
        json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "58656001", "display": "Tubal ligation" }] });
    body["reasonCode"] = json!([{ "text": "Sterilisation wished" }]);
    body
}

#[tokio::test]
async fn of_a_sensitive_procedure_no_more_is_left_than_state_time_and_place() {
    let service = Service::start().await;
    let id = service.his().created(&sensitive()).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let path = format!("/api/procedures/{id}");
    let seen = clerk.get(&path).await.is(200);
    let mut names: Vec<&String> = seen.json.as_object().unwrap().keys().collect();
    names.sort_unstable();
    assert_eq!(names, ["id", "location", "performedPeriod", "procedureId", "restricted", "status"]);
    assert_eq!(seen.header("etag"), "");
    for part in ["notes", "complications", "devices", "history", "workflow", "checklists/sign_in"] {
        clerk.get(&format!("{path}/{part}")).await.is(403);
    }
    // A redacted copy never overwrites.
    clerk.put(&path, &seen.json).await.is(403);
    clerk.put(&format!("{path}/status"), &service_md("status")).await.is(403);
    clerk.post(&format!("{path}/notes"), &json!({ "text": "x" })).await.is(403);
    for whole in [service.caller("boss", "DHAKA", &[], EVERYTHING), service.caller("111", "DHAKA", &[], USUAL)] {
        assert_eq!(whole.get(&path).await.is(200).json["code"]["coding"][1]["code"], "287664005");
    }
    // Practitioner/11 is not Practitioner/111.
    assert_eq!(service.caller("11", "DHAKA", &[], USUAL).get(&path).await.is(200).json["restricted"], true);
}

#[tokio::test]
async fn a_search_by_what_is_hidden_does_not_find_it_nor_count_it() {
    let service = Service::start().await;
    service.his().created(&sensitive()).await;
    service.his().created(&service_md("create")).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let total = async |query: &str| {
        let answer = clerk.get(&format!("/api/procedures?{query}")).await.is(200);
        assert!(!answer.text.contains("58656001") && !answer.text.contains("287664005"));
        answer.header("x-total-count").to_owned()
    };
    for hidden in ["patient=12345", "encounter=67890", "performer=111", "category=surgical", "complication=false"] {
        assert_eq!(total(hidden).await, "1", "{hidden}");
    }
    for hidden in ["code=58656001", "code=287664005", "specialty=obstetrics_gynecology"] {
        assert_eq!(total(hidden).await, "0", "{hidden}");
    }
    for shown in ["", "status=preparation", "location=222", "date_from=2026-01-21&date_to=2026-01-22"] {
        assert_eq!(total(shown).await, "2", "{shown}");
    }
}

#[tokio::test]
async fn every_way_of_being_sensitive_counts() {
    let service = Service::start().await;
    let his = service.his();
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let with = |field: &str, value: Value| {
        let mut body = service_md("create");
        body[field] = value;
        body
    };
    let coded = |code: &str| json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code }] });
    let two = json!({ "coding": [coded("80146002")["coding"][0], coded("22523008")["coding"][0]] });
    let restricted = [
        ("vasectomy, by SERVICE.md's code", with("code", coded("41829006"))),
        ("abortion, by SERVICE.md's code", with("code", coded("312601006"))),
        ("a valid code that nobody has classed", with("code", coded("399141000"))),
        ("a second coding", with("code", two)),
        ("a reason that nobody has classed", with("reasonCode", json!([coded("85189001"), coded("399141000")]))),
    ];
    for (why, body) in restricted {
        let id = his.created(&body).await;
        assert_eq!(clerk.get(&format!("/api/procedures/{id}")).await.is(200).json["restricted"], true, "{why}");
    }
    let open = his.created(&service_md("create")).await;
    assert_eq!(clerk.get(&format!("/api/procedures/{open}")).await.is(200).json["restricted"], Value::Null);
    // It becomes sensitive when a reason says so.
    let path = format!("/api/procedures/{open}");
    his.put(&path, &json!({ "reasonCode": [coded("399141000")] })).await.is(200);
    assert_eq!(clerk.get(&path).await.is(200).json["restricted"], true);
}

#[tokio::test]
async fn a_kept_answer_is_redacted_anew_for_whoever_asks() {
    let service = Service::start().await;
    let mut body = sensitive();
    body.as_object_mut().unwrap().remove("performer");
    let whole = service.caller("clerk", "DHAKA", &[], EVERYTHING).with("idempotency-key", "one");
    let first = whole.post("/api/procedures", &body).await.is(201);
    assert!(first.json["code"].is_object());
    let less = service.caller("clerk", "DHAKA", &[], USUAL).with("idempotency-key", "one");
    let again = less.post("/api/procedures", &body).await.is(201);
    assert_eq!((&again.json["id"], &again.json["restricted"]), (&first.json["id"], &json!(true)));
    assert!(!again.text.contains("58656001"));
}

#[tokio::test]
async fn events_of_a_sensitive_case_tell_that_it_changed_and_no_more() {
    let service = Service::start().await;
    let id = service.his().created(&sensitive()).await;
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM outbox ORDER BY position")
        .fetch_all(&mut service.owner().await)
        .await
        .unwrap();
    assert!(bodies.len() >= 3);
    for (i, body) in bodies.iter().enumerate() {
        let event: Value = serde_json::from_str(body).unwrap();
        assert_eq!(event["type"], "shalya.procedure.changed");
        assert_eq!(event["data"], json!({ "id": id, "status": "preparation" }));
        assert_eq!(event["sequence"], (i + 1).to_string(), "gapless");
    }
}

#[tokio::test]
async fn every_access_is_written_down() {
    let service = Service::start().await;
    let id = service.his().created(&sensitive()).await;
    let path = format!("/api/procedures/{id}");
    service.caller("clerk", "DHAKA", &["ward_clerk"], USUAL).get(&path).await.is(200);
    service.caller("stranger", "DHAKA", &[], &[]).get(&path).await.is(403);
    service.caller("stranger", "DHAKA", &[], &["procedure.read"]).put(&path, &json!({})).await.is(403);
    service.his().get("/api/procedures").await.is(200);
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT subject, action, outcome FROM access_audit ORDER BY id")
            .fetch_all(&mut service.owner().await)
            .await
            .unwrap();
    let row = |subject: &str, action: &str, outcome: &str| (subject.to_owned(), action.to_owned(), outcome.to_owned());
    assert_eq!(
        rows,
        [
            row("his", "write", "whole"),
            row("clerk", "read", "restricted"),
            row("stranger", "read", "refused"),
            row("stranger", "write", "refused"),
            row("his", "read", "whole"),
        ]
    );
}
