//! Making everything anew from the facts: what each stream amounts to, and SERVICE.md's rows. Asked for
//! by a person, and by `migrate` when this version sees the same facts otherwise: a code that was
//! classed since is then restricted, or no longer.

use crate::ledger::{self, Kept};
use crate::projection;
use anyhow::{Context, Result};
use domain::ProcedureId;
use domain::catalogue::{Catalogue, TermList, Terms};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::Procedure;
use journal::canonical;
use serde::de::DeserializeOwned;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, Row};

/// Of the folds in `domain` and the columns here. When either gives something else for the same
/// facts, this rises.
const FOLD_VERSION: u32 = 1;

/// Makes every hospital's rows anew, one transaction each, while nobody writes there. Gives how many
/// streams there are.
pub async fn rebuild(connection: &mut PgConnection) -> Result<u64> {
    let hospitals: Vec<String> =
        sqlx::query_scalar("SELECT id FROM hospitals ORDER BY id").fetch_all(&mut *connection).await?;
    let mut streams = 0;
    for hospital in &hospitals {
        let mut transaction = connection.begin().await?;
        sqlx::query("SELECT set_config('shalya.hospital', $1, true)").bind(hospital).execute(&mut *transaction).await?;
        sqlx::query("SELECT id FROM hospitals WHERE id = $1 FOR NO KEY UPDATE")
            .bind(hospital)
            .execute(&mut *transaction)
            .await?;
        let rows = sqlx::query(include_str!("rebuild/streams.sql")).bind(hospital).fetch_all(&mut *transaction).await?;
        for row in rows {
            let (kind, id): (String, String) = (row.try_get("stream_kind")?, row.try_get("stream_id")?);
            refold(&mut transaction, hospital, &kind, &id)
                .await
                .with_context(|| format!("{kind} {id} of {hospital} could not be folded"))?;
            streams += 1;
        }
        transaction.commit().await?;
    }
    Ok(streams)
}

/// Rebuilds where this version folds or classes otherwise than the one that did it last.
pub async fn rebuild_if_due(connection: &mut PgConnection) -> Result<()> {
    let ours = fingerprint();
    let theirs: Option<String> =
        sqlx::query_scalar("SELECT fingerprint FROM folded_by").fetch_optional(&mut *connection).await?;
    if theirs.as_deref() == Some(&ours) {
        return Ok(());
    }
    let streams = rebuild(connection).await?;
    tracing::info!(streams, "made anew from the facts");
    sqlx::query(
        "INSERT INTO folded_by (one, fingerprint) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET fingerprint = $1",
    )
    .bind(ours)
    .execute(connection)
    .await?;
    Ok(())
}

/// Of the fold, the catalogue and the word lists: what a row is made with besides its facts.
pub(crate) fn fingerprint() -> String {
    let lists: Vec<_> = TermList::ALL.into_iter().map(|list| Terms::embedded().list(list)).collect();
    let made_with = json!([FOLD_VERSION, Catalogue::embedded().entries(), lists]);
    Sha256::digest(made_with.to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn refold(connection: &mut PgConnection, hospital: &str, kind: &str, id: &str) -> Result<()> {
    match kind {
        Procedure::KIND => {
            let stream = fold::<Procedure>(connection, hospital, id).await?;
            projection::put(connection, hospital, None, ProcedureId(id.parse()?), &stream).await?;
        }
        Patient::KIND => drop(fold::<Patient>(connection, hospital, id).await?),
        Person::KIND => drop(fold::<Person>(connection, hospital, id).await?),
        Hospital::KIND => drop(fold::<Hospital>(connection, hospital, id).await?),
        _ => {}
    }
    Ok(())
}

async fn fold<S: Kept<Fact: DeserializeOwned>>(
    connection: &mut PgConnection,
    hospital: &str,
    id: &str,
) -> Result<Stream<S>> {
    let rows = sqlx::query(include_str!("rebuild/facts.sql"))
        .bind(hospital)
        .bind(S::KIND)
        .bind(id)
        .fetch_all(&mut *connection)
        .await?;
    let mut facts = Vec::with_capacity(rows.len());
    for row in &rows {
        let envelope = canonical::decode(&row.try_get::<Vec<u8>, _>("envelope")?)?;
        let fact: S::Fact = serde_json::from_slice(&row.try_get::<Vec<u8>, _>("payload")?)?;
        facts.push(ledger::read(&envelope, fact));
    }
    let stream = Stream::<S>::fold(&facts);
    ledger::put(connection, hospital, S::KIND, id, facts.len() as u32, &serde_json::to_vec(&stream)?).await?;
    Ok(stream)
}
