//! What a write leaves behind, and how it is answered.

use super::asking::{Asking, base};
use super::negotiation::say;
use super::outcome;
use super::reads::{self, Read, with_headers};
use super::served::Type;
use super::sheet::sheets;
use crate::access::Action;
use crate::app::App;
use crate::asked::{Answered, Asked};
use crate::audit::{self, Came};
use crate::ledger::Ledger;
use crate::problem::Problem;
use crate::shown::{self, Shown};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// A resource as it stands after a write, or as it stood already.
pub struct Written {
    pub of: Type,
    pub status: StatusCode,
    pub procedure: Uuid,
    pub version: i32,
    pub read: Read,
}

impl Written {
    /// What is shown of a procedure in the transaction that wrote it.
    pub async fn of(
        connection: &mut PgConnection,
        asked: &Asked,
        of: Type,
        status: StatusCode,
        shown: Shown,
    ) -> Result<Written, Problem> {
        let (procedure, version) = (shown.id, shown.version);
        let (sheets, names) = sheets(connection, &asked.caller, &[shown]).await?;
        let sheet = sheets.first().ok_or_else(Problem::broken)?;
        Ok(Written { of, status, procedure, version, read: Read::of(sheet, sheet.told(of, &names)) })
    }

    /// Type, id and version, as a path; without the version where it is hidden.
    pub fn path(&self) -> String {
        let path = format!("{}/{}", self.of.word(), self.read.resource["id"].as_str().unwrap_or_default());
        match self.read.version {
            Some(version) => format!("{path}/_history/{version}"),
            None => path,
        }
    }

    /// What is kept for whoever asks again with the same key: what is shown then is decided then.
    pub fn answered(&self) -> Answered {
        let Written { status, procedure, version, .. } = *self;
        Answered { status, procedure: Some(procedure), version, answer: Value::Null }
    }

    pub fn respond(self, app: &App, headers: &HeaderMap) -> Response {
        let body = match preferred(headers) {
            Return::Minimal => self.status.into_response(),
            Return::Outcome => say(self.status, &outcome::done()),
            Return::Whole => say(self.status, &self.read.resource),
        };
        let location = format!("{}/{}", base(app, headers), self.path());
        let mut response = with_headers(body, &self.read);
        if self.status == StatusCode::CREATED
            && let Ok(location) = HeaderValue::from_str(&location)
        {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }

    /// As an entry of a Bundle that answers another.
    pub fn entry(&self, asking: &Asking) -> Value {
        let mut response = json!({ "status": status_line(self.status), "location": asking.url(&self.path()) });
        if let Some(version) = self.read.version {
            response["etag"] = json!(format!("W/\"{version}\""));
        }
        if let Some(updated) = self.read.updated {
            response["lastModified"] = json!(super::times::written(updated));
        }
        let mut entry = json!({ "response": response });
        if said(&asking.headers).contains("return=representation") {
            let url = format!("{}/{}", self.of.word(), self.read.resource["id"].as_str().unwrap_or_default());
            entry["fullUrl"] = json!(asking.url(&url));
            entry["resource"] = self.read.resource.clone();
        }
        entry
    }
}

/// `201 Created`.
pub fn status_line(status: StatusCode) -> String {
    format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default()).trim().to_owned()
}

/// What the caller prefers to be answered with.
enum Return {
    Minimal,
    Outcome,
    Whole,
}

fn said(headers: &HeaderMap) -> &str {
    headers.get("prefer").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn preferred(headers: &HeaderMap) -> Return {
    let said = said(headers);
    if said.contains("return=minimal") {
        Return::Minimal
    } else if said.contains("return=OperationOutcome") {
        Return::Outcome
    } else {
        Return::Whole
    }
}

/// The first answer again: the version that was written then, as far as the caller may see it now.
pub async fn again(
    ledger: &mut Ledger<'_>,
    asking: &mut Asking,
    of: Type,
    before: Answered,
) -> Result<Written, Problem> {
    asking.me = shown::me(&asking.app, &mut ledger.transaction, &asking.caller).await?;
    let id = before.procedure.ok_or_else(|| Problem::not_found("resource"))?;
    // Whoever wrote it is answered as then, with or without the right to read.
    let shown = asking.find(&mut ledger.transaction, id).await?;
    let came = if shown.seen_whole_by(&asking.caller) { Came::Whole } else { Came::Restricted };
    let (caller, route) = (&asking.caller, &asking.route);
    audit::note(&mut ledger.transaction, caller, Action::Read, route, Some(id), came, None).await?;
    let version = usize::try_from(before.version).unwrap_or(0);
    let read = if shown.version == before.version || !shown.seen_whole_by(&asking.caller) {
        let (sheets, names) = sheets(&mut ledger.transaction, &asking.caller, &[shown]).await?;
        let sheet = sheets.first().ok_or_else(Problem::broken)?;
        Read::of(sheet, sheet.told(of, &names))
    } else {
        reads::at(&mut ledger.transaction, asking, of, &shown, version).await?
    };
    Ok(Written { of, status: before.status, procedure: id, version: before.version, read })
}
