//! Those whom a message names for the first time get a UUID and, so that every replica of the
//! hospital's log knows them, their facts.

use crate::directory::{self, Kind};
use crate::ledger::Ledger;
use crate::outside::Outside;
use crate::problem::Problem;
use crate::refused::refused;
use domain::hospital::{Hospital, Machine, Theatre, define_machine, define_theatre};
use domain::patient::{Identity, Patient, PatientFact};
use domain::person::{Card, Person, PersonCommand};
use domain::procedure::Role;
use domain::{MachineId, PatientId, PersonId, TheatreId};
use sqlx::Row;
use uuid::Uuid;

/// The hospital's own stream.
pub async fn hospital(ledger: &mut Ledger<'_>) -> Result<domain::fold::Stream<Hospital>, Problem> {
    let id = ledger.hospital.clone();
    ledger.stream::<Hospital>(&id).await
}

/// A patient: the registry knows who it is; here stands what was told.
pub async fn patient(
    ledger: &mut Ledger<'_>,
    outside: &Outside,
    display: Option<&str>,
    actor: PersonId,
) -> Result<PatientId, Problem> {
    let (id, new) = id_of(ledger, Kind::Patient, outside, display).await?;
    if new {
        let identity = Identity {
            name: display.unwrap_or(&outside.id).to_owned(),
            name_bn: display.unwrap_or(&outside.id).to_owned(),
            unknown: display.is_none(),
            ..Identity::default()
        };
        let fact =
            PatientFact::Registered { identity, registration_no: outside.id.clone(), uhid: None, temporary_id: None };
        let mut stream = ledger.stream::<Patient>(&id.to_string()).await?;
        ledger.add(&id.to_string(), &mut stream, vec![fact], actor)?;
    }
    Ok(PatientId(id))
}

/// A practitioner, with the role that is now known of them. `actor` is none for the one who acts.
pub async fn practitioner(
    ledger: &mut Ledger<'_>,
    outside: &Outside,
    display: Option<&str>,
    role: Option<Role>,
    actor: Option<PersonId>,
) -> Result<PersonId, Problem> {
    let (id, _) = id_of(ledger, Kind::Practitioner, outside, display).await?;
    let person = PersonId(id);
    let Some(role) = role else { return Ok(person) };
    let mut stream = ledger.stream::<Person>(&id.to_string()).await?;
    if stream.state.has(role) {
        return Ok(person);
    }
    let mut card = stream.state.card.clone();
    if card.name.is_empty() {
        let name = display.unwrap_or(&outside.id).to_owned();
        card = Card { name: name.clone(), name_bn: name, staff_no: Some(outside.id.clone()), ..Card::default() };
    }
    card.roles.insert(role);
    let facts = domain::person::decide(&stream.state, PersonCommand::Describe { card }, 1)
        .map_err(|refusal| refused(refusal, "/performer"))?;
    ledger.add(&id.to_string(), &mut stream, facts, actor.unwrap_or(person))?;
    Ok(person)
}

/// An encounter: only its id is known here.
pub async fn encounter(ledger: &mut Ledger<'_>, outside: &Outside, display: Option<&str>) -> Result<(), Problem> {
    id_of(ledger, Kind::Encounter, outside, display).await.map(|_| ())
}

/// A theatre, by its location's id, by its own as a resource, or by both, which then name one room.
/// A location under which another room is known already is a floor with several: the new one stands
/// by itself.
pub async fn theatre(
    ledger: &mut Ledger<'_>,
    location: Option<&Outside>,
    room: Option<&Outside>,
    display: Option<&str>,
    actor: PersonId,
) -> Result<Option<TheatreId>, Problem> {
    let hospital = ledger.hospital.clone();
    let of_room = match room {
        Some(room) => room_of(ledger, &room.id).await?,
        None => None,
    };
    let of_location = match location {
        Some(location) => directory::find(&mut ledger.transaction, &hospital, Kind::Location, location).await?,
        None => None,
    };
    let id = match (room, location, of_room, of_location) {
        (_, _, Some(id), _) => id,
        (Some(room), _, None, Some(id)) if room_name(ledger, id).await?.is_none() => {
            name_room(ledger, id, &room.id).await?;
            id
        }
        (None, Some(_), None, Some(id)) => id,
        (None, None, ..) => return Ok(None),
        (room, location, None, of_location) => {
            let named = location.filter(|_| of_location.is_none()).or(room);
            let Some(outside) = named else { return Ok(None) };
            let (id, _) = id_of(ledger, Kind::Location, outside, display).await?;
            if let Some(room) = room {
                name_room(ledger, id, &room.id).await?;
            }
            id
        }
    };
    define(ledger, TheatreId(id), room.or(location), display, actor).await?;
    Ok(Some(TheatreId(id)))
}

async fn define(
    ledger: &mut Ledger<'_>,
    id: TheatreId,
    outside: Option<&Outside>,
    display: Option<&str>,
    actor: PersonId,
) -> Result<(), Problem> {
    let mut place = hospital(ledger).await?;
    if place.state.theatres.contains_key(&id) {
        return Ok(());
    }
    let name = display.or(outside.map(|outside| outside.id.as_str())).unwrap_or("?").to_owned();
    let position = u16::try_from(place.state.theatres.len() + 1).unwrap_or(u16::MAX);
    let theatre = Theatre { name_bn: name.clone(), name, specialty: "general_surgery".into(), position };
    let fact = define_theatre(id, theatre).map_err(|refusal| refused(refusal, "/location"))?;
    let stream = ledger.hospital.clone();
    ledger.add(&stream, &mut place, vec![fact], actor)
}

/// A machine or set that is booked.
pub async fn machine(
    ledger: &mut Ledger<'_>,
    outside: &Outside,
    resource_type: &str,
    actor: PersonId,
) -> Result<MachineId, Problem> {
    let (id, new) = id_of(ledger, Kind::Machine, outside, None).await?;
    if new {
        let machine = Machine { name: outside.id.clone(), resource_type: resource_type.to_owned(), theatre: None };
        let fact = define_machine(MachineId(id), machine).map_err(|refusal| refused(refusal, "/resources"))?;
        let mut place = hospital(ledger).await?;
        let stream = ledger.hospital.clone();
        ledger.add(&stream, &mut place, vec![fact], actor)?;
        sqlx::query("UPDATE machines SET resource_type = $3 WHERE hospital_id = $1 AND id = $2")
            .bind(&ledger.hospital)
            .bind(id)
            .bind(resource_type)
            .execute(&mut *ledger.transaction)
            .await?;
    }
    Ok(MachineId(id))
}

/// The UUID, and whether it was given just now. Under the hospital's lock nobody else gives one.
pub async fn id_of(
    ledger: &mut Ledger<'_>,
    kind: Kind,
    outside: &Outside,
    display: Option<&str>,
) -> Result<(Uuid, bool), Problem> {
    ledger.meet(&[(kind, outside.clone(), display.map(str::to_owned))]).await?;
    let met = ledger.met.name(kind, outside);
    met.ok_or_else(Problem::broken)
}

async fn room_of(ledger: &mut Ledger<'_>, room: &str) -> Result<Option<Uuid>, Problem> {
    let found = sqlx::query_scalar(
        "SELECT id FROM locations WHERE hospital_id = $1 AND (room_id = $2 OR (room_id IS NULL AND outside_id = $2))",
    )
    .bind(&ledger.hospital)
    .bind(room)
    .fetch_optional(&mut *ledger.transaction)
    .await?;
    Ok(found)
}

async fn room_name(ledger: &mut Ledger<'_>, id: Uuid) -> Result<Option<String>, Problem> {
    let row = sqlx::query("SELECT room_id FROM locations WHERE hospital_id = $1 AND id = $2")
        .bind(&ledger.hospital)
        .bind(id)
        .fetch_one(&mut *ledger.transaction)
        .await?;
    Ok(row.try_get("room_id")?)
}

async fn name_room(ledger: &mut Ledger<'_>, id: Uuid, room: &str) -> Result<(), Problem> {
    sqlx::query("UPDATE locations SET room_id = $3 WHERE hospital_id = $1 AND id = $2")
        .bind(&ledger.hospital)
        .bind(id)
        .bind(room)
        .execute(&mut *ledger.transaction)
        .await?;
    Ok(())
}
