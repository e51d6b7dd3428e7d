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

/// What is searched: SQL of its first and its last moment, both known.
struct Within {
    start: &'static str,
    end: &'static str,
}

/// When it was performed, where anything of it is known. An end that is not known is still to come.
pub fn push_performed(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    if spans.is_empty() {
        return;
    }
    query.push(" AND (p.started_at IS NOT NULL OR p.ended_at IS NOT NULL)");
    // What is searched for most keeps the index that lists go by: it begins within the span.
    if let [Span { prefix: Prefix::Equal, from, until, .. }] = spans {
        query.push(" AND p.sorts_at >= ").push_bind(utc(*from)).push(" AND p.sorts_at < ").push_bind(utc(*until));
    }
    let start = "COALESCE(p.started_at, '-infinity'::timestamptz)";
    let end = "COALESCE(p.ended_at, 'infinity'::timestamptz)";
    push_any(query, spans, &Within { start, end });
}

/// When it is booked.
pub fn push_booked(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    if spans.is_empty() {
        return;
    }
    query.push(" AND EXISTS (SELECT FROM bookings AS b WHERE b.hospital_id = p.hospital_id AND b.procedure_id = p.id");
    push_any(query, spans, &Within { start: "b.starts_at", end: "b.ends_at" });
    query.push(")");
}

/// When the row was last changed.
pub fn push_updated(query: &mut QueryBuilder<Postgres>, spans: &[Span]) {
    push_instant(query, spans, "p.updated_at");
}

/// When something was that is known to the moment, by the name of its column.
pub fn push_instant(query: &mut QueryBuilder<Postgres>, spans: &[Span], column: &'static str) {
    if !spans.is_empty() {
        push_any(query, spans, &Within { start: column, end: column });
    }
}

fn push_any(query: &mut QueryBuilder<Postgres>, spans: &[Span], within: &Within) {
    query.push(" AND (");
    for (i, span) in spans.iter().enumerate() {
        query.push(if i == 0 { "(" } else { " OR (" });
        span.push(query, within);
        query.push(")");
    }
    query.push(")");
}

impl Span {
    fn push(&self, query: &mut QueryBuilder<Postgres>, Within { start, end }: &Within) {
        let (from, until) = (utc(self.from), utc(self.until));
        let contained = |query: &mut QueryBuilder<Postgres>| {
            query.push(format!("{start} >= ")).push_bind(from).push(format!(" AND {end} < ")).push_bind(until);
        };
        match self.prefix {
            Prefix::Equal => contained(query),
            Prefix::NotEqual => {
                query.push("NOT (");
                contained(query);
                query.push(")");
            }
            Prefix::Greater => drop(query.push(format!("{end} >= ")).push_bind(until)),
            Prefix::Less => drop(query.push(format!("{start} < ")).push_bind(from)),
            Prefix::GreaterOrEqual => {
                query.push(format!("{end} >= ")).push_bind(until).push(" OR (");
                contained(query);
                query.push(")");
            }
            Prefix::LessOrEqual => {
                query.push(format!("{start} < ")).push_bind(from).push(" OR (");
                contained(query);
                query.push(")");
            }
            Prefix::StartsAfter => drop(query.push(format!("{start} >= ")).push_bind(until)),
            Prefix::EndsBefore => drop(query.push(format!("{end} < ")).push_bind(from)),
            Prefix::Approximately => {
                let (from, until) =
                    (self.from.plus_minutes(-self.slack_minutes), self.until.plus_minutes(self.slack_minutes));
                query.push(format!("{start} < ")).push_bind(utc(until));
                query.push(format!(" AND {end} >= ")).push_bind(utc(from));
            }
        }
    }
}
