//! Finding procedures by SERVICE.md's ProcedureSearchCriteria, in the query string or in a body.

pub(crate) mod criteria;
mod of_patient;
pub(crate) mod page;
pub(crate) mod spans;
pub(crate) mod wanted;

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::ledger;
use crate::problem::Problem;
use crate::shown;
use axum::Json;
use axum::extract::{MatchedPath, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use criteria::{Criteria, Given};
use serde_json::Value;
use sqlx::PgConnection;
use std::sync::Arc;
use wanted::Wanted;

pub async fn by_query(
    State(app): State<Arc<App>>,
    route: MatchedPath,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let given = Given::of_query(query.as_deref().unwrap_or_default());
    search(&app, &caller, route.as_str(), &given).await
}

/// The same criteria in a body; paging goes on with the same body and the `cursor` of the link.
pub async fn by_body(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    let mut given = Given::of_body(&asked.body()?)?;
    given.add_query(query.as_deref().unwrap_or_default());
    search(&app, &asked.caller, &asked.route, &given).await
}

async fn search(app: &App, caller: &Caller, route: &str, given: &Given) -> Result<Response, Problem> {
    let mut transaction = ledger::enter_to_search(app, &caller.hospital).await?;
    let offset = hospital_offset(&mut transaction, caller).await?;
    let (criteria, page) = Criteria::read(given, offset)?;
    let me = shown::me(app, &mut transaction, caller).await?;
    let criteria = [criteria];
    let wanted = Wanted::of(&mut transaction, caller, &me, &criteria, &page).await?;
    let alone = wanted.patient_alone().filter(|_| page.is_plain() && caller.has(Action::Read.permission()));
    if let Some(patient) = alone
        && let Some(mut found) =
            of_patient::all(app, &mut transaction, &caller.hospital, patient, &me, page.limit).await?
    {
        // Whose it is, is hidden too.
        found.retain(|shown| shown.seen_whole_by(caller));
        let seen: Vec<Value> = found.iter().map(|shown| shown.seen_by(caller)).collect();
        audit::note(&mut transaction, caller, Action::Read, route, None, Came::Whole, Some(seen.len())).await?;
        transaction.commit().await?;
        let total = seen.len() as i64;
        return Ok(answer(seen, total, None, route, given));
    }
    let found = wanted.find(&mut transaction, &page).await?;
    let seen: Vec<Value> = found.rows.iter().map(|shown| shown.seen_by(caller)).collect();
    audit::note(&mut transaction, caller, Action::Read, route, None, Came::Whole, Some(seen.len())).await?;
    transaction.commit().await?;
    Ok(answer(seen, found.total, found.next, route, given))
}

fn answer(seen: Vec<Value>, total: i64, next: Option<String>, route: &str, given: &Given) -> Response {
    let mut response = Json(Value::Array(seen)).into_response();
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(total));
    if let Some(cursor) = next {
        let link = format!("<{route}?{}>; rel=\"next\"", given.with_cursor(&cursor));
        if let Ok(link) = HeaderValue::from_str(&link) {
            headers.insert(LINK, link);
        }
    }
    response
}

/// The hospital's own offset, in minutes.
pub(crate) async fn hospital_offset(connection: &mut PgConnection, caller: &Caller) -> Result<i16, Problem> {
    let place: domain::hospital::Hospital = ledger::load(connection, &caller.hospital, &caller.hospital).await?.state;
    Ok(if place.code.is_empty() { domain::moment::DHAKA_OFFSET_MINUTES } else { place.offset_minutes })
}
