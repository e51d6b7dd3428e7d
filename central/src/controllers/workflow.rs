//! ProcedureWorkflow: every change of state, who made it and why.

use crate::directory::{self, Kind};
use crate::look::LookInside;
use crate::problem::Problem;
use axum::Json;
use domain::procedure::Reason;
use serde_json::{Value, json};
use uuid::Uuid;

pub async fn read(LookInside(mut look): LookInside) -> Result<Json<Value>, Problem> {
    let case = look.case().await?;
    let mut people: Vec<Uuid> = case.status_history.iter().map(|change| change.by.0).collect();
    people.extend(case.requested_by.map(|person| person.0));
    let names = directory::names(&mut look.transaction, &look.caller.hospital, Kind::Practitioner, &people).await?;
    let name = |person: Uuid| names.get(&person).map_or_else(|| person.to_string(), |named| named.outside_id.clone());
    let history: Vec<Value> = case
        .status_history
        .iter()
        .map(|change| {
            json!({
                "from": change.from,
                "to": change.to,
                "timestamp": change.at,
                "user_id": name(change.by.0),
                "reason": words(change.reason.as_ref()),
            })
        })
        .collect();
    let last = case.status_history.last();
    let began = case.waiting_since.map(|at| json!(at)).unwrap_or_default();
    let workflow = json!({
        "procedure_id": look.shown.id,
        "current_state": case.status,
        "history": history,
        "timestamp": last.map_or(began, |change| json!(change.at)),
        "user_id": last.map(|change| change.by).or(case.requested_by).map(|person| name(person.0)),
        "comments": words(last.and_then(|change| change.reason.as_ref())),
    });
    look.close().await?;
    Ok(Json(workflow))
}

/// A reason in words: its text, or the code alone.
fn words(reason: Option<&Reason>) -> String {
    reason
        .map(
            |reason| if reason.text.is_empty() { reason.code.clone().unwrap_or_default() } else { reason.text.clone() },
        )
        .unwrap_or_default()
}
