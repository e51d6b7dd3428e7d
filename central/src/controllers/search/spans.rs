//! Searching by time as FHIR does (hl7.org/fhir/R4/search.html#prefix): what is given is a span as long
//! as it is exact, a year or a second, and so is what is searched. Several spans mean or.

use crate::projection::utc;
use domain::Moment;
use sqlx::{Postgres, QueryBuilder};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prefix {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
    Approximately,
}

impl Prefix {
    pub const ALL: [(&'static str, Prefix); 9] = [
        ("eq", Prefix::Equal),
        ("ne", Prefix::NotEqual),
        ("gt", Prefix::Greater),
        ("lt", Prefix::Less),
        ("ge", Prefix::GreaterOrEqual),
        ("le", Prefix::LessOrEqual),
        ("sa", Prefix::StartsAfter),
        ("eb", Prefix::EndsBefore),
        ("ap", Prefix::Approximately),
    ];
}

/// From `from` until before `until`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    pub prefix: Prefix,
    pub from: Moment,
    pub until: Moment,
    /// How far off is still approximately then: a tenth of how far it is from now.
    pub slack_minutes: i64,
}

/// What a span is laid over, as SQL that an index is found by: no function stands around a column.
#[derive(Clone, Copy)]
enum Searched {
    /// Something that is known to the moment, by the name of its column.
    Instant(&'static str),
    Booked,
    /// An end that is not known is still to come, a start that is not known was long ago.
    Performed,
}

/// When it was performed, where anything of it is known.
pub fn push_performed(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    push_any(query, spans, Searched::Performed);
}

/// When it is booked.
pub fn push_booked(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    if spans.is_empty() {
        return;
    }
    query.push(" AND EXISTS (SELECT FROM bookings AS b WHERE b.hospital_id = p.hospital_id AND b.procedure_id = p.id");
    push_any(query, spans, Searched::Booked);
    query.push(")");
}

/// When the row was last changed.
pub fn push_updated(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    push_instant(query, spans, "p.updated_at");
}

/// When something was that is known to the moment, by the name of its column.
pub fn push_instant(query: &mut QueryBuilder<Postgres>, spans: &[Span], column: &'static str) {
    push_any(query, spans, Searched::Instant(column));
}

fn push_any(query: &mut QueryBuilder<Postgres>, spans: &[Span], searched: Searched) {
    for (i, span) in spans.iter().enumerate() {
        query.push(if i == 0 { " AND ((" } else { " OR (" });
        span.push(query, searched);
        query.push(if i + 1 == spans.len() { "))" } else { ")" });
    }
}

impl Span {
    fn push(&self, query: &mut QueryBuilder<Postgres>, searched: Searched) {
        let is_instant = matches!(searched, Searched::Instant(_));
        match self.prefix {
            Prefix::Equal => searched.is_within(query, self.from, self.until),
            Prefix::NotEqual => {
                if let Searched::Performed = searched {
                    query.push("(p.started_at IS NOT NULL OR p.ended_at IS NOT NULL) AND ");
                }
                query.push("(");
                searched.is_within(query, self.from, self.until);
                query.push(") IS NOT TRUE");
            }
            Prefix::Greater => searched.ends_from(query, self.until),
            Prefix::Less => searched.begins_before(query, self.from),
            Prefix::GreaterOrEqual if is_instant => searched.begins_from(query, self.from),
            Prefix::LessOrEqual if is_instant => searched.ends_before(query, self.until),
            Prefix::GreaterOrEqual => {
                searched.ends_from(query, self.until);
                query.push(" OR (");
                searched.is_within(query, self.from, self.until);
                query.push(")");
            }
            Prefix::LessOrEqual => {
                searched.begins_before(query, self.from);
                query.push(" OR (");
                searched.is_within(query, self.from, self.until);
                query.push(")");
            }
            Prefix::StartsAfter => searched.begins_from(query, self.until),
            Prefix::EndsBefore => searched.ends_before(query, self.from),
            Prefix::Approximately => {
                query.push("(");
                searched.begins_before(query, self.until.plus_minutes(self.slack_minutes));
                query.push(") AND (");
                searched.ends_from(query, self.from.plus_minutes(-self.slack_minutes));
                query.push(")");
            }
        }
    }
}

impl Searched {
    /// All of it lies from `from` until before `until`.
    fn is_within(self, query: &mut QueryBuilder<Postgres>, from: Moment, until: Moment) {
        self.begins_from(query, from);
        // That it begins before then goes without saying, and bounds the index.
        let (begins, ends) = match self {
            Searched::Instant(column) => (None, column),
            Searched::Booked => (Some("b.starts_at"), "b.ends_at"),
            Searched::Performed => (Some("p.sorts_at"), "p.ended_at"),
        };
        for column in begins.into_iter().chain([ends]) {
            query.push(format!(" AND {column} < ")).push_bind(utc(until));
        }
    }

    fn begins_from(self, query: &mut QueryBuilder<Postgres>, at: Moment) {
        match self {
            Searched::Instant(column) => query.push(format!("{column} >= ")).push_bind(utc(at)),
            Searched::Booked => query.push("b.starts_at >= ").push_bind(utc(at)),
            // Lists go by the start, and what has none stands at their end.
            Searched::Performed => query.push("p.started_at IS NOT NULL AND p.sorts_at >= ").push_bind(utc(at)),
        };
    }

    fn begins_before(self, query: &mut QueryBuilder<Postgres>, at: Moment) {
        match self {
            Searched::Instant(column) => query.push(format!("{column} < ")).push_bind(utc(at)),
            Searched::Booked => query.push("b.starts_at < ").push_bind(utc(at)),
            Searched::Performed => query
                .push("p.sorts_at < ")
                .push_bind(utc(at))
                .push(" OR (p.started_at IS NULL AND p.ended_at IS NOT NULL)"),
        };
    }

    fn ends_from(self, query: &mut QueryBuilder<Postgres>, at: Moment) {
        match self {
            Searched::Instant(column) => query.push(format!("{column} >= ")).push_bind(utc(at)),
            Searched::Booked => query.push("b.ends_at >= ").push_bind(utc(at)),
            Searched::Performed => query
                .push("p.ended_at >= ")
                .push_bind(utc(at))
                .push(" OR (p.ended_at IS NULL AND p.started_at IS NOT NULL)"),
        };
    }

    fn ends_before(self, query: &mut QueryBuilder<Postgres>, at: Moment) {
        let column = match self {
            Searched::Instant(column) => column,
            Searched::Booked => "b.ends_at",
            Searched::Performed => "p.ended_at",
        };
        query.push(format!("{column} < ")).push_bind(utc(at));
    }
}
