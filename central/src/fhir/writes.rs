//! Creating and changing a procedure by FHIR: the same commands to the same rules as by `/api`.

use super::asking::Asking;
use super::booking;
use super::differences;
use super::known;
use super::message::{Incoming, Told};
use super::procedure;
use super::search::{pairs, read as read_search};
use super::served::Type;
use super::sheet::sheets;
use super::written::{Written, again};
use crate::access::{self, Action};
use crate::app::App;
use crate::asked::Asked;
use crate::audit::{self, Came};
use crate::change::{Change, not_allowed};
use crate::controllers::search::wanted::Wanted;
use crate::controllers::{notes, procedures};
use crate::ledger::{self, Ledger};
use crate::problem::{FieldError, Problem, UPDATE_CREATE};
use crate::reading::CaseMessage;
use crate::registries::Checked;
use crate::shown::{self, Shown};
use axum::http::StatusCode;
use axum::response::Response;
use domain::procedure::{Command, Period, Procedure, Reason, Status};
use domain::{Moment, ProcedureId};
use serde_json::{Map, Value};
use std::sync::Arc;
use uuid::Uuid;

/// A write, not durable yet.
pub struct Taken<'a> {
    pub ledger: Ledger<'a>,
    /// The procedure, where this completed it.
    pub completed: Option<Procedure>,
    pub written: Written,
}

/// What is to be created: under which id, and only if nothing is there that a search finds.
pub struct Creating<'b> {
    pub of: Type,
    pub body: &'b Map<String, Value>,
    /// Of the procedure.
    pub id: Option<Uuid>,
    pub unless: Option<&'b str>,
    /// What the registries say of everyone to whom it refers.
    pub checked: Checked,
}

pub async fn create(app: Arc<App>, asked: Asked, of: Type) -> Result<Response, Problem> {
    let body = asked.body()?;
    let mut asking = Asking::of(&app, &asked);
    let checked = known::check(&app, &asked, &body).await?;
    let mut ledger = Ledger::open(&app, &asked.caller.hospital).await?;
    if let Some(before) = asked.answered(&mut ledger).await? {
        let written = again(&mut ledger, &mut asking, of, before).await?;
        ledger.commit().await?;
        return Ok(written.respond(&app, &asked.headers));
    }
    let unless = asked.headers.get("if-none-exist").map(|value| std::str::from_utf8(value.as_bytes())).transpose();
    // One that cannot be read must not be passed over: there would be two of what was to be one.
    let unless = unless.map_err(|_| no_condition())?;
    let creating = Creating { of, body: &body, id: None, unless, checked };
    let taken = create_in(&app, ledger, &asked, &mut asking, &creating).await?;
    finish(&app, &asked, taken).await
}

pub async fn update(app: Arc<App>, asked: Asked, id: String) -> Result<Response, Problem> {
    let body = asked.body()?;
    let mut asking = Asking::of(&app, &asked);
    let checked = known::check(&app, &asked, &body).await?;
    let mut ledger = Ledger::open(&app, &asked.caller.hospital).await?;
    if let Some(before) = asked.answered(&mut ledger).await? {
        let written = again(&mut ledger, &mut asking, Type::Procedure, before).await?;
        ledger.commit().await?;
        return Ok(written.respond(&app, &asked.headers));
    }
    let taken = update_in(&app, ledger, &asked, &id, (&body, checked)).await?;
    finish(&app, &asked, taken).await
}

async fn finish(app: &App, asked: &Asked, mut taken: Taken<'_>) -> Result<Response, Problem> {
    asked.keep(&mut taken.ledger, &taken.written.answered()).await?;
    taken.ledger.commit().await?;
    if let Some(case) = &taken.completed {
        app.metrics.completed(case);
    }
    Ok(taken.written.respond(app, &asked.headers))
}

/// Creates on top of what the ledger has recorded already.
pub async fn create_in<'a>(
    app: &'a App,
    mut ledger: Ledger<'a>,
    asked: &'a Asked,
    asking: &mut Asking,
    creating: &Creating<'_>,
) -> Result<Taken<'a>, Problem> {
    if let Some(query) = creating.unless
        && let Some(written) = there_already(&mut ledger, asked, asking, creating.of, query).await?
    {
        return Ok(Taken { ledger, completed: None, written });
    }
    let mut change = match creating.of {
        Type::Procedure => begin(app, ledger, asked, creating).await,
        _ => booking::begin(app, ledger, asked, creating).await,
    }?;
    change.checked = creating.checked.clone();
    settle(change, asked, creating.of, StatusCode::CREATED).await
}

async fn begin<'a>(
    app: &'a App,
    ledger: Ledger<'a>,
    asked: &'a Asked,
    creating: &Creating<'_>,
) -> Result<Box<Change<'a>>, Problem> {
    let incoming = Incoming::read(creating.body)?;
    let mut message = incoming.message()?;
    message.status = Some(match incoming.told {
        Told::Status(status) => status,
        Told::Stopped => Status::InProgress,
        Told::EnteredInError => {
            let detail = "What was never here cannot be entered in error.";
            return Err(Problem::field("/status", "unknown-value", detail));
        }
    });
    let mut change = Change::begin_in(app, ledger, asked, Action::Write, message.names()).await?;
    if let Some(id) = creating.id {
        change.id = ProcedureId(id);
    }
    procedures::begin_with(&mut change, &message).await.map_err(in_r4s_names)?;
    if incoming.told == Told::Stopped {
        cancel(&mut change, &message, message.period.end)?;
    }
    Ok(change)
}

async fn settle<'a>(
    change: Box<Change<'a>>,
    asked: &Asked,
    of: Type,
    status: StatusCode,
) -> Result<Taken<'a>, Problem> {
    let (mut settled, shown) = change.settle().await?;
    let written = Written::of(&mut settled.ledger.transaction, asked, of, status, shown).await?;
    Ok(Taken { ledger: settled.ledger, completed: settled.completed, written })
}

/// Conditional create (http.html#ccreate): what the search finds is answered with; 412 where that is
/// more than one.
async fn there_already(
    ledger: &mut Ledger<'_>,
    asked: &Asked,
    asking: &mut Asking,
    of: Type,
    query: &str,
) -> Result<Option<Written>, Problem> {
    let served = of.served().ok_or_else(Problem::broken)?;
    let query = query.split_once('?').map_or(query, |(_, query)| query);
    asking.me = shown::me(&asking.app, &mut ledger.transaction, &asking.caller).await?;
    let search = read_search(&mut ledger.transaction, asking, served, &pairs(query)).await?;
    if !search.narrows() || !search.aside.is_empty() {
        return Err(no_condition());
    }
    let page = search.page()?;
    let wanted = Wanted::of(&mut ledger.transaction, &asked.caller, &asking.me, &search.criteria, &page).await?;
    let found = wanted.find(&mut ledger.transaction, &page).await?;
    match (found.total, found.rows.into_iter().next()) {
        (1, Some(shown)) => {
            asking.note(&mut ledger.transaction, 1).await?;
            Written::of(&mut ledger.transaction, asked, of, StatusCode::OK, shown).await.map(Some)
        }
        (0, _) => Ok(None),
        (total, _) => {
            let detail = format!("If-None-Exist finds {total} of them; it must find one or none.");
            Err(Problem::new(StatusCode::PRECONDITION_FAILED, "not-selective", "More than one", detail))
        }
    }
}

fn no_condition() -> Problem {
    Problem::bad_request("parameter", "If-None-Exist is a search that is gone by here, all of it, and has a criterion.")
}

/// Changes on top of what the ledger has recorded already: the resource as it shall be, and what the
/// registries say of everyone to whom it refers.
pub async fn update_in<'a>(
    app: &'a App,
    ledger: Ledger<'a>,
    asked: &'a Asked,
    id: &str,
    (body, checked): (&Map<String, Value>, Checked),
) -> Result<Taken<'a>, Problem> {
    if body.get("id").and_then(Value::as_str) != Some(id) {
        return Err(Problem::bad_request("id", "The resource's id must be there and be that of the address."));
    }
    let id: Uuid = id.parse().map_err(|_| not_created_by_put())?;
    // Whoever sees a redacted copy may not write it back, whatever is wrong with it.
    let mut change = match Change::open_in(app, ledger, asked, &id.to_string(), Action::Write).await {
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => return Err(not_there(app, asked, id).await?),
        opened => opened?,
    };
    change.checked = checked;
    let incoming = Incoming::read(body)?;
    apply(&mut change, asked, &incoming).await.map_err(in_r4s_names)?;
    settle(change, asked, Type::Procedure, StatusCode::OK).await
}

/// Why one that is not found cannot be changed: it was entered in error, or never was.
async fn not_there(app: &App, asked: &Asked, id: Uuid) -> Result<Problem, Problem> {
    let mut transaction = ledger::enter(app, &asked.caller.hospital).await?;
    let me = shown::me(app, &mut transaction, &asked.caller).await?;
    let voided = shown::find_voided(&mut transaction, &asked.caller.hospital, &me, id).await?;
    let caller = &asked.caller;
    let may = |voided: &Shown| access::may(caller, Action::Write, &voided.standing) && voided.seen_whole_by(caller);
    let problem = match voided {
        None => not_created_by_put(),
        Some(voided) if may(&voided) => {
            Problem::conflict("closed", "It was entered in error; nothing more is recorded of it.")
        }
        Some(_) => {
            let refused = Came::Refused;
            audit::note(&mut transaction, caller, Action::Write, &asked.route, Some(id), refused, None).await?;
            not_allowed(Action::Write)
        }
    };
    transaction.commit().await?;
    Ok(problem)
}

/// 405, as R4 has it where ids are given here alone (http.html#update).
fn not_created_by_put() -> Problem {
    let detail = "There is no Procedure of this id here, and ids are given here: create it by POST.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, UPDATE_CREATE, "Not created by PUT", detail)
}

async fn apply(change: &mut Change<'_>, asked: &Asked, incoming: &Incoming) -> Result<(), Problem> {
    let (hospital, me, id) = (&asked.caller.hospital, change.me(), change.id.to_string());
    let shown = shown::find(&mut change.ledger.transaction, hospital, &me, &id).await?.ok_or_else(Problem::broken)?;
    let may_tell_status = access::may(&asked.caller, Action::Perform, &shown.standing);
    let (sheets, names) = sheets(&mut change.ledger.transaction, &asked.caller, &[shown]).await?;
    let sheet = sheets.first().ok_or_else(Problem::broken)?;
    let from = sheet.case.status;
    let to = match incoming.told {
        Told::Status(to) => to,
        Told::Stopped => Status::Cancelled,
        Told::EnteredInError if may_tell_status => return void(change, incoming),
        Told::EnteredInError => return Err(not_allowed(Action::Perform)),
    };
    if to != from && !may_tell_status {
        return Err(not_allowed(Action::Perform));
    }
    let mut message = differences::message(incoming, &procedure::whole(sheet, &names), sheet.id, &sheet.case)?;
    // What stood there already says when it was too, unless it was a plan for later.
    let (said, now) = (incoming.message()?.period, change.ledger.now);
    let told_when = Period {
        start: message.period.start.or(said.start.filter(|at| *at <= now)),
        end: message.period.end.or(said.end.filter(|at| *at <= now)),
    };
    if to == Status::Completed && from != to {
        // The end comes with the completion itself.
        message.period.end = None;
    }
    procedures::name(change, &message).await?;
    procedures::report(change, &message, false).await?;
    if to != from {
        let reason = crate::fhir::message::reason(incoming);
        tell_status(change, &CaseMessage { reason, ..message.clone() }, incoming.told, told_when)?;
    }
    for note in message.notes {
        notes::sign(change, note).await?;
    }
    Ok(())
}

fn tell_status(
    change: &mut Change<'_>,
    message: &CaseMessage,
    told: Told,
    Period { start: starts, end: ends }: Period,
) -> Result<(), Problem> {
    match told {
        Told::Stopped => {
            if change.stream.state.status == Status::Preparation {
                let began = Command::ReportStatus { to: Status::InProgress, at: starts, reason: None };
                change.take(began, "/performedPeriod/start")?;
            }
            cancel(change, message, ends)
        }
        Told::Status(Status::Completed) => {
            let command = match message.outcome.clone() {
                Some(outcome) => {
                    let follow_up = message.follow_up.clone().unwrap_or_default();
                    Command::Complete { outcome, follow_up, at: ends }
                }
                None => Command::ReportStatus { to: Status::Completed, at: ends, reason: None },
            };
            change.take(command, "/performedPeriod/end")
        }
        Told::Status(to) => {
            let at = starts.filter(|_| to == Status::InProgress);
            change.take(Command::ReportStatus { to, at, reason: message.reason.clone() }, "/status")
        }
        Told::EnteredInError => Ok(()),
    }
}

fn cancel(change: &mut Change<'_>, message: &CaseMessage, at: Option<Moment>) -> Result<(), Problem> {
    let reason = message.reason.clone();
    change.take(Command::ReportStatus { to: Status::Cancelled, at, reason }, "/performedPeriod/end")
}

/// What is said besides is no matter: nothing of it was so.
fn void(change: &mut Change<'_>, incoming: &Incoming) -> Result<(), Problem> {
    let said = crate::fhir::message::reason(incoming).unwrap_or_default();
    let Reason { code, text } = said;
    let words = if text.is_empty() { code.unwrap_or_default() } else { text };
    let reason = if words.is_empty() { "entered-in-error".to_owned() } else { words };
    change.take(Command::Void { reason }, "/statusReason")
}

/// Faults in the names that `/api` has for them, in R4's.
pub fn in_r4s_names(problem: Problem) -> Problem {
    let names = [("/reason", "/statusReason"), ("/text", "/note"), ("/author/reference", "/note")];
    names.iter().fold(problem, |problem, (from, to)| problem.renamed(from, to))
}

/// A field that is not taken here.
pub fn not_taken(field: &str, detail: &str) -> FieldError {
    FieldError::new(field, "not-supported", detail)
}
