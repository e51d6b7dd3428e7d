//! Several requests in one: a transaction, of which all is done or nothing, or a batch, each of which is
//! done by itself (hl7.org/fhir/R4/http.html#transaction).

mod entry;

use super::asking::Asking;
use super::known;
use super::negotiation::say;
use super::outcome;
use super::served::Type;
use super::writes::{Creating, Taken, create_in, update_in};
use super::written::status_line;
use super::{reads, search};
use crate::app::App;
use crate::asked::{Answered, Asked};
use crate::ledger::Ledger;
use crate::problem::{FieldError, Problem};
use crate::shown;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProcedureId;
use entry::{Does, Entry};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

const MOST_ENTRIES: usize = 100;

pub async fn take(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let body = asked.body()?;
    let asking = Asking::of(&app, &asked);
    let entries = entry::read(&body, &asking.base)?;
    if entries.len() > MOST_ENTRIES {
        let detail = format!("A Bundle has at most {MOST_ENTRIES} entries here.");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail));
    }
    let answer = match body["type"].as_str().unwrap_or_default() {
        "transaction" => transaction(&app, &asked, entry::of_transaction(entries)?).await?,
        "batch" => batch(&app, &asked, entries).await?,
        _ => return Err(Problem::field("/type", "not-supported", "A transaction or a batch is asked for here.")),
    };
    Ok(say(StatusCode::OK, &answer))
}

fn answered(kind: &str, entries: Vec<Value>) -> Value {
    let mut bundle = json!({ "resourceType": "Bundle", "type": kind });
    if !entries.is_empty() {
        bundle["entry"] = json!(entries);
    }
    bundle
}

/// All of it under one lock, writes before reads; an entry may refer to another by its `fullUrl`.
async fn transaction(app: &Arc<App>, asked: &Asked, mut entries: Vec<Entry>) -> Result<Value, Problem> {
    // They must outlive the ledger that goes through them.
    let parts: Vec<Asked> = entries.iter().map(|entry| asked.part(entry.route(), entry.if_match.clone())).collect();
    let mut checked = Vec::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        let within = |problem: Problem| problem.under(&format!("/entry/{i}/resource")).with("entry", i);
        checked.push(known::check(app, asked, &entry.resource).await.map_err(within)?);
    }
    let mut ledger = Ledger::open(app, &asked.caller.hospital).await?;
    if let Some(before) = asked.answered(&mut ledger).await? {
        return Ok(before.answer);
    }
    let ids: Vec<Uuid> = entries.iter().map(|_| ledger.new_id()).collect();
    resolve(&mut entries, &ids);
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|i| entries[*i].does.turn());
    let (mut answers, mut completed) = (BTreeMap::new(), Vec::new());
    for i in order {
        let (entry, part) = (&entries[i], &parts[i]);
        let mut asking = Asking::of(app, part);
        let at = format!("/entry/{i}/resource");
        let within = |problem: Problem| problem.under(&at).with("entry", i);
        let taken = match &entry.does {
            Does::Create { of, unless } => {
                let (body, unless, checked) = (&entry.resource, unless.as_deref(), checked[i].clone());
                let creating = Creating { of: *of, body, id: Some(ids[i]), unless, checked };
                create_in(app, ledger, part, &mut asking, &creating).await.map_err(within)?
            }
            Does::Update { id } => {
                update_in(app, ledger, part, id, (&entry.resource, checked[i].clone())).await.map_err(within)?
            }
            reads => {
                asking.me = shown::me(app, &mut ledger.transaction, &asking.caller).await?;
                answers.insert(i, look(&mut ledger.transaction, &asking, reads).await.map_err(within)?);
                continue;
            }
        };
        answers.insert(i, taken.written.entry(&asking));
        completed.extend(taken.completed);
        ledger = taken.ledger;
    }
    let answer = answered("transaction-response", answers.into_values().collect());
    asked.keep(&mut ledger, &kept(&answer)).await?;
    ledger.commit().await?;
    completed.iter().for_each(|case| app.metrics.completed(case));
    Ok(answer)
}

/// For whoever asks again with the same key: what was done, and nothing of what was shown.
fn kept(answer: &Value) -> Answered {
    let mut answer = answer.clone();
    for entry in answer["entry"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        entry.remove("resource");
        entry.remove("fullUrl");
    }
    Answered { status: StatusCode::OK, procedure: None, version: 0, answer }
}

/// Each entry that is to be created goes by its id from now on, wherever it is referred to.
fn resolve(entries: &mut [Entry], ids: &[Uuid]) {
    let mut names = BTreeMap::new();
    for (entry, id) in entries.iter().zip(ids) {
        if let (Some(url), Does::Create { of, .. }) = (&entry.full_url, &entry.does) {
            let id = if *of == Type::ServiceRequest { ::fhir::request_id(ProcedureId(*id)) } else { *id };
            names.insert(url.clone(), format!("{}/{id}", of.word()));
        }
    }
    for entry in entries {
        for value in entry.resource.values_mut() {
            rename(value, &names);
        }
    }
}

fn rename(value: &mut Value, names: &BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = map.get("reference").and_then(Value::as_str).and_then(|said| names.get(said)) {
                map.insert("reference".into(), json!(name));
            }
            map.values_mut().for_each(|value| rename(value, names));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| rename(value, names)),
        _ => {}
    }
}

async fn batch(app: &Arc<App>, asked: &Asked, entries: Vec<Result<Entry, FieldError>>) -> Result<Value, Problem> {
    let mut answers = Vec::with_capacity(entries.len());
    for (i, entry) in entries.into_iter().enumerate() {
        let answer = match entry {
            Ok(entry) => {
                let part = asked.part(entry.route(), entry.if_match.clone());
                alone(app, &part, &entry).await.map_err(|problem| problem.under(&format!("/entry/{i}/resource")))
            }
            Err(fault) => Err(Problem::fields(vec![fault])),
        };
        answers.push(answer.unwrap_or_else(|problem| {
            json!({ "response": { "status": status_line(problem.status()), "outcome": outcome::of(&problem, "Bundle") } })
        }));
    }
    Ok(answered("batch-response", answers))
}

async fn alone(app: &Arc<App>, part: &Asked, entry: &Entry) -> Result<Value, Problem> {
    let mut asking = Asking::of(app, part);
    let Taken { ledger, completed, written } = match &entry.does {
        Does::Create { of, unless } => {
            let (body, unless) = (&entry.resource, unless.as_deref());
            let checked = known::check(app, part, body).await?;
            let ledger = Ledger::open(app, &part.caller.hospital).await?;
            let creating = Creating { of: *of, body, id: None, unless, checked };
            create_in(app, ledger, part, &mut asking, &creating).await?
        }
        Does::Update { id } => {
            let checked = known::check(app, part, &entry.resource).await?;
            let ledger = Ledger::open(app, &part.caller.hospital).await?;
            update_in(app, ledger, part, id, (&entry.resource, checked)).await?
        }
        reads => {
            let mut transaction = asking.enter_to_search().await?;
            let answer = look(&mut transaction, &asking, reads).await;
            transaction.commit().await?;
            return answer;
        }
    };
    ledger.commit().await?;
    completed.iter().for_each(|case| app.metrics.completed(case));
    Ok(written.entry(&asking))
}

/// What an entry that changes nothing asks for.
async fn look(connection: &mut PgConnection, asking: &Asking, does: &Does) -> Result<Value, Problem> {
    let mut response = json!({ "status": status_line(StatusCode::OK) });
    let resource = match does {
        Does::Read { of, id } => {
            let read = reads::one(connection, asking, *of, id).await?;
            if let Some(version) = read.version {
                response["etag"] = json!(format!("W/\"{version}\""));
            }
            read.resource
        }
        Does::Search { of, query } => search::bundle(connection, asking, *of, &search::pairs(query)).await?,
        _ => return Err(Problem::broken()),
    };
    Ok(json!({ "resource": resource, "response": response }))
}
