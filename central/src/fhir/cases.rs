//! What the facts of procedures amount to, and what everyone in them is called outside.

use crate::directory::{self, Kind};
use crate::problem::Problem;
use ::fhir::{Naming, Target};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::procedure::Procedure;
use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// Outside ids and what is shown with them.
pub struct Names {
    hospital: String,
    known: HashMap<(Target, Uuid), (String, Option<String>)>,
}

impl Names {
    /// Of everyone whom these procedures name.
    pub async fn of<'a>(
        connection: &mut PgConnection,
        hospital: &str,
        cases: impl Iterator<Item = &'a Procedure>,
    ) -> Result<Names, Problem> {
        let mut names = Names { hospital: hospital.to_owned(), known: HashMap::new() };
        let (mut patients, mut people, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for case in cases {
            patients.extend(case.patient.map(|patient| patient.0));
            places.extend(case.slot().map(|slot| slot.theatre.0));
            people.extend(case.requested_by.map(|person| person.0));
            people.extend(case.notes.iter().map(|note| note.author.0));
            people.extend(case.notes.iter().flat_map(|note| &note.addenda).map(|addendum| addendum.author.0));
            people.extend(case.complications.iter().map(|it| it.recorded_by.0));
            for used in &case.devices {
                let id = used.device.device_id.clone().unwrap_or_else(|| used.id.to_string());
                names.known.insert((Target::Device, used.id.0), (id, Some(used.device.name.clone())));
            }
        }
        names.call(connection, Target::Patient, Kind::Patient, patients).await?;
        names.call(connection, Target::Practitioner, Kind::Practitioner, people).await?;
        names.call(connection, Target::Location, Kind::Location, places).await?;
        Ok(names)
    }

    /// Of things of one kind, as the directory has them.
    pub fn of_kind(
        hospital: &str,
        target: Target,
        named: impl Iterator<Item = (Uuid, String, Option<String>)>,
    ) -> Names {
        let known = named.map(|(uuid, id, display)| ((target, uuid), (id, display))).collect();
        Names { hospital: hospital.to_owned(), known }
    }

    async fn call(
        &mut self,
        connection: &mut PgConnection,
        target: Target,
        kind: Kind,
        mut ids: Vec<Uuid>,
    ) -> Result<(), Problem> {
        ids.sort_unstable();
        ids.dedup();
        let named = directory::names(connection, &self.hospital, kind, &ids).await?;
        self.known.extend(named.into_iter().map(|(id, named)| ((target, id), (named.outside_id, named.display))));
        Ok(())
    }
}

impl Naming for Names {
    fn id(&self, target: Target, id: Uuid) -> String {
        self.known.get(&(target, id)).map_or_else(|| id.to_string(), |(outside, _)| outside.clone())
    }

    fn reference(&self, target: Target, id: Uuid) -> Value {
        let known = self.known.get(&(target, id));
        let mut reference = json!({ "reference": format!("{target:?}/{}", self.id(target, id)) });
        if let Some(display) = known.and_then(|(_, display)| display.as_ref()) {
            reference["display"] = json!(display);
        }
        reference
    }

    fn hospital(&self, hospital: &Hospital) -> Value {
        let display = if hospital.name.is_empty() { &self.hospital } else { &hospital.name };
        json!({ "identifier": { "system": "urn:shalya:hospital", "value": self.hospital }, "display": display })
    }
}

/// The streams of these procedures, by their ids.
pub async fn load(
    connection: &mut PgConnection,
    hospital: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Stream<Procedure>>, Problem> {
    let texts: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let rows =
        sqlx::query("SELECT id, body FROM streams WHERE hospital_id = $1 AND kind = 'procedure' AND id = ANY($2)")
            .bind(hospital)
            .bind(texts)
            .fetch_all(connection)
            .await?;
    let mut streams = HashMap::with_capacity(rows.len());
    for row in rows {
        let Ok(id) = row.try_get::<String, _>("id")?.parse() else { continue };
        streams.insert(id, serde_json::from_slice(row.try_get("body")?)?);
    }
    Ok(streams)
}
