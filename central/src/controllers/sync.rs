//! `/sync`: terminals hand over what they recorded, and fetch what they lack. Bodies are gzip, every
//! request is signed by its terminal.

use crate::app::App;
use crate::enrolment;
use crate::handing_on;
use crate::ledger::{self, Arrived, Authors, Ledger, Received, prove};
use crate::problem::Problem;
use crate::terminal::{Claimed, FromTerminal, packed};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use journal::wire::{Answer, Answers, Hello, Message, PROTOCOL, Reason};
use std::ops::Range;
use std::sync::Arc;
use sync::messages::{Challenge, Enrol, Parcel, is_understood, problem};

/// Why a fact is put aside that proves and still cannot be laid to the others.
const NOT_TAKEN: &str = "not_taken";

pub async fn challenge(State(app): State<Arc<App>>) -> Json<Challenge> {
    Json(Challenge { challenge: app.challenges.give(app.now_ms()) })
}

pub async fn enrol(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let claimed = Claimed::read(&app, request).await?;
    let (hospital, terminal) = (claimed.signed.hospital.clone(), claimed.signed.terminal.clone());
    let body = claimed.unpack().await?;
    let enrol: Enrol = serde_json::from_slice(&body).map_err(|_| not_read())?;
    if enrol.protocol != PROTOCOL {
        return Err(other_version());
    }
    if !enrol.key.key().is_some_and(|key| claimed.is_proved_by(&key)) {
        return Err(Problem::unauthorized("The request is not signed with the key that it offers."));
    }
    let enrolled = enrolment::enrol(&app, &hospital, &terminal, &enrol).await?;
    Ok(packed(&serde_json::to_vec(&enrolled)?))
}

/// What is held here.
pub async fn hello(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let from = FromTerminal::read(&app, request).await?.let_in()?;
    let theirs = read_hello(&from).await?;
    let mut transaction = ledger::enter(&app, &from.hospital).await?;
    let vector = handing_on::vector(&mut transaction, &from.hospital).await?;
    transaction.commit().await?;
    let hello = Hello {
        protocol: PROTOCOL,
        hospital: theirs.hospital,
        terminal: ledger::CENTRE.to_owned(),
        wall_ms: app.now_ms(),
        vector,
    };
    Ok(packed(&Message::Hello(hello).to_json()?))
}

/// Facts that the terminal lacks.
pub async fn missing(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let from = FromTerminal::read(&app, request).await?.let_in()?;
    let theirs = read_hello(&from).await?;
    let mut transaction = ledger::enter(&app, &from.hospital).await?;
    let batch = handing_on::missing(&mut transaction, &from.hospital, &theirs.vector).await?;
    let mut authors = Vec::new();
    if !batch.facts().is_empty() {
        authors = handing_on::authors(&mut transaction, &from.hospital).await?;
        let facts = batch.facts().len();
        enrolment::note_facts(&mut transaction, &from.hospital, &from.terminal, "fetch", facts).await?;
    }
    transaction.commit().await?;
    let parcel = Parcel { authors, message: Message::Batch(batch) };
    let json =
        tokio::task::spawn_blocking(move || serde_json::to_vec(&parcel)).await.map_err(|_| Problem::broken())??;
    Ok(packed(&json))
}

/// Takes facts, and answers for each.
pub async fn facts(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let from = FromTerminal::read(&app, request).await?;
    // Batches are unpacked and proved one beside the other only so far as memory allows.
    let _turn = app.batches.acquire().await.map_err(|_| Problem::broken())?;
    let json = from.json().await?;
    let FromTerminal { hospital, terminal, .. } = from;
    let mut transaction = ledger::enter(&app, &hospital).await?;
    let authors = Authors::of(&mut transaction, &hospital).await?;
    transaction.commit().await?;
    let of = hospital.clone();
    let proved = tokio::task::spawn_blocking(move || match Message::from_json(&json) {
        Ok(Message::Batch(batch)) => Ok(prove(batch.into_facts(), &of, &authors)),
        _ => Err(not_read()),
    });
    let facts = proved.await.map_err(|_| Problem::broken())??;
    let answers = keep(&app, &hospital, &terminal, facts.into()).await?;
    Ok(packed(&Message::Answers(Answers { answers }).to_json()?))
}

/// Keeps a batch in one transaction. Where something of it cannot be laid to the others, its halves
/// are tried, so that one fact that nobody foresaw keeps no other from being kept.
async fn keep(app: &Arc<App>, hospital: &str, terminal: &str, facts: Arc<[Arrived]>) -> Result<Vec<Answer>, Problem> {
    let mut answers = Vec::with_capacity(facts.len());
    let whole = 0..facts.len();
    let mut left = vec![whole];
    while let Some(part) = left.pop() {
        match keep_apart(app, hospital, terminal, &facts, part.clone()).await {
            Ok(taken) => answers.extend(taken),
            Err(problem) if problem.status() != StatusCode::INTERNAL_SERVER_ERROR => return Err(problem),
            Err(_) if part.len() > 1 => {
                let middle = part.start + part.len() / 2;
                left.extend([middle..part.end, part.start..middle]);
            }
            Err(_) => {
                let reason = Reason::Other(NOT_TAKEN.to_owned());
                answers.extend(keep_part(app, hospital, terminal, &facts[part], Some(&reason)).await?);
            }
        }
    }
    Ok(answers)
}

/// In a task of its own: what a fact breaks there ends with the task, and nothing of it is kept.
async fn keep_apart(
    app: &Arc<App>,
    hospital: &str,
    terminal: &str,
    facts: &Arc<[Arrived]>,
    part: Range<usize>,
) -> Result<Vec<Answer>, Problem> {
    let (app, facts) = (app.clone(), facts.clone());
    let (hospital, terminal) = (hospital.to_owned(), terminal.to_owned());
    let kept = tokio::spawn(async move { keep_part(&app, &hospital, &terminal, &facts[part], None).await });
    kept.await.map_err(|_| Problem::broken())?
}

async fn keep_part(
    app: &App,
    hospital: &str,
    terminal: &str,
    facts: &[Arrived],
    aside: Option<&Reason>,
) -> Result<Vec<Answer>, Problem> {
    let mut ledger = Ledger::open(app, hospital).await?;
    let Received { answers, completed } = ledger.receive(terminal, facts, aside).await?;
    enrolment::note_facts(&mut ledger.transaction, hospital, terminal, "hand over", facts.len()).await?;
    ledger.commit().await?;
    for case in &completed {
        app.metrics.completed(case);
    }
    Ok(answers)
}

async fn read_hello(from: &FromTerminal) -> Result<Hello, Problem> {
    match Message::from_json(&from.json().await?) {
        Ok(Message::Hello(hello)) if is_understood(&hello) => Ok(hello),
        Ok(Message::Hello(_)) => Err(other_version()),
        _ => Err(not_read()),
    }
}

fn not_read() -> Problem {
    Problem::bad_request("body", "The message cannot be read, or is not of the kind that is asked for here.")
}

fn other_version() -> Problem {
    let detail = format!("This service speaks version {PROTOCOL} of these messages. Bring both to one version.");
    Problem::new(StatusCode::CONFLICT, problem::PROTOCOL, "Another version", detail)
}
