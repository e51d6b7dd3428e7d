//! Whom and what the outside names: for each kind a table of outside ids, unique in the hospital,
//! and the UUIDs used inside.

use crate::outside::Outside;
use sqlx::{PgConnection, Row};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

struct Sql {
    find: &'static str,
    insert: &'static str,
    names: &'static str,
    called: &'static str,
}

macro_rules! sql {
    ($table:literal) => {
        Sql {
            find: concat!("SELECT id FROM ", $table, " WHERE hospital_id = $1 AND outside_id = $2"),
            insert: concat!(
                "INSERT INTO ",
                $table,
                " (id, hospital_id, outside_id, display) VALUES ($1, $2, $3, $4) ",
                "ON CONFLICT DO NOTHING"
            ),
            names: concat!("SELECT id, outside_id, display FROM ", $table, " WHERE hospital_id = $1 AND id = ANY($2)"),
            called: concat!(
                "UPDATE ",
                $table,
                " SET display = $3 WHERE hospital_id = $1 AND id = $2 AND display IS DISTINCT FROM $3"
            ),
        }
    };
}

impl Kind {
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

/// Puts a name; nothing where the UUID or the name is there already.
pub async fn insert(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    id: Uuid,
    named: &Named,
) -> Result<(), sqlx::Error> {
    sqlx::query(kind.sql().insert)
        .bind(id)
        .bind(hospital)
        .bind(&named.outside_id)
        .bind(&named.display)
        .execute(connection)
        .await?;
    Ok(())
}

/// What something is called now.
pub async fn call(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    id: Uuid,
    display: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(kind.sql().called).bind(hospital).bind(id).bind(display).execute(connection).await?;
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
    for id in ids {
        if !names.contains_key(id) {
            let named = Named { outside_id: id.to_string(), display: None };
            insert(connection, hospital, kind, *id, &named).await?;
            names.insert(*id, named);
        }
    }
    Ok(names)
}
