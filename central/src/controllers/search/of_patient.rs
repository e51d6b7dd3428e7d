//! A patient's procedures, which are asked for most: kept in the cache, under a version that every
//! change of any of them raises.

use crate::access::Standing;
use crate::app::App;
use crate::cache::{Cache, PATIENT_FOR};
use crate::problem::Problem;
use crate::shown::{Me, Shown};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

/// One procedure, whole, and everyone in its team; what is shown of it is decided for each who asks.
#[derive(Serialize, Deserialize)]
struct Kept {
    row: Value,
    team: Vec<(Uuid, String)>,
}

/// All of them in the order of time; none where there is no cache or they are more than `most`.
pub async fn all(
    app: &App,
    connection: &mut PgConnection,
    hospital: &str,
    patient: Uuid,
    me: &Me,
    most: usize,
) -> Result<Option<Vec<Shown>>, Problem> {
    let Some(cache) = &app.cache else { return Ok(None) };
    // Read before the rows: what is kept under it is at least as new.
    // Not every change is one of a version: a name may be corrected. Which transaction wrote each row tells all.
    let (count, versions, written): (i64, i64, String) = sqlx::query_as(
        "SELECT count(*), COALESCE(sum(version), 0)::bigint, \
         COALESCE(md5(string_agg(xmin::text, ',' ORDER BY id)), '') \
         FROM procedures WHERE hospital_id = $1 AND patient_id = $2",
    )
    .bind(hospital)
    .bind(patient)
    .fetch_one(&mut *connection)
    .await?;
    if usize::try_from(count).map_or(true, |count| count > most) {
        return Ok(None);
    }
    let key = format!("patient_procedures:{hospital}:{patient}:{count}.{versions}.{written}:{}", app.fingerprint);
    let kept = kept(cache, connection, hospital, patient, &key).await?;
    let roles = |kept: &Kept| -> Vec<String> {
        kept.team.iter().filter(|(person, _)| *person == me.practitioner).map(|(_, role)| role.clone()).collect()
    };
    Ok(Some(
        kept.into_iter()
            .map(|kept| {
                // Whoever asks here may read them all; taking part in their encounters gives no more.
                let standing = Standing::in_roles(&roles(&kept), false);
                Shown::kept(kept.row, standing)
            })
            .collect(),
    ))
}

async fn kept(
    cache: &Cache,
    connection: &mut PgConnection,
    hospital: &str,
    patient: Uuid,
    key: &str,
) -> Result<Vec<Kept>, Problem> {
    if let Some(kept) = cache.get(key).await {
        return Ok(kept);
    }
    let rows = sqlx::query(include_str!("of_patient.sql")).bind(hospital).bind(patient).fetch_all(connection).await?;
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        kept.push(Kept { row: row.try_get("row")?, team: serde_json::from_value(row.try_get("team")?)? });
    }
    cache.keep(key, &kept, PATIENT_FOR).await;
    Ok(kept)
}
