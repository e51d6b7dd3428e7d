//! What registries have confirmed of each procedure, written with it, and asked again in the background
//! for as long as something is unverified or an encounter goes on.

use super::participants::{self, Pauses};
use super::{Checked, ENCOUNTER, ORGANIZATION, Said};
use crate::app::App;
use crate::ledger::{self, Ledger, Name};
use crate::problem::Problem;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Names asked about again at once, of one hospital.
const AT_ONCE: i64 = 200;

/// Writes down how each whom a procedure names stands with its registry, and who takes part in its
/// encounter. Whoever was not asked about is unverified.
pub async fn stand(
    ledger: &mut Ledger<'_>,
    app: &App,
    procedure: Uuid,
    names: &[Name],
    checked: &Checked,
) -> Result<(), Problem> {
    let named: BTreeSet<(&str, &str, &str)> = names
        .iter()
        .filter(|(kind, ..)| app.registries.of(kind.word()).is_some())
        .map(|(kind, outside, _)| {
            let verified = matches!(checked.said(*kind, &outside.id), Some(Said::Known(_)));
            (kind.word(), outside.id.as_str(), if verified { "verified" } else { "unverified" })
        })
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    let (kinds, ids): (Vec<_>, Vec<_>) = named.iter().map(|(kind, id, _)| (*kind, *id)).unzip();
    let states: Vec<_> = named.iter().map(|(.., state)| *state).collect();
    sqlx::query(include_str!("put_checks.sql"))
        .bind(&ledger.hospital)
        .bind(&kinds)
        .bind(&ids)
        .bind(states)
        .execute(&mut *ledger.transaction)
        .await?;
    sqlx::query(include_str!("stand.sql"))
        .bind(&ledger.hospital)
        .bind(kinds)
        .bind(ids)
        .bind(procedure)
        .execute(&mut *ledger.transaction)
        .await?;
    let encounters = names.iter().filter(|(kind, ..)| kind.word() == ENCOUNTER);
    let told = encounters.filter_map(|(kind, outside, _)| match checked.said(*kind, &outside.id) {
        Some(Said::Known(participants)) => Some((outside.id.as_str(), participants)),
        _ => None,
    });
    participants::put(&mut ledger.transaction, &ledger.hospital, &told.collect::<Vec<_>>()).await
}

/// Asks again about whatever is unverified, and who takes part in encounters, until the process ends.
pub async fn run(app: Arc<App>, pauses: Pauses) {
    loop {
        tokio::time::sleep(pauses.unsaid).await;
        if let Err(problem) = verify(&app, pauses).await {
            tracing::warn!(?problem, "verifying was interrupted");
        }
    }
}

async fn verify(app: &App, pauses: Pauses) -> Result<(), Problem> {
    for hospital in app.hospitals().await? {
        let mut transaction = ledger::enter(app, &hospital).await?;
        if app.registries.of(ORGANIZATION).is_some() {
            // A hospital is an organization, which its registry knows under the same id.
            let sql = "INSERT INTO registry_checks (hospital_id, kind, outside_id, state) \
                       VALUES ($1, 'Organization', $1, 'unverified') ON CONFLICT DO NOTHING";
            sqlx::query(sql).bind(&hospital).execute(&mut *transaction).await?;
        }
        let due: Vec<(String, String)> = sqlx::query_as(
            "SELECT kind, outside_id FROM registry_checks WHERE hospital_id = $1 AND state = 'unverified' \
             ORDER BY since LIMIT $2",
        )
        .bind(&hospital)
        .bind(AT_ONCE)
        .fetch_all(&mut *transaction)
        .await?;
        transaction.commit().await?;
        for (kind, id) in due {
            let Some(registry) = app.registries.of(&kind) else { continue };
            let state = match registry.ask(&hospital, &id).await {
                Said::Known(_) => "verified",
                Said::Unknown => "unknown",
                Said::Nothing => continue,
            };
            let mut transaction = ledger::enter(app, &hospital).await?;
            settle(&mut transaction, &hospital, (&kind, &id), state).await?;
            transaction.commit().await?;
        }
        participants::ask_again(app, &hospital, pauses).await?;
    }
    Ok(())
}

async fn settle(
    connection: &mut PgConnection,
    hospital: &str,
    (kind, id): (&str, &str),
    state: &str,
) -> Result<(), Problem> {
    let query = sqlx::query(include_str!("settle.sql")).bind(hospital).bind(kind).bind(id).bind(state);
    query.execute(connection).await?;
    Ok(())
}
