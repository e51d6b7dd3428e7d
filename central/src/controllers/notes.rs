//! Notes of a procedure: added, never changed.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::look::LookInside;
use crate::problem::Problem;
use crate::reading::{self, NoteMessage};
use crate::refused::refused;
use crate::registering;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::procedure::Command;
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn list(LookInside(look): LookInside) -> Result<Json<Value>, Problem> {
    let notes = look.shown.column("note").clone();
    look.close().await?;
    Ok(Json(if notes.is_null() { json!([]) } else { notes }))
}

pub async fn add(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let note = asked.read(reading::note)?;
    let mut change = Change::open(&app, &asked, &id, Action::Write).await?;
    sign(&mut change, note.clone()).await?;
    let signed = change.stream.state.notes.last();
    let told = json!({
        "id": signed.map(|signed| signed.id),
        "time": signed.map(|signed| signed.at),
        "author": asked.body()?.remove("author").unwrap_or_else(|| json!({
            "reference": format!("Practitioner/{}", asked.caller.subject)
        })),
        "text": signed.map(|signed| signed.text.clone()),
        "noteType": note.note_type,
    });
    change.answer(StatusCode::CREATED, Part::Of(told)).await
}

/// A note is its author's: the caller's, unless a service tells what somebody wrote. Both are kept.
pub(crate) async fn sign(change: &mut Change<'_>, note: NoteMessage) -> Result<(), Problem> {
    let caller = &change.asked.caller;
    let other = note.author.filter(|author| author.outside.id != caller.subject);
    if other.is_some() && !caller.is_service() {
        return Err(Problem::field("/author/reference", "not-author", "A note's author must be who sends it."));
    }
    let command = Command::SignNote { note_type: note.note_type, text: note.text, at: note.at };
    let mut decided = change.decide(command).map_err(|refusal| refused(refusal, "/text"))?;
    if let Some(author) = other {
        let actor = change.actor;
        let display = author.display.as_deref();
        let writer = registering::practitioner(&mut change.ledger, &author.outside, display, None, Some(actor)).await?;
        decided = decided.written_by(writer);
    }
    change.record(decided)
}
