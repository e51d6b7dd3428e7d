//! Events for Kafka (CONTRACT: topics, types, sequence), laid out in the transaction that records
//! their facts and published from there. One fact, one procedure event.
//!
//! Of a sensitive case nothing is told but that it changed: a consumer with the right reads the
//! rest over the API.

use crate::problem::Problem;
use domain::fold::Stream;
use domain::moment::DHAKA_OFFSET_MINUTES;
use domain::procedure::Procedure;
use domain::{Moment, ProcedureId};
use journal::Sealed;
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::BTreeMap;

pub const PROCEDURE_TOPIC: &str = "shalya.procedure.v1";

/// That a fact is told, under which type, as which version of its procedure.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub kind: &'static str,
    pub version: u32,
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
    let (mut positions, mut keys, mut ids, mut bodies) = (vec![], vec![], vec![], vec![]);
    for (index, told) in told {
        let fact = &facts[*index];
        let Some((id, stream)) = fact.envelope.stream.id.parse().ok().and_then(|id| procedures.get_key_value(&id))
        else {
            continue;
        };
        positions.push(position + 1 + *index as i64);
        keys.push(id.to_string());
        ids.push(fact.envelope.event_id);
        bodies.push(event(hospital, *id, &stream.state, fact, *told).to_string());
    }
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("telling/lay_out.sql"))
        .bind(hospital)
        .bind(positions)
        .bind(PROCEDURE_TOPIC)
        .bind(keys)
        .bind(ids)
        .bind(bodies)
        .execute(connection)
        .await?;
    Ok(())
}

/// CloudEvents 1.0, structured JSON.
fn event(hospital: &str, id: ProcedureId, case: &Procedure, fact: &Sealed, told: Told) -> Value {
    let sensitive = case.is_sensitive();
    let kind = if sensitive { "changed" } else { told.kind };
    let mut data = json!({ "id": id, "status": case.status });
    if !sensitive {
        data["procedureId"] = json!(case.procedure_no);
        let payload = fact.payload.as_deref().and_then(|payload| serde_json::from_slice(payload).ok());
        data["fact"] = payload.unwrap_or(Value::Null);
    }
    json!({
        "specversion": "1.0",
        "id": fact.envelope.event_id,
        "source": format!("/hospitals/{hospital}"),
        "type": format!("shalya.procedure.{kind}"),
        "subject": id,
        "time": Moment::new(fact.envelope.wall_ms, DHAKA_OFFSET_MINUTES),
        "datacontenttype": "application/json",
        "dataschema": format!("urn:shalya:schema:procedure.{kind}:v1"),
        "sequence": told.version.to_string(),
        "data": data,
    })
}
