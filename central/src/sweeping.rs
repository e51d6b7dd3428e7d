//! What is no longer needed is swept away now and then: events that Kafka has had for a while, and
//! answers kept under keys that have expired. Facts and the audit stay.

use crate::app::App;
use crate::ledger;
use crate::problem::Problem;
use std::sync::Arc;
use std::time::Duration;

/// Rows of one hospital taken away at once, so that nobody waits for it.
const AT_ONCE: i64 = 5_000;

/// Sweeps until the process ends.
pub async fn run(app: Arc<App>, every: Duration, outbox_days: u32) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(problem) = sweep(&app, outbox_days).await {
            tracing::warn!(?problem, "sweeping was interrupted");
        }
    }
}

async fn sweep(app: &App, outbox_days: u32) -> Result<(), Problem> {
    for hospital in app.hospitals().await? {
        let events = all_of(app, &hospital, include_str!("sweeping/outbox.sql"), i64::from(outbox_days)).await?;
        // CONTRACT: a key holds for 24 hours.
        let keys = all_of(app, &hospital, include_str!("sweeping/keys.sql"), 1).await?;
        if events + keys > 0 {
            tracing::info!(hospital, events, keys, "swept away");
        }
    }
    Ok(())
}

async fn all_of(app: &App, hospital: &str, sql: &'static str, days: i64) -> Result<u64, Problem> {
    let mut gone = 0;
    loop {
        let mut transaction = ledger::enter(app, hospital).await?;
        let query = sqlx::query(sql).bind(hospital).bind(days).bind(AT_ONCE);
        let some = query.execute(&mut *transaction).await?.rows_affected();
        transaction.commit().await?;
        gone += some;
        if some < AT_ONCE as u64 {
            return Ok(gone);
        }
    }
}
