//! The routes, one file a subject. Each answers exactly as SERVICE.md and CONTRACT.md have it.

mod checklists;
mod codes;
mod complications;
mod devices;
mod health;
mod history;
mod notes;
mod procedures;
mod schedule;
mod search;
mod status;
mod workflow;

use crate::app::App;
use crate::metrics;
use axum::Router;
use axum::routing::{get, post, put};
use std::sync::Arc;

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/procedures", get(search::by_query).post(procedures::create))
        .route("/api/procedures/search", post(search::by_body))
        .route("/api/procedures/schedule", post(schedule::book))
        .route("/api/procedures/scheduled", get(schedule::list))
        .route("/api/procedures/{id}", get(procedures::read).put(procedures::update))
        .route("/api/procedures/{id}/status", put(status::change))
        .route("/api/procedures/{id}/complete", post(status::complete))
        .route("/api/procedures/{id}/notes", get(notes::list).post(notes::add))
        .route("/api/procedures/{id}/complications", get(complications::list).post(complications::add))
        .route("/api/procedures/{id}/devices", get(devices::list).post(devices::add))
        .route("/api/procedures/{id}/checklists/{phase}", get(checklists::read).put(checklists::answer))
        .route("/api/procedures/{id}/workflow", get(workflow::read))
        .route("/api/procedures/{id}/history", get(history::read))
        .route("/api/procedure-codes", get(codes::list))
        .route("/api/procedure-codes/{code}", get(codes::read))
        .route("/api/procedure-codes/{code}/resources", get(codes::resources))
        .route("/metrics", get(metrics::text))
        .route("/health", get(health::whole))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
}
