//! The values of one parameter, as criteria.

use super::{Around, wrong};
use crate::controllers::search::criteria::{Criteria, Token, standing_for};
use crate::controllers::search::spans::Span;
use crate::fhir::reads::procedure_of;
use crate::fhir::served::Type;
use crate::fhir::times;
use crate::outside::Outside;
use crate::problem::Problem;
use domain::catalogue::{Category, CodedField};
use serde_json::json;
use uuid::Uuid;

const EVENT_STATUS: &[&str] =
    &["preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"];

/// The values of one parameter.
pub struct Values<'a> {
    pub name: &'a str,
    pub values: &'a [String],
    pub around: &'a Around<'a>,
}

impl Values<'_> {
    pub fn criteria(&self, of: Type) -> Result<Criteria, Problem> {
        let mut criteria = Criteria::default();
        let nothing = || Criteria { ids: Some(Vec::new()), ..Criteria::default() };
        let outsides = |wanted: &str| self.outsides(wanted);
        match self.name {
            "_id" => {
                let ids = self.values.iter().filter_map(|id| procedure_of(of, id).ok());
                criteria.ids = Some(ids.collect::<Vec<Uuid>>());
            }
            "_lastUpdated" => criteria.updated = self.spans()?,
            "date" => criteria.performed = self.spans()?,
            "occurrence" => criteria.booked = self.spans()?,
            "patient" | "subject" => match outsides("Patient")? {
                Some(patients) => criteria.patients = patients,
                None => return Ok(nothing()),
            },
            "encounter" => match outsides("Encounter")? {
                Some(encounters) => criteria.encounters = encounters,
                None => return Ok(nothing()),
            },
            "performer" => match outsides("Practitioner")? {
                Some(performers) => criteria.performers = performers,
                None => return Ok(nothing()),
            },
            "location" => match outsides("Location")? {
                Some(locations) => criteria.locations = locations,
                None => return Ok(nothing()),
            },
            "identifier" => criteria.identifiers = self.tokens(),
            "category" => criteria.categories = self.tokens().into_iter().flat_map(category).collect(),
            "code" => {
                let all = self.tokens().into_iter();
                criteria.codes = all.flat_map(|token| standing_for(token, Some(CodedField::Procedure))).collect();
            }
            _ => {
                criteria.event_statuses = match of {
                    Type::ServiceRequest => self.request_statuses()?,
                    _ => self.event_statuses()?,
                };
                if criteria.event_statuses.is_empty() {
                    // They are words of another system.
                    return Ok(nothing());
                }
            }
        }
        Ok(criteria)
    }

    fn event_statuses(&self) -> Result<Vec<String>, Problem> {
        let words = self.words("http://hl7.org/fhir/event-status");
        match words.iter().find(|word| !EVENT_STATUS.contains(&word.as_str())) {
            Some(word) => Err(wrong("status", format!("{word:?} is no status of a Procedure."))),
            None => Ok(words),
        }
    }

    fn request_statuses(&self) -> Result<Vec<String>, Problem> {
        let mut statuses = Vec::new();
        for word in self.words("http://hl7.org/fhir/request-status") {
            let words: &[&str] = match word.as_str() {
                "active" => &["preparation", "in-progress"],
                "on-hold" => &["on-hold"],
                "completed" => &["completed"],
                "revoked" => &["not-done", "stopped"],
                "entered-in-error" => &["entered-in-error"],
                "draft" | "unknown" => &["unknown"],
                _ => return Err(wrong("status", format!("{word:?} is no status of a ServiceRequest."))),
            };
            statuses.extend(words.iter().map(|word| (*word).to_owned()));
        }
        Ok(statuses)
    }

    /// The codes of this system, or without one.
    fn words(&self, system: &str) -> Vec<String> {
        let ours = |token: &Token| token.system.as_deref().is_none_or(|said| said.is_empty() || said == system);
        self.tokens().into_iter().filter(ours).filter_map(|token| token.code).collect()
    }

    pub fn spans(&self) -> Result<Vec<Span>, Problem> {
        let Around { offset_minutes, now, .. } = *self.around;
        let read = |value: &String| {
            times::span(value, offset_minutes, now).ok_or_else(|| {
                let detail =
                    format!("{value:?} is no date: a prefix such as ge, and 2026, 2026-01, 2026-01-21 or a time.");
                wrong(self.name, detail)
            })
        };
        self.values.iter().map(read).collect()
    }

    /// None where all of them are references to another server's.
    pub fn outsides(&self, wanted: &str) -> Result<Option<Vec<Outside>>, Problem> {
        let mut all = Vec::new();
        for value in self.values {
            let here = value.strip_prefix(self.around.base).and_then(|rest| rest.strip_prefix('/'));
            if here.is_none() && value.contains("://") {
                continue;
            }
            let outside = Outside::of_reference(wanted, here.unwrap_or(value));
            all.push(outside.map_err(|why| wrong(self.name, why.detail(wanted)))?);
        }
        Ok((!all.is_empty()).then_some(all))
    }

    /// `code`, `system|code`, `|code` without a system, or `system|` with any code.
    fn tokens(&self) -> Vec<Token> {
        let of = |value: &String| match value.split_once('|') {
            Some((system, "")) => Token { system: Some(system.to_owned()), code: None },
            Some((system, code)) => Token { system: Some(system.to_owned()), code: Some(code.to_owned()) },
            None => Token { system: None, code: Some(value.clone()) },
        };
        self.values.iter().map(of).collect()
    }
}

/// A category by SNOMED CT's code finds those that say it in the catalogue's word.
fn category(token: Token) -> Vec<Token> {
    let known = [Category::Surgical, Category::Diagnostic, Category::Therapeutic];
    let means = |category: &Category| {
        let right = ::fhir::category_coding(*category);
        token.code.as_ref() == Some(&right.code) && token.system.as_ref().is_none_or(|system| *system == right.system)
    };
    let word = known.into_iter().find(means).and_then(|category| json!(category).as_str().map(str::to_owned));
    word.map(|word| Token { system: Some(String::new()), code: Some(word) }).into_iter().chain([token]).collect()
}

/// Values between commas; a backslash takes the next character as it is.
pub fn split(value: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ',' => all.push(String::new()),
            '\\' => all.last_mut().into_iter().for_each(|last| last.push(letters.next().unwrap_or('\\'))),
            other => all.last_mut().into_iter().for_each(|last| last.push(other)),
        }
    }
    all.into_iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_or_unless_a_backslash_stands_before_it() {
        assert_eq!(split("a,b\\,c,,\\\\"), ["a", "b,c", "\\"]);
    }
}
