//! Complications of a procedure.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::look::LookInside;
use crate::problem::Problem;
use crate::projection::concept;
use crate::reading::{self, ComplicationMessage};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::CodedField;
use domain::procedure::{Command, Complication, Procedure};
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn list(LookInside(mut look): LookInside) -> Result<Json<Value>, Problem> {
    let case = look.case().await?;
    look.close().await?;
    Ok(Json(Value::Array(all(&case))))
}

/// Those recorded in full, and those that a message only named.
fn all(case: &Procedure) -> Vec<Value> {
    let named = case.reported.fields.get("complication").and_then(Value::as_array);
    let named = named
        .into_iter()
        .flatten()
        .map(|named| json!({ "complication": crate::reading::with_right_codings(named, CodedField::Complication) }));
    case.complications.iter().map(told).chain(named).collect()
}

fn told(complication: &Complication) -> Value {
    json!({
        "id": complication.id,
        "complication": concept(&complication.complication, CodedField::Complication),
        "severity": complication.severity,
        "detectedTime": complication.detected_at,
        "management": complication.management,
    })
}

pub async fn add(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let message = asked.read(reading::complication)?;
    let mut change = Change::open(&app, &asked, &id, Action::Write).await?;
    change.take(command(message), "/detectedTime")?;
    let told = change.stream.state.complications.last().map(told).unwrap_or_default();
    change.answer(StatusCode::CREATED, Part::Of(told)).await
}

pub(super) fn command(message: ComplicationMessage) -> Command {
    let ComplicationMessage { complication, severity, detected_at, management } = message;
    Command::RecordComplication { complication, severity, clavien_dindo: None, detected_at, management }
}
