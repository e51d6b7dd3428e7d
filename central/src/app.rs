//! What every request has at hand, and the routes.

use crate::cache::Cache;
use crate::caller::{Caller, Tokens};
use crate::challenge::Challenges;
use crate::controllers;
use crate::fhir;
use crate::jwks::Jwks;
use crate::kafka::Kafka;
use crate::limits::Limits;
use crate::metrics::{self, Metrics};
use crate::problem::Problem;
use crate::rebuild::fingerprint;
use crate::registries::Registries;
use crate::settings::{Secret, Settings};
use crate::since::Since;
use crate::token::OwnKey;
use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{Executor, PgConnection};
use std::collections::HashSet;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::{Notify, Semaphore};
use tower_http::timeout::TimeoutLayer;
use uuid::Uuid;

/// One running service.
pub struct App {
    pub pool: PgPool,
    pub tokens: Tokens,
    pub secret: Secret,
    /// The run of this process, and when it began: the monotonic part of the facts recorded here.
    pub boot_id: Uuid,
    pub started: Instant,
    pub health: Since,
    pub kafka: Option<Arc<Kafka>>,
    pub cache: Option<Cache>,
    /// What rows are made with besides their facts.
    pub fingerprint: String,
    pub metrics: Metrics,
    pub limits: Option<Limits>,
    pub registries: Registries,
    /// Told after a commit here that laid events out; the relay of another replica finds them by itself.
    pub laid_out: Notify,
    /// Told after a commit here that put down that somebody is called otherwise.
    pub renamed: Notify,
    pub challenges: Challenges,
    /// Whether callers are spoken with over TLS.
    pub encrypted: bool,
    /// How many batches of terminals may be in memory at once.
    pub batches: Semaphore,
    /// How many long bodies of terminals are taken at once.
    pub long_bodies: Semaphore,
    known_hospitals: RwLock<HashSet<String>>,
}

/// How long a request waits for a connection to the database.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Each takes at most some 40 MB while it is unpacked.
const BATCHES_AT_ONCE: usize = 8;

impl App {
    /// Connects lazily: a database that is down at the start is said by each request and by the
    /// readiness probe, and is used when it comes up.
    pub fn new(settings: &Settings) -> anyhow::Result<App> {
        let pool = PgPoolOptions::new()
            .max_connections(settings.database_connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            // From here on this connection owns nothing and sees one hospital.
            .after_connect(|connection, _| Box::pin(async move { become_service(connection).await }))
            .connect_lazy_with(settings.database.clone());
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        let jwks = settings.jwks_url.clone().map(|url| Jwks::new(url, settings.jwt_issuer.clone(), http.clone()));
        let own = OwnKey::of(&settings.secret).public();
        Ok(App {
            pool,
            tokens: Tokens::new(own, jwks, settings.jwt_audience.clone()),
            secret: settings.secret.clone(),
            boot_id: Uuid::from_bytes(rand::random()),
            started: Instant::now(),
            health: Since::default(),
            cache: settings.redis_url.as_deref().map(Cache::new).transpose().context("REDIS_URL cannot be used")?,
            fingerprint: fingerprint(),
            kafka: settings.kafka_brokers.as_deref().map(Kafka::new).transpose()?.map(Arc::new),
            metrics: Metrics::new()?,
            limits: settings.requests_per_minute.map(Limits::new),
            registries: Registries::new(&settings.registries, &http),
            laid_out: Notify::new(),
            renamed: Notify::new(),
            challenges: Challenges::of(&settings.secret),
            encrypted: settings.encryption.is_some(),
            batches: Semaphore::new(BATCHES_AT_ONCE),
            long_bodies: Semaphore::new(BATCHES_AT_ONCE),
            known_hospitals: RwLock::default(),
        })
    }

    /// Those that are known here, in no order.
    pub async fn hospitals(&self) -> Result<Vec<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT id FROM hospitals").fetch_all(&self.pool).await
    }

    /// The wall clock, milliseconds since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    /// A hospital that a token of its own names is begun with its first request: who issues tokens
    /// says which hospitals there are. A token for all of them can only name one that is there.
    pub async fn know_hospital(&self, caller: &Caller) -> Result<(), Problem> {
        let known = |set: &RwLock<HashSet<String>>| set.read().is_ok_and(|set| set.contains(&caller.hospital));
        if known(&self.known_hospitals) {
            return Ok(());
        }
        if caller.of_hospital {
            sqlx::query("INSERT INTO hospitals (id) VALUES ($1) ON CONFLICT (id) DO NOTHING")
                .bind(&caller.hospital)
                .execute(&self.pool)
                .await?;
        } else {
            let found: Option<String> = sqlx::query_scalar("SELECT id FROM hospitals WHERE id = $1")
                .bind(&caller.hospital)
                .fetch_optional(&self.pool)
                .await?;
            found.ok_or_else(|| Problem::not_found("hospital"))?;
        }
        if let Ok(mut set) = self.known_hospitals.write() {
            set.insert(caller.hospital.clone());
        }
        Ok(())
    }
}

async fn become_service(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    connection.execute("SET ROLE shalya_service; SET statement_timeout = '10s'; SET TIME ZONE 'UTC'").await?;
    Ok(())
}

/// The whole service as one router.
pub fn router(app: Arc<App>, settings: &Settings) -> Router {
    Router::new()
        .merge(controllers::routes())
        .merge(fhir::routes())
        .method_not_allowed_fallback(|| async {
            let detail = "This path does not take this method.";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", "Not a method of this path", detail)
        })
        .fallback(|| async {
            Problem::new(StatusCode::NOT_FOUND, "no-such-path", "Not found", "There is no such path.")
        })
        .layer(DefaultBodyLimit::max(settings.body_limit_bytes))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            Duration::from_secs(settings.request_seconds),
        ))
        .layer(from_fn(fhir::speak))
        .layer(from_fn_with_state(app.clone(), metrics::count))
        .with_state(app)
}
