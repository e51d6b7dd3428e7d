//! Who asks too often waits; what is no longer needed goes.

use crate::harness::redis::Redis;
use crate::harness::{EVERYTHING, Service, service_md};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_caller_who_asks_too_often_is_told_when_to_come_again() {
    let service = Service::start_with("shalya_requests_per_minute = 5").await;
    let his = service.his();
    for _ in 0..5 {
        his.get("/api/procedures").await.is(200);
    }
    let refused = his.get("/api/procedures").await.is(429);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(refused.header("content-type"), "application/problem+json");
    service.caller("111", "DHAKA", &[], EVERYTHING).get("/api/procedures").await.is(200);
    service.caller("his", "KHULNA", &[], EVERYTHING).get("/api/procedures").await.is(200);
    his.get("/health/live").await.is(200);
}

#[tokio::test]
async fn replicas_count_together_in_redis_and_each_for_itself_without() {
    let mut redis = Redis::start();
    let settings = format!("redis_url = \"{}\"\nshalya_requests_per_minute = 40", redis.url());
    let service = Service::start_with(&settings).await;
    let replica = Service::on(service.database.clone(), &settings).await;
    let ask = async |count: usize| {
        let mut refused = 0;
        for i in 0..count {
            let his = if i % 2 == 0 { service.his() } else { replica.his() };
            refused += usize::from(his.get("/api/procedures").await.status == 429);
        }
        refused
    };
    // Another minute may begin meanwhile, and with it another window.
    assert!(ask(100).await >= 20);
    redis.kill();
    assert_eq!(ask(20).await, 0);
}

#[tokio::test]
async fn what_was_published_and_what_has_expired_is_swept_away_and_nothing_else() {
    let service = Service::start_with("shalya_sweep_seconds = 1\nshalya_outbox_days = 7").await;
    for key in ["old", "new"] {
        service.his().with("idempotency-key", key).post("/api/procedures", &service_md("create")).await.is(201);
    }
    let mut owner = service.owner().await;
    let events: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox").fetch_one(&mut owner).await.unwrap();
    sqlx::raw_sql(
        "UPDATE outbox SET published_at = now() - INTERVAL '8 days' WHERE position <= 2;
         UPDATE outbox SET published_at = now() - INTERVAL '6 days' WHERE position = 3;
         UPDATE idempotency_keys SET created_at = now() - INTERVAL '25 hours' WHERE key = 'old'",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let old: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE published_at < now() - INTERVAL '7 days'")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(old > 0);
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let left: (i64, i64) =
            sqlx::query_as("SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM idempotency_keys)")
                .fetch_one(&mut owner)
                .await
                .unwrap();
        assert!(left.0 >= events - old && left.1 >= 1);
        if left == (events - old, 1) {
            break;
        }
        assert!(Instant::now() < patience, "{left:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let key: String = sqlx::query_scalar("SELECT key FROM idempotency_keys").fetch_one(&mut owner).await.unwrap();
    assert_eq!(key, "new");
    let facts: i64 = sqlx::query_scalar("SELECT count(*) FROM events").fetch_one(&mut owner).await.unwrap();
    assert!(facts > 0, "facts stay");
}
