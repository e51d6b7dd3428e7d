//! A consumer of the events, as another service would write it: `consumer BROKERS DATABASE_URL`. It
//! keeps the state of each procedure in a table of its own, sees every event once however often it is
//! told, and can be killed anywhere.
//!
//! What an event changes and that it was seen are written in one transaction; only then is the offset
//! given back to Kafka. Between the two it may be told again, and is dropped by its id.

use anyhow::{Context, Result, bail};
use rdkafka::ClientConfig;
use rdkafka::consumer::{CommitMode, Consumer, StreamConsumer};
use rdkafka::message::Message;
use serde::Deserialize;
use sqlx::{Connection, Executor, PgConnection};
use std::io::{self, ErrorKind, Write};
use uuid::Uuid;

const TOPIC: &str = "shalya.procedure.v1";

/// What of a CloudEvent is looked at here. Whatever else stands in it is no matter.
#[derive(Deserialize)]
struct Event {
    id: Uuid,
    #[serde(rename = "type")]
    name: String,
    sequence: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    id: Uuid,
    status: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(brokers), Some(database)) = (arguments.next(), arguments.next()) else {
        bail!("consumer BROKERS DATABASE_URL");
    };
    let mut own = PgConnection::connect(&database).await.context("its own database")?;
    own.execute(
        "CREATE TABLE IF NOT EXISTS seen (event_id UUID PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now());
         CREATE TABLE IF NOT EXISTS states (procedure_id UUID PRIMARY KEY, status TEXT NOT NULL, sequence INTEGER NOT NULL)",
    )
    .await?;
    let consumer: StreamConsumer = ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("group.id", "shalya-consumer-example")
        .set("enable.auto.commit", "false")
        .set("auto.offset.reset", "earliest")
        .create()?;
    consumer.subscribe(&[TOPIC])?;
    loop {
        let message = consumer.recv().await?;
        let event: Event = serde_json::from_slice(message.payload().unwrap_or_default()).context("not a CloudEvent")?;
        let taken = take(&mut own, &event).await?;
        consumer.commit_message(&message, CommitMode::Async)?;
        let Event { id, name, sequence, data } = event;
        let word = if taken { "taken" } else { "seen before" };
        let told = writeln!(io::stdout(), "{word}: {id} {name} {} version {sequence}, {}", data.id, data.status);
        if told.is_err_and(|problem| problem.kind() == ErrorKind::BrokenPipe) {
            // Nobody reads it any more.
            return Ok(());
        }
    }
}

/// Writes what the event says, unless it was seen; whether it was new.
async fn take(own: &mut PgConnection, event: &Event) -> Result<bool> {
    let mut transaction = own.begin().await?;
    let new = sqlx::query("INSERT INTO seen (event_id) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(event.id)
        .execute(&mut *transaction)
        .await?
        .rows_affected()
        == 1;
    if new {
        let put = "INSERT INTO states (procedure_id, status, sequence) VALUES ($1, $2, $3) \
                   ON CONFLICT (procedure_id) DO UPDATE SET status = excluded.status, sequence = excluded.sequence";
        let sequence: i32 = event.sequence.parse().context("a sequence is a number")?;
        sqlx::query(put).bind(event.data.id).bind(&event.data.status).bind(sequence).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(new)
}
