//! Whom and what procedures name: patients, practitioners, places, encounters and devices, each only as
//! far as a procedure that the caller sees whole names it. That somebody is known here at all would
//! else tell of what is hidden.

use super::asking::Asking;
use super::cases::{self, Names};
use super::served::Type;
use super::sheet::{Sheet, masked};
use crate::controllers::search::wanted::Scope;
use crate::ledger;
use crate::problem::Problem;
use crate::projection::{concept, encounter as encounter_of};
use ::fhir::{Target, object};
use domain::catalogue::CodedField;
use domain::hospital::{Hospital, Theatre};
use domain::patient::Patient;
use domain::person::{Card, Member, Person};
use domain::procedure::{DeviceUse, Procedure};
use domain::{PatientId, PersonId, TheatreId};
use serde_json::{Value, json};
use sqlx::{PgConnection, Postgres, QueryBuilder, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// One of them, as the directory has it.
struct Known {
    id: Uuid,
    outside: String,
    display: Option<String>,
    /// What kind of machine it is, where it is one that can be booked.
    machine: Option<String>,
}

/// Which of them are asked for.
pub enum Which<'a> {
    /// By their outside ids.
    Ids(&'a [String]),
    /// So many that come after this id.
    After(Option<&'a str>, usize),
}

/// Those with these ids that the caller may see, in the order of their ids.
pub async fn by_ids(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    ids: &[String],
) -> Result<Vec<Value>, Problem> {
    let known = known(connection, asking, of, &Which::Ids(ids)).await?;
    resources(connection, asking, of, known).await
}

/// So many of them after the one with this id.
pub async fn after(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    last: Option<&str>,
    count: usize,
) -> Result<Vec<Value>, Problem> {
    let known = known(connection, asking, of, &Which::After(last, count)).await?;
    resources(connection, asking, of, known).await
}

/// How many the caller may see.
pub async fn count(connection: &mut PgConnection, asking: &Asking, of: Type) -> Result<i64, Problem> {
    let mut query = QueryBuilder::new("SELECT count(*) ");
    push_visible(&mut query, asking, of);
    Ok(query.build_query_scalar().fetch_one(connection).await?)
}

async fn known(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    which: &Which<'_>,
) -> Result<Vec<Known>, Problem> {
    let machine = if of == Type::Device { "d.machine" } else { "NULL::text AS machine" };
    let mut query = QueryBuilder::new(format!("SELECT d.id, d.outside_id, d.display, {machine} "));
    push_visible(&mut query, asking, of);
    match which {
        Which::Ids(ids) => {
            let ids: Vec<String> = ids.iter().filter(|id| !id.contains('\0')).cloned().collect();
            query.push(" AND d.outside_id = ANY(").push_bind(ids).push(") ORDER BY d.outside_id");
        }
        Which::After(last, count) => {
            if let Some(last) = last {
                query.push(" AND d.outside_id > ").push_bind((*last).to_owned());
            }
            query.push(" ORDER BY d.outside_id LIMIT ").push_bind(*count as i64);
        }
    }
    let rows = query.build().fetch_all(connection).await?;
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        known.push(Known {
            id: row.try_get("id")?,
            outside: row.try_get("outside_id")?,
            display: row.try_get("display")?,
            machine: row.try_get("machine")?,
        });
    }
    Ok(known)
}

/// Devices that were used, and machines that can be booked; what is both is told as a machine.
const DEVICES: &str = "(\
    SELECT u.id, u.hospital_id, u.outside_id, u.display, NULL::text AS machine FROM devices AS u \
    WHERE NOT EXISTS (\
        SELECT FROM machines AS m WHERE m.hospital_id = u.hospital_id AND m.outside_id = u.outside_id\
    ) \
    UNION ALL SELECT id, hospital_id, outside_id, display, resource_type FROM machines\
)";

/// From the table of this type, what a procedure names that the caller sees whole. Practitioners who
/// stand in no team, machines and places tell nothing of anybody.
fn push_visible(query: &mut QueryBuilder<Postgres>, asking: &Asking, of: Type) {
    let hospital = asking.caller.hospital.clone();
    let scope = Scope { caller: &asking.caller, me: &asking.me, hidden: true, voided: false };
    let (table, named_by) = match of {
        Type::Patient => ("patients", "WHERE p.patient_id = d.id"),
        Type::Encounter => ("encounters", "WHERE p.encounter_id = d.id"),
        Type::Practitioner => (
            "practitioners",
            "JOIN procedure_performers AS n ON n.hospital_id = p.hospital_id AND n.procedure_id = p.id \
             WHERE n.practitioner_id = d.id",
        ),
        Type::Device => (
            DEVICES,
            "JOIN procedure_devices AS n ON n.hospital_id = p.hospital_id AND n.procedure_id = p.id \
             WHERE n.device_id = d.id",
        ),
        _ => ("locations", ""),
    };
    query.push(format!("FROM {table} AS d WHERE d.hospital_id = ")).push_bind(hospital.clone());
    if named_by.is_empty() {
        return;
    }
    query.push(format!(" AND (EXISTS (SELECT FROM procedures AS p {named_by} AND "));
    scope.push(query);
    // Beside an OR, PostgreSQL would else read all that anybody was named by to answer for a page of them.
    if matches!(of, Type::Device | Type::Practitioner) {
        query.push(" OFFSET 0");
    }
    query.push(")");
    if of == Type::Device {
        query.push(" OR d.machine IS NOT NULL");
    }
    if of == Type::Practitioner {
        query.push(" OR NOT EXISTS (SELECT FROM procedure_performers AS n WHERE n.hospital_id = ");
        query.push_bind(hospital).push(" AND n.practitioner_id = d.id)");
    }
    query.push(")");
}

async fn resources(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    known: Vec<Known>,
) -> Result<Vec<Value>, Problem> {
    let hospital = &asking.caller.hospital;
    let named = |target| {
        let each = known.iter().map(|known| (known.id, known.outside.clone(), known.display.clone()));
        Names::of_kind(hospital, target, each)
    };
    let mut told = Vec::with_capacity(known.len());
    match of {
        Type::Patient => {
            let names = named(Target::Patient);
            let place = place(connection, hospital).await?;
            for known in &known {
                let patient: Patient = ledger::load(connection, hospital, &known.id.to_string()).await?.state;
                told.push(::fhir::patient(PatientId(known.id), &patient, &place, &names));
            }
        }
        Type::Practitioner => {
            let names = named(Target::Practitioner);
            for known in &known {
                let mut person: Person = ledger::load(connection, hospital, &known.id.to_string()).await?.state;
                if person.card.name.is_empty() {
                    let name = known.display.clone().unwrap_or_else(|| known.outside.clone());
                    person.card = Card { name, staff_no: Some(known.outside.clone()), ..Card::default() };
                }
                told.push(::fhir::practitioner(&Member { id: PersonId(known.id), person }, &names));
            }
        }
        Type::Location => {
            let names = named(Target::Location);
            let place = place(connection, hospital).await?;
            told.extend(known.iter().map(|known| location(known, place.theatres.get(&TheatreId(known.id)), &names)));
        }
        Type::Encounter => {
            for known in &known {
                told.push(encounter(connection, asking, known).await?);
            }
        }
        _ => {
            for known in &known {
                match &known.machine {
                    Some(kind) => told.push(machine(known, kind)),
                    None => told.extend(device(connection, asking, known).await?),
                }
            }
        }
    }
    Ok(told)
}

async fn place(connection: &mut PgConnection, hospital: &str) -> Result<Hospital, Problem> {
    let mut place: Hospital = ledger::load(connection, hospital, hospital).await?.state;
    if place.code.is_empty() {
        // No terminal has set it up yet.
        place.code = hospital.to_owned();
    }
    Ok(place)
}

/// A theatre, or a place of which only the name is known.
fn location(known: &Known, theatre: Option<&Theatre>, names: &Names) -> Value {
    match theatre {
        Some(theatre) => ::fhir::location(TheatreId(known.id), theatre, names),
        None => json!({
            "resourceType": "Location",
            "id": known.outside,
            "name": known.display.as_ref().unwrap_or(&known.outside),
        }),
    }
}

/// An encounter as far as its procedures tell: its id, and whose it is.
async fn encounter(connection: &mut PgConnection, asking: &Asking, known: &Known) -> Result<Value, Problem> {
    let mut query = QueryBuilder::new("SELECT p.subject FROM procedures AS p WHERE p.encounter_id = ");
    query.push_bind(known.id).push(" AND ");
    Scope { caller: &asking.caller, me: &asking.me, hidden: true, voided: false }.push(&mut query);
    query.push(" ORDER BY p.sorts_at, p.id LIMIT 1");
    let subject: Option<Value> = query.build_query_scalar().fetch_optional(connection).await?;
    let id = subject.as_ref().and_then(|subject| subject["reference"].as_str()).and_then(|it| it.rsplit('/').next());
    Ok(object([
        ("resourceType", Some(json!("Encounter"))),
        ("id", Some(json!(known.outside))),
        ("identifier", Some(json!([{ "system": "urn:shalya:encounter", "value": known.outside }]))),
        ("status", Some(json!("unknown"))),
        (
            "class",
            Some(json!({ "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown" })),
        ),
        ("subject", Some(id.map_or_else(masked, |id| json!({ "reference": format!("Patient/{id}") })))),
    ]))
}

/// A machine or a set that can be booked; `kind` is its type as a resource, which may not be known.
fn machine(known: &Known, kind: &str) -> Value {
    let name = known.display.as_ref().unwrap_or(&known.outside);
    object([
        ("resourceType", Some(json!("Device"))),
        ("id", Some(json!(known.outside))),
        ("identifier", Some(json!([{ "system": "urn:shalya:machine", "value": known.outside }]))),
        ("status", Some(json!("active"))),
        ("deviceName", Some(json!([{ "name": name, "type": "user-friendly-name" }]))),
        ("type", (!kind.is_empty()).then(|| json!({ "text": kind }))),
    ])
}

/// A device as it was used last in a procedure that the caller sees whole.
async fn device(connection: &mut PgConnection, asking: &Asking, known: &Known) -> Result<Option<Value>, Problem> {
    let mut query = QueryBuilder::new(
        "SELECT u.procedure_id, u.id FROM procedure_devices AS u JOIN procedures AS p ON p.id = u.procedure_id WHERE ",
    );
    query.push("u.device_id = ").push_bind(known.id).push(" AND ");
    Scope { caller: &asking.caller, me: &asking.me, hidden: true, voided: false }.push(&mut query);
    query.push(" ORDER BY u.created_at DESC, u.id DESC LIMIT 1");
    let Some(row) = query.build().fetch_optional(&mut *connection).await? else { return Ok(None) };
    let (procedure, used): (Uuid, Uuid) = (row.try_get("procedure_id")?, row.try_get("id")?);
    let hospital = &asking.caller.hospital;
    let streams: HashMap<Uuid, _> = cases::load(connection, hospital, &[procedure]).await?;
    let Some(case): Option<&Procedure> = streams.get(&procedure).map(|stream| &stream.state) else { return Ok(None) };
    let Some(used): Option<&DeviceUse> = case.devices.iter().find(|it| it.id.0 == used) else { return Ok(None) };
    let names = Names::of(connection, hospital, Some(case).into_iter()).await?;
    Ok(Some(::fhir::device(used, case.patient, &names)))
}

/// The complications of a procedure, in full.
pub fn conditions(sheet: &Sheet, names: &Names) -> Vec<Value> {
    let Some(patient) = sheet.case.patient.filter(|_| sheet.whole) else { return Vec::new() };
    sheet
        .case
        .complications
        .iter()
        .map(|complication| {
            let mut told = ::fhir::condition(complication, patient, names);
            told["code"] = concept(&complication.complication, CodedField::Complication);
            if let Some(encounter) = encounter_of(&sheet.case) {
                told["encounter"] = json!({ "reference": format!("Encounter/{encounter}") });
            }
            told
        })
        .collect()
}
