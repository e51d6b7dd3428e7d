//! The database's schema, as numbered SQL in `migrations/central`, and the catalogue in its table.

use crate::rebuild::rebuild_if_due;
use domain::catalogue::{Catalogue, Entry};
use serde_json::json;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Connection, PgConnection, SqlSafeStr};

/// Only ever added to: `CHECKSUMS` beside them holds each as it was released.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "facts", include_str!("../../migrations/central/0001_facts.sql")),
    (2, "projections", include_str!("../../migrations/central/0002_projections.sql")),
    (3, "service", include_str!("../../migrations/central/0003_service.sql")),
    (4, "folded by", include_str!("../../migrations/central/0004_folded_by.sql")),
    (6, "operations", include_str!("../../migrations/central/0006_operations.sql")),
    (7, "event status", include_str!("../../migrations/central/0007_event_status.sql")),
    (10, "sync", include_str!("../../migrations/central/0010_sync.sql")),
    (11, "encounter participants", include_str!("../../migrations/central/0011_encounter_participants.sql")),
    (12, "search", include_str!("../../migrations/central/0012_search.sql")),
    (13, "renamed", include_str!("../../migrations/central/0013_renamed.sql")),
    (14, "renaming", include_str!("../../migrations/central/0014_renaming.sql")),
    (15, "complications", include_str!("../../migrations/central/0015_complications.sql")),
    (16, "codings", include_str!("../../migrations/central/0016_codings.sql")),
];

#[derive(Debug, thiserror::Error)]
pub enum MigrationFailed {
    #[error("the schema could not be brought up to this version: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the rows could not be made anew from the facts: {0:#}")]
    Rebuild(anyhow::Error),
}

/// Brings the schema up to this version, puts the catalogue that is compiled in, and makes rows anew
/// that this version would make otherwise. Safe to run
/// again and by several at once. Needs a role that may create tables and roles.
pub async fn migrate(connection: &mut PgConnection) -> Result<(), MigrationFailed> {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect()).run(&mut *connection).await?;
    put_catalogue(connection).await?;
    rebuild_if_due(connection).await.map_err(MigrationFailed::Rebuild)
}

async fn put_catalogue(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    for entry in Catalogue::embedded().entries() {
        put_entry(&mut transaction, entry).await?;
    }
    transaction.commit().await
}

async fn put_entry(connection: &mut PgConnection, entry: &Entry) -> Result<(), sqlx::Error> {
    let coding = entry.coding();
    sqlx::query(include_str!("migrations/put_entry.sql"))
        .bind(coding.system)
        .bind(coding.code)
        .bind(&entry.display)
        .bind(word(&entry.category))
        .bind(&entry.specialty)
        .bind(word(&entry.complexity))
        .bind(i32::try_from(entry.duration_minutes).unwrap_or(i32::MAX))
        .bind(entry.anesthesia_required)
        .bind(entry.common_in_bangladesh)
        .bind(entry.cost_bdt.0.to_string())
        .bind(json!(entry.resources))
        .bind(json!(entry.contraindications.iter().map(|text| &text.en).collect::<Vec<_>>()))
        .bind(json!(entry.complications))
        .bind(i32::try_from(entry.recovery_time_days).unwrap_or(i32::MAX))
        .execute(connection)
        .await?;
    Ok(())
}

/// The word under which a value of a closed list is written.
fn word(value: &impl serde::Serialize) -> Option<String> {
    json!(value).as_str().map(str::to_owned)
}
