//! Reading what the facts amount to.

use crate::error::{Result, StoreError};
use crate::events::find_stream;
use crate::folding::Foldable;
use crate::projection::{self, Projected, procedure::occupied};
use crate::store::{Store, wall_clock};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::{Member, Person};
use domain::procedure::Procedure;
use domain::schedule::{Booking, clashes};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId};
use journal::StreamKind;
use rusqlite::{Params, Row, params};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Store {
    pub fn hospital(&self) -> Result<Hospital> {
        Ok(self.stream::<Hospital>(&StreamKind::Hospital, &self.writer.hospital)?.unwrap_or_default().state)
    }

    /// Everyone, those who left included, in the order in which they came.
    pub fn people(&self) -> Result<Vec<Member>> {
        let sql = "SELECT id, body, stream FROM people ORDER BY stream";
        let people = self.select::<Person>(sql, [])?;
        Ok(people.into_iter().map(|(id, stream)| Member { id: PersonId(id), person: stream.state }).collect())
    }

    /// Everyone who was ever registered, the latest first.
    pub fn patients(&self) -> Result<Vec<(PatientId, Patient)>> {
        let patients = self.select::<Patient>("SELECT id, body, stream FROM patients ORDER BY stream DESC", [])?;
        Ok(patients.into_iter().map(|(id, stream)| (PatientId(id), stream.state)).collect())
    }

    pub fn person(&self, id: PersonId) -> Result<Option<Person>> {
        Ok(self.stream(&StreamKind::Person, &id.to_string())?.map(|stream| stream.state))
    }

    pub fn patient(&self, id: PatientId) -> Result<Option<Patient>> {
        Ok(self.stream(&StreamKind::Patient, &id.to_string())?.map(|stream| stream.state))
    }

    pub fn procedure(&self, id: ProcedureId) -> Result<Option<Stream<Procedure>>> {
        self.stream(&StreamKind::Procedure, &id.to_string())
    }

    /// Cases that take up any part of `from..until`, by their booking or their real times, in order
    /// of their start; voided ones are left out. A patient still in the theatre takes it up until
    /// now: the wall clock or the last fact, whichever is later.
    pub fn procedures_between(&self, from: Moment, until: Moment) -> Result<Vec<(ProcedureId, Procedure)>> {
        let sql = include_str!("reading/between.sql");
        let mut cases = self.cases(sql, params![from.utc_ms(), until.utc_ms()])?;
        let now = self.now();
        cases.retain(|(_, case)| match occupied(case) {
            Some((_, Some(_))) => true,
            Some((start, None)) => {
                let end = case.occupies(now).map_or(now.max(start), |(_, end)| end);
                end > from
            }
            None => false,
        });
        Ok(cases)
    }

    /// Cases that wait for a booking, the longest waiting first.
    pub fn waiting(&self) -> Result<Vec<(ProcedureId, Procedure)>> {
        let sql = "SELECT id, body, stream FROM procedures WHERE is_waiting = 1 ORDER BY stream";
        let mut cases = self.cases(sql, [])?;
        cases.sort_by_key(|(_, case)| case.waiting_since);
        Ok(cases)
    }

    /// A patient's cases, the latest recorded first; voided ones are left out.
    pub fn procedures_of(&self, patient: PatientId) -> Result<Vec<(ProcedureId, Procedure)>> {
        let sql = "SELECT id, body, stream FROM procedures WHERE patient = ?1 AND is_voided = 0 ORDER BY stream DESC";
        self.cases(sql, [patient.0.as_bytes()])
    }

    /// Cases that someone should look at: a side, a consent or a booking in dispute, a change that
    /// came too late, a phase passed whose answers are still on paper, an open case of a patient
    /// without a name, a booking over another that is not over yet.
    pub fn unsettled(&self) -> Result<Vec<(ProcedureId, Procedure)>> {
        let mut cases = self.cases(include_str!("reading/unsettled.sql"), [])?;
        let known: BTreeSet<ProcedureId> = cases.iter().map(|(id, _)| *id).collect();
        let bookings = self.bookings_between(self.now(), Moment::new(i64::MAX, 0))?;
        let clashing: BTreeSet<ProcedureId> = clashing(&bookings).difference(&known).copied().collect();
        for id in clashing {
            cases.extend(self.procedure(id)?.map(|stream| (id, stream.state)));
        }
        Ok(cases)
    }

    /// What open cases book of `from..until`: all that finding clashes needs, and quick to read.
    pub fn bookings_between(&self, from: Moment, until: Moment) -> Result<Vec<Booking>> {
        let mut select = self.connection.prepare_cached(include_str!("reading/bookings.sql"))?;
        let mut rows = select.query(params![from.utc_ms(), until.utc_ms()])?;
        let now = self.now();
        let mut bookings = Vec::new();
        while let Some(row) = rows.next()? {
            let json = row.get_ref(0)?.as_bytes().map_err(StoreError::damaged)?;
            let mut booking: Booking = serde_json::from_slice(json).map_err(StoreError::damaged)?;
            let in_theatre: bool = row.get(1)?;
            if in_theatre {
                booking.end = booking.end.max(now);
            }
            if booking.end > from {
                bookings.push(booking);
            }
        }
        Ok(bookings)
    }

    /// When something was last recorded at this terminal, by its wall clock then.
    pub fn last_recorded_at(&self) -> Option<Moment> {
        self.writer.last_recorded_at
    }

    /// Facts recorded here that no other replica has signed for.
    pub fn unsent_facts(&self) -> u64 {
        self.writer.unsent
    }

    /// Every fact here, whoever recorded it.
    pub fn fact_count(&self) -> u64 {
        self.writer.facts
    }

    /// Whether this fact is here.
    pub fn holds(&self, event: EventId) -> Result<bool> {
        let mut select = self.connection.prepare_cached("SELECT 1 FROM events WHERE event_id = ?1")?;
        Ok(select.exists([event.0.as_bytes()])?)
    }

    /// Now, for what is still going on.
    fn now(&self) -> Moment {
        let wall = wall_clock();
        self.writer.last_recorded_at.map_or(wall, |last| last.max(wall))
    }

    fn stream<S: Projected>(&self, kind: &StreamKind, id: &str) -> Result<Option<Stream<S>>> {
        let Some(no) = find_stream(&self.connection, kind.as_str(), id)? else { return Ok(None) };
        projection::get(&self.connection, no).map(Some)
    }

    fn cases(&self, sql: &str, params: impl Params) -> Result<Vec<(ProcedureId, Procedure)>> {
        let cases = self.select::<Procedure>(sql, params)?;
        Ok(cases.into_iter().map(|(id, stream)| (ProcedureId(id), stream.state)).collect())
    }

    /// Streams by a query of `id, body, stream`.
    pub(crate) fn select<S: Projected + Foldable>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<(Uuid, Stream<S>)>> {
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query(params)?;
        let mut streams = Vec::new();
        while let Some(row) = rows.next()? {
            streams.push((Uuid::from_bytes(row.get(0)?), self.stream_of(row)?));
        }
        Ok(streams)
    }

    fn stream_of<S: Projected>(&self, row: &Row<'_>) -> Result<Stream<S>> {
        let json = row.get_ref(1)?.as_blob().map_err(StoreError::damaged)?;
        match projection::body(json) {
            Some(stream) => Ok(stream),
            None => Ok(crate::folding::fold(&self.connection, crate::events::StreamNo(row.get(2)?))?.stream),
        }
    }
}

/// Those that want the same as another at the same time. Bookings are few enough a day to compare
/// each with those that begin before it ends.
fn clashing(bookings: &[Booking]) -> BTreeSet<ProcedureId> {
    let mut by_start: Vec<&Booking> = bookings.iter().collect();
    by_start.sort_by_key(|booking| booking.start);
    let mut found = BTreeSet::new();
    for (at, booking) in by_start.iter().enumerate() {
        for other in by_start[at + 1..].iter().take_while(|other| other.start < booking.end) {
            if !clashes(booking, std::slice::from_ref(*other)).is_empty() {
                found.extend([booking.procedure, other.procedure]);
            }
        }
    }
    found
}
