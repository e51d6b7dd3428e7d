//! Whether the service lives, is ready, and how each thing it needs is.

use crate::app::App;
use crate::registries::ORGANIZATION;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Moment;
use domain::moment::DHAKA_OFFSET_MINUTES;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

/// The process answers.
pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// It can serve: the database answers, with this version's schema.
pub async fn ready(State(app): State<Arc<App>>) -> StatusCode {
    if database(&app).await["status"] == "up" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

/// SERVICE.md's checks, and the other registries'. What is not set up is `unconfigured`.
pub async fn whole(State(app): State<Arc<App>>) -> (StatusCode, Json<Value>) {
    let database = database(&app).await;
    let status = if database["status"] == "up" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let (kafka, cache) = (kafka(&app).await, cache(&app).await);
    let (patient, practitioner, organization, encounter) = tokio::join!(
        registry(&app, "Patient", "patient_service"),
        registry(&app, "Practitioner", "practitioner_service"),
        registry(&app, ORGANIZATION, "organization_service"),
        registry(&app, "Encounter", "encounter_service"),
    );
    let body = json!({
        "database": database,
        "cache": cache,
        "kafka": kafka,
        "scheduler": database,
        "documentation": database,
        "patient_service": patient,
        "practitioner_service": practitioner,
        "organization_service": organization,
        "encounter_service": encounter,
        "timestamp": Moment::new(app.now_ms(), DHAKA_OFFSET_MINUTES),
    });
    (status, Json(body))
}

/// Without a registry writes go on unverified, so the service stays ready.
async fn registry(app: &App, kind: &str, what: &'static str) -> Value {
    let Some(registry) = app.registries.of(kind) else { return unconfigured() };
    let start = Instant::now();
    let answers = registry.answers().await;
    state(app, what, answers, start)
}

fn unconfigured() -> Value {
    json!({ "status": "unconfigured", "latency_ms": null, "since": null })
}

/// Without Redis the service is slower, so it stays ready.
async fn cache(app: &App) -> Value {
    let Some(cache) = &app.cache else { return unconfigured() };
    let start = Instant::now();
    let answers = cache.answers().await;
    state(app, "cache", answers, start)
}

/// Without Kafka the service goes on and events wait, so it stays ready; how many is in /metrics.
async fn kafka(app: &App) -> Value {
    let Some(kafka) = &app.kafka else { return unconfigured() };
    let start = Instant::now();
    let answers = kafka.answers().await;
    state(app, "kafka", answers, start)
}

async fn database(app: &App) -> Value {
    let start = Instant::now();
    let answered = sqlx::query("SELECT id FROM hospitals LIMIT 1").fetch_optional(&app.pool).await;
    state(app, "database", answered.is_ok(), start)
}

fn state(app: &App, what: &'static str, up: bool, start: Instant) -> Value {
    let latency_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    let since = app.health.note(what, up, app.now_ms());
    json!({
        "status": if up { "up" } else { "down" },
        "latency_ms": latency_ms,
        "since": Moment::new(since, DHAKA_OFFSET_MINUTES),
    })
}
