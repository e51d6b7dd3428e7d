//! The database, the line to it or the service itself goes down while procedures are recorded.

use crate::events::{assert_gapless, deduplicated};
use crate::harness::kafka::Broker;
use crate::harness::process::Process;
use crate::harness::{Service, postgres, service_md};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
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

    assert_whole(&service, &acknowledged).await;
    service.his().get("/health/ready").await.is(200);
}

/// Everything that was acknowledged stands there, whole, and nothing is half written.
async fn assert_whole(service: &Service, acknowledged: &BTreeSet<String>) {
    let mut owner = service.owner().await;
    let rows: Vec<String> = sqlx::query_scalar("SELECT id::text FROM procedures").fetch_all(&mut owner).await.unwrap();
    let rows: BTreeSet<String> = rows.into_iter().collect();
    assert!(rows.is_superset(acknowledged), "lost: {:?}", acknowledged.difference(&rows));
    // A commit whose answer was lost may stand besides; a part of one may not.
    let whole = "SELECT count(*) FROM procedures AS p WHERE version = (SELECT count(*) FROM events WHERE stream_id = p.id::text) \
                 AND version = (SELECT count(*) FROM outbox WHERE key = p.id::text)";
    let whole: i64 = sqlx::query_scalar(whole).fetch_one(&mut owner).await.unwrap();
    assert_eq!(whole, rows.len() as i64);
    let (count, last): (i64, i64) =
        sqlx::query_as("SELECT count(*), max(position) FROM events").fetch_one(&mut owner).await.unwrap();
    assert_eq!(count, last, "no position is left out");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_is_killed_in_the_middle_of_requests_and_comes_back() {
    let mut server = servers::Postgres::temporary().unwrap();
    let service = Arc::new(Service::on(postgres::migrated(&server, "shalya").await, "").await);
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let done = Arc::new(AtomicBool::new(false));
    let asking: Vec<_> = (0..4)
        .map(|_| {
            let (service, acknowledged, done) = (service.clone(), acknowledged.clone(), done.clone());
            tokio::spawn(async move {
                let mut refused = 0;
                while !done.load(Ordering::Relaxed) {
                    let answer = service.his().post("/api/procedures", &service_md("create")).await;
                    match answer.status {
                        201 => {
                            acknowledged.lock().unwrap().insert(answer.json["id"].as_str().unwrap().to_owned());
                        }
                        503 => refused += 1,
                        other => panic!("{other}: {}", answer.text),
                    }
                }
                refused
            })
        })
        .collect();
    let count = || acknowledged.lock().unwrap().len();
    let patience = Instant::now() + Duration::from_secs(90);
    for _ in 0..2 {
        let before = count();
        while count() < before + 10 {
            assert!(Instant::now() < patience, "nothing is taken");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::task::block_in_place(|| server.kill().unwrap());
        service.his().get("/health/live").await.is(200);
        service.his().get("/health/ready").await.is(503);
        tokio::task::block_in_place(|| server.go().unwrap());
    }
    let before = count();
    while count() < before + 10 {
        assert!(Instant::now() < patience, "nothing is taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    done.store(true, Ordering::Relaxed);
    let mut refused = 0;
    for task in asking {
        refused += task.await.unwrap();
    }
    assert!(refused > 0, "it was down");
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert_whole(&service, &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_is_killed_between_commit_and_publishing_and_between_publishing_and_marking() {
    let mut broker = Broker::start();
    let address = broker.address.clone();
    let database = postgres::database().await;
    broker.kill();
    let settings = [("KAFKA_BROKERS", address.as_str())];
    let mut process = Process::start(&database, &settings).await;
    let service = Service::at(process.base.clone(), database.clone());
    let ids: Vec<String> =
        vec![service.his().created(&service_md("create")).await, service.his().created(&service_md("create")).await];
    let mut owner = service.owner().await;
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox").fetch_one(&mut owner).await.unwrap();
    let unpublished = "SELECT count(*) FROM outbox WHERE published_at IS NULL";
    assert_eq!(sqlx::query_scalar::<_, i64>(unpublished).fetch_one(&mut owner).await.unwrap(), count);
    process.kill();
    // Committed, and told to nobody. Now it is told, but may not mark it.
    sqlx::raw_sql("BEGIN; SELECT 1 FROM outbox FOR UPDATE").execute(&mut owner).await.unwrap();
    broker.go();
    let mut process = Process::start(&database, &settings).await;
    let told = broker.read("shalya.procedure.v1", count as usize);
    assert_eq!(told.len(), count as usize);
    process.kill();
    sqlx::raw_sql("ROLLBACK").execute(&mut owner).await.unwrap();
    assert_eq!(sqlx::query_scalar::<_, i64>(unpublished).fetch_one(&mut owner).await.unwrap(), count);
    let _process = Process::start(&database, &settings).await;
    let twice = broker.read("shalya.procedure.v1", 2 * count as usize);
    assert_eq!(twice.len(), 2 * count as usize, "told again");
    let by_key = deduplicated(twice);
    assert_eq!(by_key, deduplicated(told), "with the same ids");
    assert_gapless(&by_key);
    assert!(ids.iter().all(|id| by_key.contains_key(id)));
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
