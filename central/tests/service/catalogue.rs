//! What a hospital sets of the catalogue.

use crate::harness::redis::Redis;
use crate::harness::{EVERYTHING, Service, USUAL, service_md};
use serde_json::{Value, json};

const APPENDECTOMY: &str = "/api/procedure-codes/80146002";

#[tokio::test]
async fn a_hospital_sets_its_own_price_time_and_needs_and_no_other_hospitals() {
    let redis = Redis::start();
    let service = Service::start_with(&format!("redis_url = \"{}\"", redis.url())).await;
    let manager = service.caller("900", "DHAKA", &["theatre_manager"], &["procedure.catalogue", "procedure.write"]);
    let elsewhere = service.caller("his", "KHULNA", &[], EVERYTHING);
    let before = elsewhere.get(APPENDECTOMY).await.is(200).json;
    manager.get("/api/procedure-codes").await.is(200);
    let needs =
        json!([{ "resource_type": "operating_room", "quantity": 1, "duration_minutes": 75, "priority": "high" }]);
    let wanted =
        json!({ "cost": "9500.50", "duration_minutes": 75, "is_active": false, "resource_requirements": needs });
    let set = manager.put(APPENDECTOMY, &wanted).await.is(200).json;
    assert_eq!(
        (&set["cost"], &set["duration_minutes"], &set["is_active"]),
        (&json!(9500.5), &json!(75), &json!(false))
    );
    assert_eq!(manager.get(APPENDECTOMY).await.is(200).json, set);
    let listed = manager.get("/api/procedure-codes?q=appendix").await.is(200).json;
    assert_eq!(listed[0], set, "what was cached before is not shown");
    let needs = manager.get(&format!("{APPENDECTOMY}/resources")).await.is(200).json;
    assert_eq!((needs.as_array().unwrap().len(), &needs[0]["duration_minutes"]), (1, &json!(75)));
    assert_eq!(elsewhere.get(APPENDECTOMY).await.is(200).json, before);
    // Said again it is nothing new; what is left out stays.
    manager.put(APPENDECTOMY, &wanted).await.is(200);
    manager.put(APPENDECTOMY, &json!({ "is_active": true })).await.is(200);
    assert_eq!(manager.get(APPENDECTOMY).await.json["duration_minutes"], 75);
    let facts: Vec<String> = sqlx::query_scalar(
        "SELECT convert_from(payload, 'UTF8') FROM events WHERE kind = 'entry-set' ORDER BY position",
    )
    .fetch_all(&mut service.owner().await)
    .await
    .unwrap();
    assert_eq!(facts.len(), 2);
    let second: Value = serde_json::from_str(&facts[1]).unwrap();
    assert_eq!(second["setting"], json!({ "active": true }), "only what changed");
    let mut untimed = service_md("create");
    untimed.as_object_mut().unwrap().remove("performedPeriod");
    let id = manager.created(&untimed).await;
    let planned: i64 = sqlx::query_scalar(
        "SELECT (convert_from(payload, 'UTF8')::jsonb->>'minutes')::bigint FROM events WHERE kind = 'requested' AND stream_id = $1",
    )
    .bind(id)
    .fetch_one(&mut service.owner().await)
    .await
    .unwrap();
    assert_eq!(planned, 75, "cases are planned with the hospital's own time");
}

#[tokio::test]
async fn a_code_of_the_hospitals_own_says_what_it_is() {
    let service = Service::start().await;
    let manager = service.caller("900", "DHAKA", &[], &["procedure.catalogue"]);
    let path = "/api/procedure-codes/DRESSING-LARGE";
    assert_eq!(manager.put(path, &json!({ "cost": 300 })).await.is(422).fields(), ["/display"]);
    let own =
        json!({ "display": "Large dressing", "category": "therapeutic", "specialty": "general_surgery", "cost": 300 });
    let set = manager.put(path, &own).await.is(200).json;
    assert_eq!(
        (&set["display"], &set["cost"], &set["is_active"]),
        (&json!("Large dressing"), &json!(300), &json!(true))
    );
    let found = manager.get("/api/procedure-codes?q=dressing").await.is(200).json;
    assert_eq!(found.as_array().unwrap().last().unwrap()["code"], "DRESSING-LARGE", "after what the catalogue has");
    assert_eq!(manager.put(path, &json!({ "duration_minutes": 20 })).await.is(200).json["display"], "Large dressing");
    let wrong = manager.put("/api/procedure-codes/36724004", &json!({ "display": "x" })).await.is(422);
    assert!(wrong.text.contains("36724004"), "{}", wrong.text);
    // SERVICE.md's code stands for the right one.
    assert_eq!(
        manager.put("/api/procedure-codes/1149608003", &json!({ "cost": 1 })).await.is(200).json["code"],
        "11466000"
    );
}

#[tokio::test]
async fn who_may_set_it_and_what_is_refused() {
    let service = Service::start().await;
    let clerk = service.caller("clerk", "DHAKA", &["theatre_manager"], USUAL);
    clerk.put(APPENDECTOMY, &json!({ "cost": 1 })).await.is(403);
    let manager = service.caller("900", "DHAKA", &[], &["procedure.catalogue"]);
    for (field, value) in [
        ("cost", json!(-1)),
        ("cost", json!("much")),
        ("cost", json!(1.005)),
        ("duration_minutes", json!(0)),
        ("is_active", json!("no")),
        ("display", json!("Appendix")),
    ] {
        let refused = manager.put(APPENDECTOMY, &json!({ field: value })).await.is(422);
        assert_eq!(refused.fields(), [format!("/{field}")], "{value}");
    }
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT subject, outcome FROM access_audit WHERE action = 'catalogue' ORDER BY id")
            .fetch_all(&mut service.owner().await)
            .await
            .unwrap();
    assert_eq!(rows, [("clerk".to_owned(), "refused".to_owned())]);
}

#[tokio::test]
async fn a_price_that_is_sent_twice_is_set_once_and_another_under_its_key_is_refused() {
    let service = Service::start().await;
    let manager = service.caller("900", "DHAKA", &["theatre_manager"], &["procedure.catalogue"]);
    let once = manager.with("idempotency-key", "price");
    let first = once.put(APPENDECTOMY, &json!({ "cost": 9000 })).await.is(200).json;
    manager.put(APPENDECTOMY, &json!({ "cost": 9500 })).await.is(200);
    assert_eq!(once.put(APPENDECTOMY, &json!({ "cost": 9000 })).await.is(200).json, first, "as at first");
    let other = once.put(APPENDECTOMY, &json!({ "cost": 1 })).await.is(422);
    assert_eq!(other.fields(), ["Idempotency-Key"]);
    assert_eq!(manager.get(APPENDECTOMY).await.json["cost"], 9500.0);
}
