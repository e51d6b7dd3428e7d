//! Finding procedures by SERVICE.md's ProcedureSearchCriteria, in the query string or in a body.

pub(crate) mod criteria;
mod of_patient;
pub(crate) mod page;
pub(crate) mod spans;

use crate::access::{self, Action};
use crate::app::App;
use crate::asked::Asked;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::ledger;
use crate::problem::Problem;
use crate::shown::{self, Me, Shown};
use axum::Json;
use axum::extract::{MatchedPath, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use criteria::{Criteria, Given};
use page::Page;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use std::sync::Arc;

pub async fn by_query(
    State(app): State<Arc<App>>,
    route: MatchedPath,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let given = Given::of_query(query.as_deref().unwrap_or_default());
    search(&app, &caller, route.as_str(), &given).await
}

/// The same criteria in a body; paging goes on with the same body and the `cursor` of the link.
pub async fn by_body(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    let mut given = Given::of_body(&asked.body()?)?;
    given.add_query(query.as_deref().unwrap_or_default());
    search(&app, &asked.caller, &asked.route, &given).await
}

async fn search(app: &App, caller: &Caller, route: &str, given: &Given) -> Result<Response, Problem> {
    let mut transaction = ledger::enter(app, &caller.hospital).await?;
    let offset = hospital_offset(&mut transaction, caller).await?;
    let (criteria, page) = Criteria::read(given, offset)?;
    let me = shown::me(app, &mut transaction, caller).await?;
    let ids = criteria.resolve(&mut transaction, &caller.hospital).await?;
    let alone = ids.patient_alone(&criteria).filter(|_| page.is_plain() && caller.has(Action::Read.permission()));
    if let Some(patient) = alone
        && let Some(mut found) =
            of_patient::all(app, &mut transaction, &caller.hospital, patient, &me, page.limit).await?
    {
        // Whose it is, is hidden too.
        found.retain(|shown| shown.seen_whole_by(caller));
        let seen: Vec<Value> = found.iter().map(|shown| shown.seen_by(caller)).collect();
        audit::note(&mut transaction, caller, Action::Read, route, None, Came::Whole, Some(seen.len())).await?;
        transaction.commit().await?;
        let total = seen.len() as i64;
        return Ok(answer(seen, total, None, route, given));
    }
    let found = find(&mut transaction, caller, &me, &[criteria], &page).await?;
    let seen: Vec<Value> = found.rows.iter().map(|shown| shown.seen_by(caller)).collect();
    audit::note(&mut transaction, caller, Action::Read, route, None, Came::Whole, Some(seen.len())).await?;
    transaction.commit().await?;
    Ok(answer(seen, found.total, found.next, route, given))
}

/// One page of what was found.
pub(crate) struct Found {
    pub rows: Vec<Shown>,
    /// On all pages.
    pub total: i64,
    /// Cursors of the pages beside it.
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// What meets all of these criteria, as far as the caller may find it.
pub(crate) async fn find(
    connection: &mut PgConnection,
    caller: &Caller,
    me: &Me,
    criteria: &[Criteria],
    page: &Page,
) -> Result<Found, Problem> {
    let mut ids = Vec::with_capacity(criteria.len());
    for one in criteria {
        ids.push(one.resolve(connection, &caller.hospital).await?);
    }
    let scope = Scope {
        caller,
        me,
        hidden: page.looks_at_hidden() || criteria.iter().any(Criteria::looks_at_hidden),
        voided: criteria.iter().any(Criteria::finds_voided),
    };
    let wanted = |query: &mut QueryBuilder<Postgres>| {
        scope.push(query);
        criteria.iter().zip(&ids).for_each(|(criteria, ids)| criteria.push(query, ids));
    };

    let mut count = QueryBuilder::new("SELECT count(*) FROM procedures AS p WHERE ");
    wanted(&mut count);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *connection).await?;

    let mut select = QueryBuilder::new("SELECT to_jsonb(p) AS row, ");
    push_standing(&mut select, caller, me);
    select.push(" FROM procedures AS p WHERE ");
    wanted(&mut select);
    page.push(&mut select);
    let rows = select.build().fetch_all(connection).await?;
    let (rows, previous, next) = page.cut(rows.iter().map(Shown::of).collect::<Result<Vec<_>, _>>()?);
    Ok(Found { rows, total, previous, next })
}

fn answer(seen: Vec<Value>, total: i64, next: Option<String>, route: &str, given: &Given) -> Response {
    let mut response = Json(Value::Array(seen)).into_response();
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(total));
    if let Some(cursor) = next {
        let link = format!("<{route}?{}>; rel=\"next\"", given.with_cursor(&cursor));
        if let Ok(link) = HeaderValue::from_str(&link) {
            headers.insert(LINK, link);
        }
    }
    response
}

/// The hospital's own offset, in minutes.
pub(crate) async fn hospital_offset(connection: &mut PgConnection, caller: &Caller) -> Result<i16, Problem> {
    let place: domain::hospital::Hospital = ledger::load(connection, &caller.hospital, &caller.hospital).await?.state;
    Ok(if place.code.is_empty() { domain::moment::DHAKA_OFFSET_MINUTES } else { place.offset_minutes })
}

/// `roles` and `takes_part`, by which [`Shown`] knows as what the caller stands to a row.
fn push_standing(query: &mut QueryBuilder<Postgres>, caller: &Caller, me: &Me) {
    query.push("ARRAY(SELECT role FROM procedure_performers WHERE hospital_id = ").push_bind(caller.hospital.clone());
    query.push(" AND procedure_id = p.id AND practitioner_id = ").push_bind(me.practitioner);
    query.push(") AS roles, EXISTS (SELECT FROM encounter_participants WHERE hospital_id = ");
    query.push_bind(caller.hospital.clone()).push(" AND practitioner = ").push_bind(me.participant.clone());
    query.push(" AND encounter_id = p.encounter_id) AS takes_part");
}

/// Which procedures the caller may find at all.
pub(crate) struct Scope<'a> {
    pub caller: &'a Caller,
    pub me: &'a Me,
    /// Whether what a restricted procedure hides is looked at: then it is not found.
    pub hidden: bool,
    /// Whether what was entered in error is found too.
    pub voided: bool,
}

impl Scope<'_> {
    /// Its hospital's; all of them with `procedure.read`, else those of its own teams and encounters.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push("p.hospital_id = ").push_bind(self.caller.hospital.clone());
        if !self.voided {
            query.push(" AND NOT p.voided");
        }
        if !self.caller.has(Action::Read.permission()) {
            query.push(" AND ");
            match &self.me.participant {
                None => self.push_on_team(query),
                Some(participant) => self.push_on_team_or_taking_part(query, participant),
            }
        }
        if self.hidden && !access::has_full_access(self.caller) {
            query.push(" AND (NOT p.restricted OR ");
            self.push_on_team(query);
            query.push(")");
        }
    }

    fn push_on_team(&self, query: &mut QueryBuilder<Postgres>) {
        query.push("EXISTS (SELECT FROM procedure_performers AS t WHERE t.hospital_id = ");
        query.push_bind(self.caller.hospital.clone());
        query.push(" AND t.procedure_id = p.id AND t.practitioner_id = ").push_bind(self.me.practitioner).push(")");
    }

    /// Found from the caller on, which are few: two conditions on each row, of which one must be so, would
    /// have every row looked at.
    fn push_on_team_or_taking_part(&self, query: &mut QueryBuilder<Postgres>, participant: &str) {
        let hospital = &self.caller.hospital;
        query.push("p.id IN (SELECT t.procedure_id FROM procedure_performers AS t WHERE t.hospital_id = ");
        query.push_bind(hospital.clone()).push(" AND t.practitioner_id = ").push_bind(self.me.practitioner);
        query.push(" UNION SELECT q.id FROM encounter_participants AS e JOIN procedures AS q ");
        query.push("ON q.hospital_id = e.hospital_id AND q.encounter_id = e.encounter_id WHERE e.hospital_id = ");
        query.push_bind(hospital.clone()).push(" AND e.practitioner = ").push_bind(participant.to_owned()).push(")");
    }
}
