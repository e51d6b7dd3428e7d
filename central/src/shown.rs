//! A procedure as it is shown: whole, or for whoever may not see a sensitive one no more than that
//! it is there, its state, its time and its place.

use crate::access::{self, Standing};
use crate::caller::Caller;
use crate::directory::{self, Kind};
use crate::outside::Outside;
use crate::problem::Problem;
use axum::http::HeaderValue;
use serde_json::{Map, Value, json};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

/// SERVICE.md's names of what stands in the columns of its table.
const FIELDS: &[(&str, &str)] = &[
    ("id", "id"),
    ("procedureId", "procedure_id"),
    ("status", "status"),
    ("category", "category"),
    ("code", "code"),
    ("subject", "subject"),
    ("encounter", "encounter"),
    ("performedPeriod", "performed_period"),
    ("recorder", "recorder"),
    ("asserter", "asserter"),
    ("performer", "performer"),
    ("location", "location"),
    ("reasonCode", "reason_code"),
    ("reasonReference", "reason_reference"),
    ("bodySite", "body_site"),
    ("outcome", "outcome"),
    ("report", "report"),
    ("complication", "complication"),
    ("followUp", "follow_up"),
    ("note", "note"),
    ("focalDevice", "focal_device"),
    ("usedCode", "used_code"),
    ("schedule", "schedule"),
    ("checklistOutstanding", "checklist_outstanding"),
    ("verification", "verification"),
    ("version", "version"),
    ("createdAt", "created_at"),
    ("updatedAt", "updated_at"),
    ("metadata", "metadata"),
];
/// What is left of one that is restricted.
const LEFT: &[&str] = &["id", "procedureId", "status", "performedPeriod", "location"];

/// A procedure and as what the one who asks stands to it.
pub struct Shown {
    pub id: Uuid,
    pub version: i32,
    pub restricted: bool,
    pub standing: Standing,
    row: Value,
}

/// Who the caller is among the practitioners; nobody, who stands in no team, when never named here.
pub async fn me(connection: &mut PgConnection, caller: &Caller) -> Result<Uuid, Problem> {
    let outside = Outside { id: caller.subject.clone() };
    Ok(directory::find(connection, &caller.hospital, Kind::Practitioner, &outside).await?.unwrap_or(Uuid::nil()))
}

/// By UUID or by procedure number. Entered in error is as good as not there.
pub async fn find(connection: &mut PgConnection, hospital: &str, me: Uuid, id: &str) -> Result<Option<Shown>, Problem> {
    if id.contains('\0') {
        // No text of PostgreSQL holds it, so no procedure goes by it.
        return Ok(None);
    }
    let query = match Uuid::parse_str(id) {
        Ok(uuid) => sqlx::query(include_str!("shown/by_id.sql")).bind(hospital).bind(me).bind(uuid),
        Err(_) => sqlx::query(include_str!("shown/by_number.sql")).bind(hospital).bind(me).bind(id),
    };
    Ok(query.fetch_optional(connection).await?.map(|row| Shown::of(&row)).transpose()?)
}

/// One that was entered in error, which only FHIR tells of.
pub async fn find_voided(
    connection: &mut PgConnection,
    hospital: &str,
    me: Uuid,
    id: Uuid,
) -> Result<Option<Shown>, Problem> {
    let query = sqlx::query(include_str!("shown/voided.sql")).bind(hospital).bind(me).bind(id);
    Ok(query.fetch_optional(connection).await?.map(|row| Shown::of(&row)).transpose()?)
}

impl Shown {
    /// From a row with `row`, the procedure as JSON, and `roles`, those of who asks.
    pub fn of(row: &PgRow) -> Result<Shown, sqlx::Error> {
        Ok(Shown::kept(row.try_get("row")?, &row.try_get::<Vec<String>, _>("roles")?))
    }

    /// From a row that was kept, for somebody who stands in its team in these roles.
    pub fn kept(row: Value, roles: &[String]) -> Shown {
        let version = row["version"].as_i64().and_then(|version| i32::try_from(version).ok()).unwrap_or(0);
        let id = row["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(Uuid::nil());
        Shown { id, version, restricted: row["restricted"] == json!(true), standing: Standing::in_roles(roles), row }
    }

    /// The row itself, whoever may see it.
    pub fn row(&self) -> &Value {
        &self.row
    }

    /// A column of the row.
    pub fn column(&self, name: &str) -> &Value {
        &self.row[name]
    }

    pub fn seen_whole_by(&self, caller: &Caller) -> bool {
        access::sees_whole(caller, self.restricted, &self.standing)
    }

    pub fn seen_by(&self, caller: &Caller) -> Value {
        if self.seen_whole_by(caller) { self.whole() } else { self.left() }
    }

    pub fn whole(&self) -> Value {
        let present = FIELDS.iter().filter(|(_, column)| !self.row[column].is_null());
        present.map(|(name, column)| ((*name).to_owned(), self.row[column].clone())).collect::<Map<_, _>>().into()
    }

    fn left(&self) -> Value {
        let mut whole = self.whole();
        let mut left: Map<String, Value> =
            LEFT.iter().filter_map(|name| Some(((*name).to_owned(), whole.get_mut(*name)?.take()))).collect();
        left.insert("restricted".into(), json!(true));
        left.into()
    }

    /// The entity tag of this version; none for a restricted view, which is no copy of it.
    pub fn etag(&self, caller: &Caller) -> Option<HeaderValue> {
        self.seen_whole_by(caller).then(|| etag(self.version)).flatten()
    }
}

pub fn etag(version: i32) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{version}\"")).ok()
}
