//! One change of one procedure: opened under the hospital's lock, decided by the rules, recorded
//! and answered, all in one transaction.

use crate::access::{self, Action};
use crate::app::App;
use crate::asked::{Answered, Asked};
use crate::audit::{self, Came};
use crate::directory::Kind;
use crate::ledger::{Ledger, Name};
use crate::metrics::Metrics;
use crate::outside::Outside;
use crate::problem::Problem;
use crate::refused::refused;
use crate::registering;
use crate::registries::{self, Checked};
use crate::shown::{self, Me, Shown};
use axum::Json;
use axum::http::header::{ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::patient::Patient;
use domain::procedure::{Command, Context, Decided, Procedure, Status, decide_report};
use domain::schedule::Booking;
use domain::{PatientId, PersonId, ProcedureId, Refusal};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Why a change ends before it is made: it was made before, with that answer; or it cannot be.
#[derive(Debug)]
pub enum Ended {
    Before(Response),
    Refused(Problem),
}

impl From<Problem> for Ended {
    fn from(problem: Problem) -> Self {
        Ended::Refused(problem)
    }
}

impl IntoResponse for Ended {
    fn into_response(self) -> Response {
        match self {
            Ended::Before(response) => response,
            Ended::Refused(problem) => problem.into_response(),
        }
    }
}

pub struct Change<'a> {
    pub ledger: Ledger<'a>,
    pub asked: &'a Asked,
    pub action: Action,
    /// The caller, as a person of the hospital.
    pub actor: PersonId,
    pub id: ProcedureId,
    pub stream: Stream<Procedure>,
    pub patient: Stream<Patient>,
    pub place: Hospital,
    /// What is booked near the time that is wanted.
    pub bookings: Vec<Booking>,
    /// Whom the message names, and what their registries said of them.
    named: Vec<Name>,
    pub checked: Checked,
    /// As it was when it was opened.
    before: Status,
    app: &'a App,
}

/// What the answer shows.
pub enum Part {
    Procedure,
    /// A part of it, as whoever may see the procedure whole sees it.
    Of(Value),
}

impl<'a> Change<'a> {
    /// Opens a procedure that is there, for somebody who may do this to it and sees it whole.
    pub async fn open(app: &'a App, asked: &'a Asked, id: &str, action: Action) -> Result<Box<Change<'a>>, Ended> {
        let caller = &asked.caller;
        let mut ledger = Ledger::open(app, &caller.hospital).await?;
        if let Some(before) = asked.answered(&mut ledger).await? {
            return Err(again(app, ledger, asked, before).await);
        }
        Ok(Change::open_in(app, ledger, asked, id, action).await?)
    }

    /// As [`Change::open`], on top of what the ledger has recorded already. A refusal leaves nothing of
    /// that, and is written down.
    pub async fn open_in(
        app: &'a App,
        mut ledger: Ledger<'a>,
        asked: &'a Asked,
        id: &str,
        action: Action,
    ) -> Result<Box<Change<'a>>, Problem> {
        let caller = &asked.caller;
        let actor = act_as(&mut ledger, asked).await?;
        let found = shown::find(&mut ledger.transaction, &caller.hospital, &Me::of(app, caller, actor.0), id).await?;
        let found = found.ok_or_else(|| Problem::not_found("procedure"))?;
        if !access::may(caller, action, &found.standing) || !found.seen_whole_by(caller) {
            return Err(refuse(app, ledger, asked, action, Some(found.id)).await);
        }
        check_match(&asked.headers, found.version, ledger.rules.if_match_required)?;
        let stream = ledger.stream::<Procedure>(&found.id.to_string()).await?;
        let patient = stream.state.patient.ok_or_else(Problem::broken)?;
        let mut change = Change {
            actor,
            id: ProcedureId(found.id),
            patient: ledger.stream(&patient.to_string()).await?,
            place: Hospital::default(),
            bookings: Vec::new(),
            before: stream.state.status,
            named: Vec::new(),
            checked: Checked::default(),
            app,
            asked,
            action,
            stream,
            ledger,
        };
        change.look_at_place().await?;
        Ok(Box::new(change))
    }

    /// Begins a procedure of its own; `request` becomes its first facts later. Those whom the message names
    /// are looked up together with the one who acts.
    pub async fn begin(
        app: &'a App,
        asked: &'a Asked,
        action: Action,
        names: Vec<Name>,
    ) -> Result<Box<Change<'a>>, Ended> {
        let caller = &asked.caller;
        let mut ledger = Ledger::open(app, &caller.hospital).await?;
        if let Some(before) = asked.answered(&mut ledger).await? {
            return Err(again(app, ledger, asked, before).await);
        }
        Ok(Change::begin_in(app, ledger, asked, action, names).await?)
    }

    /// As [`Change::begin`], on top of what the ledger has recorded already.
    pub async fn begin_in(
        app: &'a App,
        mut ledger: Ledger<'a>,
        asked: &'a Asked,
        action: Action,
        mut names: Vec<Name>,
    ) -> Result<Box<Change<'a>>, Problem> {
        if !access::may(&asked.caller, action, &access::Standing::default()) {
            return Err(refuse(app, ledger, asked, action, None).await);
        }
        names.push((Kind::Practitioner, Outside { id: asked.caller.subject.clone() }, None));
        ledger.meet(&names).await?;
        let actor = act_as(&mut ledger, asked).await?;
        let mut change = Change {
            actor,
            id: ProcedureId(ledger.new_id()),
            stream: Stream::default(),
            patient: Stream::default(),
            place: Hospital::default(),
            bookings: Vec::new(),
            before: Status::default(),
            named: Vec::new(),
            checked: Checked::default(),
            app,
            asked,
            action,
            ledger,
        };
        change.look_at_place().await?;
        Ok(Box::new(change))
    }

    /// Who asks, where it is looked for what they may see.
    pub fn me(&self) -> Me {
        Me::of(self.app, &self.asked.caller, self.actor.0)
    }

    /// The hospital as it stands, theatres and machines named in this transaction included.
    pub async fn look_at_place(&mut self) -> Result<(), Problem> {
        self.place = registering::hospital(&mut self.ledger).await?.state;
        if self.place.code.is_empty() {
            // No terminal has set it up yet.
            self.place.offset_minutes = DHAKA_OFFSET_MINUTES;
        }
        Ok(())
    }

    /// Begins another procedure in the same transaction.
    pub fn go_on(&mut self) {
        self.id = ProcedureId(self.ledger.new_id());
        (self.stream, self.patient) = Default::default();
    }

    /// Looks up all whom the message names, to have them at hand.
    pub async fn meet(&mut self, names: Vec<Name>) -> Result<(), Problem> {
        self.ledger.meet(&names).await?;
        self.named.extend(names);
        Ok(())
    }

    pub async fn take_patient(&mut self, patient: PatientId) -> Result<(), Problem> {
        self.patient = self.ledger.stream(&patient.to_string()).await?;
        Ok(())
    }

    /// What the rules make of a command.
    pub fn decide(&self, command: Command) -> Result<Decided, Refusal> {
        let context = Context {
            id: self.id,
            now: self.ledger.now,
            actor: self.actor,
            patient: &self.patient.state,
            hospital: &self.place,
            bookings: &self.bookings,
        };
        decide_report(&self.stream.state, command, &context, self.ledger.rules.checklist)
    }

    pub fn record(&mut self, decided: Decided) -> Result<(), Problem> {
        self.ledger.add_procedure(self.id, &mut self.stream, decided.facts, self.actor)?;
        if let Some(patient) = self.stream.state.patient.filter(|_| !decided.patient_facts.is_empty()) {
            self.ledger.add(&patient.to_string(), &mut self.patient, decided.patient_facts, self.actor)?;
        }
        Ok(())
    }

    /// Decides and records; `field` is what a refusal is about when it names nothing else.
    pub fn take(&mut self, command: Command, field: &str) -> Result<(), Problem> {
        let decided = self.decide(command).map_err(|refusal| refused(refusal, field))?;
        self.record(decided)
    }

    /// Makes it durable and answers.
    pub async fn answer(self: Box<Self>, status: StatusCode, part: Part) -> Result<Response, Ended> {
        let asked = self.asked;
        let (mut settled, now) = self.settle().await?;
        let answer = match part {
            Part::Procedure => now.whole(),
            Part::Of(value) => value,
        };
        let answered = Answered { status, procedure: Some(now.id), version: now.version, answer };
        asked.keep(&mut settled.ledger, &answered).await?;
        settled.commit().await?;
        Ok(respond(asked, answered, &now))
    }

    /// Writes everything down, and gives the procedure as it then is. Nothing is durable yet.
    pub async fn settle(mut self: Box<Self>) -> Result<(Settled<'a>, Shown), Problem> {
        self.ledger.flush().await?;
        registries::stand(&mut self.ledger, self.app, self.id.0, &self.named, &self.checked).await?;
        let hospital = &self.asked.caller.hospital;
        let (id, me) = (self.id.to_string(), self.me());
        let now = shown::find(&mut self.ledger.transaction, hospital, &me, &id).await?;
        let now = match now {
            Some(now) => now,
            None => shown::find_voided(&mut self.ledger.transaction, hospital, &me, self.id.0)
                .await?
                .ok_or_else(Problem::broken)?,
        };
        note(&mut self.ledger.transaction, self.asked, self.action, &now).await?;
        let completed = self.stream.state.status == Status::Completed && self.before != Status::Completed;
        let completed = completed.then_some(self.stream.state);
        Ok((Settled { ledger: self.ledger, completed, metrics: &self.app.metrics }, now))
    }
}

/// A change that is written down, and not durable yet.
pub struct Settled<'a> {
    pub ledger: Ledger<'a>,
    /// The procedure, where this completed it.
    pub completed: Option<Procedure>,
    metrics: &'a Metrics,
}

impl Settled<'_> {
    async fn commit(self) -> Result<(), Problem> {
        self.ledger.commit().await?;
        if let Some(case) = self.completed {
            self.metrics.completed(&case);
        }
        Ok(())
    }
}

/// Leaves nothing of what was begun, and writes down that it was refused.
async fn refuse(app: &App, ledger: Ledger<'_>, asked: &Asked, action: Action, id: Option<Uuid>) -> Problem {
    let caller = &asked.caller;
    let noted = async {
        ledger.transaction.rollback().await?;
        let mut transaction = crate::ledger::enter(app, &caller.hospital).await?;
        audit::note(&mut transaction, caller, action, &asked.route, id, Came::Refused, None).await?;
        transaction.commit().await?;
        Ok::<(), Problem>(())
    };
    noted.await.err().unwrap_or_else(|| not_allowed(action))
}

/// The first answer again, as far as the one who asks may see it now.
async fn again(app: &App, ledger: Ledger<'_>, asked: &Asked, before: Answered) -> Ended {
    shown_again(app, ledger, asked, before).await.map_or_else(Ended::Refused, Ended::Before)
}

async fn shown_again(app: &App, mut ledger: Ledger<'_>, asked: &Asked, before: Answered) -> Result<Response, Problem> {
    let caller = &asked.caller;
    let me = shown::me(app, &mut ledger.transaction, caller).await?;
    let id = before.procedure.unwrap_or(Uuid::nil()).to_string();
    let now = shown::find(&mut ledger.transaction, &caller.hospital, &me, &id).await?;
    let now = now.ok_or_else(|| Problem::not_found("procedure"))?;
    note(&mut ledger.transaction, asked, Action::Read, &now).await?;
    ledger.commit().await?;
    Ok(respond(asked, before, &now))
}

fn respond(asked: &Asked, answered: Answered, now: &Shown) -> Response {
    let whole = now.seen_whole_by(&asked.caller);
    let body = if whole { answered.answer } else { now.seen_by(&asked.caller) };
    let mut response = (answered.status, Json(body)).into_response();
    if let Some(etag) = shown::etag(answered.version).filter(|_| whole) {
        response.headers_mut().insert(ETAG, etag);
    }
    if answered.status == StatusCode::CREATED
        && let Ok(location) = HeaderValue::from_str(&format!("/api/procedures/{}", now.id))
    {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

async fn note(connection: &mut PgConnection, asked: &Asked, action: Action, now: &Shown) -> Result<(), Problem> {
    let came = if now.seen_whole_by(&asked.caller) { Came::Whole } else { Came::Restricted };
    audit::note(connection, &asked.caller, action, &asked.route, Some(now.id), came, None).await
}

pub async fn act_as(ledger: &mut Ledger<'_>, asked: &Asked) -> Result<PersonId, Problem> {
    let outside = Outside { id: asked.caller.subject.clone() };
    registering::practitioner(ledger, &outside, None, None, None).await
}

pub fn not_allowed(action: Action) -> Problem {
    if action == Action::Catalogue {
        return Problem::forbidden("The token does not have procedure.catalogue.");
    }
    Problem::forbidden(format!(
        "The token has neither {} nor a place in this procedure's team that allows it, or the procedure is restricted.",
        action.permission()
    ))
}

/// `If-Match` must name the version that is there, and `If-None-Match` must not; `*` is any. 428 where the
/// hospital asks for the first.
fn check_match(headers: &HeaderMap, version: i32, required: bool) -> Result<(), Problem> {
    let current = format!("\"{version}\"");
    let names =
        |tags: &str| tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == current);
    let said = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    if said(IF_NONE_MATCH).is_some_and(names) {
        let detail = format!("The procedure is there already, at version {version}.");
        return Err(Problem::new(StatusCode::PRECONDITION_FAILED, "version", "There already", detail));
    }
    match said(IF_MATCH) {
        None if required => Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if-match-required",
            "Which version is changed?",
            "This hospital asks for If-Match with the ETag of the version that is changed.",
        )),
        None => Ok(()),
        Some(tags) if names(tags) => Ok(()),
        Some(_) => {
            let detail = format!("The procedure was changed since: it is at version {version}. Read it again.");
            Err(Problem::new(StatusCode::PRECONDITION_FAILED, "version", "Changed since", detail)
                .with("version", version))
        }
    }
}
