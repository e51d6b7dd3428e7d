//! A ServiceRequest that is created: with a time and a place it books, else it waits to be booked.

use super::message::{fitted, read_message};
use super::writes::{Creating, in_r4s_names, not_taken};
use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::Change;
use crate::controllers::{procedures, schedule};
use crate::ledger::Ledger;
use crate::problem::{FieldError, Problem};
use crate::reading::Faults;
use crate::registering;
use ::fhir::shape::SERVICE_REQUEST;
use domain::procedure::{Coded, Command, Role, Urgency};
use domain::{Moment, ProcedureId};
use serde_json::{Map, Value, json};

/// What says the same in a message of `/api`.
const SAME: &[&str] = &["code", "subject", "encounter", "reasonCode", "bodySite"];
/// What `/api` has no field for.
const EXTRAS: &[&str] = &["identifier", "authoredOn", "requester"];

pub async fn begin<'a>(
    app: &'a App,
    ledger: Ledger<'a>,
    asked: &'a Asked,
    creating: &Creating<'_>,
) -> Result<Box<Change<'a>>, Problem> {
    let said = fitted(creating.body, "ServiceRequest", &SERVICE_REQUEST)?;
    check(&said)?;
    let mut message = Map::new();
    for name in SAME {
        if let Some(value) = said.get(*name) {
            message.insert((*name).to_owned(), value.clone());
        }
    }
    let extras: Map<String, Value> =
        EXTRAS.iter().filter_map(|name| Some(((*name).to_owned(), said.get(*name)?.clone()))).collect();
    if !extras.is_empty() {
        message.insert("metadata".into(), extras.into());
    }
    let message = read_message(&message)?;
    let booking = booking(&said)?;
    let action = if booking.is_some() { Action::Schedule } else { Action::Write };
    let mut change = Change::begin_in(app, ledger, asked, action, message.names()).await?;
    if let Some(id) = creating.id {
        change.id = ProcedureId(id);
    }
    procedures::request(&mut change, &message).await?;
    procedures::report(&mut change, &message, false).await.map_err(in_r4s_names)?;
    if let Some(urgency) = said.get("priority").and_then(Value::as_str).map(urgency) {
        change.take(Command::SetUrgency { urgency }, "/priority")?;
    }
    if let Some(mut booking) = booking {
        // The procedure is there by now; what is left is its time, its place and its team.
        booking.insert("procedureId".into(), json!(change.id));
        let faults = Faults::default();
        let wanted = schedule::read(&booking, &faults);
        faults.check().map_err(named)?;
        schedule::book_with(&mut change, &wanted).await.map_err(named)?;
    }
    if let Some(encounter) = &message.encounter {
        registering::encounter(&mut change.ledger, &encounter.outside, encounter.display.as_deref()).await?;
    }
    Ok(change)
}

fn check(said: &Map<String, Value>) -> Result<(), Problem> {
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut faults = Vec::new();
    if text("status") != "active" {
        faults.push(not_taken("/status", "A request that is created here is active."));
    }
    if text("intent") != "order" {
        faults.push(not_taken("/intent", "Only an order is taken."));
    }
    if !matches!(text("priority"), "" | "routine" | "urgent" | "asap" | "stat") {
        faults.push(not_taken("/priority", "A priority is routine, urgent, asap or stat."));
    }
    if !said.contains_key("code") {
        faults.push(FieldError::new("/code", "missing", "code is missing."));
    }
    if said.contains_key("supportingInfo") {
        faults.push(not_taken("/supportingInfo", "Machines are booked over /api."));
    }
    if said.get("locationReference").and_then(Value::as_array).is_some_and(|places| places.len() > 1) {
        faults.push(not_taken("/locationReference", "A procedure is booked in one place."));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
}

fn urgency(priority: &str) -> Urgency {
    match priority {
        "stat" => Urgency::Emergency,
        "urgent" | "asap" => Urgency::Urgent,
        _ => Urgency::Elective,
    }
}

/// The booking in SERVICE.md's words; none where neither time nor place is said.
fn booking(said: &Map<String, Value>) -> Result<Option<Map<String, Value>>, Problem> {
    let period = said.get("occurrencePeriod");
    let start = said.get("occurrenceDateTime").or_else(|| period?.get("start")).and_then(Value::as_str);
    let end = period.and_then(|period| period["end"].as_str());
    let place = said.get("locationReference").and_then(|places| places[0]["reference"].as_str());
    let (Some(start), Some(place)) = (start, place) else {
        return match (start, place) {
            (None, None) => Ok(None),
            _ => Err(Problem::field("/locationReference", "missing", "A booking has both a time and a place.")),
        };
    };
    let mut booking = Map::new();
    booking.insert("scheduledDate".into(), json!(start));
    booking.insert("locationId".into(), json!(place));
    let times = start.parse::<Moment>().ok().zip(end.and_then(|end| end.parse::<Moment>().ok()));
    if let Some((start, end)) = times {
        booking.insert("duration".into(), json!(end.minutes_since(start)));
    }
    booking.insert("performers".into(), performers(said)?.into());
    Ok(Some(booking))
}

/// R4 says of all of them together as what they come.
fn performers(said: &Map<String, Value>) -> Result<Vec<Value>, Problem> {
    let people = said.get("performer").and_then(Value::as_array).cloned().unwrap_or_default();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let function: Option<Coded> = said.get("performerType").and_then(|it| serde_json::from_value(it.clone()).ok());
    let role = function.as_ref().and_then(Role::of_function).ok_or_else(|| {
        Problem::field("/performerType", "missing", "Of performers it must be said in which role of a team they come.")
    })?;
    Ok(people
        .iter()
        .map(|person| {
            let mut performer = json!({ "role": role.key(), "practitionerId": person["reference"] });
            if let Some(display) = person.get("display") {
                performer["display"] = display.clone();
            }
            performer
        })
        .collect())
}

/// Faults of the booking by the names that R4 has for what was wrong.
fn named(problem: Problem) -> Problem {
    let names = [
        ("/scheduledDate", "/occurrencePeriod/start"),
        ("/duration", "/occurrencePeriod/end"),
        ("/locationId", "/locationReference"),
        ("/performers", "/performer"),
    ];
    names.iter().fold(problem, |problem, (from, to)| problem.renamed(from, to))
}
