//! Searching a type, by GET or by POST to `_search`; one page of what was found as a Bundle.

mod complications;

use super::asking::Asking;
use super::negotiation::say;
use super::parameters::{Around, Search, not_given_here};
use super::served::{Served, Type};
use super::sheet::sheets;
use super::{audit_event, directory, includes, outcome};
use crate::controllers::search::hospital_offset;
use crate::controllers::search::wanted::Wanted;
use crate::problem::Problem;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Moment;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

pub type Pairs = Vec<(String, String)>;

pub fn pairs(text: &str) -> Pairs {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

pub async fn search(mut asking: Asking, of: Type, pairs: Pairs) -> Result<Response, Problem> {
    let mut transaction = asking.enter_to_search().await?;
    let found = bundle(&mut transaction, &asking, of, &pairs).await;
    transaction.commit().await?;
    Ok(say(StatusCode::OK, &found?))
}

/// What was found, beside what was found with it.
#[derive(Default)]
struct Page {
    matches: Vec<Value>,
    included: Vec<Value>,
    /// On all pages.
    total: i64,
    previous: Option<String>,
    next: Option<String>,
}

/// One page as a Bundle of type `searchset`.
pub async fn bundle(connection: &mut PgConnection, asking: &Asking, of: Type, pairs: &Pairs) -> Result<Value, Problem> {
    let served = of.served().ok_or_else(Problem::broken)?;
    let search = read(connection, asking, served, pairs).await?;
    let page = match of {
        Type::Procedure | Type::ServiceRequest => procedures(connection, asking, of, &search).await?,
        Type::Condition => complications::page(connection, asking, &search).await?,
        Type::AuditEvent => events(connection, asking, &search).await?,
        _ => named(connection, asking, of, &search).await?,
    };
    asking.note(connection, page.matches.len() + page.included.len()).await?;
    Ok(told(asking, of, &search, page))
}

/// What a query of this type asks for.
pub async fn read(
    connection: &mut PgConnection,
    asking: &Asking,
    served: &Served,
    pairs: &Pairs,
) -> Result<Search, Problem> {
    let offset_minutes = hospital_offset(connection, &asking.caller).await?;
    let prefer = asking.headers.get("prefer").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let around = Around {
        base: &asking.base,
        offset_minutes,
        now: Moment::new(asking.app.now_ms(), offset_minutes),
        strict: prefer.split([',', ';']).any(|part| part.trim() == "handling=strict"),
    };
    Search::read(served, pairs, &around)
}

async fn procedures(
    connection: &mut PgConnection,
    asking: &Asking,
    of: Type,
    search: &Search,
) -> Result<Page, Problem> {
    let page = search.page()?;
    let wanted = Wanted::of(connection, &asking.caller, &asking.me, &search.criteria, &page).await?;
    if search.count == 0 {
        let total = wanted.total(connection, "count(*)").await?;
        return Ok(Page { total, ..Page::default() });
    }
    let found = wanted.find(connection, &page).await?;
    let (sheets, names) = sheets(connection, &asking.caller, &found.rows).await?;
    let matches: Vec<Value> = sheets.iter().map(|sheet| sheet.told(of, &names)).collect();
    let included = includes::of(connection, asking, &matches, &search.includes, &sheets, &names).await?;
    Ok(Page { matches, included, total: found.total, previous: found.previous, next: found.next })
}

async fn events(connection: &mut PgConnection, asking: &Asking, search: &Search) -> Result<Page, Problem> {
    let before = search.cursor.as_deref().map(|cursor| cursor.parse().map_err(|_| not_given_here())).transpose()?;
    let total = audit_event::count(connection, asking, &search.audit).await?;
    let criteria = audit_event::Criteria { before, ..search.audit.clone() };
    let mut matches = audit_event::find(connection, asking, &criteria, search.count + 1).await?;
    let next = cut(&mut matches, search.count);
    Ok(Page { matches, total, next, ..Page::default() })
}

async fn named(connection: &mut PgConnection, asking: &Asking, of: Type, search: &Search) -> Result<Page, Problem> {
    let (mut matches, total) = match &search.ids {
        Some(ids) => {
            let mut found = directory::by_ids(connection, asking, of, ids).await?;
            let total = found.len() as i64;
            found.sort_by(|one, other| one["id"].as_str().cmp(&other["id"].as_str()));
            found.retain(|it| search.cursor.as_deref().is_none_or(|last| it["id"].as_str() > Some(last)));
            (found, total)
        }
        None => {
            let last = search.cursor.as_deref();
            let found = directory::after(connection, asking, of, last, search.count + 1).await?;
            (found, directory::count(connection, asking, of).await?)
        }
    };
    let next = cut(&mut matches, search.count);
    Ok(Page { matches, total, next, ..Page::default() })
}

/// Leaves so many; gives the id of the last where there were more.
fn cut(matches: &mut Vec<Value>, count: usize) -> Option<String> {
    let more = matches.len() > count;
    matches.truncate(count);
    matches.last().filter(|_| more).and_then(|last| last["id"].as_str()).map(str::to_owned)
}

fn told(asking: &Asking, of: Type, search: &Search, page: Page) -> Value {
    let link = |relation: &str, cursor: Option<&String>| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&search.used);
        if let Some(cursor) = cursor {
            query.append_pair("_cursor", cursor);
        }
        let query = query.finish();
        let path = if query.is_empty() { of.word().to_owned() } else { format!("{}?{query}", of.word()) };
        json!({ "relation": relation, "url": asking.url(&path) })
    };
    let mut links = vec![link("self", search.cursor.as_ref()), link("first", None)];
    links.extend(page.previous.as_ref().map(|cursor| link("previous", Some(cursor))));
    links.extend(page.next.as_ref().map(|cursor| link("next", Some(cursor))));
    let entry = |resource: Value, mode: &str| {
        let path = format!(
            "{}/{}",
            resource["resourceType"].as_str().unwrap_or_default(),
            resource["id"].as_str().unwrap_or_default()
        );
        json!({ "fullUrl": asking.url(&path), "resource": resource, "search": { "mode": mode } })
    };
    let mut entries: Vec<Value> = page.matches.into_iter().map(|resource| entry(resource, "match")).collect();
    entries.extend(page.included.into_iter().map(|resource| entry(resource, "include")));
    if !search.aside.is_empty() {
        // It stands nowhere: its address is its own.
        let url = format!("urn:uuid:{}", Uuid::from_bytes(rand::random()));
        let outcome = outcome::warning(&search.aside);
        entries.push(json!({ "fullUrl": url, "resource": outcome, "search": { "mode": "outcome" } }));
    }
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "total": page.total, "link": links });
    if !entries.is_empty() {
        bundle["entry"] = json!(entries);
    }
    bundle
}
