//! Rows of SERVICE.md's tables out of what the facts amount to, written in the transaction that
//! records them. A row can be thrown away: the facts make it again.

mod columns;
mod names;
mod parts;

use columns::Columns;
use domain::catalogue::CodedField;
use domain::fold::Stream;
use domain::procedure::{Procedure, Status};
use domain::{Moment, ProcedureId};
use names::Names;
pub use names::room;
pub use parts::encounter;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// Where lists in the order of time keep what has no time: last.
const NO_TIME: Moment = Moment::LATEST;

/// Of system and code together, in bytes.
const LONGEST_CODING: usize = 1000;

/// Writes the rows of procedures, and those of their child tables, over the ones before, all in one
/// statement. `now` is when they changed; none where they are only written anew.
pub async fn put(
    connection: &mut PgConnection,
    hospital: &str,
    now: Option<Moment>,
    cases: &[(ProcedureId, &Stream<Procedure>)],
) -> Result<(), sqlx::Error> {
    if cases.is_empty() {
        return Ok(());
    }
    let names = Names::of(connection, hospital, cases.iter().map(|(_, stream)| &stream.state)).await?;
    let rows: Vec<Row> = cases.iter().filter_map(|(id, stream)| Row::of(*id, stream, &names)).collect();
    sqlx::query(include_str!("projection/put.sql"))
        .bind(hospital)
        .bind(Json(&rows))
        .bind(now.map(utc))
        .bind(rows.iter().map(|row| row.id).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

/// What [`put`] would write of these facts, under the names of the columns; nothing where they name no
/// patient yet.
pub async fn row(
    connection: &mut PgConnection,
    hospital: &str,
    id: ProcedureId,
    stream: &Stream<Procedure>,
) -> Result<Option<Value>, sqlx::Error> {
    let names = Names::of(connection, hospital, std::iter::once(&stream.state)).await?;
    Ok(Row::of(id, stream, &names).map(|row| json!(row)))
}

/// A moment as PostgreSQL keeps it.
pub fn utc(moment: Moment) -> OffsetDateTime {
    moment.local().to_offset(time::UtcOffset::UTC)
}

/// A row of `procedures` by the names of its columns, and those of its child tables.
#[derive(Serialize)]
struct Row {
    id: Uuid,
    procedure_id: String,
    patient_id: Uuid,
    encounter_id: Option<Uuid>,
    status: Status,
    /// R4's word for it.
    event_status: &'static str,
    #[serde(flatten)]
    columns: Columns,
    version: usize,
    checklist_outstanding: Value,
    restricted: bool,
    voided: bool,
    catalogue_key: Option<String>,
    specialty: Option<String>,
    started_at: Option<Moment>,
    ended_at: Option<Moment>,
    sorts_at: Moment,
    location_id: Option<Uuid>,
    has_complication: bool,
    complications_recorded: usize,
    codings: Vec<Value>,
    performers: Vec<Value>,
    devices: Vec<Value>,
    booking: Option<Value>,
}

impl Row {
    /// None for a stream that began with something else than a request, which may still come.
    fn of(id: ProcedureId, stream: &Stream<Procedure>, names: &Names) -> Option<Row> {
        let case = &stream.state;
        let period = case.performed();
        let entry = case.operation.entry();
        Some(Row {
            id: id.0,
            procedure_id: case.procedure_no.clone(),
            patient_id: case.patient?.0,
            encounter_id: names.encounter(case),
            status: case.status,
            event_status: ::fhir::status(case),
            columns: Columns::of(case, names),
            version: stream.version as usize + stream.waiting.len(),
            checklist_outstanding: json!(case.checklist_outstanding()),
            restricted: case.is_sensitive(),
            voided: case.voided.is_some(),
            catalogue_key: entry.map(|entry| entry.key.clone()),
            specialty: entry.map(|entry| entry.specialty.clone()),
            started_at: period.start,
            ended_at: period.end,
            sorts_at: period.start.unwrap_or(NO_TIME),
            location_id: case.slot().map(|slot| slot.theatre.0).or(names.said_location(case)),
            has_complication: has_complication(case),
            complications_recorded: case.complications.len(),
            codings: codings(case),
            performers: performers(case),
            devices: devices(case, names),
            booking: booking(id, case),
        })
    }
}

fn has_complication(case: &Procedure) -> bool {
    let named = case.reported.fields.get("complication").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    named || !case.complications.is_empty()
}

/// Every code by which the procedure is found, as the caller wrote it and as it is right.
fn codings(case: &Procedure) -> Vec<Value> {
    let mut found = BTreeSet::new();
    let mut take = |field: &'static str, concepts: &Value| {
        let concepts = concepts.as_array().cloned().unwrap_or_else(|| vec![concepts.clone()]);
        for coding in concepts.iter().filter_map(|concept| concept["coding"].as_array()).flatten() {
            let text = |name: &str| coding[name].as_str().unwrap_or_default().to_owned();
            found.insert((field, text("system"), text("code")));
        }
    };
    take("code", &json!({ "coding": case.operation.coding }));
    take("code", &parts::code(case));
    take("category", &parts::category(case));
    if let Some(outcome) = parts::outcome(case) {
        take("outcome", &outcome);
    }
    found.insert(("identifier", crate::fhir::NUMBERS.to_owned(), case.procedure_no.clone()));
    let metadata = case.reported.fields.get("metadata");
    for identifier in metadata.and_then(|it| it["identifier"].as_array()).into_iter().flatten() {
        let text = |name: &str| identifier[name].as_str().unwrap_or_default().to_owned();
        found.insert(("identifier", text("system"), text("value")));
    }
    // An index entry has room for no more, and nobody searches for it.
    let named =
        found.into_iter().filter(|(_, system, code)| !code.is_empty() && system.len() + code.len() <= LONGEST_CODING);
    named.map(|(field, system, code)| json!({ "field": field, "system": system, "code": code })).collect()
}

fn performers(case: &Procedure) -> Vec<Value> {
    let mut performers: BTreeSet<(Uuid, &'static str)> =
        case.team.iter().map(|member| (member.person.0, member.role.key())).collect();
    let roleless = case.reported.performers.iter().flatten().filter(|performer| performer.role.is_none());
    performers.extend(roleless.map(|performer| (performer.person.0, "")));
    performers.into_iter().map(|(person, role)| json!({ "practitioner_id": person, "role": role })).collect()
}

fn devices(case: &Procedure, names: &Names) -> Vec<Value> {
    let row = |used: &domain::procedure::DeviceUse| {
        json!({
            "id": used.id,
            "device_id": names.device(used),
            "device_type": used.device.device_type,
            "action": used.device.action,
            "manipulated": used.device.manipulated,
        })
    };
    case.devices.iter().map(row).collect()
}

/// A case that waits has none; one that is over keeps it for the day's list and clashes no more.
fn booking(id: ProcedureId, case: &Procedure) -> Option<Value> {
    let slot = case.slot().filter(|_| case.voided.is_none() && case.status != Status::Cancelled)?;
    let booking = case.books(id, Moment::new(i64::MIN, 0));
    let (start, end) = booking.as_ref().map_or((slot.start, slot.end()), |booking| (booking.start, booking.end));
    Some(json!({
        "location_id": slot.theatre,
        "starts_at": start,
        "ends_at": end,
        "is_over": booking.is_none(),
        // The column asks for a value.
        "body": booking.map_or_else(|| json!({}), |booking| json!(booking)),
    }))
}

/// The codings of a field of the rules, as JSON.
pub(crate) fn concept(coded: &domain::procedure::Coded, field: CodedField) -> Value {
    let mut concept = json!({ "coding": coded.coding });
    if let Some(text) = &coded.text {
        concept["text"] = json!(text);
    }
    if coded.coding.is_empty() {
        concept.as_object_mut().map(|map| map.remove("coding"));
    }
    crate::reading::with_right_codings(&concept, field)
}
