//! How a terminal becomes one of a hospital's authors: somebody at the centre issues a code, somebody
//! at the terminal types it within its time, once; from then on the terminal's own key speaks for it.
//! Each of it is in the audit.

use crate::app::App;
use crate::handing_on;
use crate::ledger::{self, CENTRE};
use crate::outside::is_hospital;
use crate::problem::Problem;
use crate::terminal;
use anyhow::{Result, ensure};
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, Row};
use sync::EnrolmentCode;
use sync::messages::{Enrol, Enrolled, PublicKey, problem};

/// The first epoch of a terminal; its key holds for all of them.
const FIRST_EPOCH: i32 = 1;
/// Who did it, where somebody did it from the command line.
const OPERATOR: &str = "shalya-central";

/// Issues a code for one terminal of a hospital, which begins with it if it is not there yet.
pub async fn issue(connection: &mut PgConnection, hospital: &str, hours: u32) -> Result<EnrolmentCode> {
    ensure!(
        is_hospital(hospital),
        "A hospital's code has 1 to 32 letters, digits, dots and hyphens: \"{hospital}\" has not."
    );
    let code = EnrolmentCode::from_random(rand::random());
    let mut transaction = connection.begin().await?;
    sqlx::query("INSERT INTO hospitals (id) VALUES ($1) ON CONFLICT (id) DO NOTHING")
        .bind(hospital)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(include_str!("enrolment/issue.sql"))
        .bind(hospital)
        .bind(hash(code.as_str()))
        .bind(i32::try_from(hours)?)
        .execute(&mut *transaction)
        .await?;
    note(&mut transaction, hospital, OPERATOR, "issue", "done").await?;
    transaction.commit().await?;
    Ok(code)
}

/// Shuts a terminal out: what it hands over from now on waits for a person, and it is told nothing.
/// False when there is no such terminal.
pub async fn revoke(connection: &mut PgConnection, hospital: &str, terminal: &str) -> Result<bool> {
    ensure!(terminal != CENTRE, "{CENTRE} is the centre itself.");
    let mut transaction = connection.begin().await?;
    let sql = "UPDATE authors SET revoked_at = CURRENT_TIMESTAMP \
               WHERE hospital_id = $1 AND terminal = $2 AND revoked_at IS NULL";
    let revoked = sqlx::query(sql).bind(hospital).bind(terminal).execute(&mut *transaction).await?.rows_affected();
    if revoked > 0 {
        note(&mut transaction, hospital, OPERATOR, &format!("revoke {terminal}"), "done").await?;
    }
    transaction.commit().await?;
    Ok(revoked > 0)
}

/// Enrols the terminal that offers this key and has signed with it. The same terminal may use its code
/// again: the answer to the first time may have been lost.
pub async fn enrol(app: &App, hospital: &str, terminal: &str, enrol: &Enrol) -> Result<Enrolled, Problem> {
    let mut transaction = ledger::enter(app, hospital).await?;
    let code = EnrolmentCode::parse(&enrol.code).ok_or_else(no_such_code)?;
    let row = sqlx::query(include_str!("enrolment/code.sql"))
        .bind(hospital)
        .bind(hash(code.as_str()))
        .fetch_optional(&mut *transaction)
        .await?;
    let key = enrol.key.key().ok_or_else(|| Problem::field("/key", "malformed", "This is no key."))?;
    let is_open = match &row {
        None => false,
        Some(row) => {
            let by = row.try_get::<Option<String>, _>("used_by")?.zip(row.try_get::<Option<Vec<u8>>, _>("used_key")?);
            by.is_none_or(|(by, used_key)| by == terminal && used_key == key.as_bytes())
        }
    };
    if !is_open {
        let is_hospital: Option<String> = sqlx::query_scalar("SELECT id FROM hospitals WHERE id = $1")
            .bind(hospital)
            .fetch_optional(&mut *transaction)
            .await?;
        if is_hospital.is_some() {
            note(&mut transaction, hospital, terminal, "enrol", "refused").await?;
        }
        transaction.commit().await?;
        return Err(no_such_code());
    }
    let others = terminal::keys(&mut transaction, hospital, terminal).await?;
    if terminal == CENTRE || others.iter().any(|(other, _)| *other != key) {
        note(&mut transaction, hospital, terminal, "enrol", "refused").await?;
        transaction.commit().await?;
        let detail = format!("Another terminal of {hospital} is called {terminal}. Each has a name of its own.");
        return Err(Problem::new(StatusCode::CONFLICT, problem::TERMINAL_TAKEN, "The name is taken", detail));
    }
    sqlx::query(include_str!("enrolment/author.sql"))
        .bind(hospital)
        .bind(terminal)
        .bind(FIRST_EPOCH)
        .bind(key.as_bytes().as_slice())
        .execute(&mut *transaction)
        .await?;
    sqlx::query(include_str!("enrolment/use.sql"))
        .bind(hospital)
        .bind(hash(code.as_str()))
        .bind(terminal)
        .bind(key.as_bytes().as_slice())
        .execute(&mut *transaction)
        .await?;
    note(&mut transaction, hospital, terminal, "enrol", "done").await?;
    let authors = handing_on::authors(&mut transaction, hospital).await?;
    transaction.commit().await?;
    tracing::info!(hospital, terminal, key = String::from(PublicKey::of(&key)), "a terminal was enrolled");
    Ok(Enrolled { hospital: hospital.to_owned(), authors })
}

/// A terminal's or an operator's doing, in the audit. For what moved facts, `shown` says how many.
pub async fn note_facts(
    connection: &mut PgConnection,
    hospital: &str,
    terminal: &str,
    action: &str,
    facts: usize,
) -> Result<(), sqlx::Error> {
    audit(connection, hospital, terminal, action, "done", i32::try_from(facts).ok()).await
}

async fn note(
    connection: &mut PgConnection,
    hospital: &str,
    subject: &str,
    action: &str,
    outcome: &str,
) -> Result<(), sqlx::Error> {
    audit(connection, hospital, subject, action, outcome, None).await
}

async fn audit(
    connection: &mut PgConnection,
    hospital: &str,
    subject: &str,
    action: &str,
    outcome: &str,
    shown: Option<i32>,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO access_audit (hospital_id, subject, roles, action, route, outcome, shown) \
               VALUES ($1, $2, 'terminal', $3, '/sync', $4, $5)";
    sqlx::query(sql).bind(hospital).bind(subject).bind(action).bind(outcome).bind(shown).execute(connection).await?;
    Ok(())
}

fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code).to_vec()
}

fn no_such_code() -> Problem {
    let detail = "This code is not one of this hospital's, was used, or has ended. Ask for another.";
    Problem::new(StatusCode::FORBIDDEN, problem::CODE, "The code is not taken", detail)
}
