//! Looking up all whom a message names with one question, before it is decided one by one. What is
//! found is true until the end of the transaction: it holds the hospital's lock.

use super::Ledger;
use super::kept::Kept;
use crate::directory::{self, Kind, Named, New};
use crate::outside::Outside;
use crate::problem::Problem;
use crate::renaming::{self, Renamed};
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use sqlx::Row;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Whom or what a message names, and what it calls them.
pub type Name = (Kind, Outside, Option<String>);

/// What was looked up in one transaction.
#[derive(Default)]
pub struct Met {
    names: HashMap<(Kind, String), Known>,
    /// The fold of each stream that was looked for; none where it has no facts yet.
    streams: HashMap<(&'static str, String), Option<Vec<u8>>>,
}

struct Known {
    id: Uuid,
    /// Named for the first time, and nobody was told so yet.
    new: bool,
    display: Option<String>,
}

impl Met {
    /// The fold, where it was looked for.
    pub fn stream(&self, kind: &'static str, id: &str) -> Option<Option<&[u8]>> {
        self.streams.get(&(kind, id.to_owned())).map(Option::as_deref)
    }

    /// The fold as it was just written.
    pub fn keep(&mut self, kind: &'static str, id: &str, body: &[u8]) {
        self.streams.insert((kind, id.to_owned()), Some(body.to_owned()));
    }

    /// The UUID, and whether it was given just now; that is told once.
    pub fn name(&mut self, kind: Kind, outside: &Outside) -> Option<(Uuid, bool)> {
        let known = self.names.get_mut(&(kind, outside.id.clone()))?;
        Some((known.id, std::mem::take(&mut known.new)))
    }

    fn put(&mut self, kind: Kind, id: Uuid, named: &Named, new: bool) {
        let known = Known { id, new, display: named.display.clone() };
        self.names.insert((kind, named.outside_id.clone()), known);
    }
}

impl Ledger<'_> {
    /// Looks these up and gives a UUID to those who are new, so that [`crate::registering`] and
    /// [`Ledger::stream`] have them at hand.
    pub async fn meet(&mut self, names: &[Name]) -> Result<(), Problem> {
        self.look_up(names).await?;
        let (mut new, mut renamed): (Vec<New>, Vec<Renamed>) = Default::default();
        for (kind, outside, display) in names {
            let named = Named { outside_id: outside.id.clone(), display: display.clone() };
            match self.met.names.get_mut(&(*kind, outside.id.clone())) {
                Some(known) if named.display.is_none() || known.display == named.display => {}
                Some(known) => {
                    known.display.clone_from(&named.display);
                    // Two systems that spell a name differently by turns are followed as often as it is looked
                    // for such, not with each of their messages.
                    if [Kind::Patient, Kind::Practitioner, Kind::Location].contains(kind) {
                        renamed.push(Renamed { kind: *kind, id: known.id, before: outside.id.clone() });
                    }
                    new.push(New { kind: *kind, id: known.id, named });
                }
                None => {
                    let id = self.new_id();
                    self.met.put(*kind, id, &named, true);
                    if let Some(stream) = stream_of(*kind) {
                        self.met.streams.insert((stream, id.to_string()), None);
                    }
                    new.push(New { kind: *kind, id, named });
                }
            }
        }
        directory::put(&mut self.transaction, &self.hospital, &new).await?;
        Ok(renaming::put_down(&mut self.transaction, &self.hospital, &renamed).await?)
    }

    async fn look_up(&mut self, names: &[Name]) -> Result<(), Problem> {
        let unknown = |kind: Kind| -> Vec<String> {
            let of_kind = names.iter().filter(|(of, ..)| *of == kind).map(|(_, outside, _)| outside.id.clone());
            let unknown = of_kind.filter(|id| !self.met.names.contains_key(&(kind, id.clone())));
            unknown.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let kinds = [Kind::Patient, Kind::Practitioner, Kind::Encounter, Kind::Location, Kind::Machine, Kind::Device];
        let asked = kinds.map(unknown);
        let hospital = self.hospital.clone();
        let has_place = self.met.stream(Hospital::KIND, &hospital).is_some();
        if has_place && asked.iter().all(Vec::is_empty) {
            return Ok(());
        }
        let mut query = sqlx::query(include_str!("meet.sql")).bind(&hospital);
        for ids in asked {
            query = query.bind(ids);
        }
        self.met.streams.entry((Hospital::KIND, hospital)).or_insert(None);
        for row in query.fetch_all(&mut *self.transaction).await? {
            let (table, body): (&str, Option<Vec<u8>>) = (row.try_get("kind")?, row.try_get("body")?);
            let outside_id: String = row.try_get("outside_id")?;
            let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.table() == table) else {
                self.met.streams.insert((Hospital::KIND, outside_id), body);
                continue;
            };
            let id: Uuid = row.try_get("id")?;
            if let Some(stream) = stream_of(kind) {
                self.met.streams.insert((stream, id.to_string()), body);
            }
            self.met.put(kind, id, &Named { outside_id, display: row.try_get("display")? }, false);
        }
        Ok(())
    }
}

fn stream_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Patient => Some(Patient::KIND),
        Kind::Practitioner => Some(Person::KIND),
        _ => None,
    }
}
