//! The catalogue: what is done, what it takes, what it costs.

use crate::app::App;
use crate::cache::CODES_FOR;
use crate::caller::Caller;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, Query, State};
use domain::catalogue::{Catalogue, CodedField, Entry};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub const QUERY: &[(&str, &str)] = &[
    ("specialty", "As general_surgery."),
    ("category", "surgical, diagnostic or therapeutic."),
    ("q", "What somebody typed, in either script."),
    ("active", "true or false."),
];

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
    _caller: Caller,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(wanted) = wanted.map_err(|problem| Problem::field("active", "malformed", problem.body_text()))?;
    let mut rows = all(&app).await?;
    let is = |wanted: &Option<String>, field: &Value| wanted.as_ref().is_none_or(|wanted| field == wanted);
    rows.retain(|row| is(&wanted.specialty, &row["specialty"]) && is(&wanted.category, &row["category"]));
    rows.retain(|row| wanted.active.is_none_or(|active| row["is_active"] == active));
    if let Some(typed) = wanted.q.as_deref().filter(|typed| !typed.trim().is_empty()) {
        let found = Catalogue::embedded().search(typed, MOST_FOUND);
        let codes: Vec<String> = found.into_iter().map(|found| found.entry.coding().code).collect();
        let place = |row: &Value| codes.iter().position(|code| row["code"] == *code);
        rows.retain(|row| place(row).is_some());
        rows.sort_by_key(place);
    }
    Ok(Json(Value::Array(rows)))
}

/// Every row. They change only when another version migrates, which keeps them under another key.
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

pub async fn read(
    State(app): State<Arc<App>>,
    _caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<Value>, Problem> {
    let coding = entry(&code)?.coding();
    let row: Option<Value> = sqlx::query_scalar(include_str!("codes/read.sql"))
        .bind(coding.system)
        .bind(coding.code)
        .fetch_optional(&app.pool)
        .await?;
    row.map(Json).ok_or_else(|| Problem::not_found("procedure code"))
}

/// ResourceRequirement's fields.
pub async fn resources(_caller: Caller, Path(code): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(json!(entry(&code)?.resources)))
}

/// By its code, by one that stands for it, or by its key.
fn entry(code: &str) -> Result<&'static Entry, Problem> {
    let catalogue = Catalogue::embedded();
    let found = catalogue.resolve(None, code, CodedField::Procedure).known().or_else(|| catalogue.by_key(code));
    found.ok_or_else(|| Problem::not_found("procedure code"))
}
