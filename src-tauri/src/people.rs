//! Who is here, who signs in, and what whoever administers changes.

use crate::desk::{Desk, Seat, left_open_key};
use crate::failures::Fault;
use crate::ledger::Ledger;
use crate::session::Session;
use domain::access::{self, Right};
use domain::audit::AuditFact;
use domain::hospital::{self, HospitalFact};
use domain::identifier::UhidBlock;
use domain::moment::day_bounds;
use domain::person::{self, Member, Person, PersonFact, pin_is_good};
use domain::procedure::Role;
use domain::text::{self, Field};
use domain::{MachineId, Moment, PersonId, Refusal, TheatreId};
use ipc::{
    AddPerson, ChangeHospital, Directory, Failure, GetDirectory, HospitalChange, LeftBy, PeopleHere, PersonHere,
    RecordPerson, SetPin, SignIn, SignOut, StillHere,
};
use std::collections::HashMap;
use store::{Batch, PinCheck};

/// Whoever may sign in here: those on today's lists first, then by name.
pub fn people_here(desk: &Desk, _: PeopleHere) -> Result<Vec<PersonHere>, Failure> {
    desk.at_the_door(|ledger, now| {
        let mut today: HashMap<PersonId, u32> = HashMap::new();
        let (from, until) = day_bounds(now.date(), now.offset_minutes());
        for (_, case) in ledger.store.procedures_between(from, until)? {
            let mut people: Vec<PersonId> = case.team.iter().map(|member| member.person).collect();
            people.sort_unstable();
            people.dedup();
            for person in people {
                *today.entry(person).or_default() += 1;
            }
        }
        let drafts = ledger.store.draft_counts()?;
        let mut here = Vec::new();
        for Member { id, person } in ledger.store.people()?.into_iter().filter(|member| !member.person.left) {
            here.push(PersonHere {
                id,
                card: person.card,
                cases_today: today.get(&id).copied().unwrap_or_default(),
                drafts: drafts.get(&id).copied().unwrap_or_default(),
                has_pin: ledger.store.has_pin(id),
                wait_seconds: ledger.store.pin_wait_seconds(id),
            });
        }
        here.sort_by(|a, b| (b.cases_today, &a.card.name).cmp(&(a.cases_today, &b.card.name)));
        Ok(here)
    })
}

/// The PIN of one person. A wrong one makes that person wait, and nobody else.
pub fn sign_in(desk: &Desk, call: SignIn) -> Result<ipc::Session, Failure> {
    let mut guard = desk.inside();
    let inside = &mut *guard;
    let wall_ms = desk.clock().wall_ms();
    let ledger = inside.held.ledger()?;
    let (_, now) = ledger.hospital_at(wall_ms)?;
    let person = allowed_in(ledger, call.person, &call.pin, now)?;
    inside.end_session(LeftBy::Switch, wall_ms);

    let ledger = inside.held.ledger()?;
    let mut audit = vec![AuditFact::SignedIn {}];
    if let Some(doubt) = ledger.clock_doubt(now) {
        audit.push(AuditFact::ClockDoubted { ahead_ms: ahead_ms(doubt) });
    }
    ledger.record(call.person, now, Batch { audit, ..Batch::default() })?;
    let left_open = ledger.store.setting(&left_open_key(call.person)).and_then(|id| id.parse().ok());
    inside.session = Some(Session::begin(call.person, now, desk.clock()));
    Ok(ipc::Session { member: Member { id: call.person, person }, left_open, since: now })
}

/// The person whose PIN this is.
pub(crate) fn allowed_in(ledger: &mut Ledger, id: PersonId, pin: &str, now: Moment) -> Result<Person, Fault> {
    let person = ledger.store.person(id)?.filter(|person| !person.left);
    let person = person.ok_or(Fault::from(Refusal::NotFound))?;
    check_pin(ledger, id, pin, now)?;
    Ok(person)
}

/// Refuses any PIN but the right one, and writes down that it did.
fn check_pin(ledger: &mut Ledger, id: PersonId, pin: &str, now: Moment) -> Result<(), Fault> {
    let failure = match ledger.store.check_pin(id, pin)? {
        PinCheck::Right => return Ok(()),
        PinCheck::NoPin => Failure::NoPin,
        PinCheck::MustWait { wait_seconds } => Failure::MustWait { wait_seconds },
        PinCheck::Wrong { wait_seconds } => {
            let refused = AuditFact::PinRefused { person: id, failures: ledger.store.pin_failures(id) };
            ledger.record(id, now, Batch { audit: vec![refused], ..Batch::default() })?;
            Failure::WrongPin { wait_seconds }
        }
    };
    Err(failure.into())
}

fn ahead_ms(doubt: ipc::ClockDoubt) -> i64 {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    match doubt {
        ipc::ClockDoubt::Behind { days } => -days.saturating_mul(DAY_MS),
        ipc::ClockDoubt::Ahead { days } => days.saturating_mul(DAY_MS),
    }
}

pub fn sign_out(desk: &Desk, call: SignOut) -> Result<(), Failure> {
    desk.lock_if_idle();
    let mut inside = desk.inside();
    let Some(session) = &mut inside.session else { return Err(Failure::SignedOut) };
    session.open_case = call.left_open;
    inside.end_session(call.by, desk.clock().wall_ms());
    Ok(())
}

pub fn still_here(desk: &Desk, _: StillHere) -> Result<(), Failure> {
    desk.at_work(|_| Ok(()))
}

pub fn directory(desk: &Desk, _: GetDirectory) -> Result<Directory, Failure> {
    desk.watching(|seat| Ok(Directory { staff: seat.ledger.store.people()?, hospital: seat.hospital.clone() }))
}

pub fn add_person(desk: &Desk, call: AddPerson) -> Result<PersonId, Failure> {
    desk.at_work(|seat| {
        if !access::may_add(&seat.person, &call.card, call.pin.is_some()) {
            return Err(Refusal::NotAllowed.into());
        }
        if let Some(pin) = &call.pin {
            pin_is_good(pin)?;
        }
        let id = PersonId(store::new_id());
        let mut facts = vec![PersonFact::Described { card: person::checked(call.card)? }];
        facts.extend(call.pin.iter().map(|_| PersonFact::PinSet {}));
        seat.record(Batch { people: vec![(id, facts)], ..Batch::default() })?;
        if let Some(pin) = &call.pin {
            seat.ledger.store.set_pin(id, pin)?;
        }
        Ok(id)
    })
}

pub fn record_person(desk: &Desk, call: RecordPerson) -> Result<(), Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        let known = seat.ledger.store.person(call.person)?.ok_or(Fault::from(Refusal::NotFound))?;
        let others = other_administrators(seat, call.person)?;
        let facts = person::decide(&known, call.command, others)?;
        record_about(seat, call.person, facts)
    })
}

/// Those who could sign in and administer if this person could not.
fn other_administrators(seat: &mut Seat<'_>, but: PersonId) -> Result<usize, Fault> {
    let people = seat.ledger.store.people()?;
    let others = people.iter().filter(|member| member.id != but && !member.person.left);
    let able = others.filter(|member| member.person.has(Role::Administrator) && seat.ledger.store.has_pin(member.id));
    Ok(able.count())
}

fn record_about(seat: &mut Seat<'_>, person: PersonId, facts: Vec<PersonFact>) -> Result<(), Fault> {
    if !facts.is_empty() {
        seat.record(Batch { people: vec![(person, facts)], ..Batch::default() })?;
    }
    Ok(())
}

/// One's own PIN takes the old one; whoever administers sets another's.
pub fn set_pin(desk: &Desk, call: SetPin) -> Result<(), Failure> {
    desk.at_work(|seat| {
        let known = seat.ledger.store.person(call.person)?;
        known.filter(|person| !person.left).ok_or(Fault::from(Refusal::NotFound))?;
        if call.person == seat.actor() {
            let old_pin = call.old_pin.as_deref().unwrap_or_default();
            check_pin(seat.ledger, call.person, old_pin, seat.now)?;
        } else {
            seat.need(Right::Administer)?;
        }
        pin_is_good(&call.pin)?;
        seat.ledger.store.set_pin(call.person, &call.pin)?;
        record_about(seat, call.person, vec![PersonFact::PinSet {}])
    })
}

pub fn change_hospital(desk: &Desk, call: ChangeHospital) -> Result<(), Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        let fact = hospital_fact(seat, call.change)?;
        seat.record(Batch { hospital: vec![fact], ..Batch::default() })?;
        Ok(())
    })
}

fn hospital_fact(seat: &Seat<'_>, change: HospitalChange) -> Result<HospitalFact, Refusal> {
    Ok(match change {
        HospitalChange::Rename { name, name_bn } => {
            let name = text::required_line(Field::HospitalName, &name)?;
            let name_bn = text::optional_line(Field::HospitalName, Some(&name_bn))?.unwrap_or_else(|| name.clone());
            HospitalFact::Renamed { name, name_bn }
        }
        HospitalChange::SetHours { hours } => hospital::set_hours(hours)?,
        HospitalChange::SetHoliday { date, name } => {
            HospitalFact::HolidaySet { date, name: text::required_line(Field::Name, &name)? }
        }
        HospitalChange::ClearHoliday { date } => HospitalFact::HolidayCleared { date },
        HospitalChange::DefineTheatre { id, theatre } => {
            hospital::define_theatre(id.unwrap_or_else(|| TheatreId(store::new_id())), theatre)?
        }
        HospitalChange::CloseTheatre { id } if !seat.hospital.theatres.contains_key(&id) => {
            return Err(Refusal::NotFound);
        }
        HospitalChange::CloseTheatre { id } => HospitalFact::TheatreClosed { id },
        HospitalChange::DefineMachine { id, machine } => {
            hospital::define_machine(id.unwrap_or_else(|| MachineId(store::new_id())), machine)?
        }
        HospitalChange::RetireMachine { id } if !seat.hospital.machines.contains_key(&id) => {
            return Err(Refusal::NotFound);
        }
        HospitalChange::RetireMachine { id } => HospitalFact::MachineRetired { id },
        HospitalChange::GiveUhidBlock { from, to } => {
            let block = UhidBlock::new(from, to).ok_or(Refusal::Malformed { field: Field::Uhid })?;
            HospitalFact::UhidBlockGiven { terminal: seat.ledger.terminal(), block }
        }
    })
}
