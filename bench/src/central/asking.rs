//! Reading one procedure and every search, over HTTP, beside the bare SQL that gives the same rows: as
//! the owner, without a token, privacy or an audit.

use super::HOSPITALS;
use super::hospitals::{LOCATIONS, PATIENTS, PRACTITIONERS, hospital, token};
use crate::row::{Pair, Row};
use anyhow::{Result, ensure};
use domain::catalogue::Catalogue;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use std::time::Instant;

const READS: usize = 1_000;
const SEARCHES: usize = 150;
const SHOWN: usize = 50;

pub async fn measure(base: &str, owner: &mut PgConnection) -> Result<Vec<Row>> {
    let asking = Asking {
        base: base.to_owned(),
        http: reqwest::Client::new(),
        tokens: (0..HOSPITALS).map(|number| token(&hospital(number))).collect(),
    };
    let mut rows = vec![asking.reads(owner).await?];
    for search in SEARCHED {
        eprint!("\rfinding by {:<12}", search.0);
        rows.push(asking.search(owner, search).await?);
    }
    eprintln!();
    Ok(rows)
}

/// What is searched by; a value of it; and the condition in SQL, in which $2 is that value.
type Search = (&'static str, fn(&mut ChaCha8Rng) -> String, &'static str);

const OF: &str = "p.hospital_id = $1 AND NOT p.voided AND";
const SEARCHED: &[Search] = &[
    (
        "patient",
        |rng| format!("p{}", rng.random_range(0..PATIENTS)),
        "p.patient_id = (SELECT id FROM patients WHERE hospital_id = $1 AND outside_id = $2)",
    ),
    (
        "encounter",
        |rng| format!("e{}", rng.random_range(0..PATIENTS)),
        "p.encounter_id = (SELECT id FROM encounters WHERE hospital_id = $1 AND outside_id = $2)",
    ),
    (
        "status",
        |rng| (*["preparation", "in-progress", "completed"].choose(rng).unwrap_or(&"completed")).to_owned(),
        "p.status = $2",
    ),
    (
        "category",
        |_| "surgical".to_owned(),
        "EXISTS (SELECT FROM procedure_codings AS c WHERE c.hospital_id = $1 AND c.procedure_id = p.id AND c.field = 'category' AND c.code = $2)",
    ),
    (
        "code",
        |rng| Catalogue::embedded().entries().choose(rng).map(|entry| entry.coding().code).unwrap_or_default(),
        "EXISTS (SELECT FROM procedure_codings AS c WHERE c.hospital_id = $1 AND c.procedure_id = p.id AND c.field = 'code' AND c.code = $2)",
    ),
    (
        "performer",
        |rng| format!("d{}", rng.random_range(0..PRACTITIONERS)),
        "EXISTS (SELECT FROM procedure_performers AS t WHERE t.hospital_id = $1 AND t.procedure_id = p.id \
         AND t.practitioner_id = (SELECT id FROM practitioners WHERE hospital_id = $1 AND outside_id = $2))",
    ),
    (
        "location",
        |rng| format!("l{}", rng.random_range(0..LOCATIONS)),
        "p.location_id = (SELECT id FROM locations WHERE hospital_id = $1 AND outside_id = $2)",
    ),
    (
        "date_from",
        |rng| format!("2026-{:02}-{:02}", rng.random_range(1..=10), rng.random_range(1..=28)),
        "p.sorts_at >= ($2 || 'T00:00:00+06:00')::timestamptz AND p.started_at IS NOT NULL",
    ),
    (
        "outcome",
        |_| "385669000".to_owned(),
        "EXISTS (SELECT FROM procedure_codings AS c WHERE c.hospital_id = $1 AND c.procedure_id = p.id AND c.field = 'outcome' AND c.code = $2)",
    ),
    ("complication", |_| "true".to_owned(), "p.has_complication = $2::boolean"),
    (
        "specialty",
        |rng| Catalogue::embedded().entries().choose(rng).map(|entry| entry.specialty.clone()).unwrap_or_default(),
        "p.specialty = $2",
    ),
];

struct Asking {
    base: String,
    http: reqwest::Client,
    tokens: Vec<String>,
}

impl Asking {
    async fn get(&self, hospital: usize, path: &str) -> Result<(f64, Value)> {
        let start = Instant::now();
        let answer = self.http.get(format!("{}{path}", self.base)).bearer_auth(&self.tokens[hospital]).send().await?;
        let (status, bytes) = (answer.status(), answer.bytes().await?);
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
        ensure!(status == 200, "{path} answered {status}");
        Ok((milliseconds, serde_json::from_slice(&bytes)?))
    }

    async fn reads(&self, owner: &mut PgConnection) -> Result<Row> {
        let ids: Vec<(String, String)> =
            sqlx::query_as("SELECT hospital_id, id::text FROM procedures ORDER BY md5(id::text) LIMIT $1")
                .bind(READS as i64)
                .fetch_all(&mut *owner)
                .await?;
        let mut pair = Pair::default();
        for (of, id) in &ids {
            let number = (0..HOSPITALS).find(|number| hospital(*number) == *of).unwrap_or(0);
            pair.ours.push(self.get(number, &format!("/api/procedures/{id}")).await?.0);
            let start = Instant::now();
            let query =
                sqlx::query_scalar("SELECT to_jsonb(p) FROM procedures AS p WHERE hospital_id = $1 AND id = $2::uuid");
            let _row: Value = query.bind(of).bind(id).fetch_one(&mut *owner).await?;
            pair.reference.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(pair.row("read by id", "ms", "the bare SQL, the row as JSON", 10.0, Some(16.0)))
    }

    async fn search(&self, owner: &mut PgConnection, (name, value, condition): &Search) -> Result<Row> {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let page = format!(
            "SELECT to_jsonb(p) FROM procedures AS p WHERE {OF} {condition} ORDER BY p.sorts_at, p.id LIMIT {SHOWN}"
        );
        let count = format!("SELECT count(*) FROM procedures AS p WHERE {OF} {condition}");
        let (mut pair, mut found) = (Pair::default(), 0);
        for _ in 0..SEARCHES {
            let number = rng.random_range(0..HOSPITALS);
            let (of, value) = (hospital(number), value(&mut rng));
            let (milliseconds, answer) = self.get(number, &format!("/api/procedures?{name}={value}")).await?;
            pair.ours.push(milliseconds);
            let start = Instant::now();
            let rows: Vec<Value> =
                sqlx::query_scalar(AssertSqlSafe(page.clone())).bind(&of).bind(&value).fetch_all(&mut *owner).await?;
            let total: i64 =
                sqlx::query_scalar(AssertSqlSafe(count.clone())).bind(&of).bind(&value).fetch_one(&mut *owner).await?;
            pair.reference.push(start.elapsed().as_secs_f64() * 1000.0);
            let shown = answer.as_array().map_or(0, Vec::len);
            ensure!(shown == rows.len() && total >= rows.len() as i64, "{name}={value}: {shown}, not {}", rows.len());
            found += shown;
        }
        ensure!(found > 0, "nothing was found by {name}");
        let title = format!("found by {name}, page of {SHOWN} and total");
        Ok(pair.row(&title, "ms", "the bare SQL of both", 5.0, Some(100.0)))
    }
}
