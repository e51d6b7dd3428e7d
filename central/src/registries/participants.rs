//! Who takes part in an encounter, and may therefore read its procedures: as its registry last said,
//! which stands while the registry is down. Asked at each write that names the encounter, and again in
//! the background for as long as a procedure of it goes on, so that whoever joins it later can read and
//! whoever was taken off no longer can.

use super::{ENCOUNTER, Said};
use crate::app::App;
use crate::ledger;
use crate::outside::Outside;
use crate::problem::Problem;
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

/// Encounters asked about at once, of one hospital.
const AT_ONCE: i64 = 200;

/// The outside ids of those who take part, as they were at a time of the wall clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participants {
    pub at: OffsetDateTime,
    pub practitioners: Arc<[String]>,
}

impl Participants {
    /// As an R4 Encounter names them. A participation that is over was one: its period is no matter.
    pub fn of(encounter: &Value, at: OffsetDateTime) -> Participants {
        let all = encounter["participant"].as_array().into_iter().flatten();
        let references = all.filter_map(|it| it["individual"]["reference"].as_str());
        let practitioners: BTreeSet<String> = references.filter_map(practitioner).collect();
        Participants { at, practitioners: practitioners.into_iter().collect() }
    }
}

/// The id in a reference to a practitioner, relative or absolute, or to a version of one.
fn practitioner(reference: &str) -> Option<String> {
    let reference = reference.split_once("/_history/").map_or(reference, |(of, _)| of);
    let (of, id) = reference.rsplit_once('/')?;
    let is_practitioner = of == "Practitioner" || (of.contains("://") && of.ends_with("/Practitioner"));
    Outside::of_reference("Practitioner", id).ok().filter(|_| is_practitioner).map(|outside| outside.id)
}

/// Puts down what was told of encounters, by their outside ids; one that is not named here is left out.
pub async fn put(connection: &mut PgConnection, hospital: &str, told: &[(&str, &Participants)]) -> Result<(), Problem> {
    if told.is_empty() {
        return Ok(());
    }
    let (encounters, times): (Vec<_>, Vec<_>) = told.iter().map(|(encounter, told)| (*encounter, told.at)).unzip();
    let people = told.iter().flat_map(|(encounter, told)| {
        told.practitioners.iter().map(|practitioner| (*encounter, practitioner.as_str()))
    });
    let (of, practitioners): (Vec<_>, Vec<_>) = people.unzip();
    sqlx::query(include_str!("participants/put.sql"))
        .bind(hospital)
        .bind(encounters)
        .bind(times)
        .bind(of)
        .bind(practitioners)
        .execute(connection)
        .await?;
    Ok(())
}

/// How long after it was asked a registry is asked again.
#[derive(Clone, Copy)]
pub struct Pauses {
    /// About what it has not said.
    pub unsaid: Duration,
    /// About encounters that go on.
    pub encounters: Duration,
}

/// Asks about the encounters of a hospital that are due.
pub async fn ask_again(app: &App, hospital: &str, pauses: Pauses) -> Result<(), Problem> {
    let Some(registry) = app.registries.of(ENCOUNTER) else { return Ok(()) };
    let mut transaction = ledger::enter(app, hospital).await?;
    let due: Vec<String> = sqlx::query_scalar(include_str!("participants/due.sql"))
        .bind(hospital)
        .bind(pauses.unsaid.as_secs_f64())
        .bind(pauses.encounters.as_secs_f64())
        .bind(AT_ONCE)
        .fetch_all(&mut *transaction)
        .await?;
    transaction.commit().await?;
    for encounter in due {
        let asked_at = OffsetDateTime::now_utc();
        let told = match registry.ask_anew(hospital, &encounter).await {
            Said::Known(participants) => participants,
            // Nobody takes part in what is not there any more.
            Said::Unknown => Participants { at: asked_at, practitioners: Arc::default() },
            Said::Nothing => continue,
        };
        let mut transaction = ledger::enter(app, hospital).await?;
        put(&mut transaction, hospital, &[(&encounter, &told)]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn practitioners_take_part_by_their_exact_ids() {
        let individual = |reference: &str| json!({ "individual": { "reference": reference } });
        let encounter = json!({ "participant": [
            individual("Practitioner/111"),
            individual("https://registry.example/fhir/Practitioner/11"),
            individual("Practitioner/7/_history/3"),
            { "individual": { "reference": "Practitioner/8" }, "period": { "end": "2020-01-01" } },
            individual("Practitioner/8"),
            individual("PractitionerRole/1"),
            individual("RelatedPerson/2"),
            individual("Practitioner/"),
            individual("Practitioner/a'--"),
            individual("NotPractitioner/3"),
            individual("x/Practitioner/4"),
            individual("5"),
            { "individual": { "identifier": { "value": "6" } } },
            { "type": [] },
            "Practitioner/9",
        ] });
        let told = Participants::of(&encounter, OffsetDateTime::UNIX_EPOCH);
        assert_eq!(*told.practitioners, ["11", "111", "7", "8"]);
        for odd in [json!({}), json!({ "participant": { "individual": {} } }), json!([])] {
            assert!(Participants::of(&odd, OffsetDateTime::UNIX_EPOCH).practitioners.is_empty());
        }
    }
}
