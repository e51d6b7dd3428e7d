//! Asking for a case, and finding it a room and a time.

use super::deciding::{FAR_DAYS, NEAR_DAYS, NewFacts, bookings, decide, living_record, reaches_beyond};
use super::seen_whole;
use crate::case_lines::Lists;
use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::numbers;
use domain::access::{self, Right};
use domain::catalogue::Entry;
use domain::procedure::{Command, Procedure, Request, Role, Slot};
use domain::schedule::{Booking, Suggestion, clashes, free_slots, suggest};
use domain::text::Field;
use domain::{Moment, PatientId, PersonId, ProcedureId, Refusal, TheatreId};
use ipc::{Failure, Plan, PlanCase, RequestCase};
use uuid::Uuid;

/// A new case, on the waiting list or with its booking: all of it or nothing.
pub fn request_case(desk: &Desk, call: RequestCase) -> Result<ProcedureId, Failure> {
    desk.at_work(|seat| {
        let id = ProcedureId(store::new_id());
        let (patient_id, patient) = living_record(seat, call.request.patient)?;
        let mut facts = NewFacts::about(id, Procedure::default(), patient);
        let request = |procedure_no| Request { procedure_no, patient: patient_id, ..call.request.clone() };
        let asked = Command::Request(request(String::new()));
        access::check(&seat.person, seat.actor(), &facts.procedure, &asked)?;

        // Decided once without a number: a refusal costs none.
        let mut trial = NewFacts::about(id, Procedure::default(), facts.patient.clone());
        decide(seat, &mut trial, asked)?;
        for command in booking_commands(&call) {
            decide(seat, &mut trial, command)?;
        }
        let procedure_no = numbers::procedure_no(seat.ledger, &seat.hospital)?;
        decide(seat, &mut facts, Command::Request(request(procedure_no)))?;
        for command in booking_commands(&call) {
            decide(seat, &mut facts, command)?;
        }
        facts.record(seat)?;
        Ok(id)
    })
}

fn booking_commands(call: &RequestCase) -> Vec<Command> {
    match call.slot.clone() {
        Some(slot) => {
            let (team, override_reason) = (call.team.clone(), call.override_reason.clone());
            vec![Command::Schedule { slot, team, reason: None, override_reason }]
        }
        None => call.team.iter().map(|(person, role)| Command::JoinTeam { person: *person, role: *role }).collect(),
    }
}

/// What a booking would meet. Nothing is recorded.
pub fn plan_case(desk: &Desk, call: PlanCase) -> Result<Plan, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Schedule)?;
        let moved = call.case.map(|id| seen_whole(seat, id)).transpose()?;
        let entry = call.operation.entry();
        let minutes = match (call.minutes, &moved, entry) {
            (0, Some(case), _) => case.minutes,
            (0, None, Some(entry)) => entry.duration_minutes,
            (minutes, ..) => minutes.clamp(1, 24 * 60),
        };
        let minutes = if minutes == 0 { UNKNOWN_MINUTES } else { minutes };
        let theatre = match call.theatre.or_else(|| usual_theatre(seat, entry)) {
            Some(theatre) => theatre,
            None => return Err(Refusal::Missing { field: Field::Theatre }.into()),
        };
        let start = call.start.unwrap_or(seat.now);
        let wanted = Booking {
            procedure: call.case.unwrap_or(ProcedureId(Uuid::nil())),
            patient: moved.as_ref().and_then(|case| case.patient).or(call.patient).unwrap_or(PatientId(Uuid::nil())),
            theatre,
            start,
            end: start.plus_minutes(i64::from(minutes)),
            people: Vec::new(),
            machines: call.machines.clone(),
        };
        let team = match &moved {
            Some(case) if call.team.is_empty() => case.team.iter().map(|member| (member.person, member.role)).collect(),
            _ => call.team.clone(),
        };
        let asked = Asked { wanted, team, entry, theatre: call.theatre, start: call.start };
        let near = bookings(seat, start, NEAR_DAYS)?;
        let plan = plan(seat, &asked, &near)?;
        if !plan.free.is_empty() && !reaches_beyond(&plan.free, start) {
            return Ok(plan);
        }
        let far = bookings(seat, start, FAR_DAYS)?;
        self::plan(seat, &asked, &far)
    })
}

/// For an operation that the catalogue does not know.
pub const UNKNOWN_MINUTES: u32 = 60;

/// How many free slots are offered.
const FREE_SLOTS: usize = 3;

/// What is wanted, with the choices that were made by a person.
struct Asked<'a> {
    wanted: Booking,
    team: Vec<(PersonId, Role)>,
    entry: Option<&'a Entry>,
    theatre: Option<TheatreId>,
    start: Option<Moment>,
}

fn plan(seat: &mut Seat<'_>, asked: &Asked<'_>, others: &[Booking]) -> Result<Plan, Fault> {
    let staff = seat.ledger.store.people()?;
    let suggested = |wanted: &Booking| match asked.entry {
        Some(entry) => suggest(entry, wanted, others, &seat.hospital, &staff),
        None => Suggestion::default(),
    };
    let mut wanted = asked.wanted.clone();
    let mut offered = None;
    if asked.start.is_none() {
        let free =
            free_slots(&with_team(asked, wanted.clone(), &suggested(&wanted)), others, &seat.hospital, FREE_SLOTS);
        // On its specialty's own list, with that list's people, before another theatre that is free sooner.
        let own = free.iter().find(|slot| slot.theatre == wanted.theatre && slot.in_session);
        let any = free.iter().find(|slot| asked.theatre.is_none_or(|asked| asked == slot.theatre));
        if let Some(slot) = own.or(any) {
            (wanted.theatre, wanted.start, wanted.end) = (slot.theatre, slot.start, slot.end);
        }
        offered = Some(free);
    }
    let suggestion = suggested(&wanted);
    let wanted = with_team(asked, wanted, &suggestion);
    let mut met = clashes(&wanted, others);
    let lists = Lists::between(seat, wanted.start, wanted.end)?;
    met.retain(|clash| lists.may_know(seat, clash));
    let mut with: Vec<ProcedureId> = met.iter().map(|clash| clash.with).collect();
    with.dedup();
    let minutes = u32::try_from(wanted.end.minutes_since(wanted.start)).unwrap_or(UNKNOWN_MINUTES);
    Ok(Plan {
        clashes: met,
        with: lists.lines(seat, with),
        free: offered.unwrap_or_else(|| free_slots(&wanted, others, &seat.hospital, FREE_SLOTS)),
        slot: Slot { theatre: wanted.theatre, start: wanted.start, minutes, machines: wanted.machines },
        suggestion,
    })
}

/// The people and machines that were chosen, or else the ones suggested.
fn with_team(asked: &Asked<'_>, wanted: Booking, suggestion: &Suggestion) -> Booking {
    let team = if asked.team.is_empty() { &suggestion.team } else { &asked.team };
    let mut people: Vec<PersonId> = team.iter().map(|(person, _)| *person).collect();
    people.sort_unstable();
    people.dedup();
    let chosen = &asked.wanted.machines;
    let machines = if chosen.is_empty() { suggestion.machines.clone() } else { chosen.clone() };
    Booking { people, machines, ..wanted }
}

/// The theatre of the operation's specialty, or the first one.
fn usual_theatre(seat: &Seat<'_>, entry: Option<&Entry>) -> Option<TheatreId> {
    let theatres = seat.hospital.open_theatres();
    let fits = |specialty: &str| entry.is_some_and(|entry| entry.specialty == specialty);
    let own = theatres.iter().find(|(_, theatre)| fits(&theatre.specialty)).or(theatres.first());
    own.map(|(id, _)| *id)
}
