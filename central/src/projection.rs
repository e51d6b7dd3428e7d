//! Rows of SERVICE.md's tables out of what the facts amount to, written in the transaction that
//! records them. A row can be thrown away: the facts make it again.

mod columns;
mod names;
mod parts;

use crate::directory::{self, Kind, Named};
use columns::Columns;
use domain::catalogue::CodedField;
use domain::fold::Stream;
use domain::procedure::{Procedure, Status};
use domain::{Moment, ProcedureId};
use names::Names;
pub use names::room;
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// Where lists in the order of time keep what has no time: last.
const NO_TIME: Moment = Moment::LATEST;

/// Writes the row of a procedure, and those of its child tables, over the ones before. `now` is when
/// it changed; none where it is only written anew.
pub async fn put(
    connection: &mut PgConnection,
    hospital: &str,
    now: Option<Moment>,
    id: ProcedureId,
    stream: &Stream<Procedure>,
) -> Result<(), sqlx::Error> {
    let case = &stream.state;
    let Some(patient) = case.patient else { return Ok(()) };
    let names = Names::of(connection, hospital, case).await?;
    let columns = Columns::of(case, &names);
    let period = case.performed();
    let location = case.slot().map(|slot| slot.theatre.0).or(names.said_location);
    let entry = case.operation.entry();
    sqlx::query(include_str!("projection/put_procedure.sql"))
        .bind(id.0)
        .bind(hospital)
        .bind(&case.procedure_no)
        .bind(patient.0)
        .bind(names.encounter)
        .bind(json!(case.status).as_str().unwrap_or_default().to_owned())
        .bind(columns.category)
        .bind(columns.code)
        .bind(columns.subject)
        .bind(columns.encounter)
        .bind(columns.performed_period)
        .bind(columns.recorder)
        .bind(columns.asserter)
        .bind(columns.performer)
        .bind(columns.location)
        .bind(columns.reason_code)
        .bind(columns.reason_reference)
        .bind(columns.body_site)
        .bind(columns.outcome)
        .bind(columns.report)
        .bind(columns.complication)
        .bind(columns.follow_up)
        .bind(columns.note)
        .bind(columns.focal_device)
        .bind(columns.used_code)
        .bind(columns.metadata)
        .bind(columns.schedule)
        .bind((stream.version as usize + stream.waiting.len()) as i32)
        .bind(json!(case.checklist_outstanding()))
        .bind(case.is_sensitive())
        .bind(case.voided.is_some())
        .bind(entry.map(|entry| entry.key.clone()))
        .bind(entry.map(|entry| entry.specialty.clone()))
        .bind(period.start.map(utc))
        .bind(period.end.map(utc))
        .bind(utc(period.start.unwrap_or(NO_TIME)))
        .bind(location)
        .bind(has_complication(case))
        .bind(now.map(utc))
        .execute(&mut *connection)
        .await?;
    put_codings(connection, hospital, id, case).await?;
    put_performers(connection, hospital, id, case).await?;
    put_devices(connection, hospital, id, case).await?;
    put_booking(connection, hospital, id, case).await
}

/// A moment as PostgreSQL keeps it.
pub fn utc(moment: Moment) -> OffsetDateTime {
    moment.local().to_offset(time::UtcOffset::UTC)
}

fn has_complication(case: &Procedure) -> bool {
    let named = case.reported.fields.get("complication").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    named || !case.complications.is_empty()
}

/// Every code by which the procedure is found, as the caller wrote it and as it is right.
fn codings(case: &Procedure) -> BTreeSet<(&'static str, String, String)> {
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
    found.into_iter().filter(|(_, _, code)| !code.is_empty()).collect()
}

async fn put_codings(
    connection: &mut PgConnection,
    hospital: &str,
    id: ProcedureId,
    case: &Procedure,
) -> Result<(), sqlx::Error> {
    let codings = codings(case);
    let column = |of: fn(&(&'static str, String, String)) -> String| codings.iter().map(of).collect::<Vec<_>>();
    sqlx::query("DELETE FROM procedure_codings WHERE hospital_id = $1 AND procedure_id = $2")
        .bind(hospital)
        .bind(id.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("projection/put_codings.sql"))
        .bind(hospital)
        .bind(id.0)
        .bind(column(|coding| coding.0.to_owned()))
        .bind(column(|coding| coding.1.clone()))
        .bind(column(|coding| coding.2.clone()))
        .execute(connection)
        .await?;
    Ok(())
}

async fn put_performers(
    connection: &mut PgConnection,
    hospital: &str,
    id: ProcedureId,
    case: &Procedure,
) -> Result<(), sqlx::Error> {
    let mut performers: BTreeSet<(Uuid, &'static str)> =
        case.team.iter().map(|member| (member.person.0, member.role.key())).collect();
    let roleless = case.reported.performers.iter().flatten().filter(|performer| performer.role.is_none());
    performers.extend(roleless.map(|performer| (performer.person.0, "")));
    sqlx::query("DELETE FROM procedure_performers WHERE hospital_id = $1 AND procedure_id = $2")
        .bind(hospital)
        .bind(id.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("projection/put_performers.sql"))
        .bind(hospital)
        .bind(id.0)
        .bind(performers.iter().map(|(person, _)| *person).collect::<Vec<_>>())
        .bind(performers.iter().map(|(_, role)| (*role).to_owned()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

async fn put_devices(
    connection: &mut PgConnection,
    hospital: &str,
    id: ProcedureId,
    case: &Procedure,
) -> Result<(), sqlx::Error> {
    for used in &case.devices {
        // A device without an id of its own goes by the fact that recorded it.
        let outside =
            crate::outside::Outside { id: used.device.device_id.clone().unwrap_or_else(|| used.id.to_string()) };
        let device = match directory::find(connection, hospital, Kind::Device, &outside).await? {
            Some(device) => device,
            None => {
                let named = Named { outside_id: outside.id, display: Some(used.device.name.clone()) };
                directory::insert(connection, hospital, Kind::Device, used.id.0, &named).await?;
                used.id.0
            }
        };
        sqlx::query(include_str!("projection/put_device.sql"))
            .bind(used.id.0)
            .bind(hospital)
            .bind(id.0)
            .bind(device)
            .bind(&used.device.device_type)
            .bind(json!(used.device.action).as_str().unwrap_or_default().to_owned())
            .bind(used.device.manipulated)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// A case that waits has none; one that is over keeps it for the day's list and clashes no more.
async fn put_booking(
    connection: &mut PgConnection,
    hospital: &str,
    id: ProcedureId,
    case: &Procedure,
) -> Result<(), sqlx::Error> {
    let listed = case.slot().filter(|_| case.voided.is_none() && case.status != Status::Cancelled);
    let Some(slot) = listed else {
        sqlx::query("DELETE FROM bookings WHERE hospital_id = $1 AND procedure_id = $2")
            .bind(hospital)
            .bind(id.0)
            .execute(connection)
            .await?;
        return Ok(());
    };
    let booking = case.books(id, Moment::new(i64::MIN, 0));
    let (start, end) = booking.as_ref().map_or((slot.start, slot.end()), |booking| (booking.start, booking.end));
    sqlx::query(include_str!("projection/put_booking.sql"))
        .bind(id.0)
        .bind(hospital)
        .bind(slot.theatre.0)
        .bind(utc(start))
        .bind(utc(end))
        .bind(booking.is_none())
        .bind(json!(booking))
        .execute(connection)
        .await?;
    Ok(())
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
