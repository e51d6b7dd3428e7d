//! What is served under `/fhir`, as R4's CapabilityStatement: the table of types, once more.

use super::asking::base;
use super::negotiation::say;
use super::served::{Interaction, SERVED, Served};
use super::times;
use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::SystemTime;
use time::OffsetDateTime;

pub async fn metadata(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let since = SystemTime::now().checked_sub(app.started.elapsed()).unwrap_or(SystemTime::UNIX_EPOCH);
    say(StatusCode::OK, &statement(&base(&app, &headers), OffsetDateTime::from(since)))
}

/// `since` is when this version of it began to be served.
fn statement(base: &str, since: OffsetDateTime) -> Value {
    let resources: Vec<Value> = SERVED.iter().map(resource).collect();
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": times::written(since),
        "kind": "instance",
        "software": { "name": "shalya-central", "version": env!("CARGO_PKG_VERSION") },
        "implementation": { "description": "Procedures of operating theatres", "url": base },
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [{
            "mode": "server",
            "documentation": "The same facts as /api, under the same rights. Whoever may not see a sensitive \
                              procedure finds it by its state, time and place alone, and sees no more of it.",
            "security": { "description": "A bearer token (JWT) with the permissions of /api." },
            "resource": resources,
            "interaction": [{ "code": "transaction" }, { "code": "batch" }],
        }],
    })
}

fn resource(served: &Served) -> Value {
    let word = served.of.word();
    let has_versions = served.does(Interaction::VersionRead);
    let parameters: Vec<Value> = served
        .parameters
        .iter()
        .map(|it| json!({ "name": it.name, "type": it.kind, "documentation": it.says }))
        .collect();
    let mut resource = json!({
        "type": word,
        "profile": format!("http://hl7.org/fhir/StructureDefinition/{word}"),
        "documentation": served.says,
        "interaction": served.interactions.iter().map(|it| json!({ "code": it.code() })).collect::<Vec<_>>(),
        "versioning": if has_versions { "versioned" } else { "no-version" },
        "readHistory": has_versions,
        "updateCreate": false,
        "conditionalCreate": served.does(Interaction::Create),
        "conditionalRead": if has_versions { "full-support" } else { "not-supported" },
        "searchParam": parameters,
    });
    let includes: Vec<Value> = served.includes.iter().map(|(name, _)| json!(format!("{word}:{name}"))).collect();
    if !includes.is_empty() {
        resource["searchInclude"] = json!(includes);
    }
    resource
}
