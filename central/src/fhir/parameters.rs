//! The parameters of a search as FHIR writes them, read into the criteria that `/api` searches by. A
//! parameter that stands twice means and, several values of one mean or.

mod values;

use super::audit_event;
use super::served::{EVERYWHERE, Served, Type};
use crate::controllers::search::criteria::Criteria;
use crate::controllers::search::page::Page;
use crate::problem::Problem;
use domain::Moment;
use values::{Values, split};

pub const LARGEST_COUNT: usize = 200;
const USUAL_COUNT: usize = 50;
const MOST_VALUES: usize = 100;
const MOST_PARAMETERS: usize = 100;

/// What is around a search: the address, the clock and the manners of the caller.
pub struct Around<'a> {
    pub base: &'a str,
    pub offset_minutes: i16,
    pub now: Moment,
    /// `Prefer: handling=strict`: what is not known is refused, not left aside.
    pub strict: bool,
}

pub struct Search {
    pub criteria: Vec<Criteria>,
    pub audit: audit_event::Criteria,
    /// Outside ids, for what is neither a procedure nor of the audit.
    pub ids: Option<Vec<String>>,
    pub count: usize,
    pub sort: String,
    pub cursor: Option<String>,
    pub includes: Vec<&'static str>,
    /// What was left aside, in sentences.
    pub aside: Vec<String>,
    /// What was gone by, for the links.
    pub used: Vec<(String, String)>,
}

impl Search {
    pub fn read(served: &Served, pairs: &[(String, String)], around: &Around<'_>) -> Result<Search, Problem> {
        let mut search = Search {
            criteria: vec![Criteria {
                // What has none has nothing to be found by.
                complication: (served.of == Type::Condition).then_some(true),
                ..Criteria::default()
            }],
            audit: audit_event::Criteria::default(),
            ids: None,
            count: USUAL_COUNT,
            sort: "date".to_owned(),
            cursor: None,
            includes: Vec::new(),
            aside: Vec::new(),
            used: Vec::new(),
        };
        if pairs.len() > MOST_PARAMETERS {
            return Err(Problem::bad_request(
                "parameter",
                format!("A search has at most {MOST_PARAMETERS} parameters."),
            ));
        }
        for (name, value) in pairs {
            if name.contains('\0') || value.contains('\0') {
                return Err(Problem::bad_request("parameter", "A parameter holds the character NUL."));
            }
            let taken = search.take(served, name, value, around)?;
            if !taken {
                let detail = format!("{name}={value} is not gone by here.");
                if around.strict {
                    return Err(wrong(name, detail));
                }
                search.aside.push(detail);
            } else if name != "_cursor" {
                search.used.push((name.clone(), value.clone()));
            }
        }
        Ok(search)
    }

    /// Whether there is any criterion beyond what every search of the type has.
    pub fn narrows(&self) -> bool {
        self.criteria.len() > 1
    }

    /// The page, where procedures are searched.
    pub fn page(&self) -> Result<Page, Problem> {
        self.page_of(self.count.max(1), self.cursor.as_deref())
    }

    /// As many procedures as are read at once, where something in them is searched.
    pub fn procedures_from(&self, cursor: Option<&str>) -> Result<Page, Problem> {
        self.page_of(LARGEST_COUNT, cursor)
    }

    fn page_of(&self, count: usize, cursor: Option<&str>) -> Result<Page, Problem> {
        let sort = self.sort.replace("_lastUpdated", "updated");
        let cursor: Vec<&str> = cursor.into_iter().collect();
        let mut faults = Vec::new();
        let page = Page::read(&[&sort], &[&count.to_string()], &cursor, &mut faults);
        if faults.is_empty() { Ok(page) } else { Err(not_given_here()) }
    }

    /// Gives whether it is gone by.
    fn take(&mut self, served: &Served, name: &str, value: &str, around: &Around<'_>) -> Result<bool, Problem> {
        let (plain, modifier) = name.split_once(':').map_or((name, None), |(plain, modifier)| (plain, Some(modifier)));
        if EVERYWHERE.contains(&plain) {
            if modifier.is_some() {
                return Err(wrong(name, format!("{plain} has no such modifier here.")));
            }
            return self.take_common(served, plain, value);
        }
        let Some(parameter) = served.parameters.iter().find(|parameter| parameter.name == plain) else {
            return Ok(false);
        };
        let values = split(value);
        if values.is_empty() {
            // It was to narrow the search, and would find everything.
            return Ok(false);
        }
        if values.len() > MOST_VALUES {
            return Err(wrong(name, format!("{name} has more than {MOST_VALUES} values.")));
        }
        let values = match (modifier, parameter.kind) {
            (None, _) => values,
            // The type of what is referred to.
            (Some(of), "reference") if Type::of_word(of).is_some() => {
                values.into_iter().map(|value| format!("{of}/{}", value.rsplit('/').next().unwrap_or(&value))).collect()
            }
            (Some(modifier), _) => return Err(wrong(name, format!("{plain} has no modifier {modifier:?} here."))),
        };
        let read = Values { name: plain, values: &values, around };
        match served.of {
            Type::AuditEvent => self.take_audit(&read)?,
            Type::Procedure | Type::ServiceRequest => self.criteria.push(read.criteria(served.of)?),
            Type::Condition if plain == "patient" => self.criteria.push(read.criteria(served.of)?),
            _ => {
                let ids = values.iter().map(|value| value.rsplit('|').next().unwrap_or(value).to_owned());
                narrow(&mut self.ids, ids.collect());
            }
        }
        Ok(true)
    }

    fn take_common(&mut self, served: &Served, name: &str, value: &str) -> Result<bool, Problem> {
        match name {
            "_count" => {
                let count: usize =
                    value.parse().map_err(|_| wrong("_count", "_count is a whole number.".to_owned()))?;
                self.count = count.min(LARGEST_COUNT);
            }
            "_summary" if value == "count" => self.count = 0,
            "_summary" => return Ok(value == "false"),
            "_cursor" => self.cursor = Some(value.to_owned()),
            "_sort" => {
                let known = match served.of {
                    Type::Procedure | Type::ServiceRequest => &["date", "-date", "_lastUpdated", "-_lastUpdated"][..],
                    Type::AuditEvent => &["-date"],
                    _ => &[],
                };
                if !known.contains(&value) {
                    return Ok(false);
                }
                self.sort = value.to_owned();
            }
            "_include" => {
                let mut parts = value.split(':');
                let (of, parameter) = (parts.next(), parts.next());
                if of != Some(served.of.word()) {
                    return Ok(false);
                }
                let wanted = |name: &str| parameter == Some("*") || parameter == Some(name);
                let before = self.includes.len();
                for (_, paths) in served.includes.iter().filter(|(name, _)| wanted(name)) {
                    self.includes.extend(paths.iter());
                }
                return Ok(self.includes.len() > before);
            }
            _ => {}
        }
        Ok(true)
    }

    fn take_audit(&mut self, read: &Values<'_>) -> Result<(), Problem> {
        let codes = || read.values.iter().map(|value| value.rsplit('|').next().unwrap_or(value).to_owned()).collect();
        match read.name {
            "_id" => narrow(&mut self.audit.ids, read.values.iter().filter_map(|value| value.parse().ok()).collect()),
            "date" => self.audit.dates.push(read.spans()?),
            "entity" => {
                let ids = read.outsides("Procedure")?.unwrap_or_default();
                narrow(&mut self.audit.procedures, ids.iter().filter_map(|outside| outside.id.parse().ok()).collect());
            }
            "action" => narrow(&mut self.audit.actions, codes()),
            _ => narrow(&mut self.audit.outcomes, codes()),
        }
        Ok(())
    }
}

/// Several of one parameter mean and.
fn narrow<T: PartialEq>(before: &mut Option<Vec<T>>, mut values: Vec<T>) {
    if let Some(before) = before.take() {
        values.retain(|value| before.contains(value));
    }
    *before = Some(values);
}

/// 400: a cursor that is none of ours.
pub fn not_given_here() -> Problem {
    wrong("_cursor", "The link is not one that this search gave.".into())
}

/// 400, as R4 asks for what is wrong in a search.
fn wrong(name: &str, detail: String) -> Problem {
    Problem::bad_request("parameter", detail).with("parameter", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, strict: bool) -> Result<Search, Problem> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let now = "2026-01-31T00:00:00Z".parse().unwrap();
        let around = Around { base: "http://here/fhir", offset_minutes: 360, now, strict };
        Search::read(Type::Procedure.served().unwrap(), &pairs, &around)
    }

    #[test]
    fn what_is_not_known_is_left_aside_or_refused_as_the_caller_prefers() {
        let search = read("colour=red&patient=1&_sort=colour", false).unwrap();
        assert_eq!((search.aside.len(), search.used.len()), (2, 1));
        assert_eq!(read("colour=red", true).err().unwrap().status(), 400);
    }

    #[test]
    fn references_are_taken_in_every_form_and_another_servers_match_nothing() {
        for value in ["12345", "Patient/12345", "http://here/fhir/Patient/12345"] {
            assert_eq!(read(&format!("subject={value}"), true).unwrap().criteria[1].patients[0].id, "12345");
        }
        assert_eq!(read("subject:Patient=12345", true).unwrap().criteria[1].patients[0].id, "12345");
        let other = read("subject=http://there/fhir/Patient/12345", true).unwrap();
        assert_eq!(other.criteria[1].ids, Some(vec![]));
        for wrong in ["subject=Practitioner/1", "subject=a'--", "subject:missing=true", "date=soon", "status=done"] {
            assert_eq!(read(wrong, false).err().unwrap().status(), 400, "{wrong}");
        }
    }
}
