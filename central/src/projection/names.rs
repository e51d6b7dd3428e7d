//! What everyone and everything in one procedure is called outside.

use crate::directory::{self, Kind, Named};
use crate::outside::Outside;
use domain::procedure::Procedure;
use domain::{MachineId, PersonId, TheatreId};
use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// A theatre: its location's id, its own as a resource, what it is called.
#[derive(Clone, PartialEq, Debug)]
pub struct Room {
    pub location: String,
    pub room: Option<String>,
    pub display: Option<String>,
}

pub struct Names {
    people: HashMap<Uuid, Named>,
    pub patient: Option<Named>,
    pub encounter: Option<Uuid>,
    /// Of the booking.
    pub room: Option<Room>,
    /// The place that a message named.
    pub said_location: Option<Uuid>,
    /// Outside id and type of each machine.
    machines: HashMap<Uuid, (String, String)>,
}

impl Names {
    pub async fn of(connection: &mut PgConnection, hospital: &str, case: &Procedure) -> Result<Names, sqlx::Error> {
        let mut people: Vec<Uuid> = case.team.iter().map(|member| member.person.0).collect();
        people.extend(case.reported.performers.iter().flatten().map(|performer| performer.person.0));
        people.extend(case.notes.iter().map(|note| note.author.0));
        people.sort_unstable();
        people.dedup();
        let patients: Vec<Uuid> = case.patient.iter().map(|patient| patient.0).collect();
        let slot = case.slot();
        let theatres: Vec<Uuid> = slot.map(|slot| slot.theatre.0).into_iter().collect();
        let machines: Vec<Uuid> = slot.iter().flat_map(|slot| &slot.machines).map(|machine| machine.0).collect();
        directory::names(connection, hospital, Kind::Location, &theatres).await?;
        directory::names(connection, hospital, Kind::Machine, &machines).await?;
        let encounter = match &case.encounter {
            Some(encounter) => {
                let outside = Outside { id: encounter.clone() };
                directory::find(connection, hospital, Kind::Encounter, &outside).await?
            }
            None => None,
        };
        Ok(Names {
            people: directory::names(connection, hospital, Kind::Practitioner, &people).await?,
            patient: directory::names(connection, hospital, Kind::Patient, &patients).await?.into_values().next(),
            encounter,
            room: match theatres.first() {
                Some(theatre) => Some(room(connection, hospital, TheatreId(*theatre)).await?),
                None => None,
            },
            said_location: said_location(connection, hospital, case).await?,
            machines: machines_of(connection, hospital, &machines).await?,
        })
    }

    /// `{"reference": "Practitioner/111", "display": …}`
    pub fn person(&self, person: PersonId) -> Value {
        let named = self.people.get(&person.0);
        let id = named.map_or_else(|| person.to_string(), |named| named.outside_id.clone());
        reference(Kind::Practitioner, &id, named.and_then(|named| named.display.as_deref()))
    }

    pub fn person_id(&self, person: PersonId) -> String {
        self.people.get(&person.0).map_or_else(|| person.to_string(), |named| named.outside_id.clone())
    }

    /// Outside id and resource type.
    pub fn machine(&self, machine: MachineId) -> (String, String) {
        self.machines.get(&machine.0).cloned().unwrap_or_else(|| (machine.to_string(), String::new()))
    }
}

/// A FHIR Reference.
pub fn reference(kind: Kind, id: &str, display: Option<&str>) -> Value {
    let mut reference = json!({ "reference": format!("{}/{id}", kind.word()) });
    if let Some(display) = display {
        reference["display"] = json!(display);
    }
    reference
}

/// A theatre as the outside knows it.
pub async fn room(connection: &mut PgConnection, hospital: &str, theatre: TheatreId) -> Result<Room, sqlx::Error> {
    let row = sqlx::query("SELECT outside_id, room_id, display FROM locations WHERE hospital_id = $1 AND id = $2")
        .bind(hospital)
        .bind(theatre.0)
        .fetch_one(connection)
        .await?;
    Ok(Room { location: row.try_get("outside_id")?, room: row.try_get("room_id")?, display: row.try_get("display")? })
}

async fn said_location(
    connection: &mut PgConnection,
    hospital: &str,
    case: &Procedure,
) -> Result<Option<Uuid>, sqlx::Error> {
    let said = case.reported.fields.get("location").and_then(|location| location["reference"].as_str());
    let Some(Ok(outside)) = said.map(|said| Outside::of_reference(Kind::Location.word(), said)) else {
        return Ok(None);
    };
    directory::find(connection, hospital, Kind::Location, &outside).await
}

async fn machines_of(
    connection: &mut PgConnection,
    hospital: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (String, String)>, sqlx::Error> {
    let mut machines = HashMap::new();
    let rows =
        sqlx::query("SELECT id, outside_id, resource_type FROM machines WHERE hospital_id = $1 AND id = ANY($2)")
            .bind(hospital)
            .bind(ids)
            .fetch_all(connection)
            .await?;
    for row in rows {
        machines.insert(row.try_get("id")?, (row.try_get("outside_id")?, row.try_get("resource_type")?));
    }
    Ok(machines)
}
