//! A PostgreSQL that the tests share, with a database of its own for each.

use central::migrations::migrate;
use central::settings::Settings;
use servers::Postgres;
use sqlx::{Connection, Executor, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

static SERVER: OnceCell<Postgres> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(0);
/// Migrated once; each test gets a copy.
const TEMPLATE: &str = "shalya_template";

/// A fresh database with this version's schema; its URL.
pub async fn database() -> String {
    let server = SERVER.get_or_init(start).await;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut owner = PgConnection::connect(&server.url("postgres")).await.unwrap();
    // One copy at a time: a template that is being copied cannot be copied by another.
    sqlx::raw_sql("SELECT pg_advisory_lock(1)").execute(&mut owner).await.unwrap();
    owner.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))).await.unwrap();
    owner.close().await.unwrap();
    server.url(&name)
}

async fn start() -> Postgres {
    let server = Postgres::temporary().unwrap();
    migrated(&server, TEMPLATE).await;
    server
}

/// A database on this server with this version's schema; its URL.
pub async fn migrated(server: &Postgres, name: &str) -> String {
    server.create_database(name).unwrap();
    let mut owner = PgConnection::connect(&server.url(name)).await.unwrap();
    migrate(&mut owner).await.unwrap();
    owner.close().await.unwrap();
    server.url(name)
}

/// Settings that serve from this database.
pub fn settings(database: &str, more: &str) -> Settings {
    let toml = format!(
        "database_url = \"{database}\"\nshalya_secret = \"{}\"\nshalya_db_connections = 8\n{more}",
        super::SECRET
    );
    Settings::read(&toml, |_| None).unwrap()
}
