//! Reading one resource, one of its versions, or all of them.

use super::asking::Asking;
use super::negotiation::say;
use super::served::Type;
use super::sheet::{Sheet, sheets};
use super::{audit_event, cases, directory, history, times};
use crate::change::not_allowed;
use crate::controllers::search::hospital_offset;
use crate::problem::Problem;
use crate::shown::Shown;
use axum::http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::{Moment, ProcedureId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A resource, with what a caller may keep it by.
pub struct Read {
    pub resource: Value,
    pub version: Option<i32>,
    pub updated: Option<OffsetDateTime>,
}

impl Read {
    pub fn of(sheet: &Sheet, resource: Value) -> Read {
        Read {
            resource,
            version: Some(sheet.version).filter(|_| sheet.whole),
            updated: sheet.updated.filter(|_| sheet.whole),
        }
    }
}

pub async fn read(mut asking: Asking, of: Type, id: String) -> Result<Response, Problem> {
    let mut transaction = asking.enter().await?;
    let read = one(&mut transaction, &asking, of, &id).await;
    // A refusal is written down as well.
    transaction.commit().await?;
    let read = read?;
    Ok(match unchanged(&asking.headers, &read) {
        true => with_headers(StatusCode::NOT_MODIFIED.into_response(), &read),
        false => with_headers(say(StatusCode::OK, &read.resource), &read),
    })
}

/// One resource as the caller may see it.
pub async fn one(connection: &mut PgConnection, asking: &Asking, of: Type, id: &str) -> Result<Read, Problem> {
    match of {
        Type::Procedure | Type::ServiceRequest => {
            let shown = asking.see(connection, procedure_of(of, id)?).await?;
            let (sheets, names) = sheets(connection, &asking.caller, &[shown]).await?;
            let sheet = sheets.first().ok_or_else(Problem::broken)?;
            Ok(Read::of(sheet, sheet.told(of, &names)))
        }
        Type::Condition => condition(connection, asking, id).await,
        Type::AuditEvent => audit_event::one(connection, asking, id).await,
        _ => {
            let mut found = directory::by_ids(connection, asking, of, &[id.to_owned()]).await?;
            asking.note(connection, found.len()).await?;
            let resource = found.pop().ok_or_else(|| Problem::not_found("resource"))?;
            Ok(Read { resource, version: None, updated: None })
        }
    }
}

/// A complication, which nobody sees of a restricted procedure.
async fn condition(connection: &mut PgConnection, asking: &Asking, id: &str) -> Result<Read, Problem> {
    let not_there = || Problem::not_found("resource");
    let id: Uuid = id.parse().map_err(|_| not_there())?;
    let stream: Option<String> = sqlx::query_scalar(
        "SELECT stream_id FROM events WHERE hospital_id = $1 AND event_id = $2 AND kind = 'complication-recorded'",
    )
    .bind(&asking.caller.hospital)
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let procedure: Uuid = stream.and_then(|stream| stream.parse().ok()).ok_or_else(not_there)?;
    let shown = asking.see_whole(connection, procedure).await?;
    let (sheets, names) = sheets(connection, &asking.caller, &[shown]).await?;
    let sheet = sheets.first().ok_or_else(Problem::broken)?;
    let told = directory::conditions(sheet, &names).into_iter().find(|told| told["id"] == id.to_string());
    Ok(Read { resource: told.ok_or_else(not_there)?, version: None, updated: None })
}

/// The procedure whose rendering goes by this id.
pub fn procedure_of(of: Type, id: &str) -> Result<Uuid, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::not_found("resource"))?;
    // Each of the two ids gives the other.
    Ok(if of == Type::ServiceRequest { ::fhir::request_id(ProcedureId(id)) } else { id })
}

pub async fn version(mut asking: Asking, of: Type, id: String, version: String) -> Result<Response, Problem> {
    let mut transaction = asking.enter().await?;
    let read = one_version(&mut transaction, &asking, of, &id, &version).await;
    transaction.commit().await?;
    let read = read?;
    Ok(with_headers(say(StatusCode::OK, &read.resource), &read))
}

async fn one_version(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    id: &str,
    version: &str,
) -> Result<Read, Problem> {
    let shown = asking.see_whole(connection, procedure_of(of, id)?).await?;
    let version: usize = version.parse().map_err(|_| Problem::not_found("version"))?;
    at(connection, asking, of, &shown, version).await
}

/// A version of a procedure that the caller sees whole now.
pub async fn at(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    shown: &Shown,
    version: usize,
) -> Result<Read, Problem> {
    let hospital = &asking.caller.hospital;
    let facts = history::facts(connection, hospital, shown.id).await?;
    let sheet = history::at_version(connection, asking, shown, &facts, version).await?;
    let sheet = sheet.ok_or_else(|| Problem::not_found("version"))?;
    let names = cases::Names::of(connection, hospital, Some(&sheet.case).into_iter()).await?;
    Ok(Read::of(&sheet, sheet.told(of, &names)))
}

pub async fn history(mut asking: Asking, of: Type, id: String, query: String) -> Result<Response, Problem> {
    let mut transaction = asking.enter().await?;
    let told = whole_history(&mut transaction, &asking, of, &id, &query).await;
    transaction.commit().await?;
    Ok(say(StatusCode::OK, &told?))
}

async fn whole_history(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    id: &str,
    query: &str,
) -> Result<Value, Problem> {
    let shown = asking.see(connection, procedure_of(of, id)?).await?;
    if !shown.seen_whole_by(&asking.caller) {
        return Err(not_allowed(crate::access::Action::Read));
    }
    let offset = hospital_offset(connection, &asking.caller).await?;
    let now = Moment::new(asking.app.now_ms(), offset);
    let wanted = history::Wanted::read(query, offset, now)?;
    history::bundle(connection, asking, of, &shown, &wanted).await
}

/// Whether the caller has it already.
fn unchanged(headers: &HeaderMap, read: &Read) -> bool {
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (Some(version), Some(updated)) = (read.version, read.updated) else { return false };
    match said(IF_NONE_MATCH) {
        Some(tags) => {
            let current = format!("\"{version}\"");
            tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == current)
        }
        None => {
            let since = said(IF_MODIFIED_SINCE).and_then(times::of_http_date);
            since.is_some_and(|since| updated.unix_timestamp() <= since.unix_timestamp())
        }
    }
}

pub fn with_headers(mut response: Response, read: &Read) -> Response {
    let headers = response.headers_mut();
    if let Some(Ok(tag)) = read.version.map(|version| HeaderValue::from_str(&format!("W/\"{version}\""))) {
        headers.insert(ETAG, tag);
    }
    if let Some(Ok(date)) = read.updated.map(|updated| HeaderValue::from_str(&times::http_date(updated))) {
        headers.insert(LAST_MODIFIED, date);
    }
    response
}
