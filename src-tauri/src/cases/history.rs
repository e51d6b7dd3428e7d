//! Everything that ever happened to a case.

use super::seen_whole;
use crate::desk::Desk;
use domain::EventId;
use ipc::{Failure, GetHistory, HistoryLine};
use journal::StreamKind;
use std::collections::{HashMap, HashSet};
use store::HistoryEntry;

pub fn case_history(desk: &Desk, call: GetHistory) -> Result<Vec<HistoryLine>, Failure> {
    desk.at_work(|seat| {
        seen_whole(seat, call.id)?;
        let entries = seat.ledger.store.history(StreamKind::Procedure, &call.id.to_string())?;
        let apart = concurrent(&entries);
        let line = |entry: HistoryEntry| HistoryLine {
            fact: entry.fact(),
            event: entry.event,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            terminal: entry.terminal,
            concurrent: apart.contains(&entry.event),
            kind: entry.kind,
        };
        Ok(entries.into_iter().map(line).collect())
    })
}

/// Facts of which each did not know of another: neither is an ancestor of the other. `entries`
/// come with every fact after its parents.
fn concurrent(entries: &[HistoryEntry]) -> HashSet<EventId> {
    let chain = entries.windows(2).all(|pair| pair[1].parents == [pair[0].event]);
    if chain {
        return HashSet::new();
    }
    let place: HashMap<EventId, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.event, at)).collect();
    let mut knew: Vec<HashSet<usize>> = Vec::with_capacity(entries.len());
    for entry in entries {
        let parents = entry.parents.iter().filter_map(|id| place.get(id)).copied();
        let mut known = HashSet::new();
        for parent in parents.filter(|parent| *parent < knew.len()) {
            known.extend(&knew[parent]);
            known.insert(parent);
        }
        knew.push(known);
    }
    let mut apart = HashSet::new();
    for (at, known) in knew.iter().enumerate() {
        for earlier in (0..at).filter(|earlier| !known.contains(earlier)) {
            apart.extend([entries[earlier].event, entries[at].event]);
        }
    }
    apart
}
