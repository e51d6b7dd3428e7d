//! A procedure as it was: version n is what its first n facts amount to.

use super::asking::Asking;
use super::cases::Names;
use super::served::Type;
use super::sheet::Sheet;
use crate::access;
use crate::ledger;
use crate::problem::Problem;
use crate::projection;
use crate::shown::Shown;
use domain::fact::Recorded;
use domain::fold::Stream;
use domain::procedure::{Procedure, ProcedureFact};
use domain::{Moment, ProcedureId};
use journal::canonical;
use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use uuid::Uuid;

const USUAL_COUNT: usize = 20;
const LARGEST_COUNT: usize = 50;

/// The facts of a procedure, in the order in which they were accepted.
pub async fn facts(
    connection: &mut PgConnection,
    hospital: &str,
    id: Uuid,
) -> Result<Vec<Recorded<ProcedureFact>>, Problem> {
    let rows = sqlx::query(
        "SELECT envelope, payload FROM events \
         WHERE hospital_id = $1 AND stream_kind = 'procedure' AND stream_id = $2 ORDER BY position",
    )
    .bind(hospital)
    .bind(id.to_string())
    .fetch_all(connection)
    .await?;
    let mut facts = Vec::with_capacity(rows.len());
    for row in rows {
        let envelope = canonical::decode(&row.try_get::<Vec<u8>, _>("envelope")?)?;
        let payload: Option<Vec<u8>> = row.try_get("payload")?;
        let payload = payload.ok_or_else(|| Problem::not_found("version"))?;
        facts.push(ledger::read(&envelope, serde_json::from_slice(&payload)?));
    }
    Ok(facts)
}

/// A version, as far as the caller may see it: it is hidden where it was sensitive itself, too.
pub async fn at_version(
    connection: &mut PgConnection,
    asking: &Asking,
    now: &Shown,
    facts: &[Recorded<ProcedureFact>],
    version: usize,
) -> Result<Option<Sheet>, Problem> {
    let Some(first) = facts.get(..version).filter(|first| !first.is_empty()) else { return Ok(None) };
    let stream = Stream::<Procedure>::fold(first);
    let id = ProcedureId(now.id);
    let Some(row) = projection::row(connection, &asking.caller.hospital, id, &stream).await? else { return Ok(None) };
    let recorded = first.last().map(|fact| fact.recorded_at);
    let is_latest = version == facts.len();
    let updated = super::times::instant(now.column("updated_at")).filter(|_| is_latest);
    let hidden = now.restricted || stream.state.is_sensitive();
    Ok(Some(Sheet {
        id,
        row,
        version: i32::try_from(version).unwrap_or(i32::MAX),
        updated: updated.or(recorded.map(projection::utc)),
        whole: access::sees_whole(&asking.caller, hidden, &now.standing),
        case: stream.state,
    }))
}

/// Which part of a history is asked for.
pub struct Wanted {
    pub count: usize,
    /// Only what came before this version.
    pub before: Option<usize>,
    pub since: Option<Moment>,
    /// What was gone by, for the links; but for `before`.
    used: Vec<(String, String)>,
}

impl Wanted {
    pub fn read(query: &str, offset_minutes: i16, now: Moment) -> Result<Wanted, Problem> {
        let mut wanted = Wanted { count: USUAL_COUNT, before: None, since: None, used: Vec::new() };
        let wrong = |name: &str| {
            Problem::bad_request("parameter", format!("{name} is not of the form that it must have in a history."))
        };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "_count" => {
                    let count: usize = value.parse().map_err(|_| wrong("_count"))?;
                    wanted.count = count.clamp(1, LARGEST_COUNT);
                }
                "_before" => wanted.before = Some(value.parse().map_err(|_| wrong("_before"))?),
                "_since" => {
                    let span = super::times::span(&value, offset_minutes, now).ok_or_else(|| wrong("_since"))?;
                    wanted.since = Some(span.from);
                }
                _ => continue,
            }
            if name != "_before" {
                wanted.used.push((name.into_owned(), value.into_owned()));
            }
        }
        Ok(wanted)
    }

    /// The same from another version on.
    fn link(&self, path: &str, before: Option<usize>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.used);
        query.extend_pairs(before.map(|before| ("_before", before.to_string())));
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// The Bundle of a history, the last version first.
pub async fn bundle(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    now: &Shown,
    wanted: &Wanted,
) -> Result<Value, Problem> {
    let facts = facts(connection, &asking.caller.hospital, now.id).await?;
    let since = |version: usize| wanted.since.is_none_or(|since| facts[version - 1].recorded_at >= since);
    let all: Vec<usize> = (1..=facts.len()).rev().filter(|version| since(*version)).collect();
    let here: Vec<usize> = all.iter().copied().filter(|it| wanted.before.is_none_or(|before| *it < before)).collect();
    let mut entries = Vec::new();
    let id = if of == Type::ServiceRequest { ::fhir::request_id(ProcedureId(now.id)) } else { now.id };
    let url = format!("{}/{id}", of.word());
    for version in here.iter().take(wanted.count) {
        let Some(sheet) = at_version(connection, asking, now, &facts, *version).await? else { continue };
        let names = Names::of(connection, &asking.caller.hospital, Some(&sheet.case).into_iter()).await?;
        let resource = sheet.told(of, &names);
        let (method, status) = if *version == 1 { ("POST", "201") } else { ("PUT", "200") };
        let mut response = json!({ "status": status, "etag": format!("W/\"{version}\"") });
        if let Some(updated) = sheet.updated {
            response["lastModified"] = json!(super::times::written(updated));
        }
        entries.push(json!({
            "fullUrl": asking.url(&url),
            "resource": resource,
            "request": { "method": method, "url": if *version == 1 { of.word() } else { &url } },
            "response": response,
        }));
    }
    let more = here.len() > wanted.count;
    let path = format!("{url}/_history");
    let link = |relation: &str, before| json!({ "relation": relation, "url": asking.url(&wanted.link(&path, before)) });
    let mut links = vec![link("self", wanted.before)];
    if let Some(last) = here.get(wanted.count.saturating_sub(1)).filter(|_| more) {
        links.push(link("next", Some(*last)));
    }
    let mut bundle = json!({ "resourceType": "Bundle", "type": "history", "total": all.len(), "link": links });
    if !entries.is_empty() {
        bundle["entry"] = json!(entries);
    }
    Ok(bundle)
}
