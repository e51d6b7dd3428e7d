//! SurgicalSafetyChecklist, phase by phase. For Sign In SERVICE.md has eight items: `patient_identity`
//! and `consent` are both the WHO's first, which is answered when both are.

mod items;

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::directory::{self, Kind};
use crate::look::LookInside;
use crate::outside::Outside;
use crate::problem::Problem;
use crate::reading::{Faults, Reader};
use crate::registering;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::procedure::{Answer, Command, Item, Phase, Procedure, Report, Speaker};
use items::{CONSENT, IDENTITY, halves, items};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub async fn read(
    Path((_, phase)): Path<(String, String)>,
    LookInside(mut look): LookInside,
) -> Result<Json<Value>, Problem> {
    let phase = phase_of(&phase)?;
    let case = look.case().await?;
    let checklist = told(&mut look.transaction, &look.caller.hospital, look.shown.id, &case, phase).await?;
    look.close().await?;
    Ok(Json(checklist))
}

/// What one item was answered.
struct Given {
    id: String,
    item: Item,
    answer: Option<Answer>,
    completed: bool,
    plan: Option<String>,
    comments: Option<String>,
    spoken_by: Option<String>,
    field: String,
}

impl Given {
    /// Done without saying what was answered is "not stated", never yes.
    fn answer(&self) -> Option<Answer> {
        self.answer.or(self.completed.then_some(Answer::NotStated))
    }
}

/// Answers items and, with `verified: true`, signs the phase.
pub async fn answer(
    State(app): State<Arc<App>>,
    Path((id, phase)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Ended> {
    let phase = phase_of(&phase)?;
    let body = asked.body()?;
    let faults = Faults::default();
    let reader = Reader::new(&body, &faults);
    if reader.text("phase").is_some_and(|said| json!(phase) != said) {
        reader.wrong("phase", "unknown-value", "The phase is the path's.");
    }
    let verified = reader.boolean("verified").unwrap_or(false);
    let completed_at = reader.moment("completed_at");
    let completed_by = reader.outside("completed_by", Kind::Practitioner.word());
    let given: Vec<Given> =
        reader.list("checklist_items").unwrap_or_default().iter().filter_map(|item| given(item, phase)).collect();
    faults.check()?;
    let mut change = Change::open(&app, &asked, &id, Action::Perform).await?;
    let given = first_item(&mut change, given)?;
    for given in given {
        answer_item(&mut change, &given, completed_at).await?;
    }
    if verified && !change.stream.state.checklist.signed.contains_key(&phase) {
        let by = match completed_by.filter(|by| by.id != asked.caller.subject) {
            None => change.actor,
            Some(by) if asked.caller.is_service() => {
                let actor = change.actor;
                registering::practitioner(&mut change.ledger, &by, None, None, Some(actor)).await?
            }
            Some(_) => {
                return Err(Problem::field("/completed_by", "not-author", "A phase is signed by who sends it.").into());
            }
        };
        change.take(Command::SignPhase { phase, by, at: completed_at }, "/completed_at")?;
    }
    let hospital = asked.caller.hospital.clone();
    let case = change.stream.state.clone();
    let told = told(&mut change.ledger.transaction, &hospital, change.id.0, &case, phase).await?;
    change.answer(StatusCode::OK, Part::Of(told)).await
}

fn phase_of(word: &str) -> Result<Phase, Problem> {
    Phase::ALL.into_iter().find(|phase| json!(phase) == word).ok_or_else(|| Problem::not_found("checklist phase"))
}

fn given(reader: &Reader<'_>, phase: Phase) -> Option<Given> {
    let id = reader.required_text("id")?;
    let known = items(phase).find(|item| item.id == id);
    if known.is_none() {
        let ids: Vec<&str> = items(phase).map(|item| item.id).collect();
        reader.wrong(
            "id",
            "unknown-value",
            format!("{id:?} is not an item of this phase. There are: {}.", ids.join(", ")),
        );
    }
    let answer = reader.text("answer").and_then(|word| {
        let known = [Answer::Yes, Answer::No, Answer::NotApplicable].into_iter().find(|known| json!(known) == word);
        if known.is_none() {
            reader.wrong(
                "answer",
                "unknown-value",
                format!("{word:?} is no answer. There are: yes, no, not-applicable."),
            );
        }
        known
    });
    let text = |name: &str| reader.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
    Some(Given {
        id: id.to_owned(),
        item: known?.item,
        answer,
        completed: reader.boolean("completed").unwrap_or(false),
        plan: text("plan"),
        comments: text("comments"),
        spoken_by: text("spoken_by"),
        field: reader.pointer("answer"),
    })
}

/// Puts the two halves of the first item together: what was said of one waits in the report until
/// the other is said.
fn first_item(change: &mut Change<'_>, given: Vec<Given>) -> Result<Vec<Given>, Problem> {
    let (first, mut rest): (Vec<Given>, Vec<Given>) =
        given.into_iter().partition(|given| given.id == IDENTITY || given.id == CONSENT);
    if first.iter().all(|given| given.answer().is_none()) {
        return Ok(rest);
    }
    let mut both: BTreeMap<String, Value> = halves(&change.stream.state);
    for given in first.iter().filter(|given| given.answer().is_some()) {
        both.insert(given.id.clone(), json!({ "answer": given.answer(), "comments": given.comments }));
    }
    let fields = BTreeMap::from([(items::HALVES.to_owned(), json!(both))]);
    change.take(Command::Report { report: Report { fields, ..Report::default() } }, "/checklist_items")?;
    let answers: Vec<Answer> =
        both.values().filter_map(|half| serde_json::from_value(half["answer"].clone()).ok()).collect();
    if both.len() < 2 {
        return Ok(rest);
    }
    let worst = [Answer::No, Answer::NotStated, Answer::Yes].into_iter().find(|answer| answers.contains(answer));
    let comments: Vec<&str> = both.values().filter_map(|half| half["comments"].as_str()).collect();
    let said = first.iter().find_map(|given| given.spoken_by.clone());
    rest.insert(
        0,
        Given {
            id: IDENTITY.to_owned(),
            item: Item::PatientIdentity,
            answer: worst,
            completed: false,
            plan: None,
            comments: (!comments.is_empty()).then(|| comments.join("; ")),
            spoken_by: said,
            field: first.first().map(|given| given.field.clone()).unwrap_or_default(),
        },
    );
    Ok(rest)
}

/// The same answer again is no new fact.
async fn answer_item(change: &mut Change<'_>, given: &Given, at: Option<domain::Moment>) -> Result<(), Problem> {
    let Some(answer) = given.answer() else { return Ok(()) };
    let before = change.stream.state.checklist.answers.get(&given.item);
    if before.is_some_and(|it| (it.answer, &it.plan, &it.comments) == (answer, &given.plan, &given.comments)) {
        return Ok(());
    }
    let said_by = match given.spoken_by.as_deref() {
        None => None,
        Some("patient") => Some(Speaker::Patient),
        Some("guardian") => Some(Speaker::Guardian),
        Some("team") => Some(Speaker::Team),
        Some(person) => {
            let outside = Outside::of_reference(Kind::Practitioner.word(), person).map_err(|why| {
                Problem::field("/checklist_items", why.code(), why.detail("Practitioner, patient, guardian or team"))
            })?;
            let actor = change.actor;
            let id = registering::practitioner(&mut change.ledger, &outside, None, None, Some(actor)).await?;
            Some(Speaker::Person { id })
        }
    };
    let command = Command::AnswerItem {
        item: given.item,
        answer,
        plan: given.plan.clone(),
        comments: given.comments.clone(),
        said_by,
        at,
    };
    change.take(command, &given.field)
}

async fn told(
    connection: &mut PgConnection,
    hospital: &str,
    id: Uuid,
    case: &Procedure,
    phase: Phase,
) -> Result<Value, Problem> {
    let signed = case.checklist.signed.get(&phase);
    let mut people: Vec<Uuid> = signed.map(|signed| signed.by.0).into_iter().collect();
    people.extend(case.checklist.answers.values().filter_map(|answered| match answered.said_by {
        Some(Speaker::Person { id }) => Some(id.0),
        _ => None,
    }));
    let names = directory::names(connection, hospital, Kind::Practitioner, &people).await?;
    let name = |person: Uuid| names.get(&person).map_or_else(|| person.to_string(), |named| named.outside_id.clone());
    let items: Vec<Value> = items(phase).map(|item| item.told(case, &name)).collect();
    Ok(json!({
        "procedure_id": id,
        "phase": phase,
        "checklist_items": items,
        "completed_by": signed.map(|signed| name(signed.by.0)),
        "completed_at": signed.map(|signed| signed.at),
        "verified": signed.is_some(),
        "passed": case.checklist.passed.contains_key(&phase),
    }))
}
