//! Creating, reading and changing a procedure.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::directory::Kind;
use crate::look::Look;
use crate::problem::{FieldError, Problem};
use crate::reading::{CaseMessage, Faults, PerformerMessage, Reference};
use crate::registering;
use crate::registries::Checked;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use domain::PersonId;
use domain::procedure::{Coded, Command, Report, ReportedPerformer, Request, Status, Urgency};
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
    let mut change = Change::begin(&app, &asked, Action::Write).await?;
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
    check_own_paths(&body, &message, &shown)?;
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
fn check_own_paths(body: &Map<String, Value>, message: &CaseMessage, shown: &Value) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (field, path) in
        [("status", "/status"), ("note", "/notes"), ("complication", "/complications"), ("schedule", "/schedule")]
    {
        if body.get(field).is_some_and(|said| !said.is_null() && *said != shown[field]) {
            let detail = format!("{field} is not changed here but at its own path ({path}).");
            faults.push(FieldError::new(format!("/{field}"), "own-path", detail));
        }
    }
    let id =
        |reference: &Value| reference["reference"].as_str().map(|it| it.rsplit('/').next().unwrap_or(it).to_owned());
    if let Some(subject) = &message.subject
        && id(&shown["subject"]).as_ref() != Some(&subject.outside.id)
    {
        faults.push(FieldError::new("/subject", "fixed", "A procedure stays with its patient."));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
}

/// Leaves in the message only what is not as it already stands.
fn keep_what_differs(message: &mut CaseMessage, shown: &Value) {
    use crate::reading::{with_right_codings, with_right_codings_in_list};
    use domain::catalogue::CodedField;
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
    use domain::catalogue::CodedField;
    let list = said.as_array().cloned().unwrap_or_default();
    list.into_iter()
        .map(|mut performer| {
            if let Some(function) = performer.get("function") {
                performer["function"] = crate::reading::with_right_codings(function, CodedField::Function);
            }
            performer
        })
        .collect()
}
