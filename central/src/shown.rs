//! A procedure as it is shown: whole, or for whoever may not see a sensitive one no more than that
//! it is there, its state, its time and its place.

use crate::access::{self, Standing};
use crate::app::App;
use crate::caller::Caller;
use crate::directory::{self, Kind};
use crate::outside::Outside;
use crate::problem::Problem;
use crate::registries::ENCOUNTER;
use axum::http::HeaderValue;
use serde_json::{Map, Value, json};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{PgConnection, Postgres, Row};
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

/// The SQL of rows from which [`Shown::of`] reads, up to their FROM, which calls the procedure `p`; $1 to
/// $3 are bound by [`asked_by`].
macro_rules! standing {
    ($from:expr) => {
        concat!(
            "SELECT to_jsonb(p) AS row, ARRAY(\
                SELECT role FROM procedure_performers \
                WHERE hospital_id = $1 AND procedure_id = p.id AND practitioner_id = $2\
            ) AS roles, EXISTS (\
                SELECT FROM encounter_participants \
                WHERE hospital_id = $1 AND practitioner = $3 AND encounter_id = p.encounter_id\
            ) AS takes_part ",
            $from
        )
    };
}
pub(crate) use standing;

/// A procedure and as what the one who asks stands to it.
pub struct Shown {
    pub id: Uuid,
    pub version: i32,
    pub restricted: bool,
    pub standing: Standing,
    row: Value,
}

/// Who asks: by this a team and an encounter are searched for them.
#[derive(Clone, Default)]
pub struct Me {
    /// Among the practitioners; nil, which stands in no team, when never named here.
    pub practitioner: Uuid,
    /// By what they would take part in an encounter; none where no registry says who does.
    pub participant: Option<String>,
}

impl Me {
    pub fn of(app: &App, caller: &Caller, practitioner: Uuid) -> Me {
        Me { practitioner, participant: app.registries.of(ENCOUNTER).map(|_| caller.subject.clone()) }
    }
}

/// Who the caller is.
pub async fn me(app: &App, connection: &mut PgConnection, caller: &Caller) -> Result<Me, Problem> {
    let outside = Outside { id: caller.subject.clone() };
    let found = directory::find(connection, &caller.hospital, Kind::Practitioner, &outside).await?;
    Ok(Me::of(app, caller, found.unwrap_or(Uuid::nil())))
}

/// By UUID or by procedure number. Entered in error is as good as not there.
pub async fn find(connection: &mut PgConnection, hospital: &str, me: &Me, id: &str) -> Result<Option<Shown>, Problem> {
    if id.contains('\0') {
        // No text of PostgreSQL holds it, so no procedure goes by it.
        return Ok(None);
    }
    let query = match Uuid::parse_str(id) {
        Ok(uuid) => asked_by(
            standing!("FROM procedures AS p WHERE p.hospital_id = $1 AND p.id = $4 AND NOT p.voided"),
            hospital,
            me,
        )
        .bind(uuid),
        Err(_) => asked_by(
            standing!("FROM procedures AS p WHERE p.hospital_id = $1 AND p.procedure_id = $4 AND NOT p.voided"),
            hospital,
            me,
        )
        .bind(id),
    };
    Ok(query.fetch_optional(connection).await?.map(|row| Shown::of(&row)).transpose()?)
}

/// One that was entered in error, which only FHIR tells of.
pub async fn find_voided(
    connection: &mut PgConnection,
    hospital: &str,
    me: &Me,
    id: Uuid,
) -> Result<Option<Shown>, Problem> {
    let query =
        asked_by(standing!("FROM procedures AS p WHERE p.hospital_id = $1 AND p.id = $4 AND p.voided"), hospital, me)
            .bind(id);
    Ok(query.fetch_optional(connection).await?.map(|row| Shown::of(&row)).transpose()?)
}

/// A query whose first parameters are the hospital and the two ids by which somebody asks.
pub fn asked_by<'q>(sql: &'static str, hospital: &'q str, me: &'q Me) -> Query<'q, Postgres, PgArguments> {
    sqlx::query(sql).bind(hospital).bind(me.practitioner).bind(&me.participant)
}

impl Shown {
    /// From a row with `row`, the procedure as JSON, `roles`, those of who asks, and `takes_part`, whether
    /// they do in its encounter.
    pub fn of(row: &PgRow) -> Result<Shown, sqlx::Error> {
        let standing = Standing::in_roles(&row.try_get::<Vec<String>, _>("roles")?, row.try_get("takes_part")?);
        Ok(Shown::kept(row.try_get("row")?, standing))
    }

    /// From a row that was kept, for somebody who stands so to it.
    pub fn kept(row: Value, standing: Standing) -> Shown {
        let version = row["version"].as_i64().and_then(|version| i32::try_from(version).ok()).unwrap_or(0);
        let id = row["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(Uuid::nil());
        Shown { id, version, restricted: row["restricted"] == json!(true), standing, row }
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
