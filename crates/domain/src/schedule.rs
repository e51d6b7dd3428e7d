//! Who and what is booked when; where two bookings want the same; the nearest time that is free.

use crate::catalogue::Entry;
use crate::hospital::Hospital;
use crate::ids::{MachineId, PatientId, PersonId, ProcedureId, TheatreId};
use crate::moment::Moment;
use crate::person::Member;
use crate::procedure::Role;
use serde::{Deserialize, Serialize};

/// What one procedure takes up, from `start` to `end` (half-open).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Booking {
    pub procedure: ProcedureId,
    pub patient: PatientId,
    pub theatre: TheatreId,
    pub start: Moment,
    pub end: Moment,
    pub people: Vec<PersonId>,
    pub machines: Vec<MachineId>,
}

/// Two bookings that want the same at the same time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Clash {
    pub over: Contested,
    pub with: ProcedureId,
    pub from: Moment,
    pub until: Moment,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Contested {
    Room(TheatreId),
    Person(PersonId),
    Patient(PatientId),
    Machine(MachineId),
}

/// A time at which everything that is wanted is free.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FreeSlot {
    pub theatre: TheatreId,
    pub start: Moment,
    pub end: Moment,
    /// Inside the hospital's session of that day.
    pub in_session: bool,
    /// The machines free then: those asked for, or others of the same type.
    pub machines: Vec<MachineId>,
}

/// All clashes of `wanted` with `others`; a procedure never clashes with itself.
pub fn clashes(wanted: &Booking, others: &[Booking]) -> Vec<Clash> {
    let mut found = Vec::new();
    for other in others.iter().filter(|other| other.procedure != wanted.procedure) {
        let (from, until) = (wanted.start.max(other.start), wanted.end.min(other.end));
        if from >= until {
            continue;
        }
        let mut clash = |over| found.push(Clash { over, with: other.procedure, from, until });
        if other.theatre == wanted.theatre {
            clash(Contested::Room(wanted.theatre));
        }
        if other.patient == wanted.patient {
            clash(Contested::Patient(wanted.patient));
        }
        for person in wanted.people.iter().filter(|person| other.people.contains(person)) {
            clash(Contested::Person(*person));
        }
        for machine in wanted.machines.iter().filter(|machine| other.machines.contains(machine)) {
            clash(Contested::Machine(*machine));
        }
    }
    found
}

/// How far ahead a free slot is looked for.
const SEARCH_DAYS: i64 = 14;

/// The nearest free slots at or after `wanted.start`: the wanted theatre first, then the others,
/// at most one a theatre and day, nearest first. A slot begins inside a session and ends in it
/// where the case is not longer than the session.
pub fn free_slots(wanted: &Booking, others: &[Booking], hospital: &Hospital, count: usize) -> Vec<FreeSlot> {
    let minutes = wanted.end.minutes_since(wanted.start).max(1);
    let mut slots = Vec::new();
    for day in 0..SEARCH_DAYS {
        let date = wanted.start.plus_minutes(day * 24 * 60).date();
        let Some((opens, closes)) = hospital.session(date) else { continue };
        let earliest = if day == 0 { wanted.start.max(opens) } else { opens };
        let mut of_day: Vec<FreeSlot> = hospital
            .open_theatres()
            .into_iter()
            .filter_map(|(theatre, _)| {
                let candidate = Booking { theatre, ..wanted.clone() };
                first_free(&candidate, others, hospital, (earliest, closes), minutes)
            })
            .collect();
        of_day.sort_by_key(|slot| (!slot.in_session, slot.start, slot.theatre != wanted.theatre));
        slots.extend(of_day);
        if slots.len() >= count {
            break;
        }
    }
    slots.truncate(count);
    slots
}

/// Tries the earliest time and the end of each booking in the way.
fn first_free(
    wanted: &Booking,
    others: &[Booking],
    hospital: &Hospital,
    (earliest, closes): (Moment, Moment),
    minutes: i64,
) -> Option<FreeSlot> {
    let mut starts: Vec<Moment> = others.iter().map(|other| other.end).filter(|end| *end > earliest).collect();
    starts.push(earliest);
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().map(to_five_minutes).filter(|start| *start < closes).find_map(|start| {
        let end = start.plus_minutes(minutes);
        let mut candidate = Booking { start, end, machines: Vec::new(), ..wanted.clone() };
        if !clashes(&candidate, others).is_empty() {
            return None;
        }
        candidate.machines = replace_busy(&wanted.machines, &candidate, others, hospital)?;
        Some(FreeSlot { theatre: wanted.theatre, start, end, in_session: end <= closes, machines: candidate.machines })
    })
}

/// Each machine, or a free one of its type in its place.
fn replace_busy(
    machines: &[MachineId],
    at: &Booking,
    others: &[Booking],
    hospital: &Hospital,
) -> Option<Vec<MachineId>> {
    let is_free = |machine: MachineId| {
        let alone = Booking { people: Vec::new(), machines: vec![machine], ..at.clone() };
        !clashes(&alone, others).iter().any(|clash| clash.over == Contested::Machine(machine))
    };
    let mut chosen: Vec<MachineId> = Vec::with_capacity(machines.len());
    for wanted in machines {
        if is_free(*wanted) && !chosen.contains(wanted) {
            chosen.push(*wanted);
            continue;
        }
        let resource_type = &hospital.machines.get(wanted)?.resource_type;
        let other = hospital.machines_of(resource_type).map(|(id, _)| id);
        chosen.push(other.filter(|id| !chosen.contains(id)).find(|id| is_free(*id))?);
    }
    Some(chosen)
}

fn to_five_minutes(moment: Moment) -> Moment {
    const FIVE_MINUTES_MS: i64 = 5 * 60_000;
    let ms = moment.utc_ms();
    Moment::new(ms + (FIVE_MINUTES_MS - ms.rem_euclid(FIVE_MINUTES_MS)) % FIVE_MINUTES_MS, moment.offset_minutes())
}

/// Who and what the catalogue asks for, filled in.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Suggestion {
    pub team: Vec<(PersonId, Role)>,
    pub machines: Vec<MachineId>,
    /// Asked for by the catalogue, and nobody and nothing free.
    pub lacking: Vec<String>,
}

/// Fills roles and machines of a catalogue entry with whoever and whatever is free in the slot:
/// those already in that theatre on that day first.
pub fn suggest(
    entry: &Entry,
    wanted: &Booking,
    others: &[Booking],
    hospital: &Hospital,
    staff: &[Member],
) -> Suggestion {
    let day = wanted.start.date();
    let there: Vec<&Booking> =
        others.iter().filter(|other| other.theatre == wanted.theatre && other.start.date() == day).collect();
    let overlapping: Vec<&Booking> = others
        .iter()
        .filter(|other| other.procedure != wanted.procedure && other.start < wanted.end && wanted.start < other.end)
        .collect();
    let mut suggestion = Suggestion::default();
    for need in &entry.resources {
        for _ in 0..need.quantity {
            let found = if let Some(role) = Role::of_resource(&need.resource_type) {
                let free = staff.iter().filter(|member| {
                    member.person.has(role)
                        && !member.person.left
                        && !suggestion.team.iter().any(|(id, _)| *id == member.id)
                        && !overlapping.iter().any(|other| other.people.contains(&member.id))
                });
                let person = free.max_by_key(|member| {
                    let cases_there = there.iter().filter(|other| other.people.contains(&member.id)).count();
                    (cases_there, std::cmp::Reverse(member.id))
                });
                person.map(|member| suggestion.team.push((member.id, role))).is_some()
            } else {
                let mut free: Vec<_> = hospital
                    .machines_of(&need.resource_type)
                    .filter(|(id, _)| {
                        !suggestion.machines.contains(id)
                            && !overlapping.iter().any(|other| other.machines.contains(id))
                    })
                    .collect();
                free.sort_by_key(|(id, machine)| {
                    (machine.theatre != Some(wanted.theatre), machine.theatre.is_some(), *id)
                });
                let kept_here = hospital.machines_of(&need.resource_type).next().is_some();
                match free.first() {
                    Some((id, _)) => {
                        suggestion.machines.push(*id);
                        true
                    }
                    // A room is booked as such; sets that the hospital does not track are not lacking.
                    None => !kept_here,
                }
            };
            if !found && !suggestion.lacking.contains(&need.resource_type) {
                suggestion.lacking.push(need.resource_type.clone());
            }
        }
    }
    suggestion
}
