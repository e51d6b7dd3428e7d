//! Creating, reading and changing a procedure.

use super::status;
use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::directory::Kind;
use crate::look::Look;
use crate::problem::{FieldError, Problem};
use crate::reading::{
    CaseMessage, Faults, PerformerMessage, Reference, with_right_codings, with_right_codings_in_list,
};
use crate::registering;
use crate::registries::Checked;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use domain::PersonId;
use domain::catalogue::CodedField;
use domain::procedure::{Coded, Command, Procedure, Report, ReportedPerformer, Request, Status, Urgency};
use domain::text::Field;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the catalogue does not say how long it takes.
const USUAL_MINUTES: u32 = 60;

pub async fn read(look: Look) -> Result<Response, Problem> {
    let mut response = Json(look.shown.seen_by(&look.caller)).into_response();
    if let Some(etag) = look.shown.etag(&look.caller) {
        response.headers_mut().insert(ETAG, etag);
    }
    look.close().await?;
    Ok(response)
}

pub async fn create(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Ended> {
    let body = asked.body()?;
    let faults = Faults::default();
    let message = CaseMessage::read(&body, &faults);
    require(&body, &faults);
    faults.check()?;
    let checked = check(&app, &asked, Action::Write, &message).await?;
    let mut change = Change::begin(&app, &asked, Action::Write, message.names()).await?;
    change.checked = checked;
    begin_with(&mut change, &message).await?;
    change.answer(StatusCode::CREATED, Part::Procedure).await
}

/// What the registries say of those whom the message names.
pub(super) async fn check(app: &App, asked: &Asked, action: Action, message: &CaseMessage) -> Result<Checked, Problem> {
    if !app.registries.answer_to(&asked.caller, &[action]) {
        return Ok(Checked::default());
    }
    app.registries.check(&asked.caller.hospital, &message.names(), |kind, id| message.pointer(kind, id)).await
}

/// Everything that a message about a new procedure says, as facts.
pub(crate) async fn begin_with(change: &mut Change<'_>, message: &CaseMessage) -> Result<(), Problem> {
    request(change, message).await?;
    let status = message.status.unwrap_or_default();
    report(change, message, status.is_final()).await?;
    tell_status(change, message, status)?;
    for note in &message.notes {
        super::notes::sign(change, note.clone()).await?;
    }
    Ok(())
}

fn require(body: &Map<String, Value>, faults: &Faults) {
    let reader = crate::reading::Reader::new(body, faults);
    reader.require("code");
    if !reader.has("patientId") {
        reader.require("subject");
    }
}

/// The request that the procedure begins with, and those whom it names.
pub(crate) async fn request(change: &mut Change<'_>, message: &CaseMessage) -> Result<(), Problem> {
    let (Some(subject), Some(operation)) = (&message.subject, &message.operation) else {
        return Err(Problem::field("/subject", "missing", "subject and code are missing."));
    };
    let actor = change.actor;
    change.meet(message.names()).await?;
    let display = subject.display.as_deref();
    let patient = registering::patient(&mut change.ledger, &subject.outside, display, actor).await?;
    change.take_patient(patient).await?;
    if let Some(encounter) = &message.encounter {
        registering::encounter(&mut change.ledger, &encounter.outside, encounter.display.as_deref()).await?;
    }
    let planned = message.period.start.zip(message.period.end).map(|(start, end)| end.minutes_since(start));
    let planned =
        planned.and_then(|minutes| u32::try_from(minutes).ok()).filter(|minutes| (1..=24 * 60).contains(minutes));
    let usual = operation.entry().map_or(USUAL_MINUTES, |entry| change.place.minutes_of(entry).max(1));
    let request = Request {
        procedure_no: change.ledger.mint_procedure_no(),
        patient,
        operation: operation.clone(),
        urgency: Urgency::default(),
        minutes: planned.unwrap_or(usual),
        side: message.side,
        anaesthesia: Vec::new(),
        ward_bed: None,
        reason: message.reasons.as_ref().and_then(|reasons| reasons.first().cloned()),
        encounter: message.encounter.as_ref().map(|encounter| encounter.outside.id.clone()),
        waiting_since: None,
    };
    change.take(Command::Request(request), "/code")
}

/// What the message says beyond what has facts of its own, and its team.
pub(crate) async fn report(change: &mut Change<'_>, message: &CaseMessage, historical: bool) -> Result<(), Problem> {
    if let Some(location) = &message.location {
        let Reference { outside, display } = location;
        registering::id_of(&mut change.ledger, Kind::Location, outside, display.as_deref()).await?;
    }
    let performers = match &message.performers {
        Some(performers) => Some(team(change, performers).await?),
        None => None,
    };
    let report = Report {
        fields: message.fields.clone(),
        performers,
        reasons: message.reasons.clone(),
        period: message.period,
        historical,
    };
    if !report.is_empty() {
        change.take(Command::Report { report }, "/performedPeriod/end")?;
    }
    Ok(())
}

/// Those named as performers join in their roles; those named before and no longer leave.
async fn team(change: &mut Change<'_>, named: &[PerformerMessage]) -> Result<Vec<ReportedPerformer>, Problem> {
    let actor = change.actor;
    let mut performers = Vec::with_capacity(named.len());
    for performer in named {
        let Reference { outside, display } = &performer.actor;
        let person =
            registering::practitioner(&mut change.ledger, outside, display.as_deref(), performer.role, Some(actor))
                .await?;
        performers.push(ReportedPerformer { person, role: performer.role, said: performer.said.clone() });
    }
    let stays = |person: PersonId, role| performers.iter().any(|it| it.person == person && it.role == Some(role));
    let gone: Vec<_> = change
        .stream
        .state
        .team
        .iter()
        .map(|member| (member.person, member.role))
        .filter(|(person, role)| !stays(*person, *role))
        .collect();
    for (person, role) in gone {
        change.take(Command::LeaveTeam { person, role }, "/performer")?;
    }
    for (i, performer) in performers.iter().enumerate() {
        let Some(role) = performer.role else { continue };
        if !change.stream.state.in_role(role).any(|member| member == performer.person) {
            change.take(Command::JoinTeam { person: performer.person, role }, &format!("/performer/{i}"))?;
        }
    }
    Ok(performers)
}

/// A procedure may be told when it has begun or is long over.
fn tell_status(change: &mut Change<'_>, message: &CaseMessage, status: Status) -> Result<(), Problem> {
    let (start, end) = (message.period.start, message.period.end);
    let now = change.ledger.now;
    let mut tell = |to: Status, at, reason, field: &str| change.take(Command::ReportStatus { to, at, reason }, field);
    match status {
        Status::Preparation => {}
        Status::InProgress => tell(Status::InProgress, start, None, "/performedPeriod/start")?,
        Status::Suspended => {
            tell(Status::InProgress, start, None, "/performedPeriod/start")?;
            tell(Status::Suspended, None, message.reason.clone(), "/statusReason")?;
        }
        Status::Cancelled => tell(Status::Cancelled, None, message.reason.clone(), "/statusReason")?,
        Status::Completed => {
            tell(Status::InProgress, start.or(end), None, "/performedPeriod/start")?;
            let at = Some(end.unwrap_or(now));
            match message.outcome.clone() {
                Some(outcome) => {
                    let follow_up = message.follow_up.clone().unwrap_or_default();
                    change.take(Command::Complete { outcome, follow_up, at }, "/performedPeriod/end")?;
                }
                None => tell(Status::Completed, at, None, "/performedPeriod/end")?,
            }
        }
    }
    Ok(())
}

/// Fields that differ become facts. A field that is not given stays as it is; null takes it back.
pub async fn update(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let body = asked.body()?;
    let faults = Faults::default();
    let mut message = CaseMessage::read(&body, &faults);
    faults.check()?;
    let checked = check(&app, &asked, Action::Write, &message).await?;
    let mut change = Change::open(&app, &asked, &id, Action::Write).await?;
    change.checked = checked;
    let me = change.me();
    let hospital = asked.caller.hospital.clone();
    let shown = crate::shown::find(&mut change.ledger.transaction, &hospital, &me, &id).await?;
    let shown = shown.ok_or_else(Problem::broken)?.whole();
    check_own_paths(&body, &shown)?;
    check_stays(&body, &message, &shown, &change.stream.state)?;
    if !body.contains_key("metadata")
        && let Some(Value::Object(unknown)) = message.fields.get("metadata")
    {
        let all = beside_known(&change.stream.state, unknown);
        message.fields.insert("metadata".to_owned(), all);
    }
    keep_what_differs(&mut message, &shown);
    name(&mut change, &message).await?;
    if let Some(side) = message.side.filter(|side| change.stream.state.settled_side() != Some(*side)) {
        change.take(Command::StateSide { side, gone_by: None }, "/bodySite")?;
    }
    report(&mut change, &message, false).await?;
    change.answer(StatusCode::OK, Part::Procedure).await
}

/// Whom a changed message names, with its operation and encounter.
pub async fn name(change: &mut Change<'_>, message: &CaseMessage) -> Result<(), Problem> {
    change.meet(message.names()).await?;
    if let Some(operation) = message.operation.clone() {
        let minutes = change.stream.state.minutes;
        change.take(Command::NameOperation { operation, minutes }, "/code")?;
    }
    if let Some(encounter) = &message.encounter {
        registering::encounter(&mut change.ledger, &encounter.outside, encounter.display.as_deref()).await?;
    }
    Ok(())
}

/// What has a path of its own is not PUT's; said again as it is, it is no matter.
fn check_own_paths(body: &Map<String, Value>, shown: &Value) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (field, path) in
        [("status", "/status"), ("note", "/notes"), ("complication", "/complications"), ("schedule", "/schedule")]
    {
        if body.get(field).is_some_and(|said| !said.is_null() && *said != shown[field]) {
            let detail = format!("{field} is not changed here but at its own path ({path}).");
            faults.push(FieldError::new(format!("/{field}"), "own-path", detail));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
}

/// What no message changes: which procedure it is, whose it is, and how it was completed.
fn check_stays(
    body: &Map<String, Value>,
    message: &CaseMessage,
    shown: &Value,
    case: &Procedure,
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    let mut stays = |field: &str, detail: &str| faults.push(FieldError::new(format!("/{field}"), "fixed", detail));
    for field in ["id", "procedureId"] {
        if body.get(field).is_some_and(|said| !said.is_null() && *said != shown[field]) {
            stays(field, "The body is of another procedure than the path.");
        }
    }
    // What every procedure has from its request on, and a time that was told, can be said otherwise and not be
    // taken back.
    let said = Value::Object(body.clone());
    for at in ["/code", "/subject", "/encounter", "/performedPeriod", "/performedPeriod/start", "/performedPeriod/end"]
    {
        let is_there = shown.pointer(at).is_some_and(|value| !value.is_null());
        if is_there && said.pointer(at).is_some_and(Value::is_null) {
            stays(&at[1..], "This can be said otherwise, and not be taken back.");
        }
    }
    let id =
        |reference: &Value| reference["reference"].as_str().map(|it| it.rsplit('/').next().unwrap_or(it).to_owned());
    if let Some(subject) = &message.subject
        && id(&shown["subject"]).as_ref() != Some(&subject.outside.id)
    {
        let field = if body.contains_key("subject") { "subject" } else { "patientId" };
        stays(field, "A procedure stays with its patient.");
    }
    if let Some(recorded) = &case.outcome {
        let is_same = |said: &Coded| status::is_same(&recorded.outcome, said, Field::Outcome);
        if body.contains_key("outcome") && !message.outcome.as_ref().is_some_and(is_same) {
            stays("outcome", "The outcome was recorded with the completion and stays.");
        }
        let follow_up = body.contains_key("followUp") && !recorded.follow_up.is_empty();
        let is_same = |said: &String| status::is_text(&recorded.follow_up, said, Field::FollowUp);
        if follow_up && !message.follow_up.as_ref().is_some_and(is_same) {
            stays("followUp", "followUp was recorded with the completion and stays.");
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
}

/// The procedure's metadata with fields beside it of which nothing is known here; null takes one back.
pub(super) fn beside_known(case: &Procedure, unknown: &Map<String, Value>) -> Value {
    let known = case.reported.fields.get("metadata").and_then(Value::as_object);
    let mut all = known.cloned().unwrap_or_default();
    all.extend(unknown.clone());
    all.retain(|_, value| !value.is_null());
    if all.is_empty() { Value::Null } else { Value::Object(all) }
}

/// Leaves in the message only what is not as it already stands.
fn keep_what_differs(message: &mut CaseMessage, shown: &Value) {
    let answered = |name: &str, said: &Value| match name {
        "code" => with_right_codings(said, CodedField::Procedure),
        "outcome" => with_right_codings(said, CodedField::Outcome),
        "reasonCode" => with_right_codings_in_list(said, CodedField::Reason),
        "bodySite" => with_right_codings_in_list(said, CodedField::BodySite),
        "performer" => performers_with_right_codings(said),
        "category" if !said.is_array() => json!([said]),
        _ => said.clone(),
    };
    let fields: BTreeMap<String, Value> = std::mem::take(&mut message.fields);
    message.fields = fields.into_iter().filter(|(name, said)| answered(name, said) != shown[name.as_str()]).collect();
    message.fields.remove("subject");
    let said = |name: &str| message.fields.contains_key(name);
    let (code, reasons, performers, encounter) =
        (said("code"), said("reasonCode"), said("performer"), said("encounter"));
    message.operation = message.operation.take().filter(|_| code);
    message.performers = message.performers.take().filter(|_| performers);
    message.side = message.side.filter(|_| said("bodySite"));
    message.encounter = message.encounter.take().filter(|_| encounter);
    message.reasons = message.reasons.take().filter(|_| reasons);
    if reasons && message.fields["reasonCode"].is_null() {
        message.reasons = Some(Vec::<Coded>::new());
    }
    if performers && message.fields["performer"].is_null() {
        message.performers = Some(Vec::new());
    }
    let same =
        |said: Option<domain::Moment>, name: &str| said.filter(|said| json!(said) != shown["performedPeriod"][name]);
    message.period.start = same(message.period.start, "start");
    message.period.end = same(message.period.end, "end");
}

fn performers_with_right_codings(said: &Value) -> Value {
    let list = said.as_array().cloned().unwrap_or_default();
    list.into_iter()
        .map(|mut performer| {
            if let Some(function) = performer.get("function") {
                performer["function"] = with_right_codings(function, CodedField::Function);
            }
            performer
        })
        .collect()
}
