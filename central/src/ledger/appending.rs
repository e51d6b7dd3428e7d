//! Rows of `events`.

use crate::problem::Problem;
use journal::{Sealed, canonical};
use sqlx::PgConnection;

/// Appends sealed facts after `position`, in their order, with one statement.
pub async fn append(
    connection: &mut PgConnection,
    hospital: &str,
    position: i64,
    facts: &[Sealed],
) -> Result<(), Problem> {
    if facts.is_empty() {
        return Ok(());
    }
    let envelopes = facts.iter().map(|fact| canonical::encode(&fact.envelope)).collect::<Result<Vec<_>, _>>()?;
    let column = |of: fn(&Sealed) -> String| facts.iter().map(of).collect::<Vec<String>>();
    sqlx::query(include_str!("append.sql"))
        .bind(hospital)
        .bind(position)
        .bind(facts.iter().map(|fact| fact.envelope.event_id).collect::<Vec<_>>())
        .bind(column(|fact| fact.envelope.stream.kind.as_str().to_owned()))
        .bind(column(|fact| fact.envelope.stream.id.clone()))
        .bind(column(|fact| fact.envelope.kind.clone()))
        .bind(column(|fact| fact.envelope.terminal.clone()))
        .bind(facts.iter().map(|fact| fact.envelope.epoch as i32).collect::<Vec<_>>())
        .bind(facts.iter().map(|fact| fact.envelope.seq as i64).collect::<Vec<_>>())
        .bind(facts.iter().map(|fact| fact.hash.as_bytes().to_vec()).collect::<Vec<_>>())
        .bind(envelopes)
        .bind(facts.iter().map(|fact| fact.payload.clone()).collect::<Vec<_>>())
        .bind(facts.iter().map(|fact| fact.signature.as_bytes().to_vec()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}
