//! The line to the database is cut, again and again, while procedures are recorded.

use crate::harness::{Service, service_md};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Ends every connection of the service's database but its own.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_and_nothing_is_half_written() {
    let service = Arc::new(Service::start().await);
    let done = Arc::new(AtomicBool::new(false));
    let cutting = {
        let (service, done) = (service.clone(), done.clone());
        tokio::spawn(async move {
            let mut owner = service.owner().await;
            // Now and then long enough for a write to get through, however busy the machine is.
            for pause_ms in (20..).step_by(7) {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                sqlx::raw_sql(CUT).execute(&mut owner).await.unwrap();
                tokio::time::sleep(Duration::from_millis(pause_ms)).await;
            }
        })
    };
    let (mut acknowledged, mut refused) = (BTreeSet::new(), 0);
    let patience = Instant::now() + Duration::from_secs(120);
    while acknowledged.len() < 25 || refused < 5 {
        assert!(Instant::now() < patience, "{} taken, {refused} refused", acknowledged.len());
        let answer = service.his().post("/api/procedures", &service_md("create")).await;
        match answer.status {
            201 => drop(acknowledged.insert(answer.json["id"].as_str().unwrap().to_owned())),
            503 => refused += 1,
            other => panic!("{other}: {}", answer.text),
        }
    }
    done.store(true, Ordering::Relaxed);
    cutting.await.unwrap();

    let mut owner = service.owner().await;
    let rows: Vec<String> = sqlx::query_scalar("SELECT id::text FROM procedures").fetch_all(&mut owner).await.unwrap();
    let rows: BTreeSet<String> = rows.into_iter().collect();
    assert!(rows.is_superset(&acknowledged), "lost: {:?}", acknowledged.difference(&rows));
    // A commit whose answer was lost may stand besides; a part of one may not.
    let whole = "SELECT count(*) FROM procedures AS p WHERE version = (SELECT count(*) FROM events WHERE stream_id = p.id::text) \
                 AND version = (SELECT count(*) FROM outbox WHERE key = p.id::text)";
    let whole: i64 = sqlx::query_scalar(whole).fetch_one(&mut owner).await.unwrap();
    assert_eq!(whole, rows.len() as i64);
    let (count, last): (i64, i64) =
        sqlx::query_as("SELECT count(*), max(position) FROM events").fetch_one(&mut owner).await.unwrap();
    assert_eq!(count, last, "no position is left out");
    service.his().get("/health/ready").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hospital_that_is_held_for_too_long_is_said_to_be_so_and_is_not_waited_for_for_ever() {
    let service = Service::start().await;
    service.his().created(&service_md("create")).await;
    let mut owner = service.owner().await;
    sqlx::raw_sql("BEGIN; SELECT id FROM hospitals FOR NO KEY UPDATE").execute(&mut owner).await.unwrap();
    let waited = service.his().post("/api/procedures", &service_md("create")).await.is(503);
    assert_eq!(waited.header("content-type"), "application/problem+json");
    // Reading waits for nobody.
    assert_eq!(service.his().get("/api/procedures").await.is(200).json.as_array().unwrap().len(), 1);
    sqlx::raw_sql("ROLLBACK").execute(&mut owner).await.unwrap();
    service.his().created(&service_md("create")).await;
}
