//! What Redis keeps is never older than the database, and its absence is only slower.

use crate::harness::redis::Redis;
use crate::harness::{Service, USUAL, service_md};
use crate::procedures::futures;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn with(redis: &Redis) -> Service {
    Service::start_with(&format!("redis_url = \"{}\"", redis.url())).await
}

#[tokio::test]
async fn a_patients_procedures_and_the_codes_are_kept_and_shown_to_each_as_far_as_they_may_see() {
    let redis = Redis::start();
    let service = with(&redis).await;
    let plain = Service::on(service.database.clone(), "").await;
    let his = service.his();
    his.created(&service_md("create")).await;
    let mut hidden = service_md("create");
    hidden["code"] = json!({ "coding": [{ "code": "58656001" }] });
    hidden["performer"][0]["actor"]["reference"] = json!("Practitioner/77");
    his.created(&hidden).await;
    for path in ["/api/procedures?patient=12345", "/api/procedure-codes", "/api/procedure-codes?q=appendix&active=true"]
    {
        let before = redis.hits();
        let first = his.get(path).await.is(200);
        let second = his.get(path).await.is(200);
        assert!(redis.hits() > before, "{path}");
        let uncached = plain.his().get(path).await.is(200);
        assert_eq!((&first.json, &second.json), (&uncached.json, &uncached.json), "{path}");
        assert_eq!(second.header("x-total-count"), uncached.header("x-total-count"));
    }
    let path = "/api/procedures?patient=12345";
    for (sub, count) in [("clerk", 1), ("77", 2), ("7", 1)] {
        let seen = service.caller(sub, "DHAKA", &[], USUAL).get(path).await.is(200);
        assert_eq!(seen.json, plain.caller(sub, "DHAKA", &[], USUAL).get(path).await.json);
        assert_eq!(seen.json.as_array().unwrap().len(), count, "{sub}");
    }
    let keys: Vec<String> = redis.ask(&["KEYS", "patient_procedures:*"]).unwrap();
    let left: i64 = redis.ask(&["TTL", &keys[0]]).unwrap();
    assert!((3500..=3600).contains(&left), "an hour: {left}");
    let keys: Vec<String> = redis.ask(&["KEYS", "procedure_codes:*"]).unwrap();
    let left: i64 = redis.ask(&["TTL", &keys[0]]).unwrap();
    assert!((14_300..=14_400).contains(&left), "four hours: {left}");
}

#[tokio::test]
async fn nobody_reads_what_was_before_a_write_that_was_acknowledged() {
    let redis = Redis::start();
    let service = with(&redis).await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let read = async || his.get("/api/procedures?patient=12345").await.is(200).json;
    for i in 0..30 {
        // Readers who began before keep what they read while the write is under way.
        futures(6, |reader| {
            let (his, id) = (his.clone(), id.clone());
            async move {
                if reader == 3 {
                    let body = json!({ "followUp": format!("change {i}") });
                    his.put(&format!("/api/procedures/{id}"), &body).await.is(200);
                } else {
                    his.get("/api/procedures?patient=12345").await.is(200);
                }
            }
        })
        .await;
        assert_eq!(read().await[0]["followUp"], format!("change {i}"));
    }
    his.created(&service_md("create")).await;
    assert_eq!(read().await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn without_redis_it_is_only_slower() {
    let mut redis = Redis::start();
    let service = with(&redis).await;
    let his = service.his();
    his.created(&service_md("create")).await;
    let path = "/api/procedures?patient=12345";
    let there: Value = his.get(path).await.is(200).json;
    assert_eq!(his.get("/health").await.is(200).json["cache"]["status"], "up");
    redis.kill();
    let start = Instant::now();
    assert_eq!(his.get(path).await.is(200).json, there);
    his.created(&service_md("create")).await;
    for _ in 0..20 {
        assert_eq!(his.get(path).await.is(200).json.as_array().unwrap().len(), 2);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(his.get("/health").await.is(200).json["cache"]["status"], "down");
    his.get("/health/ready").await.is(200);
    redis.go();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = redis.hits();
    his.get(path).await.is(200);
    his.get(path).await.is(200);
    assert!(redis.hits() > before, "it is used again");
}
