//! Whom and what the outside names: for each kind a table of outside ids, unique in the hospital,
//! and the UUIDs used inside.

use crate::outside::Outside;
use sqlx::{PgConnection, Row};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    Patient,
    Encounter,
    Practitioner,
    Location,
    Machine,
    Device,
}

/// What the outside calls something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub outside_id: String,
    pub display: Option<String>,
}

/// A name that is to be put down.
#[derive(Clone, Debug)]
pub struct New {
    pub kind: Kind,
    pub id: Uuid,
    pub named: Named,
}

struct Sql {
    find: &'static str,
    names: &'static str,
}

macro_rules! sql {
    ($table:literal) => {
        Sql {
            find: concat!("SELECT id FROM ", $table, " WHERE hospital_id = $1 AND outside_id = $2"),
            names: concat!("SELECT id, outside_id, display FROM ", $table, " WHERE hospital_id = $1 AND id = ANY($2)"),
        }
    };
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Patient, Kind::Encounter, Kind::Practitioner, Kind::Location, Kind::Machine, Kind::Device];

    /// The table of its names.
    pub fn table(self) -> &'static str {
        match self {
            Kind::Patient => "patients",
            Kind::Encounter => "encounters",
            Kind::Practitioner => "practitioners",
            Kind::Location => "locations",
            Kind::Machine => "machines",
            Kind::Device => "devices",
        }
    }

    /// The type in a reference.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Patient => "Patient",
            Kind::Encounter => "Encounter",
            Kind::Practitioner => "Practitioner",
            Kind::Location => "Location",
            Kind::Machine | Kind::Device => "Device",
        }
    }

    fn sql(self) -> Sql {
        match self {
            Kind::Patient => sql!("patients"),
            Kind::Encounter => sql!("encounters"),
            Kind::Practitioner => sql!("practitioners"),
            Kind::Location => sql!("locations"),
            Kind::Machine => sql!("machines"),
            Kind::Device => sql!("devices"),
        }
    }
}

/// The UUID of what the outside calls so, if it was ever named here.
pub async fn find(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    outside: &Outside,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar(kind.sql().find).bind(hospital).bind(&outside.id).fetch_optional(connection).await
}

/// Puts names down, with one statement; what is there already is called so from now on, where
/// anything is said.
pub async fn put(connection: &mut PgConnection, hospital: &str, new: &[New]) -> Result<(), sqlx::Error> {
    if new.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("directory/put.sql"))
        .bind(hospital)
        .bind(new.iter().map(|new| new.kind.table()).collect::<Vec<_>>())
        .bind(new.iter().map(|new| new.id).collect::<Vec<_>>())
        .bind(new.iter().map(|new| new.named.outside_id.clone()).collect::<Vec<_>>())
        .bind(new.iter().map(|new| new.named.display.clone()).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

/// What each of these is called outside. One that was never named outside goes by its UUID, and has
/// its row from now on.
pub async fn names(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Named>, sqlx::Error> {
    let mut names = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(names);
    }
    for row in sqlx::query(kind.sql().names).bind(hospital).bind(ids).fetch_all(&mut *connection).await? {
        let named = Named { outside_id: row.try_get("outside_id")?, display: row.try_get("display")? };
        names.insert(row.try_get("id")?, named);
    }
    let unnamed = ids.iter().filter(|id| !names.contains_key(*id));
    let unnamed: Vec<New> =
        unnamed.map(|id| New { kind, id: *id, named: Named { outside_id: id.to_string(), display: None } }).collect();
    put(connection, hospital, &unnamed).await?;
    names.extend(unnamed.into_iter().map(|new| (new.id, new.named)));
    Ok(names)
}
