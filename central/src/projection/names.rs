//! What everyone and everything in some procedures is called outside.

use super::parts;
use crate::directory::{self, Kind, Named, New};
use crate::outside::Outside;
use domain::procedure::{DeviceUse, Procedure};
use domain::{MachineId, PersonId, TheatreId};
use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// A theatre: its location's id, its own as a resource, what it is called.
#[derive(Clone, PartialEq, Debug)]
pub struct Room {
    pub location: String,
    pub room: Option<String>,
    pub display: Option<String>,
}

/// By UUID what has a fact of its own, by its outside id what is only named.
#[derive(Default)]
pub struct Names {
    people: HashMap<Uuid, Named>,
    patients: HashMap<Uuid, Named>,
    encounters: HashMap<String, Uuid>,
    rooms: HashMap<Uuid, Room>,
    locations: HashMap<String, Uuid>,
    /// Outside id and type of each machine.
    machines: HashMap<Uuid, (String, String)>,
    devices: HashMap<String, Uuid>,
}

/// Whom and what some procedures name.
#[derive(Default)]
struct Wanted {
    people: BTreeSet<Uuid>,
    patients: BTreeSet<Uuid>,
    encounters: BTreeSet<String>,
    theatres: BTreeSet<Uuid>,
    said_locations: BTreeSet<String>,
    machines: BTreeSet<Uuid>,
    /// A device's outside id, with the fact that first used it and what it is called there.
    devices: BTreeMap<String, (Uuid, String)>,
}

impl Wanted {
    fn take(&mut self, case: &Procedure) {
        self.people.extend(case.team.iter().map(|member| member.person.0));
        self.people.extend(case.reported.performers.iter().flatten().map(|performer| performer.person.0));
        self.people.extend(case.notes.iter().map(|note| note.author.0));
        self.patients.extend(case.patient.iter().map(|patient| patient.0));
        self.encounters.extend(parts::encounter(case));
        self.said_locations.extend(said_location(case));
        if let Some(slot) = case.slot() {
            self.theatres.insert(slot.theatre.0);
            self.machines.extend(slot.machines.iter().map(|machine| machine.0));
        }
        for used in &case.devices {
            self.devices.entry(device_id(used)).or_insert_with(|| (used.id.0, used.device.name.clone()));
        }
    }
}

impl Names {
    /// Of all these procedures, with one question. Who was never named outside goes by the UUID, and
    /// has a row from now on.
    pub async fn of<'a>(
        connection: &mut PgConnection,
        hospital: &str,
        cases: impl Iterator<Item = &'a Procedure>,
    ) -> Result<Names, sqlx::Error> {
        let mut wanted = Wanted::default();
        cases.for_each(|case| wanted.take(case));
        let mut names = Names::default();
        let rows = sqlx::query(include_str!("names.sql"))
            .bind(hospital)
            .bind(wanted.people.iter().copied().collect::<Vec<_>>())
            .bind(wanted.patients.iter().copied().collect::<Vec<_>>())
            .bind(wanted.encounters.iter().cloned().collect::<Vec<_>>())
            .bind(wanted.theatres.iter().copied().collect::<Vec<_>>())
            .bind(wanted.said_locations.iter().cloned().collect::<Vec<_>>())
            .bind(wanted.machines.iter().copied().collect::<Vec<_>>())
            .bind(wanted.devices.keys().cloned().collect::<Vec<_>>())
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let kind: &str = row.try_get("kind")?;
            let kind = Kind::ALL.into_iter().find(|known| known.table() == kind);
            let named = Named { outside_id: row.try_get("outside_id")?, display: row.try_get("display")? };
            names.put(kind, row.try_get("id")?, named, row.try_get("more")?);
        }
        names.name_the_rest(connection, hospital, &wanted).await?;
        Ok(names)
    }

    fn put(&mut self, kind: Option<Kind>, id: Uuid, named: Named, more: Option<String>) {
        match kind {
            Some(Kind::Practitioner) => drop(self.people.insert(id, named)),
            Some(Kind::Patient) => drop(self.patients.insert(id, named)),
            Some(Kind::Encounter) => drop(self.encounters.insert(named.outside_id, id)),
            Some(Kind::Location) => {
                self.locations.insert(named.outside_id.clone(), id);
                self.rooms.insert(id, Room { location: named.outside_id, room: more, display: named.display });
            }
            Some(Kind::Machine) => drop(self.machines.insert(id, (named.outside_id, more.unwrap_or_default()))),
            Some(Kind::Device) => drop(self.devices.insert(named.outside_id, id)),
            None => {}
        }
    }

    async fn name_the_rest(
        &mut self,
        connection: &mut PgConnection,
        hospital: &str,
        wanted: &Wanted,
    ) -> Result<(), sqlx::Error> {
        let unnamed = |kind, id: Uuid| New { kind, id, named: Named { outside_id: id.to_string(), display: None } };
        let mut rest: Vec<New> = Vec::new();
        let missing = |ids: &BTreeSet<Uuid>, has: &dyn Fn(&Uuid) -> bool, kind| {
            ids.iter().filter(|id| !has(id)).map(|id| unnamed(kind, *id)).collect::<Vec<_>>()
        };
        rest.extend(missing(&wanted.people, &|id| self.people.contains_key(id), Kind::Practitioner));
        rest.extend(missing(&wanted.patients, &|id| self.patients.contains_key(id), Kind::Patient));
        rest.extend(missing(&wanted.theatres, &|id| self.rooms.contains_key(id), Kind::Location));
        rest.extend(missing(&wanted.machines, &|id| self.machines.contains_key(id), Kind::Machine));
        for (outside_id, (id, name)) in &wanted.devices {
            if !self.devices.contains_key(outside_id) {
                let named = Named { outside_id: outside_id.clone(), display: Some(name.clone()) };
                rest.push(New { kind: Kind::Device, id: *id, named });
            }
        }
        directory::put(connection, hospital, &rest).await?;
        for New { kind, id, named } in rest {
            self.put(Some(kind), id, named, None);
        }
        Ok(())
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

    pub fn patient(&self, case: &Procedure) -> Option<&Named> {
        self.patients.get(&case.patient?.0)
    }

    pub fn encounter(&self, case: &Procedure) -> Option<Uuid> {
        self.encounters.get(&parts::encounter(case)?).copied()
    }

    /// Of the booking.
    pub fn room(&self, case: &Procedure) -> Option<&Room> {
        self.rooms.get(&case.slot()?.theatre.0)
    }

    /// The place that a message named.
    pub fn said_location(&self, case: &Procedure) -> Option<Uuid> {
        self.locations.get(&said_location(case)?).copied()
    }

    /// Outside id and resource type.
    pub fn machine(&self, machine: MachineId) -> (String, String) {
        self.machines.get(&machine.0).cloned().unwrap_or_else(|| (machine.to_string(), String::new()))
    }

    pub fn device(&self, used: &DeviceUse) -> Uuid {
        self.devices.get(&device_id(used)).copied().unwrap_or(used.id.0)
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

fn said_location(case: &Procedure) -> Option<String> {
    let said = case.reported.fields.get("location").and_then(|location| location["reference"].as_str())?;
    Outside::of_reference(Kind::Location.word(), said).ok().map(|outside| outside.id)
}

/// A device without an id of its own goes by the fact that recorded it.
fn device_id(used: &DeviceUse) -> String {
    used.device.device_id.clone().unwrap_or_else(|| used.id.to_string())
}
