//! What a booking has so far, what it still lacks, and what the shell says it would meet.

use crate::ask::ask;
use crate::desk::use_desk;
use crate::{t, words};
use domain::procedure::{Anaesthesia, Operation, Reason, Role, Side, Slot, Urgency, WardBed};
use domain::schedule::FreeSlot;
use domain::{MachineId, Moment, PersonId, TheatreId};
use ipc::{CaseView, Failure, PatientLine, Plan, PlanCase};
use leptos::prelude::*;
use time::{Date, Time};

/// For an operation that is not in the catalogue, until somebody says how long.
pub const UNKNOWN_MINUTES: u32 = 60;

#[derive(Clone, Copy)]
pub struct Form {
    /// The case that is given a time; none for a new one.
    pub case: RwSignal<Option<CaseView>>,
    pub patient: RwSignal<Option<PatientLine>>,
    pub operation: RwSignal<Option<Operation>>,
    pub minutes: RwSignal<u32>,
    /// Never chosen beforehand.
    pub side: RwSignal<Option<Side>>,
    pub urgency: RwSignal<Option<Urgency>>,
    pub anaesthesia: RwSignal<Vec<Anaesthesia>>,
    pub ward: RwSignal<String>,
    pub bed: RwSignal<String>,
    /// As a person changed it; none: as suggested.
    pub chosen_team: RwSignal<Option<Vec<(PersonId, Role)>>>,
    pub chosen_machines: RwSignal<Option<Vec<MachineId>>>,
    pub date: RwSignal<Date>,
    pub theatre: RwSignal<Option<TheatreId>>,
    /// As a person chose it; none: the first that is free.
    pub start: RwSignal<Option<Moment>>,
    pub plan: RwSignal<Option<Plan>>,
    pub move_reason: RwSignal<Reason>,
    /// Somebody wants the time in spite of what is there.
    pub wants_override: RwSignal<bool>,
    pub is_sent: RwSignal<bool>,
    again: RwSignal<u32>,
}

/// What nobody has said yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    Patient,
    Operation,
    Side,
    Urgency,
    Place,
}

impl Lack {
    pub fn word(self) -> String {
        match self {
            Lack::Patient => t!("book-lack-patient"),
            Lack::Operation => t!("book-lack-operation"),
            Lack::Side => t!("book-lack-side"),
            Lack::Urgency => t!("book-lack-urgency"),
            Lack::Place => t!("book-lack-place"),
        }
    }
}

impl Form {
    pub fn new() -> Form {
        let form = Form {
            case: RwSignal::new(None),
            patient: RwSignal::new(None),
            operation: RwSignal::new(None),
            minutes: RwSignal::new(0),
            side: RwSignal::new(None),
            urgency: RwSignal::new(None),
            anaesthesia: RwSignal::new(Vec::new()),
            ward: RwSignal::new(String::new()),
            bed: RwSignal::new(String::new()),
            chosen_team: RwSignal::new(None),
            chosen_machines: RwSignal::new(None),
            date: RwSignal::new(use_desk().now.with_untracked(|now| now.date())),
            theatre: RwSignal::new(None),
            start: RwSignal::new(None),
            plan: RwSignal::new(None),
            move_reason: RwSignal::new(Reason::default()),
            wants_override: RwSignal::new(false),
            is_sent: RwSignal::new(false),
            again: RwSignal::new(0),
        };
        form.keep_plan();
        form
    }

    /// The case whose time is to be found. What was recorded of it is not asked again.
    pub fn take_case(self, view: CaseView) {
        let Some(whole) = &view.whole else { return };
        let procedure = &whole.procedure;
        self.patient.set(Some(whole.patient_line.clone()));
        self.minutes.set(procedure.minutes);
        self.side.set(procedure.settled_side());
        self.urgency.set(Some(procedure.urgency));
        self.anaesthesia.set(procedure.anaesthesia.clone());
        let team: Vec<(PersonId, Role)> = procedure.team.iter().map(|member| (member.person, member.role)).collect();
        self.chosen_team.set((!team.is_empty()).then_some(team));
        if let Some(slot) = procedure.slot() {
            self.minutes.set(slot.minutes);
            self.theatre.set(Some(slot.theatre));
            // Another time is looked for on its own day first, unless that is over.
            self.date.set(words::here(slot.start).date().max(self.date.get_untracked()));
        }
        let operation = procedure.operation.clone();
        self.case.set(Some(view));
        self.operation.set(Some(operation));
    }

    pub fn was_booked(self) -> bool {
        self.case.with(|case| case.as_ref().is_some_and(|case| case.line.planned.is_some()))
    }

    pub fn ward_bed(self) -> Option<WardBed> {
        let (ward, bed) = (self.ward.get_untracked(), self.bed.get_untracked());
        let is_empty = ward.trim().is_empty() && bed.trim().is_empty();
        (!is_empty).then_some(WardBed { ward, bed })
    }

    pub fn lacks(self) -> Vec<Lack> {
        let is_new = self.case.with(Option::is_none);
        let sided = self.operation.with(|operation| operation.as_ref().is_some_and(|operation| operation.sided));
        let lacks = [
            (self.patient.with(Option::is_none), Lack::Patient),
            (self.operation.with(Option::is_none), Lack::Operation),
            (is_new && sided && self.side.get().is_none(), Lack::Side),
            (is_new && self.urgency.get().is_none(), Lack::Urgency),
        ];
        lacks.into_iter().filter(|(is, _)| *is).map(|(_, lack)| lack).collect()
    }

    /// Where and when it would be, as planned last.
    pub fn place(self) -> Option<(TheatreId, Moment)> {
        self.plan.with(|plan| plan.as_ref().map(|plan| (plan.slot.theatre, plan.slot.start)))
    }

    pub fn has_clash(self) -> bool {
        self.plan.with(|plan| plan.as_ref().is_some_and(|plan| !plan.clashes.is_empty()))
    }

    pub fn slot(self) -> Option<Slot> {
        self.plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.slot.clone()))
    }

    /// Who is on the team: as chosen, or else as suggested.
    pub fn team_shown(self) -> Vec<(PersonId, Role)> {
        let suggested =
            || self.plan.with(|plan| plan.as_ref().map(|plan| plan.suggestion.team.clone()).unwrap_or_default());
        self.chosen_team.get().unwrap_or_else(suggested)
    }

    pub fn team(self) -> Vec<(PersonId, Role)> {
        untrack(|| self.team_shown())
    }

    /// Whoever was on the team of the case and is not any more.
    pub fn left_team(self) -> Vec<(PersonId, Role)> {
        let now = self.team();
        self.case.with_untracked(|case| {
            let whole = case.as_ref().and_then(|case| case.whole.as_ref());
            let before = whole.map(|whole| whole.procedure.team.as_slice()).unwrap_or_default();
            let before = before.iter().map(|member| (member.person, member.role));
            before.filter(|member| !now.contains(member)).collect()
        })
    }

    pub fn machines_shown(self) -> Vec<MachineId> {
        let suggested =
            || self.plan.with(|plan| plan.as_ref().map(|plan| plan.slot.machines.clone()).unwrap_or_default());
        self.chosen_machines.get().unwrap_or_else(suggested)
    }

    /// Takes a time that was offered as free, with what is free then.
    pub fn choose(self, slot: FreeSlot) {
        self.date.set(words::here(slot.start).date());
        self.theatre.set(Some(slot.theatre));
        if self.chosen_machines.with_untracked(Option::is_some) {
            self.chosen_machines.set(Some(slot.machines));
        }
        self.start.set(Some(slot.start));
    }

    pub fn ask_again(self) {
        self.again.update(|times| *times += 1);
    }

    /// What is asked of the shell, once it is known for what.
    fn question(self) -> Option<Question> {
        self.again.track();
        let call = PlanCase {
            case: self.case.with(|case| case.as_ref().map(|case| case.line.id)),
            patient: self.patient.with(|patient| patient.as_ref().map(|patient| patient.id)),
            operation: self.operation.get()?,
            minutes: self.minutes.get(),
            theatre: self.theatre.get(),
            start: self.start.get(),
            team: self.chosen_team.get().unwrap_or_default(),
            machines: self.chosen_machines.get().unwrap_or_default(),
        };
        let (date, today) = (self.date.get(), use_desk().now.with_untracked(|now| now.date()));
        Some(Question { call, from: (date != today).then(|| opening(date)) })
    }

    fn keep_plan(self) {
        let desk = use_desk();
        let asked = StoredValue::new(0u32);
        Effect::new(move || {
            let question = self.question();
            asked.update_value(|asked| *asked += 1);
            let number = asked.get_value();
            let Some(question) = question else {
                self.plan.set(None);
                return;
            };
            leptos::task::spawn_local(async move {
                let answer = question.ask().await;
                if asked.try_get_value() != Some(number) {
                    return;
                }
                match answer {
                    Ok(plan) => self.plan.set(Some(plan)),
                    Err(failure) => desk.tell(&failure),
                }
            });
        });
    }
}

/// A plan to be asked for; `from` is when the wanted day begins, where it is not today.
struct Question {
    call: PlanCase,
    from: Option<Moment>,
}

impl Question {
    /// A time that was chosen is looked at as it is. Where none was, the first free one of the day
    /// is, in the theatre that was chosen, or in any.
    async fn ask(self) -> Result<Plan, Failure> {
        let call = self.call;
        let Some(from) = self.from.filter(|_| call.start.is_none()) else { return ask(call).await };
        let plan = ask(PlanCase { start: Some(from), ..call.clone() }).await?;
        // Planned without a theatre, it is looked for on its specialty's own list first.
        let wanted = call.theatre.unwrap_or(plan.slot.theatre);
        let own = plan.free.iter().find(|slot| slot.theatre == wanted && (slot.in_session || call.theatre.is_some()));
        let free = own.or(plan.free.first()).cloned();
        match free {
            Some(slot) if !plan.clashes.is_empty() => {
                ask(PlanCase { theatre: Some(slot.theatre), start: Some(slot.start), ..call }).await
            }
            _ => Ok(plan),
        }
    }
}

/// When the lists of a day begin; eight o'clock on a day without any.
fn opening(date: Date) -> Moment {
    let session = use_desk().directory.with_untracked(|directory| directory.hospital.session(date));
    let midnight = Moment::at(date, Time::MIDNIGHT, words::offset_minutes());
    session.map_or(midnight.plus_minutes(8 * 60), |(opens, _)| opens)
}

/// "Theatre 1, 15:40", and the day where it is not today.
pub fn when_and_where(theatre: TheatreId, start: Moment) -> String {
    let desk = use_desk();
    let place = format!("{}, {}", desk.theatre(theatre), words::time(start));
    if words::here(start).date() == desk.today() {
        place
    } else {
        format!("{place}, {}", words::day_brief(words::here(start).date()))
    }
}
