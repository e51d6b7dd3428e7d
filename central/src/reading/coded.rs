//! Codes as others send them. An id of SNOMED CT that cannot exist is refused by name, unless it is
//! one of SERVICE.md's in the field in which SERVICE.md uses it; that one is answered with the right
//! code beside it.

use super::Reader;
use domain::catalogue::{Catalogue, CodedField, Resolution, Terms};
use domain::procedure::{Coded, Coding, Operation};
use serde_json::{Value, json};

impl<'a> Reader<'a> {
    /// A CodeableConcept.
    pub fn coded(&self, name: &str, field: CodedField) -> Option<Coded> {
        self.object(name).map(|concept| concept.coded_here(field))
    }

    /// A list of CodeableConcepts; one alone is taken as a list of one.
    pub fn coded_list(&self, name: &str, field: CodedField) -> Option<Vec<Coded>> {
        let concepts = match self.value(name)? {
            Value::Object(_) => self.object(name).into_iter().collect(),
            _ => self.list(name)?,
        };
        Some(concepts.iter().map(|concept| concept.coded_here(field)).collect())
    }

    /// This object as a CodeableConcept.
    pub fn coded_here(&self, field: CodedField) -> Coded {
        let mut coded = Coded { coding: Vec::new(), text: self.text("text").map(str::to_owned) };
        for coding in self.list("coding").unwrap_or_default() {
            let Some(code) = coding.required_text("code") else { continue };
            let system = coding.text("system").unwrap_or_default();
            let display = coding.text("display").unwrap_or_default();
            let given = Coding { system: system.to_owned(), code: code.to_owned(), display: display.to_owned() };
            if let Some(why) = refused(&given, field) {
                coding.wrong("code", "bad-code", why);
            }
            coded.coding.push(given);
        }
        if coded.coding.is_empty() && coded.text.is_none() {
            self.wrong_here("missing", "A code or a text is asked for.");
        }
        coded
    }

    /// What is to be done: the catalogue's entry where a coding means one.
    pub fn operation(&self, name: &str) -> Option<Operation> {
        let coded = self.coded(name, CodedField::Procedure)?;
        Some(operation_of(coded))
    }
}

/// The operation that codings mean, the caller's own first and the right one beside them.
pub fn operation_of(coded: Coded) -> Operation {
    let mut operation = Operation { coding: coded.coding, text: coded.text, ..Operation::default() };
    if let Some(entry) = operation.entry() {
        operation.key = Some(entry.key.clone());
        operation.sided = entry.sided;
        let right = entry.coding();
        if !operation.coding.iter().any(|coding| coding.code == right.code) {
            operation.coding.push(right);
        }
    }
    operation
}

fn system_of(coding: &Coding) -> Option<&str> {
    Some(coding.system.as_str()).filter(|system| !system.is_empty())
}

fn refused(coding: &Coding, field: CodedField) -> Option<String> {
    let bad = match field {
        CodedField::Procedure => match Catalogue::embedded().resolve(system_of(coding), &coding.code, field) {
            Resolution::Bad(bad) => Some(bad),
            _ => None,
        },
        _ => match Terms::embedded().resolve(system_of(coding), &coding.code, Some(&coding.display), field) {
            Resolution::Bad(bad) => Some(bad),
            _ => None,
        },
    };
    bad.map(|bad| bad.to_string())
}

/// The right coding, where this one stands for another in its field.
fn right(coding: &Coding, field: CodedField) -> Option<Coding> {
    match field {
        CodedField::Procedure => match Catalogue::embedded().resolve(system_of(coding), &coding.code, field) {
            Resolution::Alias(entry) => Some(entry.coding()),
            _ => None,
        },
        _ => match Terms::embedded().resolve(system_of(coding), &coding.code, Some(&coding.display), field) {
            Resolution::Alias(term) => Some(term.coding()),
            _ => None,
        },
    }
}

/// A CodeableConcept as its caller wrote it, with the right code beside each that stands for one.
pub fn with_right_codings(concept: &Value, field: CodedField) -> Value {
    let mut concept = concept.clone();
    if let Some(codings) = concept.get_mut("coding").and_then(Value::as_array_mut) {
        let rights: Vec<Coding> = codings
            .iter()
            .filter_map(|coding| serde_json::from_value(with_system(coding)).ok())
            .filter_map(|coding: Coding| right(&coding, field))
            .collect();
        for right in rights {
            if !codings.iter().any(|coding| coding["code"] == json!(right.code)) {
                codings.push(json!(right));
            }
        }
    }
    concept
}

/// The same for each of a list.
pub fn with_right_codings_in_list(concepts: &Value, field: CodedField) -> Value {
    match concepts {
        Value::Array(list) => list.iter().map(|concept| with_right_codings(concept, field)).collect(),
        one => json!([with_right_codings(one, field)]),
    }
}

fn with_system(coding: &Value) -> Value {
    let text = |name: &str| coding.get(name).and_then(Value::as_str).unwrap_or_default();
    json!({ "system": text("system"), "code": text("code"), "display": text("display") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Faults;

    fn concept(code: &str, display: &str) -> Value {
        json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code, "display": display }] })
    }

    #[test]
    fn the_callers_own_code_comes_first_and_the_right_one_beside_it() {
        let told = with_right_codings(&concept("1149608003", "Cesarean section"), CodedField::Procedure);
        let codes: Vec<&str> = told["coding"].as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
        assert_eq!(codes, ["1149608003", "11466000"]);
        let again = with_right_codings(&told, CodedField::Procedure);
        assert_eq!(again, told, "saying it twice adds nothing");
    }

    #[test]
    fn surgeon_is_meant_only_where_the_display_says_so() {
        let with = |display: &str| with_right_codings(&concept("112247003", display), CodedField::Function);
        assert_eq!(with("Surgeon")["coding"].as_array().unwrap().len(), 2);
        assert_eq!(with("Medical doctor")["coding"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn an_id_that_cannot_exist_is_named_with_its_field() {
        let message = json!({ "bodySite": [concept("66754008", ""), concept("66754009", "")] });
        let faults = Faults::default();
        Reader::new(message.as_object().unwrap(), &faults).coded_list("bodySite", CodedField::BodySite);
        let problem = faults.check().unwrap_err();
        assert_eq!(problem.status(), 422);
        assert!(format!("{problem:?}").contains("/bodySite/1/coding/0/code"));
        assert!(format!("{problem:?}").contains("66754009"));
    }
}
