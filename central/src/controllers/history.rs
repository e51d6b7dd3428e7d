//! Every fact of a procedure, oldest first, as it was recorded.

use crate::directory::{self, Kind};
use crate::look::LookInside;
use crate::problem::Problem;
use axum::Json;
use domain::Moment;
use domain::moment::DHAKA_OFFSET_MINUTES;
use journal::{Envelope, canonical};
use serde_json::{Value, json};
use sqlx::Row;
use uuid::Uuid;

pub async fn read(LookInside(mut look): LookInside) -> Result<Json<Value>, Problem> {
    let hospital = look.caller.hospital.clone();
    let rows = sqlx::query(
        "SELECT envelope, payload FROM events \
         WHERE hospital_id = $1 AND stream_kind = 'procedure' AND stream_id = $2 ORDER BY position",
    )
    .bind(&hospital)
    .bind(look.shown.id.to_string())
    .fetch_all(&mut *look.transaction)
    .await?;
    let mut facts: Vec<(Envelope, Option<Vec<u8>>)> = Vec::with_capacity(rows.len());
    for row in rows {
        facts.push((canonical::decode(&row.try_get::<Vec<u8>, _>("envelope")?)?, row.try_get("payload")?));
    }
    let mut people: Vec<Uuid> = facts.iter().filter_map(|(envelope, _)| envelope.actor.parse().ok()).collect();
    people.sort_unstable();
    people.dedup();
    let names = directory::names(&mut look.transaction, &hospital, Kind::Practitioner, &people).await?;
    let history: Vec<Value> = facts
        .iter()
        .enumerate()
        .map(|(i, (envelope, payload))| {
            let named = envelope.actor.parse().ok().and_then(|actor: Uuid| names.get(&actor));
            let by = named.map_or(envelope.actor.clone(), |named| named.outside_id.clone());
            json!({
                "id": envelope.event_id,
                "version": i + 1,
                "kind": envelope.kind,
                "recordedAt": Moment::new(envelope.wall_ms, DHAKA_OFFSET_MINUTES),
                "recordedBy": { "reference": format!("Practitioner/{by}") },
                "terminal": envelope.terminal,
                // None when the payload was pruned, or says nothing that anybody reads.
                "fact": payload.as_deref().and_then(|it| serde_json::from_slice(it).ok()).filter(Value::is_object),
            })
        })
        .collect();
    look.close().await?;
    Ok(Json(Value::Array(history)))
}
