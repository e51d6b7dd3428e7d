//! From facts that were appended to what their streams amount to: each stream is read once, folded
//! and written once, however many facts of it came.

use super::said::Said;
use super::{Columns, Kept, Ledger, put, read};
use crate::naming;
use crate::problem::Problem;
use crate::projection;
use crate::renaming::{self, Renamed};
use crate::telling::{self, Told, UNREAD};
use domain::fold::Stream;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::{Procedure, Status};
use domain::{ProcedureId, Recorded};
use journal::{Sealed, canonical};
use sqlx::{PgConnection, Row};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Bodies of streams by kind and id.
type Bodies = HashMap<(String, String), Vec<u8>>;
/// Facts of one stream, each with its index in the batch.
type Facts<'a> = Vec<(usize, &'a Sealed)>;

impl Ledger<'_> {
    /// Folds what was appended after the ledger's position, projects and tells it. Gives the cases
    /// that were completed by it.
    pub(super) async fn fold_accepted(&mut self, accepted: &[Sealed]) -> Result<Vec<Procedure>, Problem> {
        let mut by_stream: BTreeMap<(&str, &str), Facts<'_>> = BTreeMap::new();
        for (at, sealed) in accepted.iter().enumerate() {
            let stream = &sealed.envelope.stream;
            by_stream.entry((stream.kind.as_str(), &stream.id)).or_default().push((at, sealed));
        }
        let named: Vec<(String, String)> =
            by_stream.keys().map(|(kind, id)| ((*kind).to_owned(), (*id).to_owned())).collect();
        let bodies = self.bodies(&named).await?;
        let mut batch = Batch { bodies, by_stream, put: Columns::default(), told: Vec::new() };
        // Names first: a case is written with those of its people and its place.
        let places = batch.fold::<Hospital>(self).await?;
        let people = batch.fold::<Person>(self).await?;
        let patients = batch.fold::<Patient>(self).await?;
        let mut cases = batch.fold::<Procedure>(self).await?;
        let Batch { put: kept, told, .. } = batch;
        put(&mut self.transaction, &self.hospital, kept).await?;
        let mut renamed = naming::people(&mut self.transaction, &self.hospital, &people).await?;
        for (_, _, place) in &places {
            renamed.extend(naming::place(&mut self.transaction, &self.hospital, &place.state).await?);
        }
        renaming::put_down(&mut self.transaction, &self.hospital, &renamed).await?;
        self.renames |= !renamed.is_empty();
        // A patient has few cases, which are written with them.
        let renamed = naming::patients(&mut self.transaction, &self.hospital, &patients).await?;
        self.add_cases_of(&renamed, &mut cases).await?;
        let mut completed = Vec::new();
        let mut told_of = BTreeMap::new();
        for (id, before, stream) in cases {
            let Ok(id) = id.parse::<ProcedureId>() else { continue };
            if before.status != Status::Completed && stream.state.status == Status::Completed {
                completed.push(stream.state.clone());
            }
            told_of.insert(id, stream);
        }
        let rows: Vec<_> = told_of.iter().map(|(id, stream)| (*id, stream)).collect();
        projection::put(&mut self.transaction, &self.hospital, Some(self.now), &rows).await?;
        telling::lay_out(&mut self.transaction, &self.hospital, self.position, accepted, &told, &told_of).await?;
        Ok(completed)
    }

    /// Writes the rows of cases as they would be written now, with what everybody is called now.
    pub async fn write_anew(&mut self, cases: &[Uuid]) -> Result<(), Problem> {
        let named: Vec<_> = cases.iter().map(|id| (Procedure::KIND.to_owned(), id.to_string())).collect();
        let bodies = self.bodies(&named).await?;
        let streams = bodies.iter().map(|((_, id), body)| {
            let id: ProcedureId = id.parse().map_err(|_| Problem::broken())?;
            Ok((id, serde_json::from_slice(body)?))
        });
        let streams = streams.collect::<Result<Vec<(ProcedureId, Stream<Procedure>)>, Problem>>()?;
        let rows: Vec<_> = streams.iter().map(|(id, stream)| (*id, stream)).collect();
        Ok(projection::put(&mut self.transaction, &self.hospital, None, &rows).await?)
    }

    async fn bodies(&mut self, streams: &[(String, String)]) -> Result<Bodies, Problem> {
        let rows = sqlx::query(include_str!("folding/bodies.sql"))
            .bind(&self.hospital)
            .bind(streams.iter().map(|(kind, _)| kind.clone()).collect::<Vec<_>>())
            .bind(streams.iter().map(|(_, id)| id.clone()).collect::<Vec<_>>())
            .fetch_all(&mut *self.transaction)
            .await?;
        let mut bodies = HashMap::with_capacity(rows.len());
        for row in rows {
            bodies.insert((row.try_get("kind")?, row.try_get("id")?), row.try_get("body")?);
        }
        Ok(bodies)
    }

    /// Cases that carry the name of somebody who is called otherwise now.
    async fn add_cases_of(
        &mut self,
        patients: &[Renamed],
        cases: &mut Vec<(String, Procedure, Stream<Procedure>)>,
    ) -> Result<(), Problem> {
        if patients.is_empty() {
            return Ok(());
        }
        let sql = "SELECT id::text FROM procedures WHERE hospital_id = $1 AND patient_id = ANY($2)";
        let patients: Vec<Uuid> = patients.iter().map(|renamed| renamed.id).collect();
        let ids: Vec<String> =
            sqlx::query_scalar(sql).bind(&self.hospital).bind(patients).fetch_all(&mut *self.transaction).await?;
        for id in ids {
            if cases.iter().all(|(known, ..)| *known != id) {
                let stream = self.stream::<Procedure>(&id).await?;
                cases.push((id, stream.state.clone(), stream));
            }
        }
        Ok(())
    }
}

/// The streams of one batch, before and after.
struct Batch<'a> {
    bodies: Bodies,
    by_stream: BTreeMap<(&'a str, &'a str), Facts<'a>>,
    put: Columns,
    told: Vec<(usize, Told)>,
}

impl Batch<'_> {
    /// Every stream of a kind, with what it was before.
    async fn fold<S: Kept + Clone>(&mut self, ledger: &mut Ledger<'_>) -> Result<Vec<(String, S, Stream<S>)>, Problem> {
        let mut folded = Vec::new();
        for ((_, id), facts) in self.by_stream.iter().filter(|((kind, _), _)| *kind == S::KIND) {
            let body = self.bodies.get(&(S::KIND.to_owned(), (*id).to_owned()));
            let mut stream: Stream<S> = body.map(|body| serde_json::from_slice(body)).transpose()?.unwrap_or_default();
            let before = stream.state.clone();
            let (mut in_line, mut said) = (true, Said::before(before.status()));
            for (version, (at, sealed)) in (stream.version + 1..).zip(facts) {
                let fact = sealed.payload.as_deref().and_then(S::parse);
                let kind = match &fact {
                    Some(fact) => S::told(&stream.state, fact),
                    None => (S::KIND == Procedure::KIND).then_some(UNREAD),
                };
                let names = fact.as_ref().and_then(S::names);
                in_line = in_line && fact.is_some_and(|fact| stream.extend(&read(&sealed.envelope, fact)));
                match kind.map(|kind| (*at, kind, version)) {
                    Some(event) if in_line => said.on_top(event, names, stream.state.status()),
                    Some(event) => said.among(event, names),
                    None => {}
                }
            }
            if !in_line && let Some((_, whole)) = refold(&mut ledger.transaction, &ledger.hospital, &[*id]).await?.pop()
            {
                stream = whole;
            }
            self.told.extend(said.end(stream.state.status()));
            self.put.push(S::KIND, (*id).to_owned(), stream.version, serde_json::to_vec(&stream)?);
            folded.push(((*id).to_owned(), before, stream));
        }
        self.told.sort_by_key(|(at, _)| *at);
        Ok(folded)
    }
}

/// Streams from all their facts; those of a newer version keep their place and have no effect.
pub async fn refold<S: Kept>(
    connection: &mut PgConnection,
    hospital: &str,
    ids: &[&str],
) -> Result<Vec<(String, Stream<S>)>, Problem> {
    let rows = sqlx::query(include_str!("folding/facts.sql"))
        .bind(hospital)
        .bind(S::KIND)
        .bind(ids)
        .fetch_all(connection)
        .await?;
    let mut facts: HashMap<&str, Vec<Recorded<Option<S::Fact>>>> = HashMap::with_capacity(ids.len());
    for row in &rows {
        let envelope = canonical::decode(&row.try_get::<Vec<u8>, _>("envelope")?)?;
        let payload: Option<Vec<u8>> = row.try_get("payload")?;
        let fact = read(&envelope, payload.as_deref().and_then(S::parse));
        facts.entry(row.try_get("stream_id")?).or_default().push(fact);
    }
    let fold = |id: &&str| ((*id).to_owned(), Stream::fold_known(&facts.remove(*id).unwrap_or_default()));
    Ok(ids.iter().map(fold).collect())
}
