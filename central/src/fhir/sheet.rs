//! One procedure, ready to be told: the row that `/api` answers with, what its facts amount to, and
//! what everyone in it is called.

use super::cases::{self, Names};
use super::procedure;
use super::request;
use super::served::Type;
use super::times;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::shown::Shown;
use domain::ProcedureId;
use domain::procedure::Procedure;
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

pub struct Sheet {
    pub id: ProcedureId,
    pub row: Value,
    pub case: Procedure,
    pub version: i32,
    pub updated: Option<OffsetDateTime>,
    /// Whether the caller sees it whole.
    pub whole: bool,
}

impl Sheet {
    pub fn of(shown: &Shown, case: Procedure, caller: &Caller) -> Sheet {
        Sheet {
            id: ProcedureId(shown.id),
            row: shown.row().clone(),
            case,
            version: shown.version,
            updated: times::instant(shown.column("updated_at")),
            whole: shown.seen_whole_by(caller),
        }
    }

    /// As a resource; a type that is no rendering of a procedure tells nothing.
    pub fn told(&self, of: Type, names: &Names) -> Value {
        match (of, self.whole) {
            (Type::ServiceRequest, true) => request::whole(self, names),
            (Type::ServiceRequest, false) => request::left(self),
            (_, true) => procedure::whole(self, names),
            (_, false) => procedure::left(self),
        }
    }

    /// Version and time, which only whoever sees it whole is told, and what marks what was left out.
    pub fn meta(&self) -> Value {
        if !self.whole {
            return json!({ "security": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
                "code": "REDACTED",
                "display": "redacted",
            }] });
        }
        let mut meta = json!({ "versionId": self.version.to_string() });
        if let Some(updated) = self.updated {
            meta["lastUpdated"] = json!(times::written(updated));
        }
        meta
    }
}

/// In place of whom a restricted procedure is done to, which R4 asks for.
pub fn masked() -> Value {
    json!({ "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "masked",
    }] })
}

/// The sheets of rows, in their order, with the names in them.
pub async fn sheets(
    connection: &mut PgConnection,
    caller: &Caller,
    rows: &[Shown],
) -> Result<(Vec<Sheet>, Names), Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|shown| shown.id).collect();
    let mut streams = cases::load(connection, &caller.hospital, &ids).await?;
    let sheets: Vec<Sheet> = rows
        .iter()
        .map(|shown| {
            let case = streams.remove(&shown.id).map(|stream| stream.state).unwrap_or_default();
            Sheet::of(shown, case, caller)
        })
        .collect();
    let whole = sheets.iter().filter(|sheet| sheet.whole).map(|sheet| &sheet.case);
    let names = Names::of(connection, &caller.hospital, whole).await?;
    Ok((sheets, names))
}
