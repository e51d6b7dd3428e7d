//! The centre's key in each hospital, derived from the service's secret, so that every replica of
//! the service has it and the database does not.

use super::CENTRE;
use crate::app::App;
use crate::problem::Problem;
use crate::settings::Secret;
use journal::{Author, AuthorKey, ChainId, Head};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use zeroize::Zeroizing;

/// The author who goes on after `head`. Where the epoch's key is not the one derived now (the first
/// time, or because the secret was changed) a new epoch begins. `seen` is the epoch's key as it was
/// read with the lock; while the lock was waited for another may have begun the epoch.
pub async fn author(
    connection: &mut PgConnection,
    app: &App,
    hospital: &str,
    epoch: i32,
    head: Head,
    seen: Option<Vec<u8>>,
) -> Result<Author, Problem> {
    let key = key(&app.secret, hospital, epoch);
    let is_ours = |known: Option<&[u8]>| known == Some(key.verifying_key().as_bytes().as_slice());
    if is_ours(seen.as_deref()) {
        return Ok(Author::after(head, hospital.to_owned(), chain(epoch), key));
    }
    let known: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT public_key FROM authors WHERE hospital_id = $1 AND terminal = $2 AND epoch = $3")
            .bind(hospital)
            .bind(CENTRE)
            .bind(epoch)
            .fetch_optional(&mut *connection)
            .await?;
    if is_ours(known.as_deref()) {
        return Ok(Author::after(head, hospital.to_owned(), chain(epoch), key));
    }
    begin(connection, app, hospital, epoch + 1).await
}

/// The author at the beginning of an epoch.
pub async fn begin(connection: &mut PgConnection, app: &App, hospital: &str, epoch: i32) -> Result<Author, Problem> {
    let key = self::key(&app.secret, hospital, epoch);
    sqlx::query(include_str!("begin_epoch.sql"))
        .bind(hospital)
        .bind(CENTRE)
        .bind(epoch)
        .bind(key.verifying_key().as_bytes().as_slice())
        .bind(Head::START.hash.as_bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(Author::after(Head::START, hospital.to_owned(), chain(epoch), key))
}

fn chain(epoch: i32) -> ChainId {
    ChainId { terminal: CENTRE.to_owned(), epoch: epoch.unsigned_abs() }
}

fn key(secret: &Secret, hospital: &str, epoch: i32) -> AuthorKey {
    let digest = Sha256::new()
        .chain_update(b"shalya.author.v1")
        .chain_update((hospital.len() as u64).to_be_bytes())
        .chain_update(hospital)
        .chain_update(epoch.to_be_bytes())
        .chain_update(secret.0.as_bytes())
        .finalize();
    AuthorKey::from_secret(&Zeroizing::new(digest.into()))
}
