//! What Prometheus reads: SERVICE.md's three metrics by their names and labels, and what an operator
//! needs besides.

use crate::app::App;
use crate::ledger;
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::catalogue::Catalogue;
use domain::procedure::Procedure;
use prometheus::{GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder};
use sqlx::Row;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// In place of what would tell of a sensitive procedure.
const RESTRICTED: &str = "restricted";
/// Figures from the database are at most this old.
const KEPT_FOR: Duration = Duration::from_secs(30);

pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    minutes: HistogramVec,
    complications: GaugeVec,
    outbox_waiting: IntGaugeVec,
    outbox_oldest: GaugeVec,
    unverified: IntGaugeVec,
    registry_asked: IntGaugeVec,
    registry_left_alone: IntGaugeVec,
    waiting_facts: IntGaugeVec,
    quarantined_facts: IntGaugeVec,
    counted_at: Mutex<Option<Instant>>,
}

impl Metrics {
    /// Fails only where two metrics have one name.
    pub fn new() -> Result<Metrics, prometheus::Error> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("procedure_requests_total", "Total number of procedure requests"),
            &["method", "endpoint", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("procedure_request_seconds", "How long requests took to answer"),
            &["method", "endpoint"],
        )?;
        let minutes = HistogramVec::new(
            HistogramOpts::new("procedure_duration_minutes", "Procedure duration in minutes")
                .buckets(vec![15.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 240.0, 360.0, 480.0]),
            &["procedure_code", "specialty"],
        )?;
        let complications = GaugeVec::new(
            Opts::new("procedure_complication_rate", "Procedure complication rate"),
            &["procedure_code", "hospital"],
        )?;
        let outbox_waiting =
            IntGaugeVec::new(Opts::new("shalya_outbox_waiting", "Events that Kafka does not have yet"), &["hospital"])?;
        let outbox_oldest = GaugeVec::new(
            Opts::new("shalya_outbox_oldest_seconds", "How long the oldest of them has waited"),
            &["hospital"],
        )?;
        let gauges = |name: &str, what: &str, labels: &[&str]| IntGaugeVec::new(Opts::new(name, what), labels);
        let unverified = gauges(
            "shalya_registry_unverified",
            "Whom a registry has not confirmed: unverified, or unknown to it",
            &["hospital", "registry", "state"],
        )?;
        let registry_asked =
            gauges("shalya_registry_asked_total", "What registries said since the start", &["registry", "said"])?;
        let registry_left_alone =
            gauges("shalya_registry_left_alone", "1 while a registry that fails is not asked", &["registry"])?;
        registry.register(Box::new(unverified.clone()))?;
        registry.register(Box::new(registry_asked.clone()))?;
        registry.register(Box::new(registry_left_alone.clone()))?;
        let waiting_facts = IntGaugeVec::new(
            Opts::new("shalya_waiting_facts", "Facts of terminals whose causes have not come"),
            &["hospital"],
        )?;
        let quarantined_facts = IntGaugeVec::new(
            Opts::new("shalya_quarantined_facts", "Facts that could not be proved and wait for a person"),
            &["hospital", "reason"],
        )?;
        registry.register(Box::new(waiting_facts.clone()))?;
        registry.register(Box::new(quarantined_facts.clone()))?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(minutes.clone()))?;
        registry.register(Box::new(complications.clone()))?;
        registry.register(Box::new(outbox_waiting.clone()))?;
        registry.register(Box::new(outbox_oldest.clone()))?;
        let counted_at = Mutex::new(None);
        Ok(Metrics {
            registry,
            requests,
            seconds,
            minutes,
            complications,
            outbox_waiting,
            outbox_oldest,
            unverified,
            registry_asked,
            registry_left_alone,
            waiting_facts,
            quarantined_facts,
            counted_at,
        })
    }

    /// A procedure was completed: how long it took.
    pub fn completed(&self, case: &Procedure) {
        let period = case.performed();
        let Some((start, end)) = period.start.zip(period.end) else { return };
        let entry = case.operation.entry().filter(|_| !case.is_sensitive());
        let (code, specialty) = match entry {
            Some(entry) => (entry.coding().code, entry.specialty.clone()),
            None => (RESTRICTED.to_owned(), RESTRICTED.to_owned()),
        };
        self.minutes.with_label_values(&[code, specialty]).observe(end.minutes_since(start) as f64);
    }
}

/// Counts every request by the template of its route.
pub async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let endpoint = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let start = Instant::now();
    let response = next.run(request).await;
    let labels = [method.as_str(), endpoint.as_str()];
    app.metrics.seconds.with_label_values(&labels).observe(start.elapsed().as_secs_f64());
    app.metrics.requests.with_label_values(&[labels[0], labels[1], response.status().as_str()]).inc();
    response
}

/// `GET /metrics`. Without the database the figures from it are those of before.
pub async fn text(State(app): State<Arc<App>>) -> Result<String, Problem> {
    if let Err(problem) = look(&app).await {
        tracing::warn!(?problem, "figures could not be read from the database");
    }
    for registry in app.registries.all() {
        let counts = &registry.counts;
        for (said, count) in [("known", &counts.known), ("unknown", &counts.unknown), ("nothing", &counts.nothing)] {
            let count = i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            app.metrics.registry_asked.with_label_values(&[registry.kind, said]).set(count);
        }
        let left_alone = i64::from(registry.is_left_alone());
        app.metrics.registry_left_alone.with_label_values(&[registry.kind]).set(left_alone);
    }
    TextEncoder::new().encode_to_string(&app.metrics.registry.gather()).map_err(|problem| {
        tracing::error!(%problem, "metrics could not be written");
        Problem::broken()
    })
}

async fn look(app: &App) -> Result<(), Problem> {
    let mut counted_at = app.metrics.counted_at.lock().await;
    if counted_at.is_some_and(|at| at.elapsed() < KEPT_FOR) {
        return Ok(());
    }
    for hospital in app.hospitals().await? {
        look_at(app, &hospital).await?;
    }
    *counted_at = Some(Instant::now());
    Ok(())
}

async fn look_at(app: &App, hospital: &str) -> Result<(), Problem> {
    let mut transaction = ledger::enter(app, hospital).await?;
    let waiting = sqlx::query(include_str!("metrics/waiting.sql")).bind(hospital).fetch_one(&mut *transaction).await?;
    app.metrics.outbox_waiting.with_label_values(&[hospital]).set(waiting.try_get("count")?);
    app.metrics.outbox_oldest.with_label_values(&[hospital]).set(waiting.try_get("oldest")?);
    for kind in app.registries.all().map(|registry| registry.kind) {
        for state in ["unverified", "unknown"] {
            let sql = "SELECT count(*) FROM registry_checks WHERE hospital_id = $1 AND kind = $2 AND state = $3";
            let query = sqlx::query_scalar(sql).bind(hospital).bind(kind).bind(state);
            let count: i64 = query.fetch_one(&mut *transaction).await?;
            app.metrics.unverified.with_label_values(&[hospital, kind, state]).set(count);
        }
    }
    let held_up: i64 = sqlx::query_scalar("SELECT count(*) FROM waiting_facts WHERE hospital_id = $1")
        .bind(hospital)
        .fetch_one(&mut *transaction)
        .await?;
    app.metrics.waiting_facts.with_label_values(&[hospital]).set(held_up);
    let aside = "SELECT reason, count(*) AS count FROM quarantine WHERE hospital_id = $1 GROUP BY reason";
    for row in sqlx::query(aside).bind(hospital).fetch_all(&mut *transaction).await? {
        let reason: String = row.try_get("reason")?;
        app.metrics.quarantined_facts.with_label_values(&[hospital, &reason]).set(row.try_get("count")?);
    }
    let rates = sqlx::query(include_str!("metrics/rates.sql")).bind(hospital).fetch_all(&mut *transaction).await?;
    for row in rates {
        let key: String = row.try_get("catalogue_key")?;
        if let Some(entry) = Catalogue::embedded().by_key(&key) {
            let code = entry.coding().code;
            app.metrics.complications.with_label_values(&[code.as_str(), hospital]).set(row.try_get("rate")?);
        }
    }
    transaction.commit().await?;
    Ok(())
}
