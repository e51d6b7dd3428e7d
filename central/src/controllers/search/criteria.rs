//! What is searched for. Several values of one field mean or, several fields and.

use super::page::Page;
use super::spans::{self, Span};
use crate::directory::Kind;
use crate::outside::Outside;
use crate::problem::{FieldError, Problem};
use crate::projection::utc;
use ::fhir::shape::member;
use domain::Moment;
use domain::catalogue::{Catalogue, CodedField, TermList, Terms};
use domain::moment::day_bounds;
use domain::procedure::Status;
use serde_json::{Map, Value, json};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use time::macros::format_description;
use uuid::Uuid;

/// Each field by its name in ProcedureSearchCriteria; without `_id` it is the same.
const NAMES: &[&str] = &[
    "patient_id",
    "encounter_id",
    "status",
    "category",
    "code",
    "performer_id",
    "location_id",
    "date_from",
    "date_to",
    "outcome",
    "complication",
    "specialty",
    "sort",
    "limit",
    "cursor",
];
/// More values than these in one field are no search by a person or a program of one patient.
const MOST_VALUES: usize = 100;

/// The fields as they were given, in either way.
#[derive(Default)]
pub struct Given {
    values: BTreeMap<String, Vec<String>>,
    /// Names that stand in a body.
    in_body: BTreeSet<String>,
}

impl Given {
    pub fn of_query(query: &str) -> Given {
        let mut given = Given::default();
        given.add_query(query);
        given
    }

    /// Where a criterion stands: a pointer into the body, or its name in the query string.
    fn place(&self, name: &str) -> String {
        let short = name.strip_suffix("_id").unwrap_or(name);
        let in_body = [name, short].into_iter().find(|name| self.in_body.contains(*name));
        in_body.map_or_else(|| name.to_owned(), |name| member("", name))
    }

    /// What the query string says, in place of what was given before under the same names.
    pub fn add_query(&mut self, query: &str) {
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            said.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        self.values.append(&mut said);
    }

    pub fn of_body(body: &Map<String, Value>) -> Result<Given, Problem> {
        let mut given = Given { in_body: body.keys().cloned().collect(), ..Given::default() };
        for (name, value) in body {
            let values = match value {
                Value::Array(list) => list.iter().map(plain).collect(),
                Value::Null => Some(Vec::new()),
                one => plain(one).map(|one| vec![one]),
            };
            let wrong =
                || Problem::field(member("", name), "malformed", "A criterion is a text, a number, true or false.");
            given.values.insert(name.clone(), values.ok_or_else(wrong)?);
        }
        Ok(given)
    }

    /// The same as a query string, to go on after `cursor`.
    pub fn with_cursor(&self, cursor: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, values) in self.values.iter().filter(|(name, _)| *name != "cursor") {
            query.extend_pairs(values.iter().map(|value| (name, value)));
        }
        query.append_pair("cursor", cursor).finish()
    }

    /// Every value of a field, commas taken apart.
    fn all(&self, name: &str) -> Vec<&str> {
        let short = name.strip_suffix("_id").unwrap_or(name);
        let mut names = vec![name];
        if short != name {
            names.push(short);
        }
        let given = names.iter().filter_map(|name| self.values.get(*name)).flatten();
        given.flat_map(|value| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

#[derive(Clone, Default, PartialEq)]
pub struct Criteria {
    pub patients: Vec<Outside>,
    pub encounters: Vec<Outside>,
    pub performers: Vec<Outside>,
    pub locations: Vec<Outside>,
    pub statuses: Vec<String>,
    pub categories: Vec<Token>,
    pub codes: Vec<Token>,
    pub outcomes: Vec<Token>,
    pub specialties: Vec<String>,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
    pub complication: Option<bool>,
    /// What FHIR searches by besides: the procedures themselves, numbers given to them, R4's words for
    /// the status, when performed, when booked and when last changed.
    pub ids: Option<Vec<Uuid>>,
    pub identifiers: Vec<Token>,
    pub event_statuses: Vec<String>,
    pub performed: Vec<Span>,
    pub booked: Vec<Span>,
    pub updated: Vec<Span>,
}

/// `system|code`, where either may be left open; a system of no characters is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub system: Option<String>,
    pub code: Option<String>,
}

impl Token {
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push("(c.code ");
        match &self.code {
            Some(code) => query.push("= ").push_bind(code.clone()),
            None => query.push("IS NOT NULL"),
        };
        if let Some(system) = &self.system {
            query.push(" AND c.system = ").push_bind(system.clone());
        }
        query.push(")");
    }
}

/// UUIDs of those whom the criteria name; none where the field was not given.
pub struct Ids {
    patients: Option<Vec<Uuid>>,
    encounters: Option<Vec<Uuid>>,
    performers: Option<Vec<Uuid>>,
    locations: Option<Vec<Uuid>>,
}

impl Ids {
    /// The patient, where nothing else is searched by.
    pub fn patient_alone(&self, criteria: &Criteria) -> Option<Uuid> {
        let others = Criteria { patients: criteria.patients.clone(), ..Criteria::default() };
        match self.patients.as_deref() {
            Some([patient]) if *criteria == others => Some(*patient),
            _ => None,
        }
    }
}

impl Criteria {
    /// Faults of every field at once; a bare date is the hospital's day, at `offset_minutes`.
    pub fn read(given: &Given, offset_minutes: i16) -> Result<(Criteria, Page), Problem> {
        let mut faults = Vec::new();
        for name in given.values.keys() {
            let known = NAMES.iter().any(|known| known == name || known.strip_suffix("_id") == Some(name.as_str()));
            if !known {
                let detail = format!("{name} is no criterion. There are: {}.", NAMES.join(", "));
                faults.push(FieldError::new(name.clone(), "unknown-criterion", detail));
            }
        }
        let mut read = Read { given, faults: &mut faults, offset_minutes };
        let criteria = Criteria {
            patients: read.outsides("patient_id", "Patient"),
            encounters: read.outsides("encounter_id", "Encounter"),
            performers: read.outsides("performer_id", "Practitioner"),
            locations: read.outsides("location_id", "Location"),
            statuses: read.statuses(),
            categories: read.codes("category", None),
            codes: read.codes("code", Some(CodedField::Procedure)),
            outcomes: read.codes("outcome", Some(CodedField::Outcome)),
            specialties: read.some("specialty").iter().map(|word| (*word).to_owned()).collect(),
            from: read.moment("date_from"),
            to: read.moment("date_to"),
            complication: read.boolean("complication"),
            ..Criteria::default()
        };
        let page = Page::read(&given.all("sort"), &given.all("limit"), &given.all("cursor"), &mut faults);
        faults.iter_mut().for_each(|fault| fault.field = given.place(&fault.field));
        if faults.is_empty() { Ok((criteria, page)) } else { Err(Problem::fields(faults)) }
    }

    /// Whether a criterion looks at what a restricted procedure hides.
    pub fn looks_at_hidden(&self) -> bool {
        let Criteria {
            patients,
            encounters,
            performers,
            categories,
            codes,
            outcomes,
            specialties,
            complication,
            identifiers,
            updated,
            ..
        } = self;
        let named = [patients, encounters, performers].iter().any(|named| !named.is_empty());
        let coded = [categories, codes, outcomes, identifiers].iter().any(|coded| !coded.is_empty());
        named || coded || !specialties.is_empty() || complication.is_some() || !updated.is_empty()
    }

    /// Whether what was entered in error is asked for: by its id, or by that word.
    pub fn finds_voided(&self) -> bool {
        self.ids.is_some() || self.event_statuses.iter().any(|status| status == "entered-in-error")
    }

    pub async fn resolve(&self, connection: &mut PgConnection, hospital: &str) -> Result<Ids, Problem> {
        Ok(Ids {
            patients: uuids(connection, hospital, Kind::Patient, &self.patients).await?,
            encounters: uuids(connection, hospital, Kind::Encounter, &self.encounters).await?,
            performers: uuids(connection, hospital, Kind::Practitioner, &self.performers).await?,
            locations: uuids(connection, hospital, Kind::Location, &self.locations).await?,
        })
    }

    pub fn push(&self, query: &mut QueryBuilder<Postgres>, ids: &Ids) {
        for (column, ids) in
            [("patient_id", &ids.patients), ("encounter_id", &ids.encounters), ("location_id", &ids.locations)]
        {
            if let Some(ids) = ids {
                query.push(format!(" AND p.{column} = ANY(")).push_bind(ids.clone()).push(")");
            }
        }
        if let Some(ids) = &ids.performers {
            query.push(" AND EXISTS (SELECT FROM procedure_performers AS t WHERE t.hospital_id = p.hospital_id ");
            query.push("AND t.procedure_id = p.id AND t.practitioner_id = ANY(").push_bind(ids.clone()).push("))");
        }
        if let Some(ids) = &self.ids {
            query.push(" AND p.id = ANY(").push_bind(ids.clone()).push(")");
        }
        let words =
            [("status", &self.statuses), ("specialty", &self.specialties), ("event_status", &self.event_statuses)];
        for (column, words) in words {
            if !words.is_empty() {
                query.push(format!(" AND p.{column} = ANY(")).push_bind(words.clone()).push(")");
            }
        }
        for (field, codes) in [
            ("category", &self.categories),
            ("code", &self.codes),
            ("outcome", &self.outcomes),
            ("identifier", &self.identifiers),
        ] {
            if !codes.is_empty() {
                push_codes(query, field, codes);
            }
        }
        if let Some(from) = self.from {
            query.push(" AND p.sorts_at >= ").push_bind(utc(from)).push(" AND p.started_at IS NOT NULL");
        }
        if let Some(to) = self.to {
            query.push(" AND p.sorts_at < ").push_bind(utc(to));
        }
        if let Some(complication) = self.complication {
            query.push(if complication { " AND p.has_complication" } else { " AND NOT p.has_complication" });
        }
        spans::push_performed(query, &self.performed);
        spans::push_booked(query, &self.booked);
        spans::push_updated(query, &self.updated);
    }
}

fn push_codes(query: &mut QueryBuilder<Postgres>, field: &'static str, codes: &[Token]) {
    query.push(" AND EXISTS (SELECT FROM procedure_codings AS c WHERE c.hospital_id = p.hospital_id ");
    query.push("AND c.procedure_id = p.id AND c.field = ").push_bind(field).push(" AND (");
    for (i, code) in codes.iter().enumerate() {
        query.push(if i == 0 { "" } else { " OR " });
        code.push(query);
    }
    query.push("))");
}

async fn uuids(
    connection: &mut PgConnection,
    hospital: &str,
    kind: Kind,
    outsides: &[Outside],
) -> Result<Option<Vec<Uuid>>, Problem> {
    if outsides.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = outsides.iter().map(|outside| outside.id.as_str()).collect();
    let sql = match kind {
        Kind::Patient => "SELECT id FROM patients WHERE hospital_id = $1 AND outside_id = ANY($2)",
        Kind::Encounter => "SELECT id FROM encounters WHERE hospital_id = $1 AND outside_id = ANY($2)",
        Kind::Practitioner => "SELECT id FROM practitioners WHERE hospital_id = $1 AND outside_id = ANY($2)",
        _ => "SELECT id FROM locations WHERE hospital_id = $1 AND (outside_id = ANY($2) OR room_id = ANY($2))",
    };
    Ok(Some(sqlx::query_scalar(sql).bind(hospital).bind(names).fetch_all(connection).await?))
}

struct Read<'a> {
    given: &'a Given,
    faults: &'a mut Vec<FieldError>,
    offset_minutes: i16,
}

impl Read<'_> {
    fn wrong(&mut self, name: &str, code: &'static str, detail: String) {
        self.faults.push(FieldError::new(name, code, detail));
    }

    fn some(&mut self, name: &str) -> Vec<String> {
        let mut all: Vec<String> = self.given.all(name).into_iter().map(str::to_owned).collect();
        if all.len() > MOST_VALUES {
            self.wrong(name, "too-many", format!("{name} has more than {MOST_VALUES} values."));
            all.clear();
        }
        if all.iter().any(|value| value.contains('\0')) {
            self.wrong(name, "malformed", "A text holds the character NUL.".to_owned());
            all.clear();
        }
        all
    }

    fn outsides(&mut self, name: &str, wanted: &str) -> Vec<Outside> {
        let mut outsides = Vec::new();
        for value in self.some(name) {
            match Outside::of_reference(wanted, &value) {
                Ok(outside) => outsides.push(outside),
                Err(why) => self.wrong(name, why.code(), why.detail(wanted)),
            }
        }
        outsides
    }

    fn statuses(&mut self) -> Vec<String> {
        let words = self.some("status");
        for word in &words {
            if !Status::ALL.iter().any(|status| json!(status) == *word) {
                let all = "preparation, in-progress, completed, cancelled, suspended";
                self.wrong("status", "unknown-value", format!("{word:?} is not a status. There are: {all}."));
            }
        }
        words
    }

    /// `code` or `system|code`.
    fn codes(&mut self, name: &str, field: Option<CodedField>) -> Vec<Token> {
        let mut codes = Vec::new();
        for value in self.some(name) {
            let (system, code) = match value.split_once('|') {
                Some((system, code)) => (Some(system.to_owned()).filter(|system| !system.is_empty()), code.to_owned()),
                None => (None, value),
            };
            codes.extend(standing_for(Token { system, code: Some(code) }, field));
        }
        codes
    }

    fn moment(&mut self, name: &str) -> Option<Moment> {
        let text = self.some(name).into_iter().next()?;
        let day = Date::parse(&text, format_description!("[year]-[month]-[day]"));
        let moment = day.map(|day| day_bounds(day, self.offset_minutes).0).ok().or_else(|| text.parse().ok());
        if moment.is_none() {
            self.wrong(name, "malformed", format!("{name} must be a day (2026-01-21) or a time with its offset."));
        }
        moment
    }

    fn boolean(&mut self, name: &str) -> Option<bool> {
        let text = self.some(name).into_iter().next()?;
        let boolean = text.parse().ok();
        if boolean.is_none() {
            self.wrong(name, "malformed", format!("{name} must be true or false."));
        }
        boolean
    }
}

/// A code, and the right one beside it where it stands for another.
pub fn standing_for(token: Token, field: Option<CodedField>) -> Vec<Token> {
    let code = token.code.as_deref().unwrap_or_default();
    let right = field.and_then(|field| right(token.system.as_deref(), code, field));
    right.map(|right| Token { system: None, code: Some(right) }).into_iter().chain([token]).collect()
}

/// The right code of what stands for it.
fn right(system: Option<&str>, code: &str, field: CodedField) -> Option<String> {
    if field == CodedField::Procedure {
        return Catalogue::embedded().resolve(system, code, field).known().map(|entry| entry.coding().code);
    }
    let known = Terms::embedded().resolve(system, code, None, field).known().map(|term| term.code.clone());
    // SERVICE.md's examples speak of an outcome by its word too.
    known.or_else(|| Terms::embedded().by_key(TermList::Outcome, code).map(|term| term.code.clone()))
}
