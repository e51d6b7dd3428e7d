//! Tells a running service of the sample hospital, as a hospital information system would: one REST
//! call for everything that happened, in its order. Nobody in it lives.
//!
//! `sample_hospital BASE HOSPITAL`, in the surroundings of the service: by its secret it issues itself
//! the token of one. Does nothing where that hospital has procedures already.

use anyhow::{Context, Result, bail};
use central::settings::Settings;
use central::token::{Claims, OwnKey};
use domain::catalogue::{TermList, Terms};
use domain::fold::{Folded, Past};
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::{Answer, Item, Phase, Procedure, Status};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, Recorded, Stamp, TerminalId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

const SEED: u64 = 7;
const PERMISSIONS: [&str; 5] =
    ["procedure.read", "procedure.write", "procedure.schedule", "procedure.perform", "procedure.full-access"];

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(base), Some(hospital)) = (arguments.next(), arguments.next()) else {
        bail!("sample_hospital BASE HOSPITAL")
    };
    central::serve::use_cryptography();
    let settings = Settings::from_surroundings(None)?;
    let claims = Claims {
        roles: vec!["service".into()],
        permissions: PERMISSIONS.map(Into::into).to_vec(),
        ..Claims::own(&settings, "his".into(), hospital, 1)
    };
    let token = OwnKey::of(&settings.secret).issue(&claims);
    let service = Service { base, token, http: reqwest::Client::new() };
    let there = service.http.get(format!("{}/api/procedures?limit=1", service.base)).bearer_auth(&service.token);
    let there = there.send().await?.error_for_status()?;
    if there.headers().get("x-total-count").is_some_and(|count| count != "0") {
        println!("The hospital has procedures already; they are left as they are.");
        return Ok(());
    }
    let told = Told::up_to(now()?);
    for (number, case) in told.cases.values().enumerate() {
        print!("\r{} of {} procedures", number + 1, told.cases.len());
        tell(&service, &told, case).await.with_context(|| case.procedure_no.clone())?;
    }
    println!();
    Ok(())
}

fn now() -> Result<Moment> {
    let ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    Ok(Moment::new(i64::try_from(ms)?, domain::moment::DHAKA_OFFSET_MINUTES))
}

struct Service {
    base: String,
    token: String,
    http: reqwest::Client,
}

impl Service {
    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.send(self.http.post(format!("{}{path}", self.base)), path, body).await
    }

    async fn put(&self, path: &str, body: Value) -> Result<Value> {
        self.send(self.http.put(format!("{}{path}", self.base)), path, body).await
    }

    async fn send(&self, request: reqwest::RequestBuilder, path: &str, body: Value) -> Result<Value> {
        let request = request.bearer_auth(&self.token).header("content-type", "application/json");
        let answer = request.body(body.to_string()).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            bail!("{path} answered {status}: {text}\n{body}");
        }
        Ok(serde_json::from_str(&text)?)
    }
}

/// What the sample's facts amount to.
#[derive(Default)]
struct Told {
    place: Hospital,
    people: BTreeMap<PersonId, Person>,
    patients: BTreeMap<PatientId, Patient>,
    cases: BTreeMap<ProcedureId, Procedure>,
}

impl Told {
    fn up_to(now: Moment) -> Told {
        let mut told = Told::default();
        for recording in sample::hospital(SEED, now) {
            let (at, actor) = (recording.at, recording.actor);
            apply(&mut told.place, at, actor, recording.hospital);
            for (id, facts) in recording.people {
                apply(told.people.entry(id).or_default(), at, actor, facts);
            }
            for (id, facts) in recording.patients {
                apply(told.patients.entry(id).or_default(), at, actor, facts);
            }
            for (id, facts) in recording.procedures {
                apply(told.cases.entry(id).or_default(), at, actor, facts);
            }
        }
        told
    }

    fn person(&self, id: PersonId) -> Value {
        let card = self.people.get(&id).map(|person| person.card.clone()).unwrap_or_default();
        json!({ "reference": format!("Practitioner/{}", self.person_id(id)), "display": card.name })
    }

    fn person_id(&self, id: PersonId) -> String {
        let number = self.people.get(&id).and_then(|person| person.card.staff_no.clone());
        number.unwrap_or_else(|| id.to_string())
    }
}

fn apply<S: Folded>(state: &mut S, at: Moment, actor: PersonId, facts: Vec<S::Fact>) {
    for fact in facts {
        let stamp = Stamp { wall_ms: at.utc_ms(), counter: 0 };
        let terminal = TerminalId("T1".into());
        let id = EventId(uuid::Uuid::nil());
        let recorded = Recorded { id, parents: vec![], stamp, terminal, actor, recorded_at: at, fact };
        state.apply(&recorded, &Past::Everything);
    }
}

async fn tell(service: &Service, told: &Told, case: &Procedure) -> Result<()> {
    let patient = case.patient.and_then(|id| told.patients.get(&id)).context("a case without a patient")?;
    let team = case.team.iter().map(|member| {
        let term = Terms::embedded().by_key(TermList::Role, member.role.key());
        let function =
            term.map_or_else(|| json!({ "text": member.role.key() }), |it| json!({ "coding": [it.coding()] }));
        json!({ "function": function, "actor": told.person(member.person) })
    });
    let created = service
        .post(
            "/api/procedures",
            json!({
                "status": "preparation",
                "code": { "coding": case.operation.coding },
                "subject": {
                    "reference": format!("Patient/{}", patient.registration_no),
                    "display": patient.identity.name,
                },
                "performer": team.collect::<Vec<_>>(),
                "bodySite": case.settled_side().map(|side| json!([{ "text": side }])),
            }),
        )
        .await?;
    let id = created["id"].as_str().context("an answer without an id")?;
    let path = format!("/api/procedures/{id}");
    book(service, told, case, id).await?;
    let (before, after): (Vec<_>, Vec<_>) =
        case.status_history.iter().partition(|change| change.to == Status::InProgress);
    if !before.is_empty() {
        phase(service, told, case, &path, Phase::SignIn).await?;
    }
    for change in before {
        service.put(&format!("{path}/status"), json!({ "status": change.to, "timestamp": change.at })).await?;
    }
    phase(service, told, case, &path, Phase::TimeOut).await?;
    for note in &case.notes {
        let author = told.person(note.author);
        let body = json!({ "time": note.at, "author": author, "text": note.text, "noteType": note.note_type });
        service.post(&format!("{path}/notes"), body).await?;
    }
    for used in &case.devices {
        let device = &used.device;
        let body = json!({
            "deviceType": device.device_type, "name": device.name, "action": device.action, "lot": device.lot,
            "manipulated": device.manipulated, "expires": device.expires.map(|date| date.to_string()),
        });
        service.post(&format!("{path}/devices"), body).await?;
    }
    phase(service, told, case, &path, Phase::SignOut).await?;
    for change in after {
        if change.to == Status::Completed {
            let outcome = case.outcome.as_ref().map(|it| json!({ "coding": it.outcome.coding }));
            let follow_up = case.outcome.as_ref().map(|it| it.follow_up.clone());
            let end = json!({ "end": change.at });
            let body = json!({ "performedPeriod": end, "outcome": outcome, "followUp": follow_up });
            service.post(&format!("{path}/complete"), body).await?;
        } else {
            let body = json!({ "status": change.to, "timestamp": change.at, "reason": change.reason });
            service.put(&format!("{path}/status"), body).await?;
        }
    }
    for it in &case.complications {
        let body = json!({
            "complication": { "coding": it.complication.coding }, "severity": it.severity,
            "detectedTime": it.detected_at, "management": it.management,
        });
        service.post(&format!("{path}/complications"), body).await?;
    }
    Ok(())
}

async fn book(service: &Service, told: &Told, case: &Procedure, id: &str) -> Result<()> {
    let Some(claim) = case.booking.latest() else { return Ok(()) };
    let slot = &claim.value.slot;
    let theatre = told.place.theatres.get(&slot.theatre).context("a booking without a theatre")?;
    let mut resources = vec![json!({ "type": "operating_room", "resourceId": format!("OR-{:03}", theatre.position) })];
    for machine in &slot.machines {
        if let Some(machine) = told.place.machines.get(machine) {
            let known: String = machine.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            resources.push(json!({ "type": machine.resource_type, "resourceId": known }));
        }
    }
    let booking = json!({
        "procedureId": id,
        "scheduledDate": slot.start,
        "duration": slot.minutes,
        "locationId": format!("theatre-{}", theatre.position),
        "resources": resources,
        // A list that runs late reaches into the next case, and one surgeon is wanted twice.
        "override": { "reason": "No other day this week" },
    });
    service.post("/api/procedures/schedule", booking).await?;
    Ok(())
}

/// The answers of one phase, and its signature.
async fn phase(service: &Service, told: &Told, case: &Procedure, path: &str, phase: Phase) -> Result<()> {
    let Some(signed) = case.checklist.signed.get(&phase) else { return Ok(()) };
    let mut items = Vec::new();
    for (item, answered) in case.checklist.answers.iter().filter(|(item, _)| item.phase() == phase) {
        let answer = json!({ "id": item, "answer": answered.answer, "plan": answered.plan });
        items.push(answer);
        if *item == Item::PatientIdentity {
            items.push(json!({ "id": "consent", "answer": Answer::Yes }));
        }
    }
    let body = json!({
        "phase": phase, "checklist_items": items, "verified": true, "completed_at": signed.at,
        "completed_by": told.person_id(signed.by),
    });
    service.put(&format!("{path}/checklists/{}", json!(phase).as_str().unwrap_or_default()), body).await?;
    Ok(())
}
