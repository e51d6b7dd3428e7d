//! What waits in the outbox is published, beside a bare producer that sends the same messages.

use super::{per_second, rate, start};
use crate::row::Row;
use anyhow::{Result, ensure};
use rdkafka::ClientConfig;
use rdkafka::producer::{FutureProducer, FutureRecord};
use servers::Kafka;
use sqlx::PgConnection;
use std::time::{Duration, Instant};

const MEASURED: Duration = Duration::from_secs(20);
const MESSAGES: i64 = 100_000;

pub async fn measure(database: &str, kafka: &Kafka, owner: &mut PgConnection) -> Result<Row> {
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox").fetch_one(&mut *owner).await?;
    let _base = start(database, &format!("kafka_brokers = \"{}\"", kafka.address())).await?;
    let published = async |owner: &mut PgConnection| -> Result<i64> {
        let sql = "SELECT count(*) FROM outbox WHERE published_at IS NOT NULL";
        Ok(sqlx::query_scalar(sql).fetch_one(owner).await?)
    };
    // From the first that is published, so that making the topics is not measured.
    while published(owner).await? == 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (before, began) = (published(owner).await?, Instant::now());
    let mut ours = Vec::new();
    let mut last = (before, began);
    while began.elapsed() < MEASURED {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let now = published(owner).await?;
        eprint!("\rtelling: {now} of {waiting}");
        if now == waiting {
            break;
        }
        ours.push((now - last.0) as f64 / last.1.elapsed().as_secs_f64());
        last = (now, Instant::now());
    }
    eprintln!();
    ensure!(!ours.is_empty(), "nothing was published");
    let mut reference = Vec::new();
    let bodies: Vec<(String, String)> =
        sqlx::query_as("SELECT key, body FROM outbox LIMIT $1").bind(MESSAGES).fetch_all(&mut *owner).await?;
    for _ in 0..3 {
        reference.push(send(kafka, &bodies).await?);
    }
    Ok(rate("told, outbox to Kafka", "events/s", "a bare producer, same messages", &ours, &reference, 0.1))
}

async fn send(kafka: &Kafka, bodies: &[(String, String)]) -> Result<f64> {
    let producer: FutureProducer = ClientConfig::new()
        .set("bootstrap.servers", kafka.address())
        .set("enable.idempotence", "true")
        .set("queue.buffering.max.messages", "1000000")
        .set("linger.ms", "5")
        .create()?;
    let start = Instant::now();
    let mut sent = Vec::with_capacity(bodies.len());
    for (key, body) in bodies {
        let record = FutureRecord::to("bare").key(key).payload(body);
        sent.push(producer.send_result(record).map_err(|(problem, _)| problem)?);
    }
    for delivery in sent {
        delivery.await?.map_err(|(problem, _)| problem)?;
    }
    Ok(per_second(bodies.len(), start))
}
