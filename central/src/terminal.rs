//! A terminal that asks: proved by its own key for every request before its body is unpacked, and that
//! within limits.

use crate::app::App;
use crate::ledger::{self, CENTRE};
use crate::problem::Problem;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use journal::VerifyingKey;
use sqlx::{PgConnection, Row};
use sync::Signed;
use sync::messages::{MAX_PACKED_BYTES, problem};
use sync::packing::{self, ENCODING, NotUnpacked};

/// Longest message, unpacked.
const MAX_BYTES: usize = journal::wire::MAX_MESSAGE_BYTES;
/// Of a body as it comes: what nearly every batch is shorter than. Longer ones are taken a few at a time,
/// because whose they are is known only when all of them is here; who holds those up holds up no other.
const SHORT_BYTES: usize = 1024 * 1024;

/// Who asked, and what, as it was unpacked.
pub struct FromTerminal {
    pub hospital: String,
    pub terminal: String,
    /// Somebody has shut it out: what it hands over is looked at by a person, and it is told nothing.
    pub is_revoked: bool,
    claimed: Claimed,
}

/// A request whose body is here and whose proof is still to be looked at.
pub struct Claimed {
    pub signed: Signed,
    path: String,
    body: Bytes,
}

impl Claimed {
    /// Reads a request that is signed with a challenge of this service. 401 where it is not, 413 where
    /// it is too large.
    pub async fn read(app: &App, request: Request) -> Result<Claimed, Problem> {
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let signed = header.and_then(Signed::from_header).ok_or_else(|| {
            Problem::unauthorized(
                "A terminal signs each request; this one is not signed, or not in a form that is known.",
            )
        })?;
        if !app.challenges.is_good(&signed.challenge, app.now_ms()) {
            let detail = "The challenge has ended, or is not of this service. Ask for another.";
            return Err(Problem::new(StatusCode::UNAUTHORIZED, problem::CHALLENGE, "Another challenge", detail));
        }
        let path = request.uri().path().to_owned();
        let is_packed = request.headers().get(CONTENT_ENCODING).is_some_and(|it| it == ENCODING);
        if !is_packed {
            let detail = "The body of a terminal's request is gzip.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "encoding", "Not packed", detail));
        }
        let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
        let _turn = match length {
            Some(length) if length <= SHORT_BYTES => None,
            _ => Some(app.long_bodies.acquire().await.map_err(|_| Problem::broken())?),
        };
        let body = to_bytes(request.into_body(), MAX_PACKED_BYTES).await.map_err(|_| too_large())?;
        Ok(Claimed { signed, path, body })
    }

    pub fn is_proved_by(&self, key: &VerifyingKey) -> bool {
        self.signed.proves(key, "POST", &self.path, &self.body)
    }

    /// The message. Unpacking is work, and is done where nobody waits for it.
    pub async fn unpack(&self) -> Result<Vec<u8>, Problem> {
        let body = self.body.clone();
        let unpacked = tokio::task::spawn_blocking(move || packing::unpack(&body, MAX_BYTES)).await;
        match unpacked.map_err(|_| Problem::broken())? {
            Ok(json) => Ok(json),
            Err(NotUnpacked::TooLarge) => Err(too_large()),
            Err(NotUnpacked::Damaged) => Err(Problem::bad_request("body", "The body is not gzip, or not all of it.")),
        }
    }
}

impl FromTerminal {
    /// 401 for a terminal that is not enrolled, or not with the key that signed.
    pub async fn read(app: &App, request: Request) -> Result<FromTerminal, Problem> {
        let claimed = Claimed::read(app, request).await?;
        let Signed { hospital, terminal, .. } = claimed.signed.clone();
        let mut transaction = ledger::enter(app, &hospital).await?;
        let keys = keys(&mut transaction, &hospital, &terminal).await?;
        transaction.commit().await?;
        let by = keys.iter().find(|(key, _)| terminal != CENTRE && claimed.is_proved_by(key));
        let (_, is_revoked) = *by.ok_or_else(not_enrolled)?;
        Ok(FromTerminal { hospital, terminal, is_revoked, claimed })
    }

    /// Its message, still to be read.
    pub async fn json(&self) -> Result<Vec<u8>, Problem> {
        self.claimed.unpack().await
    }

    /// 403 for one that was shut out.
    pub fn let_in(self) -> Result<FromTerminal, Problem> {
        if !self.is_revoked {
            return Ok(self);
        }
        let detail = "This terminal was shut out. What it sends is kept, and looked at by a person.";
        Err(Problem::new(StatusCode::FORBIDDEN, problem::REVOKED, "Shut out", detail))
    }
}

/// Keys of a terminal, and whether it was revoked.
pub async fn keys(
    connection: &mut PgConnection,
    hospital: &str,
    terminal: &str,
) -> Result<Vec<(VerifyingKey, bool)>, Problem> {
    let sql = "SELECT public_key, revoked_at IS NOT NULL AS is_revoked FROM authors \
               WHERE hospital_id = $1 AND terminal = $2";
    let rows = sqlx::query(sql).bind(hospital).bind(terminal).fetch_all(connection).await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        let bytes = row.try_get::<Vec<u8>, _>("public_key")?.try_into().map_err(|_| Problem::broken())?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| Problem::broken())?;
        keys.push((key, row.try_get("is_revoked")?));
    }
    Ok(keys)
}

/// An answer to a terminal, packed.
pub fn packed(json: &[u8]) -> Response {
    let mut response = (StatusCode::OK, packing::pack(json)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(ENCODING));
    response
}

fn too_large() -> Problem {
    let detail = "The batch is larger than this service takes; send fewer facts at once.";
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail)
}

fn not_enrolled() -> Problem {
    let detail = "This service does not know this terminal in this hospital, or not by this key. Enrol it with a code.";
    Problem::new(StatusCode::UNAUTHORIZED, problem::NOT_ENROLLED, "Not enrolled", detail)
}
