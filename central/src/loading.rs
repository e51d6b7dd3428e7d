//! Taking over many procedures at once, as another system has them: each is read and decided exactly as
//! `POST /api/procedures` does it, and some hundred share one transaction and its handful of
//! statements.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Caller;
use crate::change::{Change, Ended};
use crate::controllers::procedures;
use crate::problem::Problem;
use crate::reading::{CaseMessage, Faults};
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Procedures in one transaction.
const AT_ONCE: usize = 500;

/// Loads procedures, each as SERVICE.md writes one, into one hospital; `progress` is told how many
/// there are. What stands before a procedure that cannot be taken is loaded, in whole runs; it is named
/// by its place.
pub async fn load(
    settings: &Settings,
    hospital: &str,
    procedures: &[Map<String, Value>],
    progress: &mut dyn FnMut(usize),
) -> Result<()> {
    let app = App::new(settings)?;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let caller = Caller {
        subject: "loading".to_owned(),
        hospital: hospital.to_owned(),
        roles: words(&["service"]),
        permissions: words(&["procedure.write", "procedure.full-access"]),
        of_hospital: true,
    };
    app.know_hospital(&caller).await.map_err(said)?;
    let asked = Asked::by_ourselves(caller);
    for (run, some) in procedures.chunks(AT_ONCE).enumerate() {
        let mut messages = Vec::with_capacity(some.len());
        for (place, body) in some.iter().enumerate() {
            let faults = Faults::default();
            let message = CaseMessage::read(body, &faults);
            faults.check().map_err(|why| at(run * AT_ONCE + place, why))?;
            messages.push(message);
        }
        let names = messages.iter().flat_map(CaseMessage::names).collect::<Vec<_>>();
        let mut change = Change::begin(&app, &asked, Action::Write, names).await.map_err(ended)?;
        for (place, message) in messages.iter().enumerate() {
            procedures::begin_with(&mut change, message).await.map_err(|why| at(run * AT_ONCE + place, why))?;
            change.go_on();
        }
        change.ledger.commit().await.map_err(said)?;
        progress(run * AT_ONCE + some.len());
    }
    app.pool.close().await;
    Ok(())
}

fn said(why: Problem) -> anyhow::Error {
    anyhow!("{why}")
}

fn at(place: usize, why: Problem) -> anyhow::Error {
    anyhow!("procedure {} cannot be taken: {why}", place + 1)
}

fn ended(why: Ended) -> anyhow::Error {
    match why {
        Ended::Refused(why) => said(why),
        Ended::Before(_) => anyhow!("it was asked before"),
    }
}
