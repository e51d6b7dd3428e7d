//! The routes of every type that is served, by the table that says so.

use super::asking::Asking;
use super::served::{Interaction, SERVED, Served, Type};
use super::{bundle, reads, search, writes};
use crate::app::App;
use crate::asked::Asked;
use crate::problem::Problem;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

pub fn routes() -> Router<Arc<App>> {
    let all = Router::new().route("/fhir", post(bundle::take)).route("/fhir/", post(bundle::take));
    SERVED.iter().fold(all, |router, served| {
        let path = |rest: &str| format!("/fhir/{}{rest}", served.of.word());
        let mut router = router
            .route(&path(""), of_type(served))
            .route(&path("/_search"), searched(served.of))
            .route(&path("/{id}"), of_instance(served));
        if served.does(Interaction::History) {
            let of = served.of;
            let history = move |asking: Asking, Path(id): Path<String>, RawQuery(query): RawQuery| async move {
                reads::history(asking, of, id, query.unwrap_or_default()).await
            };
            let version = move |asking: Asking, Path((id, version)): Path<(String, String)>| async move {
                reads::version(asking, of, id, version).await
            };
            router = router
                .route(&path("/{id}/_history"), get(history))
                .route(&path("/{id}/_history/{version}"), get(version));
        }
        router
    })
}

fn of_type(served: &'static Served) -> MethodRouter<Arc<App>> {
    let of = served.of;
    let found = move |asking: Asking, RawQuery(query): RawQuery| async move {
        search::search(asking, of, search::pairs(&query.unwrap_or_default())).await
    };
    let routes = get(found);
    if !served.does(Interaction::Create) {
        return routes;
    }
    routes.post(move |State(app): State<Arc<App>>, asked: Asked| async move { writes::create(app, asked, of).await })
}

fn of_instance(served: &'static Served) -> MethodRouter<Arc<App>> {
    let of = served.of;
    let read = move |asking: Asking, Path(id): Path<String>| async move { reads::read(asking, of, id).await };
    let routes = get(read);
    if !served.does(Interaction::Update) {
        return routes;
    }
    let update = move |State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked| async move {
        writes::update(app, asked, id).await
    };
    routes.put(update)
}

/// A search whose parameters stand in the body, the address's beside them.
fn searched(of: Type) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, RawQuery(query): RawQuery, asked: Asked| async move {
        let media = asked.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !media.starts_with("application/x-www-form-urlencoded") {
            let detail = "The parameters of a search are application/x-www-form-urlencoded.";
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(status, "media-type", "Not a type that is read here", detail));
        }
        let mut pairs = search::pairs(&query.unwrap_or_default());
        pairs.extend(search::pairs(&String::from_utf8_lossy(&asked.bytes)));
        search::search(Asking::of(&app, &asked), of, pairs).await
    })
}
