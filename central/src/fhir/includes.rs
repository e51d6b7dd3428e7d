//! What `_include` brings along: what the resources found refer to, as far as the caller sees it. They
//! are the resources as told, so what was hidden in them leads nowhere.

use super::asking::Asking;
use super::cases::Names;
use super::directory;
use super::served::Type;
use super::sheet::Sheet;
use crate::problem::Problem;
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::BTreeSet;

pub async fn of(
    connection: &mut PgConnection,
    asking: &Asking,
    found: &[Value],
    paths: &[&str],
    sheets: &[Sheet],
    names: &Names,
) -> Result<Vec<Value>, Problem> {
    let mut wanted = BTreeSet::new();
    for resource in found {
        for path in paths {
            let parts: Vec<&str> = path.split('/').skip(1).collect();
            references(resource, &parts, &mut wanted);
        }
    }
    let mut included = Vec::new();
    for of in [Type::Patient, Type::Practitioner, Type::Encounter, Type::Location] {
        let ids: Vec<String> = wanted.iter().filter(|(word, _)| word == of.word()).map(|(_, id)| id.clone()).collect();
        if !ids.is_empty() {
            included.extend(directory::by_ids(connection, asking, of, &ids).await?);
        }
    }
    let requests = sheets.iter().map(|sheet| (::fhir::request_id(sheet.id).to_string(), sheet));
    let word = Type::ServiceRequest.word().to_owned();
    included.extend(
        requests
            .filter(|(id, _)| wanted.contains(&(word.clone(), id.clone())))
            .map(|(_, sheet)| sheet.told(Type::ServiceRequest, names)),
    );
    Ok(included)
}

/// Type and id of each reference at a path, in which `*` is every item of a list.
fn references(value: &Value, path: &[&str], found: &mut BTreeSet<(String, String)>) {
    match path {
        [] => {
            if let Some((word, id)) = value["reference"].as_str().and_then(|text| text.split_once('/')) {
                found.insert((word.to_owned(), id.to_owned()));
            }
        }
        ["*", rest @ ..] => value.as_array().into_iter().flatten().for_each(|item| references(item, rest, found)),
        [name, rest @ ..] => references(&value[*name], rest, found),
    }
}
