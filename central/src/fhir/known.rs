//! What the registries say of everyone to whom a resource refers, asked before anything is locked. By
//! `/api` a message is asked about field by field (`controllers::procedures::check`); a resource is
//! asked about wherever it holds a reference.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::directory::Kind;
use crate::ledger::Name;
use crate::outside::Outside;
use crate::problem::Problem;
use crate::registries::Checked;
use serde_json::{Map, Value};

/// Refused at the reference, as [`Registries::check`](crate::registries::Registries::check) says.
pub async fn check(app: &App, asked: &Asked, body: &Map<String, Value>) -> Result<Checked, Problem> {
    if !app.registries.answer_to(&asked.caller, &[Action::Write, Action::Schedule]) {
        return Ok(Checked::default());
    }
    let mut referred = Vec::new();
    references(body, "", &mut referred);
    let names: Vec<Name> = referred.iter().map(|(_, name)| name.clone()).collect();
    let field = |kind: &str, id: &str| {
        let place = referred.iter().find(|(_, (named, outside, _))| named.word() == kind && outside.id == id);
        place.map(|(at, _)| at.clone()).unwrap_or_default()
    };
    app.registries.check(&asked.caller.hospital, &names, field).await
}

fn references(map: &Map<String, Value>, at: &str, found: &mut Vec<(String, Name)>) {
    for (member, value) in map {
        let here = format!("{at}/{member}");
        match value {
            Value::String(text) if member == "reference" => found.extend(name(text).map(|name| (here, name))),
            value => within(value, &here, found),
        }
    }
}

fn within(value: &Value, at: &str, found: &mut Vec<(String, Name)>) {
    match value {
        Value::Object(map) => references(map, at, found),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, value)| within(value, &format!("{at}/{i}"), found));
        }
        _ => {}
    }
}

/// Of whom a registry may know; what is malformed is refused where the message is read.
fn name(reference: &str) -> Option<Name> {
    let (word, _) = reference.split_once('/')?;
    let kind = [Kind::Patient, Kind::Practitioner, Kind::Encounter].into_iter().find(|kind| kind.word() == word)?;
    let outside = Outside::of_reference(word, reference).ok()?;
    Some((kind, outside, None))
}
