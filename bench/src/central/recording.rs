//! Loading and creating procedures, beside bare multi-row INSERTs of the very rows that came of it, which
//! are read back for that; the reading counts as theirs.

use super::hospitals::{hospital, procedures, token};
use super::{HOSPITALS, PROCEDURES, per_second, rate, settings};
use crate::row::Row;
use anyhow::{Result, ensure};
use serde_json::Value;
use sqlx::{Executor, PgConnection};
use std::time::Instant;
use tokio::task::JoinSet;

/// Rows in one bare INSERT.
const A_STATEMENT: i64 = 500;
const ROUNDS: usize = 5;
const A_ROUND: usize = 400;
/// Who asks at once.
const CLIENTS: usize = 8;

/// The tables that a create writes, without what they refer to.
const BARE: &str = "CREATE TABLE bare_procedures (LIKE procedures INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE bare_events (LIKE events INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE bare_outbox (LIKE outbox INCLUDING DEFAULTS INCLUDING INDEXES)";

pub async fn load(database: &str, owner: &mut PgConnection) -> Result<Row> {
    let settings = settings(database, "")?;
    let start = Instant::now();
    for number in 0..HOSPITALS {
        let some = procedures(number as u64, PROCEDURES / HOSPITALS);
        central::loading::load(&settings, &hospital(number), &some, &mut |done| {
            eprint!("\rloading: {} of {PROCEDURES}", number * PROCEDURES / HOSPITALS + done);
        })
        .await?;
    }
    let ours = per_second(PROCEDURES, start);
    eprintln!();
    owner.execute("ANALYZE").await?;
    owner.execute(BARE).await?;
    let mut reference = Vec::new();
    for number in 0..HOSPITALS {
        let start = Instant::now();
        let count = bare(owner, &hospital(number), 0).await?;
        reference.push(per_second(count, start));
    }
    Ok(rate("loaded in runs of 500", "procedures/s", "their rows copied, 500 an INSERT", &[ours], &reference, 0.1))
}

/// Copies what one hospital has after a position; how many procedures.
async fn bare(owner: &mut PgConnection, hospital: &str, after: i64) -> Result<usize> {
    let mut count = 0;
    for (table, bare, condition) in [
        ("events", "bare_events", "position > $2"),
        ("outbox", "bare_outbox", "position > $2"),
        (
            "procedures",
            "bare_procedures",
            "id::text IN (SELECT stream_id FROM events WHERE hospital_id = $1 AND position > $2)",
        ),
    ] {
        // The rows are read once and sent, as a program would send them.
        let sql = format!("SELECT to_jsonb(t) FROM {table} AS t WHERE hospital_id = $1 AND {condition}");
        let rows: Vec<Value> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(hospital).bind(after).fetch_all(&mut *owner).await?;
        let insert = format!("INSERT INTO {bare} SELECT * FROM jsonb_populate_recordset(NULL::{bare}, $1)");
        for some in rows.chunks(A_STATEMENT as usize) {
            let some = Value::Array(some.to_vec());
            sqlx::query(sqlx::AssertSqlSafe(insert.clone())).bind(some).execute(&mut *owner).await?;
        }
        count = rows.len();
    }
    Ok(count)
}

pub async fn creates(base: &str, owner: &mut PgConnection) -> Result<Vec<Row>> {
    let (mut ours, mut single, mut multiple) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        eprint!("\rcreating: round {} of {ROUNDS}", round + 1);
        let ends: Vec<(String, i64)> =
            sqlx::query_as("SELECT id, position FROM hospitals ORDER BY id").fetch_all(&mut *owner).await?;
        ours.push(create(base, round).await?);
        owner.execute("TRUNCATE bare_procedures, bare_events, bare_outbox").await?;
        let start = Instant::now();
        let mut count = 0;
        for (hospital, position) in &ends {
            count += bare(owner, hospital, *position).await?;
        }
        ensure!(count == A_ROUND, "{count} procedures were created");
        multiple.push(per_second(count, start));
        single.push(one_by_one(owner).await?);
    }
    eprintln!();
    Ok(vec![
        rate("created, 8 at once", "procedures/s", "their rows copied, 500 an INSERT", &ours, &multiple, 0.05),
        rate("created, 8 at once", "procedures/s", "one bare row a transaction, 1 at once", &ours, &single, 0.25),
    ])
}

/// Over HTTP, by callers of every hospital.
async fn create(base: &str, round: usize) -> Result<f64> {
    let bodies = procedures(1_000 + round as u64, A_ROUND);
    let tokens: Vec<String> = (0..HOSPITALS).map(|number| token(&hospital(number))).collect();
    let http = reqwest::Client::new();
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let mine: Vec<(String, String)> = bodies
            .iter()
            .enumerate()
            .skip(client)
            .step_by(CLIENTS)
            .map(|(number, body)| (tokens[number % HOSPITALS].clone(), Value::Object(body.clone()).to_string()))
            .collect();
        let (http, url) = (http.clone(), format!("{base}/api/procedures"));
        clients.spawn(async move {
            for (token, body) in mine {
                let request = http.post(&url).bearer_auth(token).header("content-type", "application/json");
                let answer = request.body(body).send().await?;
                ensure!(answer.status() == 201, "{}", answer.text().await?);
                answer.bytes().await?;
            }
            Ok(())
        });
    }
    while let Some(done) = clients.join_next().await {
        done??;
    }
    Ok(per_second(A_ROUND, start))
}

/// The same rows of `procedures` alone, each durable before the next.
async fn one_by_one(owner: &mut PgConnection) -> Result<f64> {
    let rows: Vec<Value> =
        sqlx::query_scalar("SELECT to_jsonb(t) FROM bare_procedures AS t").fetch_all(&mut *owner).await?;
    owner.execute("TRUNCATE bare_procedures").await?;
    let insert = "INSERT INTO bare_procedures SELECT * FROM jsonb_populate_record(NULL::bare_procedures, $1)";
    let start = Instant::now();
    for row in &rows {
        sqlx::query(insert).bind(row).execute(&mut *owner).await?;
    }
    Ok(per_second(rows.len(), start))
}
