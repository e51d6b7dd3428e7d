//! What is said of a clash: its kind, when, and with what, as far as the caller may see that; and
//! where there is room instead.

use crate::access::{Action, may};
use crate::change::Change;
use crate::directory::{self, Kind};
use crate::problem::Problem;
use crate::projection::room;
use crate::shown::{self, Shown};
use domain::schedule::{Clash, Contested, FreeSlot};
use serde_json::{Value, json};
use uuid::Uuid;

pub async fn problem(change: &mut Change<'_>, clashes: &[Clash], free: &[FreeSlot]) -> Result<Problem, Problem> {
    let mut told = Vec::with_capacity(clashes.len());
    for clash in clashes {
        told.push(one(change, clash).await?);
    }
    let mut slots = Vec::with_capacity(free.len());
    for slot in free {
        slots.push(offer(change, slot).await?);
    }
    let detail = "What is asked for is booked at that time. Take a free slot, or book with override and a reason.";
    Ok(Problem::conflict("clash", detail).with("clashes", told).with("freeSlots", slots))
}

async fn one(change: &mut Change<'_>, clash: &Clash) -> Result<Value, Problem> {
    let caller = &change.asked.caller;
    let hospital = caller.hospital.clone();
    let kind = match clash.over {
        Contested::Room(_) => "room",
        Contested::Person(_) => "person",
        Contested::Patient(_) => "patient",
        Contested::Machine(_) => "machine",
    };
    let mut told = json!({ "kind": kind, "from": clash.from, "until": clash.until });
    let me = change.me();
    let with = shown::find(&mut change.ledger.transaction, &hospital, &me, &clash.with.to_string()).await?;
    // What the caller may not read, or not whole, tells neither whose it is nor who is in it.
    let told_of = |with: &Shown| may(caller, Action::Read, &with.standing) && with.seen_whole_by(caller);
    if let Some(with) = with.filter(told_of) {
        told["procedure"] = with.column("id").clone();
        told["procedureId"] = with.column("procedure_id").clone();
        told["id"] = json!(outside(change, clash.over).await?);
    }
    Ok(told)
}

async fn outside(change: &mut Change<'_>, contested: Contested) -> Result<String, Problem> {
    let (kind, id) = match contested {
        Contested::Room(id) => {
            let room = room(&mut change.ledger.transaction, &change.ledger.hospital, id).await?;
            return Ok(room.room.unwrap_or(room.location));
        }
        Contested::Person(id) => (Kind::Practitioner, id.0),
        Contested::Patient(id) => (Kind::Patient, id.0),
        Contested::Machine(id) => (Kind::Machine, id.0),
    };
    name(change, kind, id).await
}

async fn name(change: &mut Change<'_>, kind: Kind, id: Uuid) -> Result<String, Problem> {
    let names = directory::names(&mut change.ledger.transaction, &change.ledger.hospital, kind, &[id]).await?;
    Ok(names.get(&id).map_or_else(|| id.to_string(), |named| named.outside_id.clone()))
}

async fn offer(change: &mut Change<'_>, slot: &FreeSlot) -> Result<Value, Problem> {
    let room = room(&mut change.ledger.transaction, &change.ledger.hospital, slot.theatre).await?;
    let mut machines = Vec::with_capacity(slot.machines.len());
    for machine in &slot.machines {
        machines.push(name(change, Kind::Machine, machine.0).await?);
    }
    Ok(json!({
        "locationId": room.location,
        "resourceId": room.room,
        "start": slot.start,
        "end": slot.end,
        "inSession": slot.in_session,
        "machines": machines,
    }))
}
