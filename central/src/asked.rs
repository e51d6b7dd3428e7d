//! A request that may change something: who asks, for what, with which body, and whether it was
//! asked before.

use crate::app::App;
use crate::caller::Caller;
use crate::ledger::Ledger;
use crate::problem::Problem;
use crate::reading::{self, Faults, Reader};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::sync::Arc;
use uuid::Uuid;

const IDEMPOTENCY_HEADER: &str = "idempotency-key";
const LONGEST_KEY: usize = 128;

pub struct Asked {
    pub caller: Caller,
    pub headers: HeaderMap,
    /// The template of the path, as metrics and audit name it.
    pub route: String,
    pub bytes: Bytes,
    digest: [u8; 32],
}

impl FromRequest<Arc<App>> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Asked, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, app).await?;
        let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
        let start = Sha256::new()
            .chain_update(parts.method.as_str())
            .chain_update([0])
            .chain_update(parts.uri.path())
            .chain_update([0]);
        let headers = parts.headers.clone();
        let bytes = Bytes::from_request(Request::from_parts(parts, body), app).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                let detail = "The body is larger than this service takes.";
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail)
            } else {
                Problem::bad_request("body", "The body did not come whole.")
            }
        })?;
        let digest = start.chain_update(&bytes).finalize().into();
        Ok(Asked { caller, headers, route, bytes, digest })
    }
}

/// The answer that a key was given before.
pub struct Answered {
    pub status: StatusCode,
    pub procedure: Option<Uuid>,
    pub version: i32,
    pub answer: Value,
}

impl Asked {
    /// A part of this request that stands for one of its own, at `route`, changing the version that
    /// `if_match` names. It has no key: the whole has.
    pub fn part(&self, route: String, if_match: Option<HeaderValue>) -> Asked {
        let mut headers = self.headers.clone();
        headers.remove(IDEMPOTENCY_HEADER);
        headers.remove(IF_MATCH);
        headers.remove(IF_NONE_MATCH);
        headers.extend(if_match.map(|tag| (IF_MATCH, tag)));
        Asked { caller: self.caller.clone(), headers, route, bytes: Bytes::new(), digest: self.digest }
    }

    pub fn body(&self) -> Result<Map<String, Value>, Problem> {
        reading::body(&self.headers, &self.bytes)
    }

    /// What this service does by itself, without a request.
    pub fn by_ourselves(caller: Caller) -> Asked {
        let route = "shalya-central load".to_owned();
        Asked { caller, headers: HeaderMap::new(), route, bytes: Bytes::new(), digest: [0; 32] }
    }

    /// What the body says, read by `read`; every fault of it in one answer.
    pub fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Option<T>) -> Result<T, Problem> {
        let (body, faults) = (self.body()?, Faults::default());
        let said = read(&Reader::new(&body, &faults));
        faults.check()?;
        // What is left out is a fault; so nothing is left out.
        said.ok_or_else(|| Problem::field("", "missing", "The message says too little."))
    }

    fn key(&self) -> Result<Option<&str>, Problem> {
        let Some(value) = self.headers.get(IDEMPOTENCY_HEADER) else { return Ok(None) };
        match value.to_str() {
            Ok(key) if (1..=LONGEST_KEY).contains(&key.len()) => Ok(Some(key)),
            _ => Err(Problem::field("Idempotency-Key", "malformed", "The key has 1 to 128 visible ASCII characters.")),
        }
    }

    /// What was answered to this key before, under the hospital's lock; 422 when it stood for
    /// something else.
    pub async fn answered(&self, ledger: &mut Ledger<'_>) -> Result<Option<Answered>, Problem> {
        let Some(key) = self.key()? else { return Ok(None) };
        let row = sqlx::query(include_str!("asked/answered.sql"))
            .bind(&ledger.hospital)
            .bind(&self.caller.subject)
            .bind(key)
            .fetch_optional(&mut *ledger.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<Vec<u8>, _>("request_hash")? != self.digest {
            let detail = "This key was used for another request; a new request has a new key.";
            return Err(Problem::field("Idempotency-Key", "reused", detail));
        }
        let status = u16::try_from(row.try_get::<i16, _>("status")?).unwrap_or(200);
        Ok(Some(Answered {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            procedure: row.try_get("procedure_id")?,
            version: row.try_get("version")?,
            answer: row.try_get("answer")?,
        }))
    }

    /// Keeps the answer for whoever asks again with the same key.
    pub async fn keep(&self, ledger: &mut Ledger<'_>, answered: &Answered) -> Result<(), Problem> {
        let Some(key) = self.key()? else { return Ok(()) };
        sqlx::query(include_str!("asked/keep.sql"))
            .bind(&ledger.hospital)
            .bind(&self.caller.subject)
            .bind(key)
            .bind(self.digest.as_slice())
            .bind(answered.status.as_u16() as i16)
            .bind(answered.procedure)
            .bind(answered.version)
            .bind(&answered.answer)
            .execute(&mut *ledger.transaction)
            .await?;
        Ok(())
    }
}
