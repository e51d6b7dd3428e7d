//! What has happened to a procedure: its status, and its completion.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::reading::{self, Faults, Reader};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::CodedField;
use domain::procedure::{Command, Report, Status};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `{"status": "in-progress", "timestamp": …, "reason": …}`. The same status again is no new fact.
pub async fn change(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let body = asked.body()?;
    let faults = Faults::default();
    let reader = Reader::new(&body, &faults);
    reader.require("status");
    let status = reading::status_of(&reader, "status");
    let at = reader.moment("timestamp");
    let reason = reader.reason("reason").or_else(|| reader.reason("statusReason"));
    faults.check()?;
    let mut change = Change::open(&app, &asked, &id, Action::Perform).await?;
    if let Some(to) = status {
        change.take(Command::ReportStatus { to, at, reason }, "/timestamp")?;
    }
    change.answer(StatusCode::OK, Part::Procedure).await
}

/// The transition to `completed`, with outcome, complications and follow-up in one set of facts.
pub async fn complete(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let body = asked.body()?;
    let faults = Faults::default();
    let reader = Reader::new(&body, &faults);
    let status = reading::status_of(&reader, "status");
    if status.is_some_and(|status| status != Status::Completed) {
        reader.wrong("status", "unknown-value", "Here a procedure is completed; another status has its own path.");
    }
    let period = reading::period(&reader);
    let outcome = reader.coded("outcome", CodedField::Outcome);
    let follow_up = reading::follow_up(&reader).unwrap_or_default();
    let (mut told, mut named) = (Vec::new(), Vec::new());
    for complication in reader.list("complication").unwrap_or_default() {
        if complication.has("complication") {
            told.extend(reading::complication(&complication));
        } else {
            complication.coded_here(CodedField::Complication);
            named.push(complication.whole());
        }
    }
    faults.check()?;
    let mut change = Change::open(&app, &asked, &id, Action::Perform).await?;
    if change.stream.state.status != Status::Completed {
        let mut fields = BTreeMap::new();
        if !named.is_empty() {
            let before = change.stream.state.reported.fields.get("complication").and_then(Value::as_array);
            let all: Vec<Value> = before.into_iter().flatten().cloned().chain(named).collect();
            fields.insert("complication".to_owned(), Value::Array(all));
        }
        if outcome.is_none() && !follow_up.is_empty() {
            fields.insert("followUp".to_owned(), Value::String(follow_up.clone()));
        }
        if let Some(outcome) = body.get("outcome").filter(|outcome| !outcome.is_null()) {
            fields.insert("outcome".to_owned(), outcome.clone());
        }
        // The end comes with the completion itself.
        let report = Report { fields, period: domain::procedure::Period { end: None, ..period }, ..Report::default() };
        if !report.is_empty() {
            change.take(Command::Report { report }, "/performedPeriod")?;
        }
        for complication in told {
            change.take(super::complications::command(complication), "/complication")?;
        }
    }
    let at = period.end;
    let command = match outcome {
        Some(outcome) => Command::Complete { outcome, follow_up, at },
        None => Command::ReportStatus { to: Status::Completed, at, reason: None },
    };
    change.take(command, "/performedPeriod/end")?;
    change.answer(StatusCode::OK, Part::Procedure).await
}
