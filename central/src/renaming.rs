//! A person, a place or a machine that is called otherwise is so in every row that names it, also in those
//! of cases that nobody touches any more. Whoever takes the fact, or the message that names it otherwise,
//! only puts down that it was renamed; the rows are found and written anew behind it, some at a time, each
//! time under the hospital's lock for no longer than a batch of facts. A name is no fact of a case: its
//! version stays; and what a message said of a case stays in it as it was said.

use crate::app::App;
use crate::directory::Kind;
use crate::ledger::{self, Ledger};
use crate::problem::Problem;
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// Somebody or something that is called otherwise.
pub struct Renamed {
    pub kind: Kind,
    pub id: Uuid,
    /// The id outside that rows which name it have.
    pub before: String,
}

/// Names followed at once, of one hospital.
const NAMES_AT_ONCE: i64 = 200;
/// Rows written under the lock at once.
const ROWS_AT_ONCE: usize = 50;
/// How often it is looked whether somebody was renamed, by another process or in a message.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// Puts down that these were renamed, with the facts that did it.
pub async fn put_down(connection: &mut PgConnection, hospital: &str, renamed: &[Renamed]) -> Result<(), sqlx::Error> {
    if renamed.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("renaming/put_down.sql"))
        .bind(hospital)
        .bind(renamed.iter().map(|it| it.kind.table()).collect::<Vec<_>>())
        .bind(renamed.iter().map(|it| it.id).collect::<Vec<_>>())
        .bind(renamed.iter().map(|it| it.before.clone()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

/// Follows what was renamed until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(problem) = follow_all(&app).await {
            tracing::warn!(?problem, "following names was interrupted");
        }
        // Over the time is a look too.
        let _renamed = timeout(LOOK_EVERY, app.renamed.notified()).await;
    }
}

async fn follow_all(app: &App) -> Result<(), Problem> {
    let hospitals: Vec<String> = sqlx::query_scalar("SELECT hospitals_renaming()").fetch_all(&app.pool).await?;
    for hospital in hospitals {
        while follow(app, &hospital).await? {}
    }
    Ok(())
}

/// Follows some of what was renamed in a hospital; false where nothing was.
async fn follow(app: &App, hospital: &str) -> Result<bool, Problem> {
    let mut transaction = ledger::enter(app, hospital).await?;
    let taken: Vec<(i64, String, Uuid, String)> = sqlx::query_as(include_str!("renaming/take.sql"))
        .bind(hospital)
        .bind(NAMES_AT_ONCE)
        .fetch_all(&mut *transaction)
        .await?;
    if taken.is_empty() {
        return Ok(false);
    }
    let cases = naming(&mut transaction, hospital, &taken).await?;
    transaction.commit().await?;
    for some in cases.chunks(ROWS_AT_ONCE) {
        let mut ledger = Ledger::open(app, hospital).await?;
        ledger.write_anew(some).await?;
        ledger.commit().await?;
    }
    let numbers: Vec<i64> = taken.iter().map(|(number, ..)| *number).collect();
    let mut transaction = ledger::enter(app, hospital).await?;
    sqlx::query("DELETE FROM renamed WHERE hospital_id = $1 AND number = ANY($2)")
        .bind(hospital)
        .bind(&numbers)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    tracing::info!(hospital, names = taken.len(), rows = cases.len(), "rows were written anew with new names");
    Ok(true)
}

/// The cases whose rows name any of these.
async fn naming(
    connection: &mut PgConnection,
    hospital: &str,
    renamed: &[(i64, String, Uuid, String)],
) -> Result<Vec<Uuid>, Problem> {
    let of = |kind: Kind| renamed.iter().filter(move |(_, table, ..)| table == kind.table());
    let ids = |kind: Kind| of(kind).map(|(_, _, id, _)| *id).collect::<Vec<Uuid>>();
    let wrote = |(_, _, _, before): &(i64, String, Uuid, String)| -> Value {
        json!([{ "author": { "reference": format!("{}/{before}", Kind::Practitioner.word()) } }])
    };
    let booked = |(_, _, _, before): &(i64, String, Uuid, String)| -> Value {
        json!({ "resources": [{ "resourceId": before }] })
    };
    let cases = sqlx::query_scalar(include_str!("renaming/cases.sql"))
        .bind(hospital)
        .bind(ids(Kind::Practitioner))
        .bind(of(Kind::Practitioner).map(wrote).collect::<Vec<_>>())
        .bind(ids(Kind::Location))
        .bind(of(Kind::Machine).map(booked).collect::<Vec<_>>())
        .bind(ids(Kind::Patient))
        .fetch_all(connection)
        .await?;
    Ok(cases)
}
