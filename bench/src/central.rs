//! The central service on 100,000 procedures over 20 hospitals, on a PostgreSQL and a Kafka of its own:
//! creating, reading, finding and telling, each beside the bare thing. The procedures are loaded through
//! `central::loading`, which decides each as a request does.

mod asking;
mod hospitals;
mod recording;
mod telling;

use crate::row::{Row, at};
use anyhow::{Context, Result};
use central::migrations::migrate;
use central::serve::{serve, use_cryptography};
use central::settings::Settings;
use hospitals::HOSPITALS;
use servers::{Kafka, Postgres};
use sqlx::{Connection, PgConnection};
use std::time::Instant;
use tokio::net::TcpListener;

const PROCEDURES: usize = 100_000;
const SECRET: &str = "a secret of the measurement, long enough";

pub fn measure() -> Result<Vec<Row>> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(all())
}

async fn all() -> Result<Vec<Row>> {
    use_cryptography();
    // As durable as in a hospital, and where the user that runs PostgreSQL can come.
    let folder = tempfile::tempdir_in("/var/tmp")?;
    let postgres = Postgres::kept_in(&folder.path().join("postgres"), servers::free_port()?)?;
    postgres.create_database("shalya")?;
    let database = postgres.url("shalya");
    let mut owner = PgConnection::connect(&database).await?;
    migrate(&mut owner).await?;
    let mut rows = vec![recording::load(&database, &mut owner).await?];
    let base = start(&database, "").await?;
    rows.extend(recording::creates(&base, &mut owner).await?);
    rows.extend(asking::measure(&base, &mut owner).await?);
    let beside = std::env::current_exe()?;
    let beside = beside.ancestors().nth(2).context("a program without a target folder")?.join("tmp");
    let kafka = tokio::task::spawn_blocking(move || Kafka::temporary(&beside)).await??;
    rows.push(telling::measure(&database, &kafka, &mut owner).await?);
    Ok(rows)
}

fn settings(database: &str, more: &str) -> Result<Settings> {
    let toml =
        format!("database_url = \"{database}\"\nshalya_secret = \"{SECRET}\"\nshalya_requests_per_minute = 0\n{more}");
    Ok(Settings::read(&toml, |_| None)?)
}

/// The service in this process; its address.
async fn start(database: &str, more: &str) -> Result<String> {
    let settings = settings(database, more)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { serve(&settings, listener, std::future::pending()).await });
    Ok(base)
}

/// So many a second, ours beside the reference's.
fn rate(name: &str, unit: &str, reference_name: &str, ours: &[f64], reference: &[f64], least: f64) -> Row {
    let (ours, reference) = (sorted(ours), sorted(reference));
    let (our_median, median) = (at(&ours, 0.5), at(&reference, 0.5));
    let ratio = our_median / median;
    Row {
        name: name.into(),
        unit: unit.into(),
        ours: our_median,
        reference: median,
        reference_name: reference_name.into(),
        ratio,
        better: "higher".into(),
        aim: format!("≥ {least}×"),
        met: ratio >= least,
        n: ours.len() as u64,
        p50: our_median,
        // The slowest, where more is better.
        p99: ours.first().copied().unwrap_or(f64::NAN),
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// How many a second since `start`.
fn per_second(count: usize, start: Instant) -> f64 {
    count as f64 / start.elapsed().as_secs_f64()
}
