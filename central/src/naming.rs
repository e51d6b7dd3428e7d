//! What terminals call their patients, people and places, as the outside knows them: a patient goes by
//! the registration number, a person by the number on the badge, a theatre and a machine by their
//! names without spaces. What is no id outside, or is another's already, goes by its UUID.

use crate::directory::Kind;
use crate::outside::Outside;
use crate::problem::Problem;
use crate::renaming::Renamed;
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use sqlx::{AssertSqlSafe, PgConnection, Row};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Streams with their ids and what they were before.
type Streams<S> = [(String, S, Stream<S>)];

struct Called {
    id: Uuid,
    wanted: Option<String>,
    display: Option<String>,
}

/// Gives the patients who are called otherwise than before.
pub async fn patients(
    connection: &mut PgConnection,
    hospital: &str,
    patients: &Streams<Patient>,
) -> Result<Vec<Renamed>, Problem> {
    let called = patients.iter().filter_map(|(id, _, stream)| {
        let patient = &stream.state;
        let display = name(&patient.identity.name, &patient.identity.name_bn).filter(|_| !patient.identity.unknown);
        Some(Called { id: id.parse().ok()?, wanted: Some(patient.registration_no.clone()), display })
    });
    call(connection, hospital, Kind::Patient, called.collect()).await
}

/// As [`patients`].
pub async fn people(
    connection: &mut PgConnection,
    hospital: &str,
    people: &Streams<Person>,
) -> Result<Vec<Renamed>, Problem> {
    let called = people.iter().filter_map(|(id, _, stream)| {
        let card = &stream.state.card;
        Some(Called { id: id.parse().ok()?, wanted: card.staff_no.clone(), display: name(&card.name, &card.name_bn) })
    });
    call(connection, hospital, Kind::Practitioner, called.collect()).await
}

/// The hospital itself, its theatres and machines. Gives those that are called otherwise than before.
pub async fn place(connection: &mut PgConnection, hospital: &str, place: &Hospital) -> Result<Vec<Renamed>, Problem> {
    if !place.name.is_empty() {
        sqlx::query("UPDATE hospitals SET name = $2 WHERE id = $1 AND name <> $2")
            .bind(hospital)
            .bind(&place.name)
            .execute(&mut *connection)
            .await?;
    }
    let theatres = place.theatres.iter().map(|(id, theatre)| Called {
        id: id.0,
        wanted: Some(theatre.name.split_whitespace().collect::<Vec<_>>().join("-")),
        display: name(&theatre.name, &theatre.name_bn),
    });
    let mut renamed = call(connection, hospital, Kind::Location, theatres.collect()).await?;
    let machines = place.machines.iter().map(|(id, machine)| Called {
        id: id.0,
        wanted: Some(machine.name.split_whitespace().collect::<Vec<_>>().join("-")),
        display: name(&machine.name, ""),
    });
    renamed.extend(call(connection, hospital, Kind::Machine, machines.collect()).await?);
    let types: Vec<(Uuid, &str)> =
        place.machines.iter().map(|(id, machine)| (id.0, machine.resource_type.as_str())).collect();
    sqlx::query(include_str!("naming/resource_types.sql"))
        .bind(hospital)
        .bind(types.iter().map(|(id, _)| *id).collect::<Vec<_>>())
        .bind(types.iter().map(|(_, kind)| (*kind).to_owned()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(renamed)
}

fn name(name: &str, name_bn: &str) -> Option<String> {
    [name, name_bn].into_iter().find(|name| !name.trim().is_empty()).map(str::to_owned)
}

/// Puts names; gives those whose row is not what it was. An id that was given outside stays.
async fn call(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    called: Vec<Called>,
) -> Result<Vec<Renamed>, Problem> {
    if called.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<String> = called.iter().filter_map(|it| it.wanted.clone()).collect();
    let ids: Vec<Uuid> = called.iter().map(|it| it.id).collect();
    let sql = format!(
        "SELECT id, outside_id, display FROM {} WHERE hospital_id = $1 AND (outside_id = ANY($2) OR id = ANY($3))",
        kind.table()
    );
    let rows =
        sqlx::query(AssertSqlSafe(sql)).bind(hospital).bind(&wanted).bind(&ids).fetch_all(&mut *connection).await?;
    let mut taken = HashSet::new();
    let mut before: HashMap<Uuid, (String, Option<String>)> = HashMap::new();
    for row in rows {
        let (id, outside): (Uuid, String) = (row.try_get("id")?, row.try_get("outside_id")?);
        taken.insert(outside.clone());
        before.insert(id, (outside, row.try_get("display")?));
    }
    let (mut put, mut changed) = (Vec::new(), Vec::new());
    for Called { id, wanted, display } in called {
        let known = before.get(&id);
        // One that goes by its UUID takes its own id as soon as it is known.
        let given = known.map(|(outside, _)| outside.clone()).filter(|outside| *outside != id.to_string());
        let outside = given.unwrap_or_else(|| {
            let wanted = wanted.filter(|it| is_outside_id(it) && !taken.contains(it));
            wanted.unwrap_or_else(|| id.to_string())
        });
        let display = display.or_else(|| known.and_then(|(_, display)| display.clone()));
        if known == Some(&(outside.clone(), display.clone())) {
            continue;
        }
        if let Some((before, _)) = known {
            changed.push(Renamed { kind, id, before: before.clone() });
        }
        taken.insert(outside.clone());
        put.push((id, outside, display));
    }
    let sql = format!(
        "INSERT INTO {} (id, hospital_id, outside_id, display) \
         SELECT id, $1, outside_id, display FROM unnest($2::uuid[], $3::text[], $4::text[]) \
         AS called (id, outside_id, display) \
         ON CONFLICT (id) DO UPDATE SET outside_id = excluded.outside_id, display = excluded.display",
        kind.table()
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(hospital)
        .bind(put.iter().map(|(id, ..)| *id).collect::<Vec<_>>())
        .bind(put.iter().map(|(_, outside, _)| outside.clone()).collect::<Vec<_>>())
        .bind(put.iter().map(|(.., display)| display.clone()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(changed)
}

fn is_outside_id(text: &str) -> bool {
    !text.contains('/') && Outside::of_reference("", text).is_ok()
}
