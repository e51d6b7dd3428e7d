//! The catalogue: what is done, what it takes, what it costs; as the program has it, with what the
//! hospital set of it laid over, and the hospital's own entries.

mod setting;

use crate::access::Action;
use crate::app::App;
use crate::asked::{Answered, Asked};
use crate::audit::{self, Came};
use crate::cache::CODES_FOR;
use crate::caller::Caller;
use crate::change::{act_as, not_allowed};
use crate::ledger::{self, Ledger};
use crate::problem::Problem;
use crate::registering;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::catalogue::{Catalogue, CodedField, Entry};
use domain::hospital::{Hospital, HospitalFact};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgExecutor;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Wanted {
    specialty: Option<String>,
    category: Option<String>,
    q: Option<String>,
    active: Option<bool>,
}

/// Answers to `q` come best first, else the catalogue's rows in the order of their display.
const MOST_FOUND: usize = 50;

pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(wanted) = wanted.map_err(|problem| Problem::field("active", "malformed", problem.body_text()))?;
    let place = place(&app, &caller).await?;
    let mut rows = all(&app).await?;
    for row in &mut rows {
        let set = row["code"].as_str().and_then(|code| place.entries.get(code));
        if let Some((at, set)) = set {
            setting::lay_over(row, *at, set);
        }
    }
    rows.extend(place.entries.keys().filter_map(|code| own_row(&caller, &place, code)));
    let is = |wanted: &Option<String>, field: &Value| wanted.as_ref().is_none_or(|wanted| field == wanted);
    rows.retain(|row| is(&wanted.specialty, &row["specialty"]) && is(&wanted.category, &row["category"]));
    rows.retain(|row| wanted.active.is_none_or(|active| row["is_active"] == active));
    if let Some(typed) = wanted.q.as_deref().filter(|typed| !typed.trim().is_empty()) {
        let found = Catalogue::embedded().search(typed, MOST_FOUND);
        let codes: Vec<String> = found.into_iter().map(|found| found.entry.coding().code).collect();
        let typed = typed.trim().to_lowercase();
        // The hospital's own come last, by their name alone.
        let place = |row: &Value| {
            let known = codes.iter().position(|code| row["code"] == *code);
            let own = || place.setting(row["code"].as_str()?).and_then(|set| set.own.as_ref());
            known.or_else(|| own().filter(|own| own.display.to_lowercase().contains(&typed)).map(|_| codes.len()))
        };
        rows.retain(|row| place(row).is_some());
        rows.sort_by_key(place);
    }
    Ok(Json(Value::Array(rows)))
}

/// Every row of the catalogue. They change only when another version migrates, which keeps them under
/// another key; what a hospital sets is read beside them and never cached.
async fn all(app: &App) -> Result<Vec<Value>, Problem> {
    let key = format!("procedure_codes:{}", app.fingerprint);
    if let Some(cache) = &app.cache
        && let Some(kept) = cache.get(&key).await
    {
        return Ok(kept);
    }
    let rows: Vec<Value> = sqlx::query_scalar(include_str!("codes/list.sql")).fetch_all(&app.pool).await?;
    if let Some(cache) = &app.cache {
        cache.keep(&key, &rows, CODES_FOR).await;
    }
    Ok(rows)
}

async fn place(app: &App, caller: &Caller) -> Result<Hospital, Problem> {
    let mut transaction = ledger::enter(app, &caller.hospital).await?;
    let place = ledger::load::<Hospital>(&mut transaction, &caller.hospital, &caller.hospital).await?.state;
    transaction.commit().await?;
    Ok(place)
}

fn own_row(caller: &Caller, place: &Hospital, code: &str) -> Option<Value> {
    let (at, set) = place.entries.get(code)?;
    let mut row = setting::own_row(&caller.hospital, code, *at, set.own.as_ref()?);
    setting::lay_over(&mut row, *at, set);
    Some(row)
}

pub async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<Value>, Problem> {
    let place = place(&app, &caller).await?;
    one(&app.pool, &caller, &place, &code).await.map(Json)
}

async fn one<'e>(
    database: impl PgExecutor<'e>,
    caller: &Caller,
    place: &Hospital,
    code: &str,
) -> Result<Value, Problem> {
    let Ok(entry) = entry(code) else {
        return own_row(caller, place, code).ok_or_else(|| Problem::not_found("procedure code"));
    };
    let coding = entry.coding();
    let row: Option<Value> = sqlx::query_scalar(include_str!("codes/read.sql"))
        .bind(coding.system)
        .bind(&coding.code)
        .fetch_optional(database)
        .await?;
    let mut row = row.ok_or_else(|| Problem::not_found("procedure code"))?;
    if let Some((at, set)) = place.entries.get(&coding.code) {
        setting::lay_over(&mut row, *at, set);
    }
    Ok(row)
}

/// ResourceRequirement's fields.
pub async fn resources(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<Value>, Problem> {
    let place = place(&app, &caller).await?;
    let mut row = one(&app.pool, &caller, &place, &code).await?;
    Ok(Json(row["resource_requirements"].take()))
}

/// Sets cost, duration, requirements and whether it is done here; or, of a code that the catalogue does
/// not know, what it is. What differs becomes a fact of the hospital. A case under a code of the
/// hospital's own stays restricted: who may see it is not this path's to say.
pub async fn set(State(app): State<Arc<App>>, Path(code): Path<String>, asked: Asked) -> Result<Json<Value>, Problem> {
    let (caller, action) = (&asked.caller, Action::Catalogue);
    let known = entry(&code).ok().map(|entry| entry.coding().code);
    let code = known.clone().unwrap_or(code);
    let is_code = (1..=50).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':'));
    if !is_code {
        return Err(Problem::not_found("procedure code"));
    }
    let mut ledger = Ledger::open(&app, &caller.hospital).await?;
    if !caller.has(action.permission()) {
        audit::note(&mut ledger.transaction, caller, action, &asked.route, None, Came::Refused, None).await?;
        ledger.commit().await?;
        return Err(not_allowed(action));
    }
    if let Some(before) = asked.answered(&mut ledger).await? {
        return Ok(Json(before.answer));
    }
    let actor = act_as(&mut ledger, &asked).await?;
    let mut place = registering::hospital(&mut ledger).await?;
    let before = place.state.setting(&code).cloned().unwrap_or_default();
    let wanted = asked.read(|reader| setting::read(reader, &code, known.is_some(), Some(&before)))?;
    let changed = wanted.beyond(&before);
    if changed != Default::default() {
        let (stream, fact) = (caller.hospital.clone(), HospitalFact::EntrySet { code: code.clone(), setting: changed });
        ledger.add(&stream, &mut place, vec![fact], actor)?;
    }
    audit::note(&mut ledger.transaction, caller, action, &asked.route, None, Came::Whole, None).await?;
    let answer = one(&mut *ledger.transaction, caller, &place.state, &code).await?;
    asked
        .keep(&mut ledger, &Answered { status: StatusCode::OK, procedure: None, version: 0, answer: answer.clone() })
        .await?;
    ledger.commit().await?;
    Ok(Json(answer))
}

/// By its code, by one that stands for it, or by its key.
fn entry(code: &str) -> Result<&'static Entry, Problem> {
    let catalogue = Catalogue::embedded();
    let found = catalogue.resolve(None, code, CodedField::Procedure).known().or_else(|| catalogue.by_key(code));
    found.ok_or_else(|| Problem::not_found("procedure code"))
}
