//! Events for Kafka (CONTRACT: topics, types, sequence), laid out in the transaction that records
//! their facts and published from there. One fact, one procedure event; some are told to others
//! besides. Where facts of several authors came to another status than was named last, one more event
//! says so.
//!
//! Of a sensitive case nothing is told but that it changed: a consumer with the right reads the
//! rest over the API.

mod described;

pub use described::asyncapi;

use crate::problem::Problem;
use domain::fold::Stream;
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::procedure::{Procedure, ProcedureFact, Status};
use domain::{Moment, ProcedureId};
use journal::Sealed;
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use uuid::Uuid;

const PROCEDURE: &str = "shalya.procedure.v1";
const BILLING: &str = "shalya.billing.v1";
const INVENTORY: &str = "shalya.inventory.v1";
const NOTIFICATION: &str = "shalya.notification.v1";
pub const AUDIT: &str = "shalya.audit.v1";
/// Of a sensitive case, whatever happened.
const CHANGED: &str = "shalya.procedure.changed";
const ACCESSED: &str = "shalya.audit.accessed";
pub const TOPICS: &[&str] = &[PROCEDURE, BILLING, INVENTORY, NOTIFICATION, AUDIT];

/// That a fact is told, under which type, as which version of its procedure.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub kind: &'static str,
    pub version: u32,
    /// The procedure's status then; none for what it is now.
    pub status: Option<Status>,
    /// Whether others are told besides, where the kind is told to any.
    pub besides: bool,
    /// Told behind the fact's own event: what the status is after all.
    pub corrects: bool,
}

/// Events of one fact come before what corrects them, under ids of their own.
const FIRST_CORRECTION: i16 = 2;

/// The kind of a fact that a newer version recorded: that it was, and no more, is told.
pub const UNREAD: &str = "changed";

/// Whom else a kind of procedure event is told, and as what.
fn besides(kind: &str, payload: &Value) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "completed" => (BILLING, "shalya.billing.case-completed"),
        "device-added" => (INVENTORY, "shalya.inventory.consumed"),
        "scheduled" => (NOTIFICATION, "shalya.notification.scheduled"),
        "rescheduled" => (NOTIFICATION, "shalya.notification.rescheduled"),
        "complication-added" => (NOTIFICATION, "shalya.notification.complication"),
        "status-changed" if payload["to"] == "cancelled" => (NOTIFICATION, "shalya.notification.cancelled"),
        _ => return None,
    })
}

#[derive(Default)]
struct Rows {
    positions: Vec<i64>,
    ordinals: Vec<i16>,
    topics: Vec<String>,
    keys: Vec<String>,
    ids: Vec<Uuid>,
    bodies: Vec<String>,
}

/// Lays out the events of facts that were appended after `position`.
pub async fn lay_out(
    connection: &mut PgConnection,
    hospital: &str,
    position: i64,
    facts: &[Sealed],
    told: &[(usize, Told)],
    procedures: &BTreeMap<ProcedureId, Stream<Procedure>>,
) -> Result<(), Problem> {
    let mut rows = Rows::default();
    for (index, told) in told {
        let fact = &facts[*index];
        let id = fact.envelope.stream.id.parse().ok();
        let Some((id, stream)) = id.and_then(|id| procedures.get_key_value(&id)) else { continue };
        let (payload, kind): (Value, _) = if told.corrects {
            (standing(&stream.state), if stream.state.status == Status::Completed { "completed" } else { told.kind })
        } else {
            let payload = fact.payload.as_deref().and_then(|payload| serde_json::from_slice(payload).ok());
            (payload.unwrap_or_default(), told.kind)
        };
        let mut types = Vec::new();
        // Every event of a sensitive case tells the status that it has in the end.
        if !(told.corrects && stream.state.is_sensitive()) {
            types.push((PROCEDURE, format!("shalya.procedure.{}", told.kind)));
        }
        if told.besides {
            types.extend(besides(kind, &payload).map(|(topic, name)| (topic, name.to_owned())));
        }
        for (ordinal, (topic, name)) in (if told.corrects { FIRST_CORRECTION } else { 0 }..).zip(types) {
            // Another event needs another id, the same however often it is told.
            let event_id = Uuid::from_u128(fact.envelope.event_id.as_u128() ^ ordinal as u128);
            let event = Event { event_id, name, id: *id, case: &stream.state, payload: &payload, told };
            rows.positions.push(position + 1 + *index as i64);
            rows.ordinals.push(ordinal);
            rows.topics.push(topic.to_owned());
            rows.keys.push(id.to_string());
            rows.ids.push(event_id);
            rows.bodies.push(event.json(hospital, fact.envelope.wall_ms).to_string());
        }
    }
    if rows.ids.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("telling/lay_out.sql"))
        .bind(hospital)
        .bind(rows.positions)
        .bind(rows.ordinals)
        .bind(rows.topics)
        .bind(rows.keys)
        .bind(rows.ids)
        .bind(rows.bodies)
        .execute(connection)
        .await?;
    Ok(())
}

/// The fact by which the case has its status, as it was recorded; nothing where it never left the first.
fn standing(case: &Procedure) -> Value {
    let stands = case.status_history.last().cloned();
    stands.map_or(Value::Null, |it| json!(ProcedureFact::StatusChanged { to: it.to, at: it.at, reason: it.reason }))
}

/// The versioned schema of an event's data.
fn schema_of(name: &str) -> String {
    format!("urn:shalya:schema:{}:v1", name.trim_start_matches("shalya."))
}

/// One access as it is told.
pub struct Access {
    pub event_id: Uuid,
    pub id: i64,
    pub at: OffsetDateTime,
    pub subject: String,
    pub roles: String,
    pub action: String,
    pub route: String,
    pub procedure: Option<Uuid>,
    pub outcome: String,
    pub shown: Option<i32>,
}

impl Access {
    /// Whoever looked at a search's answer stands under their own key, in their order.
    pub fn key(&self) -> String {
        self.procedure.map_or_else(|| self.subject.clone(), |id| id.to_string())
    }

    /// CloudEvents 1.0, structured JSON. It tells who looked at what, and nothing of what they saw.
    pub fn json(&self, hospital: &str) -> Value {
        let wall_ms = i64::try_from(self.at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX);
        let roles: Vec<&str> = self.roles.split(',').filter(|role| !role.is_empty()).collect();
        let mut event = json!({
            "specversion": "1.0",
            "id": self.event_id,
            "source": format!("/hospitals/{hospital}"),
            "type": ACCESSED,
            "time": Moment::new(wall_ms, DHAKA_OFFSET_MINUTES),
            "datacontenttype": "application/json",
            "dataschema": schema_of(ACCESSED),
            "sequence": self.id.to_string(),
            "data": {
                "caller": self.subject,
                "roles": roles,
                "action": self.action,
                "route": self.route,
                "procedure": self.procedure,
                "outcome": self.outcome,
                "shown": self.shown,
            },
        });
        if let Some(procedure) = self.procedure {
            event["subject"] = json!(procedure);
        }
        event
    }
}

struct Event<'a> {
    event_id: Uuid,
    name: String,
    id: ProcedureId,
    case: &'a Procedure,
    payload: &'a Value,
    told: &'a Told,
}

impl Event<'_> {
    /// CloudEvents 1.0, structured JSON.
    fn json(&self, hospital: &str, wall_ms: i64) -> Value {
        let is_hidden = self.case.is_sensitive() || self.told.kind == UNREAD;
        let name = if is_hidden { CHANGED } else { &self.name };
        let mut data = json!({ "id": self.id, "status": self.told.status.unwrap_or(self.case.status) });
        if !is_hidden {
            data["procedureId"] = json!(self.case.procedure_no);
            if !self.payload.is_null() {
                data["fact"] = self.payload.clone();
            }
            if self.told.corrects {
                data["corrects"] = json!(true);
            }
        }
        json!({
            "specversion": "1.0",
            "id": self.event_id,
            "source": format!("/hospitals/{hospital}"),
            "type": name,
            "subject": self.id,
            "time": Moment::new(wall_ms, DHAKA_OFFSET_MINUTES),
            "datacontenttype": "application/json",
            "dataschema": schema_of(name),
            "sequence": self.told.version.to_string(),
            "data": data,
        })
    }
}
