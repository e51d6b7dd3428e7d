//! Booking a procedure, and the list of a day.

mod clash;

use crate::access::{self, Action};
use crate::app::App;
use crate::asked::Asked;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::change::{Change, Ended, Part};
use crate::directory::{self, Kind};
use crate::ledger::{self, Name};
use crate::outside::Outside;
use crate::problem::{FieldError, Problem};
use crate::projection::utc;
use crate::reading::{self, CaseMessage, Faults, Reader, Reference};
use crate::refused::refused;
use crate::registering;
use crate::registries::Checked;
use crate::shown::{self, Shown};
use axum::Json;
use axum::extract::{MatchedPath, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::hospital::Hospital;
use domain::moment::{DHAKA_OFFSET_MINUTES, day_bounds};
use domain::procedure::{Coded, Coding, Command, Operation, Period, Reason, Role, Slot};
use domain::schedule::Booking;
use domain::{MachineId, Moment, PersonId, Refusal, snomed};
use serde_json::{Map, Value};
use sqlx::Row;
use std::collections::BTreeMap;
use std::sync::Arc;
use time::Date;
use time::macros::format_description;
use uuid::Uuid;

/// SERVICE.md's word for the room among the resources.
const ROOM: &str = "operating_room";
/// How far around the wanted time bookings are looked at: as far as a free slot is offered.
const AROUND_DAYS: i64 = 16;

/// A booking as it is asked for.
pub(crate) struct Wanted {
    /// A procedure that is there, to be booked or moved; else a new one.
    procedure: Option<String>,
    operation: Option<Operation>,
    patient: Option<Outside>,
    encounter: Option<Outside>,
    start: Option<Moment>,
    minutes: Option<u32>,
    location: Option<Outside>,
    room: Option<Outside>,
    team: Vec<(Outside, Option<String>, Role)>,
    machines: Vec<(Outside, String)>,
    over: Option<Reason>,
    reason: Option<Reason>,
    metadata: Map<String, Value>,
}

const KNOWN: &[&str] = &[
    "procedureId",
    "procedureCode",
    "patientId",
    "encounterId",
    "scheduledDate",
    "duration",
    "locationId",
    "performers",
    "resources",
    "override",
    "reason",
];

impl Wanted {
    /// Whom and what it names; its place is looked up by itself.
    fn names(&self) -> Vec<Name> {
        let patient = self.patient.iter().map(|patient| (Kind::Patient, patient.clone(), None));
        let encounter = self.encounter.iter().map(|encounter| (Kind::Encounter, encounter.clone(), None));
        let team = self.team.iter().map(|(person, display, _)| (Kind::Practitioner, person.clone(), display.clone()));
        let machines = self.machines.iter().map(|(machine, _)| (Kind::Machine, machine.clone(), None));
        patient.chain(encounter).chain(team).chain(machines).collect()
    }
}

/// What the registries say of those whom it names.
async fn check(app: &App, asked: &Asked, wanted: &Wanted) -> Result<Checked, Problem> {
    if !app.registries.answer_to(&asked.caller, &[Action::Schedule]) {
        return Ok(Checked::default());
    }
    let field = |kind: &str, id: &str| match kind {
        "Patient" => "/patientId".to_owned(),
        "Encounter" => "/encounterId".to_owned(),
        _ => {
            let place = wanted.team.iter().position(|(person, ..)| person.id == id).unwrap_or_default();
            format!("/performers/{place}/practitionerId")
        }
    };
    app.registries.check(&asked.caller.hospital, &wanted.names(), field).await
}

pub async fn book(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Ended> {
    let body = asked.body()?;
    let faults = Faults::default();
    let wanted = read(&body, &faults);
    faults.check()?;
    let checked = check(&app, &asked, &wanted).await?;
    let mut change = match &wanted.procedure {
        Some(id) => Change::open(&app, &asked, id, Action::Schedule).await?,
        None => Change::begin(&app, &asked, Action::Schedule, wanted.names()).await?,
    };
    change.checked = checked;
    if wanted.procedure.is_some() {
        check_stays(&mut change, &wanted).await?;
    }
    book_with(&mut change, &wanted).await?;
    change.answer(StatusCode::CREATED, Part::Procedure).await
}

/// Who moves a booking changes nothing else of the procedure: what is said of it besides must be as it is.
async fn check_stays(change: &mut Change<'_>, wanted: &Wanted) -> Result<(), Problem> {
    let case = &change.stream.state;
    let mut faults = Vec::new();
    let mut stays = |field: &str| {
        let detail = "The procedure has another. A booking that is moved changes its time, place, team and machines.";
        faults.push(FieldError::new(format!("/{field}"), "fixed", detail));
    };
    if let Some(operation) = &wanted.operation
        && operation.coding.iter().all(|coding| case.operation.coding.iter().all(|known| known.code != coding.code))
    {
        stays("procedureCode");
    }
    if let Some(encounter) = &wanted.encounter
        && crate::projection::encounter(case).as_ref() != Some(&encounter.id)
    {
        stays("encounterId");
    }
    if let Some(patient) = &wanted.patient {
        let hospital = change.ledger.hospital.clone();
        let known = directory::find(&mut change.ledger.transaction, &hospital, Kind::Patient, patient).await?;
        if known != case.patient.map(|patient| patient.0) {
            stays("patientId");
        }
    }
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    super::status::report_unknown(change, wanted.metadata.clone())
}

/// Books what is wanted, and begins the procedure where there is none yet.
pub(crate) async fn book_with(change: &mut Change<'_>, wanted: &Wanted) -> Result<(), Problem> {
    if wanted.procedure.is_none() {
        request(change, wanted).await?;
    }
    let command = command(change, wanted).await?;
    match change.decide(command) {
        Ok(decided) => change.record(decided),
        Err(Refusal::Clashes { clashes, free }) => Err(clash::problem(change, &clashes, &free).await?),
        Err(refusal) => Err(refused(refusal, "/scheduledDate")),
    }
}

/// A booking in the words of SERVICE.md.
pub(crate) fn read(body: &Map<String, Value>, faults: &Faults) -> Wanted {
    let reader = Reader::new(body, faults);
    let procedure = reader.outside("procedureId", "Procedure").map(|outside| outside.id);
    if procedure.is_none() {
        reader.require("procedureCode");
        reader.require("patientId");
    }
    reader.require("scheduledDate");
    let resources = reader.list("resources").unwrap_or_default();
    let (rooms, machines): (Vec<_>, Vec<_>) = resources
        .iter()
        .filter_map(|resource| {
            resource.require("resourceId");
            let kind = resource.required_text("type")?;
            let wanted = if kind == ROOM { "Location" } else { "Device" };
            Some((resource.outside("resourceId", wanted)?, kind.to_owned()))
        })
        .partition(|(_, kind)| kind == ROOM);
    let location = reader.outside("locationId", "Location");
    if location.is_none() && rooms.is_empty() {
        reader.wrong("locationId", "missing", "locationId or a resource of the type operating_room is asked for.");
    }
    Wanted {
        procedure,
        operation: operation(&reader),
        patient: reader.outside("patientId", "Patient"),
        encounter: reader.outside("encounterId", "Encounter"),
        start: reader.moment("scheduledDate"),
        minutes: reader.number("duration", 1, 24 * 60).and_then(|minutes| u32::try_from(minutes).ok()),
        location,
        room: rooms.into_iter().next().map(|(room, _)| room),
        team: reader.list("performers").unwrap_or_default().iter().filter_map(performer).collect(),
        machines,
        over: reader.object("override").and_then(|over| {
            over.require("reason");
            over.reason("reason")
        }),
        reason: reader.reason("reason"),
        metadata: body
            .iter()
            .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect(),
    }
}

fn performer(reader: &Reader<'_>) -> Option<(Outside, Option<String>, Role)> {
    reader.require("practitionerId");
    let person = reader.outside("practitionerId", "Practitioner");
    let word = reader.required_text("role")?.trim().to_lowercase().replace([' ', '-'], "_");
    let coding = Coding { system: String::new(), code: word.clone(), display: String::new() };
    let role = Role::of_function(&Coded { coding: vec![coding], text: Some(word.clone()) });
    if role.is_none() {
        reader.wrong("role", "unknown-value", format!("{word:?} is not a role of a team."));
    }
    Some((person?, reader.text("display").map(str::to_owned), role?))
}

/// `80146002`, or with its system before it: `http://snomed.info/sct|80146002`.
fn operation(reader: &Reader<'_>) -> Option<Operation> {
    let text = reader.text("procedureCode")?;
    let (system, code) = text.split_once('|').unwrap_or_else(|| {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        (if is_number { snomed::SYSTEM } else { "" }, text)
    });
    let coding = Coding { system: system.to_owned(), code: code.to_owned(), display: String::new() };
    let mut operation = reading::operation_of(Coded { coding: vec![coding], text: None });
    match operation.entry().map(domain::catalogue::Entry::coding) {
        Some(right) if right.code == code => operation.coding[0] = right,
        Some(_) => {}
        None => {
            if let Err(why) = snomed::check(code).map_err(|why| why.to_string())
                && system == snomed::SYSTEM
            {
                reader.wrong("procedureCode", "bad-code", why);
            }
        }
    }
    Some(operation)
}

/// The request of a procedure that begins with its booking.
async fn request(change: &mut Change<'_>, wanted: &Wanted) -> Result<(), Problem> {
    let reference = |outside: &Outside| Reference { outside: outside.clone(), display: None };
    let end = wanted.start.zip(wanted.minutes).map(|(start, minutes)| start.plus_minutes(i64::from(minutes)));
    let mut fields = BTreeMap::new();
    if !wanted.metadata.is_empty() {
        fields.insert("metadata".to_owned(), Value::Object(wanted.metadata.clone()));
    }
    let mut message = CaseMessage {
        subject: wanted.patient.as_ref().map(reference),
        encounter: wanted.encounter.as_ref().map(reference),
        operation: wanted.operation.clone(),
        period: Period { start: wanted.start, end },
        fields,
        ..CaseMessage::default()
    };
    super::procedures::request(change, &message).await?;
    // The booking says when; it moves, and a period that was said would stay.
    message.period = Period::default();
    super::procedures::report(change, &message, false).await
}

async fn command(change: &mut Change<'_>, wanted: &Wanted) -> Result<Command, Problem> {
    let actor = change.actor;
    let (location, room) = (wanted.location.as_ref(), wanted.room.as_ref());
    change.meet(wanted.names()).await?;
    let theatre = registering::theatre(&mut change.ledger, location, room, None, actor).await?;
    let (Some(theatre), Some(start)) = (theatre, wanted.start) else {
        return Err(Problem::field("/locationId", "missing", "locationId and scheduledDate are missing."));
    };
    let mut team: Vec<(PersonId, Role)> = Vec::with_capacity(wanted.team.len());
    for (outside, display, role) in &wanted.team {
        let display = display.as_deref();
        let person = registering::practitioner(&mut change.ledger, outside, display, Some(*role), Some(actor)).await?;
        team.push((person, *role));
    }
    let mut machines: Vec<MachineId> = Vec::with_capacity(wanted.machines.len());
    for (outside, kind) in &wanted.machines {
        machines.push(registering::machine(&mut change.ledger, outside, kind, actor).await?);
    }
    change.look_at_place().await?;
    let minutes = wanted.minutes.unwrap_or(change.stream.state.minutes);
    change.bookings = around(change, start).await?;
    Ok(Command::Schedule {
        slot: Slot { theatre, start, minutes, machines },
        team,
        reason: wanted.reason.clone(),
        override_reason: wanted.over.clone(),
    })
}

async fn around(change: &mut Change<'_>, start: Moment) -> Result<Vec<Booking>, Problem> {
    let rows: Vec<Value> = sqlx::query_scalar(
        "SELECT body FROM bookings WHERE hospital_id = $1 AND NOT over AND ends_at > $2 AND starts_at < $3",
    )
    .bind(&change.ledger.hospital)
    .bind(utc(start))
    .bind(utc(start.plus_minutes(AROUND_DAYS * 24 * 60)))
    .fetch_all(&mut *change.ledger.transaction)
    .await?;
    Ok(rows.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?)
}

/// What a day's list is asked by.
#[derive(Default)]
struct Day {
    date: Option<String>,
    location: Option<String>,
}

impl Day {
    fn read(query: &str) -> Result<Day, Problem> {
        let mut day = Day::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "date" => day.date = Some(value.into_owned()),
                "location" => day.location = Some(value.into_owned()),
                other => {
                    let detail = format!("{other} is no criterion. There are: date, location.");
                    return Err(Problem::field(other, "unknown-criterion", detail));
                }
            }
        }
        Ok(day)
    }
}

/// What is booked on a day of the hospital, in one place or everywhere, in the order of time.
pub async fn list(
    State(app): State<Arc<App>>,
    route: MatchedPath,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let day = Day::read(query.as_deref().unwrap_or_default())?;
    let date = day.date.as_deref().map(date).transpose()?;
    let mut transaction = ledger::enter(&app, &caller.hospital).await?;
    let me = shown::me(&app, &mut transaction, &caller).await?;
    let place: Hospital = ledger::load(&mut transaction, &caller.hospital, &caller.hospital).await?.state;
    let offset = if place.code.is_empty() { DHAKA_OFFSET_MINUTES } else { place.offset_minutes };
    let date = date.unwrap_or_else(|| Moment::new(app.now_ms(), offset).date());
    let (from, until) = day_bounds(date, offset);
    let rooms: Option<Vec<Uuid>> = match &day.location {
        None => None,
        Some(location) => {
            let outside = Outside::of_reference("Location", location)
                .map_err(|why| Problem::field("location", why.code(), why.detail("Location")))?;
            let rows =
                sqlx::query("SELECT id FROM locations WHERE hospital_id = $1 AND (outside_id = $2 OR room_id = $2)")
                    .bind(&caller.hospital)
                    .bind(outside.id)
                    .fetch_all(&mut *transaction)
                    .await?;
            Some(rows.iter().map(|row| row.try_get("id")).collect::<Result<_, _>>()?)
        }
    };
    let rows = shown::asked_by(shown::standing!(include_str!("schedule/list.sql")), &caller.hospital, &me)
        .bind(utc(from))
        .bind(utc(until))
        .bind(rooms)
        .fetch_all(&mut *transaction)
        .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in &rows {
        let shown = Shown::of(row)?;
        if access::may(&caller, Action::Read, &shown.standing) {
            list.push(shown.seen_by(&caller));
        }
    }
    audit::note(&mut transaction, &caller, Action::Read, route.as_str(), None, Came::Whole, Some(list.len())).await?;
    transaction.commit().await?;
    Ok(Json(Value::Array(list)))
}

fn date(text: &str) -> Result<Date, Problem> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| Problem::field("date", "malformed", "date must be a day, as 2026-01-21."))
}
