//! Complications that are searched for. Procedures are found, and each of them has some or none; so a
//! cursor says from which procedures on, and how many of their complications were shown already.

use super::super::asking::Asking;
use super::super::directory;
use super::super::parameters::{Search, not_given_here};
use super::super::sheet::sheets;
use super::Page;
use crate::controllers::search::criteria::Criteria;
use crate::controllers::search::wanted::Wanted;
use crate::problem::Problem;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn page(connection: &mut PgConnection, asking: &Asking, search: &Search) -> Result<Page, Problem> {
    let mut criteria = search.criteria.clone();
    if let Some(ids) = &search.ids {
        let ids = Some(procedures_of(connection, &asking.caller.hospital, ids).await?);
        criteria.push(Criteria { ids, ..Criteria::default() });
    }
    let (mut skip, mut from) = search.cursor.as_deref().map(read_cursor).transpose()?.unwrap_or_default();
    let of_procedures = search.procedures_from(None)?;
    let wanted = Wanted::of(connection, &asking.caller, &asking.me, &criteria, &of_procedures).await?;
    let total = match &search.ids {
        None => wanted.total(connection, "COALESCE(sum(p.complications_recorded), 0)::bigint").await?,
        // Of a procedure's complications these may be some; they are no more than a search has values.
        Some(_) => some(connection, asking, search, &wanted, None).await?.0.len() as i64,
    };
    let mut page = Page { total, ..Page::default() };
    if search.count == 0 {
        return Ok(page);
    }
    loop {
        let (told, further) = some(connection, asking, search, &wanted, from.as_deref()).await?;
        let room = search.count - page.matches.len();
        let is_more = told.len() > skip + room;
        page.matches.extend(told.into_iter().skip(skip).take(room));
        if is_more {
            page.next = Some(format!("{}.{}", skip + room, from.unwrap_or_default()));
            break;
        }
        match further {
            Some(cursor) if page.matches.len() == search.count => {
                page.next = Some(format!("0.{cursor}"));
                break;
            }
            Some(cursor) => (skip, from) = (0, Some(cursor)),
            None => break,
        }
    }
    Ok(page)
}

fn read_cursor(text: &str) -> Result<(usize, Option<String>), Problem> {
    let (skip, from) = text.split_once('.').ok_or_else(not_given_here)?;
    let skip = skip.parse().map_err(|_| not_given_here())?;
    Ok((skip, Some(from.to_owned()).filter(|from| !from.is_empty())))
}

/// The complications of some procedures, and the cursor of the procedures after these.
async fn some(
    connection: &mut PgConnection,
    asking: &Asking,
    search: &Search,
    wanted: &Wanted<'_>,
    from: Option<&str>,
) -> Result<(Vec<Value>, Option<String>), Problem> {
    let (rows, _, next) = wanted.page(connection, &search.procedures_from(from)?).await?;
    let (sheets, names) = sheets(connection, &asking.caller, &rows).await?;
    let standing = sheets.iter().filter(|sheet| sheet.case.voided.is_none());
    let told = standing.flat_map(|sheet| directory::conditions(sheet, &names));
    let asked = |told: &Value| {
        let ids = search.ids.as_ref();
        ids.is_none_or(|ids| ids.iter().any(|id| told["id"].as_str() == Some(id)))
    };
    Ok((told.filter(asked).collect(), next))
}

/// The procedures that have complications of these ids.
async fn procedures_of(connection: &mut PgConnection, hospital: &str, ids: &[String]) -> Result<Vec<Uuid>, Problem> {
    let ids: Vec<Uuid> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let streams: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT stream_id FROM events \
         WHERE hospital_id = $1 AND event_id = ANY($2) AND kind = 'complication-recorded'",
    )
    .bind(hospital)
    .bind(ids)
    .fetch_all(connection)
    .await?;
    Ok(streams.iter().filter_map(|stream| stream.parse().ok()).collect())
}
