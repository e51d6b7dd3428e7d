//! The record of every access as R4's AuditEvent. Of a restricted procedure it would tell who took part:
//! it is shown to whoever sees the procedure whole. What concerns no single procedure is shown to its
//! own author and to full access.

use super::asking::Asking;
use super::reads::Read;
use super::times;
use crate::access::{Action, has_full_access};
use crate::controllers::search::spans::{Span, push_instant};
use crate::controllers::search::wanted::Scope;
use crate::problem::Problem;
use serde_json::{Value, json};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Postgres, QueryBuilder, Row};
use time::OffsetDateTime;
use uuid::Uuid;

/// What is searched for.
#[derive(Clone, Default)]
pub struct Criteria {
    pub ids: Option<Vec<i64>>,
    /// When: one span of each list.
    pub dates: Vec<Vec<Span>>,
    pub procedures: Option<Vec<Uuid>>,
    pub actions: Option<Vec<String>>,
    pub outcomes: Option<Vec<String>>,
    pub before: Option<i64>,
}

pub async fn one(connection: &mut PgConnection, asking: &Asking, id: &str) -> Result<Read, Problem> {
    let id: i64 = id.parse().map_err(|_| Problem::not_found("resource"))?;
    let criteria = Criteria { ids: Some(vec![id]), ..Criteria::default() };
    let mut found = find(connection, asking, &criteria, 1).await?;
    asking.note(connection, found.len()).await?;
    let resource = found.pop().ok_or_else(|| Problem::not_found("resource"))?;
    Ok(Read { resource, version: None, updated: None })
}

/// At most so many of them, the last first.
pub async fn find(
    connection: &mut PgConnection,
    asking: &Asking,
    criteria: &Criteria,
    most: usize,
) -> Result<Vec<Value>, Problem> {
    let mut query = QueryBuilder::new("SELECT a.id, a.at, a.subject, a.action, a.route, a.procedure_id, a.outcome ");
    push(&mut query, asking, criteria);
    if let Some(before) = criteria.before {
        query.push(" AND a.id < ").push_bind(before);
    }
    query.push(" ORDER BY a.id DESC LIMIT ").push_bind(most as i64);
    let rows = query.build().fetch_all(connection).await?;
    Ok(rows.iter().map(|row| told(row, asking)).collect::<Result<_, _>>()?)
}

pub async fn count(connection: &mut PgConnection, asking: &Asking, criteria: &Criteria) -> Result<i64, Problem> {
    let mut query = QueryBuilder::new("SELECT count(*) ");
    push(&mut query, asking, criteria);
    Ok(query.build_query_scalar().fetch_one(connection).await?)
}

fn push(query: &mut QueryBuilder<Postgres>, asking: &Asking, criteria: &Criteria) {
    query.push("FROM access_audit AS a WHERE a.hospital_id = ").push_bind(asking.caller.hospital.clone());
    if !has_full_access(&asking.caller) || !asking.caller.has(Action::Read.permission()) {
        query.push(" AND (EXISTS (SELECT FROM procedures AS p WHERE p.id = a.procedure_id AND ");
        Scope { caller: &asking.caller, me: &asking.me, hidden: true, voided: true }.push(query);
        query.push(") OR (a.procedure_id IS NULL AND a.subject = ").push_bind(asking.caller.subject.clone()).push("))");
    }
    if let Some(ids) = &criteria.ids {
        query.push(" AND a.id = ANY(").push_bind(ids.clone()).push(")");
    }
    if let Some(procedures) = &criteria.procedures {
        query.push(" AND a.procedure_id = ANY(").push_bind(procedures.clone()).push(")");
    }
    for spans in &criteria.dates {
        push_instant(query, spans, "a.at");
    }
    push_words(query, &criteria.actions, |word| match word {
        "R" => "a.action = 'read'",
        "C" => "a.action <> 'read' AND a.route = ANY(BEGINS)",
        "U" => "a.action <> 'read' AND a.route <> ALL(BEGINS)",
        _ => "false",
    });
    push_words(query, &criteria.outcomes, |word| match word {
        "4" => "a.outcome = 'refused'",
        "0" => "a.outcome <> 'refused'",
        _ => "false",
    });
}

/// One of these words, each as what it means in the audit's own, in which an index is found.
fn push_words(query: &mut QueryBuilder<Postgres>, words: &Option<Vec<String>>, meaning: impl Fn(&str) -> &'static str) {
    let Some(words) = words else { return };
    if words.is_empty() {
        query.push(" AND false");
    }
    for (i, word) in words.iter().enumerate() {
        query.push(if i == 0 { " AND (" } else { " OR " });
        match meaning(word).split_once("BEGINS") {
            Some((before, after)) => {
                let begins: Vec<String> = BEGINS.iter().map(|route| (*route).to_owned()).collect();
                query.push(before).push_bind(begins).push(after);
            }
            None => drop(query.push(meaning(word))),
        }
        query.push(if i + 1 == words.len() { ")" } else { "" });
    }
}

/// Where procedures begin.
const BEGINS: &[&str] = &["/api/procedures", "/api/procedures/schedule", "/fhir/Procedure", "/fhir/ServiceRequest"];

fn told(row: &PgRow, asking: &Asking) -> Result<Value, sqlx::Error> {
    let (action, route): (String, String) = (row.try_get("action")?, row.try_get("route")?);
    let procedure: Option<Uuid> = row.try_get("procedure_id")?;
    let (code, done) = match action.as_str() {
        "read" if procedure.is_none() => ("search", "R"),
        "read" if route.ends_with("/_history") => ("history", "R"),
        "read" if route.contains("/_history/") => ("vread", "R"),
        "read" => ("read", "R"),
        _ if BEGINS.contains(&route.as_str()) => ("create", "C"),
        _ => ("update", "U"),
    };
    let refused = row.try_get::<String, _>("outcome")? == "refused";
    let mut event = json!({
        "resourceType": "AuditEvent",
        "id": row.try_get::<i64, _>("id")?.to_string(),
        "type": {
            "system": "http://terminology.hl7.org/CodeSystem/audit-event-type",
            "code": "rest",
            "display": "RESTful Operation",
        },
        "subtype": [{ "system": "http://hl7.org/fhir/restful-interaction", "code": code }],
        "action": done,
        "recorded": times::written(row.try_get::<OffsetDateTime, _>("at")?),
        "outcome": if refused { "4" } else { "0" },
        "agent": [{
            "who": { "identifier": { "system": "urn:shalya:subject", "value": row.try_get::<String, _>("subject")? } },
            "requestor": true,
        }],
        "source": {
            "observer": { "display": format!("Procedure service of {}", asking.caller.hospital) },
        },
    });
    let mut entity = json!({ "detail": [{ "type": "route", "valueString": route }] });
    if let Some(procedure) = procedure {
        entity["what"] = json!({ "reference": format!("Procedure/{procedure}") });
    }
    event["entity"] = json!([entity]);
    Ok(event)
}
