//! Cases as blocks, rows and cards: with what they have to do with one another, and no more of
//! each than the reader may see.

use crate::desk::Seat;
use crate::failures::Fault;
use crate::patient_lines;
use domain::access;
use domain::patient::{Patient, sounds};
use domain::procedure::{Milestone, Phase, Procedure, Side, Status};
use domain::schedule::{Booking, Clash, Contested, clashes};
use domain::{Moment, PatientId, ProcedureId, TheatreId};
use ipc::{CaseDetail, CaseLine, SideShown};
use std::collections::{BTreeMap, HashMap, HashSet};
use time::Date;

/// The lists of some days, read once.
pub struct Lists {
    now: Moment,
    cases: BTreeMap<ProcedureId, Procedure>,
    patients: HashMap<PatientId, Patient>,
    expected: HashMap<ProcedureId, (Moment, Moment)>,
    clashes: HashMap<ProcedureId, Vec<Clash>>,
    alike: HashSet<ProcedureId>,
}

/// A case may begin the evening before, and push the morning's list.
const MARGIN_MINUTES: i64 = 24 * 60;

impl Lists {
    /// What is booked between two moments, and a day around them.
    pub fn between(seat: &mut Seat<'_>, from: Moment, until: Moment) -> Result<Self, Fault> {
        let (from, until) = (from.plus_minutes(-MARGIN_MINUTES), until.plus_minutes(MARGIN_MINUTES));
        let cases: BTreeMap<_, _> = seat.ledger.store.procedures_between(from, until)?.into_iter().collect();
        let mut lists = Lists::empty(seat.now);
        for (id, case) in cases {
            lists.add(seat, id, case)?;
        }
        lists.expected = expected(&lists.cases, seat.now);
        lists.clashes = all_clashes(&lists.cases, seat.now);
        lists.alike = alike(&lists.cases, &lists.patients);
        Ok(lists)
    }

    /// To be filled with cases that have no time, by [`Lists::add`].
    pub fn empty(now: Moment) -> Self {
        Lists {
            now,
            cases: BTreeMap::new(),
            patients: HashMap::new(),
            expected: HashMap::new(),
            clashes: HashMap::new(),
            alike: HashSet::new(),
        }
    }

    pub fn add(&mut self, seat: &mut Seat<'_>, id: ProcedureId, case: Procedure) -> Result<(), Fault> {
        if let Some(patient) = case.patient
            && !self.patients.contains_key(&patient)
        {
            let known = seat.ledger.store.patient(patient)?.unwrap_or_default();
            self.patients.insert(patient, known);
        }
        self.cases.insert(id, case);
        Ok(())
    }

    pub fn cases(&self) -> impl Iterator<Item = (ProcedureId, &Procedure)> {
        self.cases.iter().map(|(id, case)| (*id, case))
    }

    pub fn case(&self, id: ProcedureId) -> Option<&Procedure> {
        self.cases.get(&id)
    }

    pub fn patient(&self, id: PatientId) -> Option<&Patient> {
        self.patients.get(&id)
    }

    /// As it went, or as it is expected to go.
    pub fn expected(&self, id: ProcedureId) -> Option<(Moment, Moment)> {
        self.expected.get(&id).copied()
    }

    /// What a case clashes with, as far as the reader may know.
    pub fn clashes(&self, seat: &Seat<'_>, id: ProcedureId) -> Vec<Clash> {
        let found = self.clashes.get(&id).into_iter().flatten();
        found.filter(|clash| self.may_know(seat, clash)).cloned().collect()
    }

    /// Of a case that is closed to its reader only that it takes up a room or a machine.
    pub fn may_know(&self, seat: &Seat<'_>, clash: &Clash) -> bool {
        let things = matches!(clash.over, Contested::Room(_) | Contested::Machine(_));
        things || self.cases.get(&clash.with).is_some_and(|with| sees(seat, with))
    }

    /// The cases of which a part falls between two moments, as booked or as they went, by time.
    pub fn ids_between(&self, from: Moment, until: Moment) -> Vec<ProcedureId> {
        let mut found: Vec<(Moment, ProcedureId)> = self
            .cases()
            .filter_map(|(id, case)| {
                let slot = case.slot()?;
                let (start, end) = self.expected(id).unwrap_or((slot.start, slot.end()));
                let touches = |start: Moment, end: Moment| start < until && from < end;
                (touches(slot.start, slot.end()) || touches(start, end)).then_some((slot.start, id))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Who has not left a theatre yet, but for one case.
    pub fn still_in(&self, theatre: TheatreId, but: ProcedureId) -> Option<ProcedureId> {
        let there = |case: &Procedure| case.is_in_theatre() && case.slot().is_some_and(|slot| slot.theatre == theatre);
        self.cases().find(|(id, case)| *id != but && there(case)).map(|(id, _)| id)
    }

    /// The next case of a theatre that has not begun, after one.
    pub fn next_in(&self, theatre: TheatreId, after: ProcedureId) -> Option<ProcedureId> {
        let from = self.case(after)?.slot()?.start;
        let waits = |case: &Procedure| {
            let begun = case.reached(Milestone::InTheatre).is_some() || case.status != Status::Preparation;
            !begun && case.slot().is_some_and(|slot| slot.theatre == theatre && slot.start >= from)
        };
        let later = self.cases().filter(|(id, case)| *id != after && waits(case));
        later.filter_map(|(id, case)| Some((case.slot()?.start, id))).min().map(|(_, id)| id)
    }

    /// The case as its reader may see it; none for an id that is not in these lists.
    pub fn line(&self, seat: &Seat<'_>, id: ProcedureId) -> Option<CaseLine> {
        let case = self.case(id)?;
        let slot = case.slot();
        let phases = |of: &dyn Fn(Phase) -> bool| Phase::ALL.into_iter().filter(|phase| of(*phase)).collect();
        Some(CaseLine {
            id,
            procedure_no: case.procedure_no.clone(),
            detail: if sees(seat, case) { self.detail(seat, id, case) } else { None },
            status: case.status,
            theatre: slot.map(|slot| slot.theatre),
            planned: slot.map(|slot| (slot.start, slot.end())),
            expected: self.expected(id),
            milestones: case.milestones.iter().map(|(milestone, reached)| (*milestone, reached.at)).collect(),
            cleared: phases(&|phase| case.checklist.is_cleared(phase)),
            passed: phases(&|phase| case.checklist.passed.contains_key(&phase)),
            minutes: slot.map_or(case.minutes, |slot| slot.minutes),
        })
    }

    /// The lines of some cases, in the order given.
    pub fn lines(&self, seat: &Seat<'_>, ids: impl IntoIterator<Item = ProcedureId>) -> Vec<CaseLine> {
        ids.into_iter().filter_map(|id| self.line(seat, id)).collect()
    }

    fn detail(&self, seat: &Seat<'_>, id: ProcedureId, case: &Procedure) -> Option<CaseDetail> {
        let patient_id = case.patient?;
        let patient = self.patient(patient_id)?;
        let stopped = matches!(case.status, Status::Cancelled | Status::Suspended);
        let last_change = case.status_history.iter().rev().find(|change| change.to == case.status);
        Some(CaseDetail {
            patient: patient_lines::line(patient_id, patient, self.now.date()),
            operation: case.operation.clone(),
            urgency: case.urgency,
            side: side_shown(case),
            team: case.team.iter().map(|member| (member.person, member.role)).collect(),
            ward_bed: case.ward_bed.clone(),
            clashes: self.clashes(seat, id),
            name_alike: self.alike.contains(&id),
            waiting_since: case.waiting_since,
            reason: last_change.filter(|_| stopped).and_then(|change| change.reason.clone()),
            anaesthesia: case.anaesthesia.clone(),
        })
    }
}

/// Whether the reader may see a case whole.
pub fn sees(seat: &Seat<'_>, case: &Procedure) -> bool {
    access::sees_whole(&seat.person, seat.actor(), case)
}

pub fn side_shown(case: &Procedure) -> SideShown {
    match case.settled_side() {
        Some(Side::NotSided) => SideShown::NotSided,
        Some(side) => SideShown::Stated(side),
        None if case.side.is_disputed() => SideShown::Disputed,
        // Whether an operation that the catalogue lacks has a side is not known before somebody says so.
        None if case.operation.sided || case.operation.entry().is_none() => SideShown::NotStated,
        None => SideShown::NotSided,
    }
}

/// What took place keeps its times. A case that is in theatre longer than planned pushes the ones
/// after it in that theatre, as far as they are in its way.
fn expected(cases: &BTreeMap<ProcedureId, Procedure>, now: Moment) -> HashMap<ProcedureId, (Moment, Moment)> {
    let mut times: HashMap<_, _> = HashMap::new();
    let mut busy: HashMap<TheatreId, (Moment, Moment)> = HashMap::new();
    for (id, case) in cases {
        if case.status == Status::Cancelled {
            continue;
        }
        let (Some((start, end)), Some(slot)) = (case.occupies(now), case.slot()) else { continue };
        times.insert(*id, (start, end));
        if case.is_in_theatre() {
            let (since, until) = busy.entry(slot.theatre).or_insert((slot.start, end));
            (*since, *until) = ((*since).min(slot.start), (*until).max(end));
        }
    }
    let mut to_come: Vec<(Moment, ProcedureId, &Procedure)> = cases
        .iter()
        .filter(|(_, case)| case.status == Status::Preparation && case.reached(Milestone::InTheatre).is_none())
        .filter_map(|(id, case)| Some((case.slot()?.start, *id, case)))
        .collect();
    to_come.sort_unstable_by_key(|(start, id, _)| (*start, *id));
    for (planned, id, case) in to_come {
        let Some(slot) = case.slot() else { continue };
        let Some((since, free_at)) = busy.get_mut(&slot.theatre) else { continue };
        if planned >= *since && planned < *free_at {
            let end = free_at.plus_minutes(i64::from(slot.minutes));
            times.insert(id, (*free_at, end));
            *free_at = end;
        }
    }
    times
}

/// The clashes of all cases that are not over. One list that runs late is no clash with itself:
/// it moves on.
fn all_clashes(cases: &BTreeMap<ProcedureId, Procedure>, now: Moment) -> HashMap<ProcedureId, Vec<Clash>> {
    let bookings: Vec<Booking> = cases.iter().filter_map(|(id, case)| case.books(*id, now)).collect();
    let planned = |id: ProcedureId| cases.get(&id).and_then(|case| case.slot());
    let found = bookings.iter().map(|booking| {
        let booked_apart = |clash: &Clash| match (planned(booking.procedure), planned(clash.with)) {
            (Some(a), Some(b)) => a.theatre == b.theatre && (a.end() <= b.start || b.end() <= a.start),
            _ => false,
        };
        let mut found = clashes(booking, &bookings);
        found.retain(|clash| !booked_apart(clash));
        (booking.procedure, found)
    });
    found.filter(|(_, found)| !found.is_empty()).collect()
}

/// Cases of one day whose patients are two people with names that sound alike.
fn alike(cases: &BTreeMap<ProcedureId, Procedure>, patients: &HashMap<PatientId, Patient>) -> HashSet<ProcedureId> {
    let mut by_name: HashMap<(Date, String), Vec<(ProcedureId, PatientId)>> = HashMap::new();
    for (id, case) in cases {
        let (Some(slot), Some(patient)) = (case.slot(), case.patient) else { continue };
        let Some(known) = patients.get(&patient) else { continue };
        let identity = &known.identity;
        let mut names = vec![sounds(&identity.name), sounds(&identity.name_bn)];
        names.sort_unstable();
        names.dedup();
        for name in names.into_iter().filter(|name| !name.trim().is_empty()) {
            by_name.entry((slot.start.date(), name)).or_default().push((*id, patient));
        }
    }
    let several = |same: &Vec<(ProcedureId, PatientId)>| same.iter().any(|(_, patient)| *patient != same[0].1);
    by_name.into_values().filter(several).flatten().map(|(id, _)| id).collect()
}
