//! Holds every answer of the service to `/openapi.json`: its status, its JSON, and that each of its
//! fields is described.

use boon::{Compiler, Draft, Schemas};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::LazyLock;

const HERE: &str = "http://shalya.example/openapi.json";

static OPENAPI: LazyLock<Value> = LazyLock::new(central::openapi);

thread_local! {
    static COMPILED: RefCell<(Compiler, Schemas)> = RefCell::new(begin());
}

fn begin() -> (Compiler, Schemas) {
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V2020_12);
    compiler.enable_format_assertions();
    compiler.add_resource(HERE, OPENAPI.clone()).unwrap();
    (compiler, Schemas::new())
}

/// # Panics
/// Where the answer is another than what is described. What `/fhir` says is HL7's validator's to judge.
pub fn check(method: &str, path: &str, status: u16, answer: &Value) {
    let path = path.split('?').next().unwrap_or_default();
    let Some(operation) = operation(method, path) else { return };
    let responses = format!("{operation}/responses");
    let told = format!("{responses}/{status}");
    let place = match OPENAPI.pointer(&told) {
        Some(_) => format!("{told}/content/application~1json/schema"),
        None => format!("{responses}/default/content/application~1problem+json/schema"),
    };
    assert!(status >= 400 || place.starts_with(&told), "{method} {path} answers {status}, which is not described");
    let Some(schema) = OPENAPI.pointer(&place) else { return };
    COMPILED.with_borrow_mut(|(compiler, schemas)| {
        let compiled = compiler.compile(&format!("{HERE}#{place}"), schemas).unwrap();
        if let Err(fault) = schemas.validate(answer, compiled) {
            panic!("{method} {path} answers what is not described: {fault:#}\n{answer:#}");
        }
    });
    all_described(schema, answer, &format!("{method} {path}"));
}

/// The pointer of the operation whose path this is; one that is written out goes before one with a
/// place in it.
fn operation(method: &str, path: &str) -> Option<String> {
    let is_of = |template: &str| {
        let (parts, wanted) = (path.split('/'), template.split('/'));
        parts.clone().count() == wanted.clone().count()
            && parts.zip(wanted).all(|(part, wanted)| wanted == part || wanted.starts_with('{'))
    };
    let templates = OPENAPI["paths"].as_object()?.keys().filter(|template| is_of(template));
    let template = templates.min_by_key(|template| template.matches('{').count())?;
    let operation = format!("/paths/{}/{}", template.replace('/', "~1"), method.to_lowercase());
    OPENAPI.pointer(&operation).is_some().then_some(operation)
}

/// Each field of the answer's objects stands in the schema; of several, in one that fits.
fn all_described(schema: &Value, answer: &Value, place: &str) {
    if let Some(list) = answer.as_array() {
        return list.iter().for_each(|one| all_described(&schema["items"], one, place));
    }
    let schema = resolved(schema);
    if let Some(either) = schema["anyOf"].as_array() {
        let has_all = |it: &&Value| {
            resolved(it)["required"]
                .as_array()
                .into_iter()
                .flatten()
                .all(|name| answer.get(name.as_str().unwrap()).is_some())
        };
        return either.iter().find(has_all).into_iter().for_each(|it| all_described(it, answer, place));
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    let is_open = schema.get("additionalProperties").is_some_and(|more| *more != json!(false));
    for (name, value) in answer.as_object().into_iter().flatten() {
        match properties.get(name) {
            Some(described) => all_described(described, value, &format!("{place}: {name}")),
            None => assert!(is_open, "{place}: {name} is not described"),
        }
    }
}

fn resolved(schema: &Value) -> &Value {
    schema["$ref"].as_str().and_then(|it| OPENAPI.pointer(it.trim_start_matches('#'))).unwrap_or(schema)
}
