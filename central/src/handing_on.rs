//! What is held here of each author, and what a terminal lacks of it.

use crate::ledger::CENTRE;
use crate::problem::Problem;
use journal::wire::{Batch, Fact};
use journal::{ChainId, Hash, Head, Missing, Signature, Vector};
use sqlx::{PgConnection, Row};
use sync::messages::{KnownAuthor, PublicKey};

/// Facts handed on at once.
const MOST_FACTS: i64 = 500;
/// Their payloads and envelopes, about.
const MOST_BYTES: usize = 1024 * 1024;

/// How far each chain is kept.
pub async fn heads(connection: &mut PgConnection, hospital: &str) -> Result<Vec<(ChainId, Head)>, Problem> {
    let sql = "SELECT terminal, epoch, seq, head FROM chains WHERE hospital_id = $1";
    let rows = sqlx::query(sql).bind(hospital).fetch_all(connection).await?;
    let mut heads = Vec::with_capacity(rows.len());
    for row in rows {
        let epoch = row.try_get::<i32, _>("epoch")?.cast_unsigned();
        let chain = ChainId { terminal: row.try_get("terminal")?, epoch };
        let hash = Hash::from_slice(&row.try_get::<Vec<u8>, _>("head")?)?;
        heads.push((chain, Head { seq: row.try_get::<i64, _>("seq")?.unsigned_abs(), hash }));
    }
    Ok(heads)
}

pub async fn vector(connection: &mut PgConnection, hospital: &str) -> Result<Vector, Problem> {
    let mut vector = Vector::new();
    for (chain, head) in heads(connection, hospital).await? {
        if head.seq > 0 {
            // Each chain has one row.
            let _ = vector.note(chain, head);
        }
    }
    Ok(vector)
}

/// Keys of everyone who writes in the hospital, for each epoch in which they did.
pub async fn authors(connection: &mut PgConnection, hospital: &str) -> Result<Vec<KnownAuthor>, Problem> {
    let rows =
        sqlx::query(include_str!("handing_on/authors.sql")).bind(hospital).bind(CENTRE).fetch_all(connection).await?;
    let mut authors = Vec::with_capacity(rows.len());
    for row in rows {
        let key = row.try_get::<Vec<u8>, _>("public_key")?.try_into().map_err(|_| Problem::broken())?;
        let epoch = row.try_get::<i32, _>("epoch")?.cast_unsigned();
        authors.push(KnownAuthor { terminal: row.try_get("terminal")?, epoch, key: PublicKey::from_bytes(key) });
    }
    Ok(authors)
}

/// Some of what `theirs` lacks, each author's facts in their order; none when it lacks nothing.
pub async fn missing(connection: &mut PgConnection, hospital: &str, theirs: &Vector) -> Result<Batch, Problem> {
    let ours = vector(connection, hospital).await?;
    let (mut batch, mut left, mut bytes) = (Batch::new(), MOST_FACTS, 0);
    for Missing { chain, first, last } in ours.missing_in(theirs) {
        let rows = sqlx::query(include_str!("handing_on/facts.sql"))
            .bind(hospital)
            .bind(&chain.terminal)
            .bind(chain.epoch as i32)
            .bind(first as i64)
            .bind(last as i64)
            .bind(left)
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let (envelope, payload): (Vec<u8>, Option<Vec<u8>>) = (row.try_get("envelope")?, row.try_get("payload")?);
            let signature = Signature::from_slice(&row.try_get::<Vec<u8>, _>("signature")?)?;
            bytes += envelope.len() + payload.as_ref().map_or(0, Vec::len);
            let is_full = bytes > MOST_BYTES && !batch.facts().is_empty();
            if is_full || batch.push(Fact::from_bytes(envelope, payload, signature)?).is_err() {
                return Ok(batch);
            }
            left -= 1;
        }
        if left <= 0 {
            break;
        }
    }
    Ok(batch)
}
