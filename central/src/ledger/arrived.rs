//! Facts that came from a terminal, each proved against its author's key before anything is locked.

use super::CENTRE;
use crate::problem::Problem;
use journal::wire::{Fact, Reason};
use journal::{ChainId, Flaw, Sealed, Stream, StreamKind, VerifyingKey};
use sqlx::{PgConnection, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// A fact as it came, and what it is; or why it is not taken.
pub struct Arrived {
    pub fact: Fact,
    pub sealed: Result<Sealed, Reason>,
}

/// Who may write in a hospital.
pub struct Authors(HashMap<String, Vec<Author>>);

struct Author {
    epoch: i32,
    key: VerifyingKey,
    is_revoked: bool,
}

impl Authors {
    pub async fn of(connection: &mut PgConnection, hospital: &str) -> Result<Authors, Problem> {
        let rows = sqlx::query(include_str!("authors.sql")).bind(hospital).fetch_all(connection).await?;
        let mut authors: HashMap<String, Vec<Author>> = HashMap::new();
        for row in rows {
            let bytes: Vec<u8> = row.try_get("public_key")?;
            let key = bytes.try_into().ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
            let key = key.ok_or_else(Problem::broken)?;
            let author = Author { epoch: row.try_get("epoch")?, key, is_revoked: row.try_get("is_revoked")? };
            authors.entry(row.try_get("terminal")?).or_default().push(author);
        }
        Ok(Authors(authors))
    }

    /// The key of this chain, and whether its author was revoked. A terminal has one key through all
    /// its epochs; the centre has one for each.
    fn of_chain(&self, chain: &ChainId) -> Option<(&VerifyingKey, bool)> {
        let known = self.0.get(&chain.terminal)?;
        let exact = known.iter().find(|author| author.epoch == chain.epoch as i32);
        let author = exact.or_else(|| known.first().filter(|_| chain.terminal != CENTRE))?;
        Some((&author.key, known.iter().any(|author| author.is_revoked)))
    }
}

/// Proves facts, in their order. Long work where they are many: not for a thread that others wait for.
pub fn prove(facts: Vec<Fact>, hospital: &str, authors: &Authors) -> Vec<Arrived> {
    facts
        .into_iter()
        .map(|fact| {
            let sealed = proved(&fact, hospital, authors);
            Arrived { fact, sealed }
        })
        .collect()
}

fn proved(fact: &Fact, hospital: &str, authors: &Authors) -> Result<Sealed, Reason> {
    let sealed = fact.open().map_err(|_| Reason::Malformed)?;
    let envelope = &sealed.envelope;
    if envelope.hospital != hospital {
        return Err(Reason::OtherHospital);
    }
    if !is_named_right(&envelope.stream, hospital) {
        return Err(Reason::Malformed);
    }
    let (key, is_revoked) = authors.of_chain(&ChainId::of(envelope)).ok_or(Reason::UnknownAuthor)?;
    journal::verify(&sealed, key).map_err(|broken| match broken.flaw {
        Flaw::Payload => Reason::Payload,
        Flaw::Signature => Reason::Signature,
        _ => Reason::Malformed,
    })?;
    if is_revoked {
        return Err(Reason::RevokedAuthor);
    }
    // Nobody prunes what was not received here.
    if sealed.payload.is_none() { Err(Reason::Payload) } else { Ok(sealed) }
}

/// Each stream has one name: another spelling would be another stream.
fn is_named_right(stream: &Stream, hospital: &str) -> bool {
    match stream.kind {
        StreamKind::Procedure | StreamKind::Patient | StreamKind::Person => {
            Uuid::parse_str(&stream.id).is_ok_and(|id| id.to_string() == stream.id)
        }
        StreamKind::Hospital => stream.id == hospital,
        _ => true,
    }
}
