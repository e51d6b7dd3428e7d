//! Every access is written down: who, as whom, to what, and what came of it.

use crate::access::Action;
use crate::caller::Caller;
use crate::problem::Problem;
use sqlx::PgConnection;
use uuid::Uuid;

#[derive(Clone, Copy, Debug)]
pub enum Came {
    Whole,
    Restricted,
    Refused,
}

/// One access to one procedure, or, without one, a search that showed so many.
pub async fn note(
    connection: &mut PgConnection,
    caller: &Caller,
    action: Action,
    route: &str,
    procedure: Option<Uuid>,
    came: Came,
    shown: Option<usize>,
) -> Result<(), Problem> {
    let outcome = match came {
        Came::Whole => "whole",
        Came::Restricted => "restricted",
        Came::Refused => "refused",
    };
    let sql = "INSERT INTO access_audit (hospital_id, subject, roles, action, route, procedure_id, outcome, shown) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(&caller.hospital)
        .bind(&caller.subject)
        .bind(caller.roles_text())
        .bind(action.word())
        .bind(route)
        .bind(procedure)
        .bind(outcome)
        .bind(shown.map(|shown| i32::try_from(shown).unwrap_or(i32::MAX)))
        .execute(connection)
        .await?;
    Ok(())
}
