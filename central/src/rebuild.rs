//! Making everything anew from the facts: what each stream amounts to, and SERVICE.md's rows. Asked for
//! by a person, and by `migrate` when this version sees the same facts otherwise: a code that was
//! classed since is then restricted, or no longer.

use crate::ledger::{self, Kept};
use crate::projection;
use anyhow::{Context, Result, anyhow};
use domain::ProcedureId;
use domain::catalogue::{Catalogue, TermList, Terms};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::Procedure;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection};

/// Of the folds in `domain` and the columns here. When either gives something else for the same
/// facts, this rises.
const FOLD_VERSION: u32 = 4;

/// Streams folded at once, with a handful of statements for all of them.
const AT_ONCE: usize = 500;

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
        let rows: Vec<(String, String)> =
            sqlx::query_as(include_str!("rebuild/streams.sql")).bind(hospital).fetch_all(&mut *transaction).await?;
        // In the order in which they began: a procedure comes after whom it names.
        for run in rows.chunk_by(|one, next| one.0 == next.0).flat_map(|run| run.chunks(AT_ONCE)) {
            let kind = &run[0].0;
            let ids: Vec<&str> = run.iter().map(|(_, id)| id.as_str()).collect();
            refold(&mut transaction, hospital, kind, &ids)
                .await
                .with_context(|| format!("a {kind} of {hospital} from {} on could not be folded", ids[0]))?;
            streams += run.len() as u64;
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

async fn refold(connection: &mut PgConnection, hospital: &str, kind: &str, ids: &[&str]) -> Result<()> {
    match kind {
        Procedure::KIND => {
            let streams = fold::<Procedure>(connection, hospital, ids).await?;
            let cases = streams.iter().map(|(id, stream)| Ok((ProcedureId(id.parse()?), stream)));
            let cases = cases.collect::<Result<Vec<_>>>()?;
            projection::put(connection, hospital, None, &cases).await?;
        }
        Patient::KIND => drop(fold::<Patient>(connection, hospital, ids).await?),
        Person::KIND => drop(fold::<Person>(connection, hospital, ids).await?),
        Hospital::KIND => drop(fold::<Hospital>(connection, hospital, ids).await?),
        _ => {}
    }
    Ok(())
}

async fn fold<S: Kept>(
    connection: &mut PgConnection,
    hospital: &str,
    ids: &[&str],
) -> Result<Vec<(String, Stream<S>)>> {
    let streams = ledger::refold::<S>(connection, hospital, ids).await.map_err(|problem| anyhow!("{problem:?}"))?;
    let mut kept = ledger::Columns::default();
    for (id, stream) in &streams {
        kept.push(S::KIND, id.clone(), stream.version, serde_json::to_vec(stream)?);
    }
    ledger::put(connection, hospital, kept).await?;
    Ok(streams)
}
