//! What is searched for, put to the database.

use super::criteria::{Criteria, Ids};
use super::page::Page;
use crate::access::{self, Action};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::shown::{Me, Shown};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// What meets all of some criteria, as far as the caller may find it.
pub(crate) struct Wanted<'a> {
    scope: Scope<'a>,
    criteria: &'a [Criteria],
    ids: Vec<Ids>,
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

impl<'a> Wanted<'a> {
    /// `page` says by its order whether it looks at what is hidden.
    pub async fn of(
        connection: &mut PgConnection,
        caller: &'a Caller,
        me: &'a Me,
        criteria: &'a [Criteria],
        page: &Page,
    ) -> Result<Wanted<'a>, Problem> {
        let mut ids = Vec::with_capacity(criteria.len());
        for one in criteria {
            ids.push(one.resolve(connection, &caller.hospital).await?);
        }
        let hidden = page.looks_at_hidden() || criteria.iter().any(Criteria::looks_at_hidden);
        let voided = criteria.iter().any(Criteria::finds_voided);
        Ok(Wanted { scope: Scope { caller, me, hidden, voided }, criteria, ids })
    }

    /// The patient, where nothing else is searched by.
    pub fn patient_alone(&self) -> Option<Uuid> {
        match (self.criteria, self.ids.as_slice()) {
            ([criteria], [ids]) => ids.patient_alone(criteria),
            _ => None,
        }
    }

    /// A page, and how many there are on all.
    pub async fn find(&self, connection: &mut PgConnection, page: &Page) -> Result<Found, Problem> {
        let total = self.total(connection, "count(*)").await?;
        let (rows, previous, next) = self.page(connection, page).await?;
        Ok(Found { rows, total, previous, next })
    }

    /// Of all that is found, what `sum` (SQL, of type BIGINT) makes of the rows `p`.
    pub async fn total(&self, connection: &mut PgConnection, sum: &'static str) -> Result<i64, Problem> {
        let mut query = QueryBuilder::new("SELECT ");
        query.push(sum).push(" FROM procedures AS p WHERE ");
        self.push(&mut query);
        Ok(query.build_query_scalar().fetch_one(connection).await?)
    }

    /// The rows of a page, and the cursors of those before and after it.
    pub async fn page(
        &self,
        connection: &mut PgConnection,
        page: &Page,
    ) -> Result<(Vec<Shown>, Option<String>, Option<String>), Problem> {
        let mut query = QueryBuilder::new("SELECT to_jsonb(p) AS row, ");
        self.scope.push_standing(&mut query);
        // Cut first: otherwise every row that is found is made JSON, and then most of them are dropped.
        query.push(" FROM (SELECT p.* FROM procedures AS p WHERE ");
        self.push(&mut query);
        page.push(&mut query);
        query.push(") AS p");
        page.push_order(&mut query);
        let rows = query.build().fetch_all(connection).await?;
        Ok(page.cut(rows.iter().map(Shown::of).collect::<Result<Vec<_>, _>>()?))
    }

    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        self.scope.push(query);
        self.criteria.iter().zip(&self.ids).for_each(|(criteria, ids)| criteria.push(query, ids));
    }
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

    /// `roles` and `takes_part`, by which [`Shown`] knows as what the caller stands to a row.
    fn push_standing(&self, query: &mut QueryBuilder<Postgres>) {
        let (hospital, me) = (&self.caller.hospital, self.me);
        query.push("ARRAY(SELECT role FROM procedure_performers WHERE hospital_id = ").push_bind(hospital.clone());
        query.push(" AND procedure_id = p.id AND practitioner_id = ").push_bind(me.practitioner);
        query.push(") AS roles, EXISTS (SELECT FROM encounter_participants WHERE hospital_id = ");
        query.push_bind(hospital.clone()).push(" AND practitioner = ").push_bind(me.participant.clone());
        query.push(" AND encounter_id = p.encounter_id) AS takes_part");
    }
}
