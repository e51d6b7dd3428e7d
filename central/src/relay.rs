//! The outbox relay: events are published to Kafka in the order of their facts, and marked when the
//! broker has them. It can be killed anywhere: what was not marked is published again, with the
//! same id.
//!
//! Order holds without a fence. Whoever publishes begins at the first event that is not marked and
//! goes on from there, so each one's messages are a run that begins at or before it; a straggler of
//! another replica can only repeat what stands before its own next message. Consumers drop what
//! they have seen by its id, and what is left is in order. The advisory lock keeps replicas from
//! doing the same work, no more.

mod publishing;
mod queue;

use crate::app::App;
use crate::kafka::Kafka;
use crate::ledger;
use crate::problem::Problem;
use publishing::publish;
use queue::Queue;
use sqlx::PgConnection;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Events taken at once from one hospital.
const BATCH: i64 = 500;
/// How often every hospital is looked at whether or not anything was laid out here: another replica
/// may have laid it out and ended. It is not told through the database, where every transaction that
/// tells something waits for every other's commit.
const SWEEP: Duration = Duration::from_secs(5);
/// How soon a hospital is looked at again that another replica was publishing.
const HELD_BY_ANOTHER: Duration = Duration::from_millis(200);
const PAUSE_AFTER_FAULT: Duration = Duration::from_secs(1);
/// The first of the two numbers of the advisory locks; the second is of the hospital.
const LOCK_CLASS: i32 = 0x5348;

/// One event as it waits; of an access `position` is its own number.
pub struct Waiting {
    pub position: i64,
    pub ordinal: i16,
    pub topic: String,
    pub key: String,
    pub event_id: Uuid,
    pub body: String,
}

/// Publishes until the process ends. A fault is logged, and everything begun anew.
pub async fn run(app: Arc<App>, kafka: Arc<Kafka>) {
    loop {
        if let Err(problem) = session(&app, &kafka).await {
            tracing::warn!(%problem, "publishing was interrupted");
        }
        tokio::time::sleep(PAUSE_AFTER_FAULT).await;
    }
}

async fn session(app: &App, kafka: &Kafka) -> anyhow::Result<()> {
    // Its own connection, because the locks live as long as it does.
    let mut locks = app.pool.acquire().await?.detach();
    kafka.make_topics().await?;
    loop {
        let hospitals: Vec<String> =
            sqlx::query_scalar("SELECT id FROM hospitals ORDER BY id").fetch_all(&mut locks).await?;
        let mut pause = SWEEP;
        for hospital in &hospitals {
            if !relay(app, kafka, &mut locks, hospital).await? {
                pause = HELD_BY_ANOTHER;
            }
        }
        // Over the time is a look too.
        let _laid_out = tokio::time::timeout(pause, app.laid_out.notified()).await;
    }
}

/// Publishes what waits of one hospital; false where another replica does.
async fn relay(app: &App, kafka: &Kafka, locks: &mut PgConnection, hospital: &str) -> anyhow::Result<bool> {
    let mut something = false;
    for queue in Queue::ALL {
        something |= !queue.waiting(app, hospital, 1).await?.is_empty();
    }
    if !something {
        return Ok(true);
    }
    if !lock(locks, hospital).await? {
        return Ok(false);
    }
    for queue in Queue::ALL {
        loop {
            let batch = queue.waiting(app, hospital, BATCH).await?;
            if batch.is_empty() {
                break;
            }
            let published = publish(kafka, &batch).await;
            queue.mark(app, hospital, &batch[..published.count]).await?;
            published.fault?;
        }
    }
    sqlx::query("SELECT pg_advisory_unlock($1, hashtext($2))").bind(LOCK_CLASS).bind(hospital).execute(locks).await?;
    Ok(true)
}

async fn lock(connection: &mut PgConnection, hospital: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT pg_try_advisory_lock($1, hashtext($2))")
        .bind(LOCK_CLASS)
        .bind(hospital)
        .fetch_one(connection)
        .await
}

async fn enter(app: &App, hospital: &str) -> anyhow::Result<sqlx::Transaction<'static, sqlx::Postgres>> {
    ledger::enter(app, hospital).await.map_err(|_: Problem| anyhow::anyhow!("the database cannot be reached"))
}
