//! What has happened to a procedure: its status, and its completion.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::problem::Problem;
use crate::reading::{self, ComplicationMessage, Faults, Reader};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::CodedField;
use domain::procedure::{Coded, Command, Complication, Period, Procedure, Report, Status};
use domain::text::{self, Field};
use serde_json::{Map, Value};
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
    report_unknown(&mut change, reading::unknown(&body, &["timestamp"]))?;
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
    let case = &change.stream.state;
    let is_over = case.status == Status::Completed;
    check_outcome(case, outcome.as_ref(), &follow_up)?;
    let before = case.reported.fields.get("complication").and_then(Value::as_array).cloned().unwrap_or_default();
    // What is told again is not new.
    named.retain(|complication| !(is_over && before.contains(complication)));
    told.retain(|it| !(is_over && case.complications.iter().any(|known| is_said(known, it))));
    let mut fields = BTreeMap::new();
    if !named.is_empty() {
        fields.insert("complication".to_owned(), Value::Array([before, named].concat()));
    }
    if outcome.is_none() && !follow_up.is_empty() {
        fields.insert("followUp".to_owned(), Value::String(follow_up.clone()));
    }
    if let Some(outcome) = body.get("outcome").filter(|outcome| !outcome.is_null()) {
        fields.insert("outcome".to_owned(), outcome.clone());
    }
    // The end comes with the completion itself.
    let end = period.end.filter(|_| is_over);
    let report = Report { fields, period: Period { end, ..period }, ..Report::default() };
    if !report.is_empty() {
        change.take(Command::Report { report }, "/performedPeriod")?;
    }
    report_unknown(&mut change, reading::unknown(&body, &[]))?;
    for complication in told {
        change.take(super::complications::command(complication), "/complication")?;
    }
    let at = period.end;
    let command = match outcome {
        Some(outcome) => Command::Complete { outcome, follow_up, at },
        None => Command::ReportStatus { to: Status::Completed, at, reason: None },
    };
    change.take(command, "/performedPeriod/end")?;
    change.answer(StatusCode::OK, Part::Procedure).await
}

/// An outcome that was recorded stays; said again as it is, it is no matter.
fn check_outcome(case: &Procedure, outcome: Option<&Coded>, follow_up: &str) -> Result<(), Problem> {
    let Some(recorded) = &case.outcome else { return Ok(()) };
    let fixed = |field: &str| Problem::field(format!("/{field}"), "fixed", format!("{field} was recorded and stays."));
    if outcome.is_some_and(|outcome| !is_same(&recorded.outcome, outcome, Field::Outcome)) {
        return Err(fixed("outcome"));
    }
    if !follow_up.is_empty() && !is_text(&recorded.follow_up, follow_up, Field::FollowUp) {
        return Err(fixed("followUp"));
    }
    Ok(())
}

/// Whether a message says what is recorded: its caller's own code comes first in both.
pub(super) fn is_same(recorded: &Coded, said: &Coded, field: Field) -> bool {
    let text = recorded.text.as_deref().unwrap_or_default();
    let says_text = said.text.as_deref().is_none_or(|said| is_text(text, said, field));
    match (recorded.coding.first(), said.coding.first()) {
        (Some(recorded), Some(said)) => recorded.code == said.code.trim() && says_text,
        (None, None) => says_text,
        _ => false,
    }
}

/// Whether a text is the one recorded, however it was typed.
pub(super) fn is_text(recorded: &str, said: &str, field: Field) -> bool {
    text::required_note(field, said).unwrap_or_default() == recorded
}

fn is_said(known: &Complication, said: &ComplicationMessage) -> bool {
    let ComplicationMessage { complication, severity, detected_at, management } = said;
    is_same(&known.complication, complication, Field::Complication)
        && known.severity == *severity
        && detected_at.is_none_or(|at| at == known.detected_at)
        && is_text(&known.management, management, Field::Management)
}

/// Keeps what of a message nothing is known of.
pub(super) fn report_unknown(change: &mut Change<'_>, unknown: Map<String, Value>) -> Result<(), Problem> {
    if unknown.is_empty() {
        return Ok(());
    }
    let metadata = super::procedures::beside_known(&change.stream.state, &unknown);
    let fields = BTreeMap::from([("metadata".to_owned(), metadata)]);
    change.take(Command::Report { report: Report { fields, ..Report::default() } }, "/metadata")
}
