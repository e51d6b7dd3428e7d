//! Each matter in three lines: how soon, what, and about whom.

use crate::desk::use_desk;
use crate::pages::book::when_and_where;
use crate::{t, words};
use domain::schedule::Contested;
use ipc::{Attention, CaseLine};

/// How much a matter holds up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressing {
    /// A case cannot begin.
    Blocks,
    /// To be settled before a case or a booking.
    Before,
    /// To be known.
    Told,
}

pub fn pressing(matter: &Attention) -> Pressing {
    match matter {
        Attention::SideDisputed { .. } | Attention::ConsentDisputed { .. } | Attention::BloodGroupDisputed { .. } => {
            Pressing::Blocks
        }
        Attention::BookingDisputed { .. }
        | Attention::Clashes { .. }
        | Attention::OnePatientOrTwo { .. }
        | Attention::WhoIsIt { .. } => Pressing::Before,
        Attention::PaperAnswers { .. } | Attention::TooLate { .. } => Pressing::Told,
    }
}

/// By what a matter is found again after the list was asked for anew.
pub fn key(matter: &Attention) -> String {
    match matter {
        Attention::SideDisputed { case, .. } => format!("side {}", case.id),
        Attention::ConsentDisputed { case, .. } => format!("consent {}", case.id),
        Attention::BloodGroupDisputed { patient, .. } => format!("blood {}", patient.id),
        Attention::BookingDisputed { case, .. } => format!("booking {}", case.id),
        Attention::Clashes { case, clashes, .. } => {
            let with: Vec<String> = clashes.iter().map(|clash| clash.with.to_string()).collect();
            format!("clash {} {}", case.id, with.join(" "))
        }
        Attention::PaperAnswers { case, .. } => format!("paper {}", case.id),
        Attention::WhoIsIt { patient, case } => format!("who {} {}", patient.id, case.id),
        Attention::OnePatientOrTwo { patients } => {
            let ids: Vec<String> = patients.iter().map(|patient| patient.id.to_string()).collect();
            format!("two {}", ids.join(" "))
        }
        Attention::TooLate { case, .. } => format!("late {}", case.id),
    }
}

/// The tag: what it holds up, or when.
pub fn when(matter: &Attention) -> String {
    match matter {
        Attention::SideDisputed { .. } | Attention::ConsentDisputed { .. } | Attention::BloodGroupDisputed { .. } => {
            t!("attention-blocks-sign-in")
        }
        Attention::BookingDisputed { case, .. } => {
            case.planned.map(|(start, _)| words::when(start)).unwrap_or_default()
        }
        Attention::Clashes { case, clashes, .. } => {
            let from = clashes.iter().map(|clash| clash.from).min().or(case.planned.map(|(start, _)| start));
            from.map(words::when).unwrap_or_default()
        }
        Attention::PaperAnswers { .. } => t!("attention-on-paper"),
        Attention::WhoIsIt { case, .. } => {
            case.planned.map_or_else(|| t!("attention-unknown"), |(start, _)| words::when(start))
        }
        Attention::OnePatientOrTwo { .. } => t!("attention-before-booking"),
        Attention::TooLate { .. } => t!("attention-to-know"),
    }
}

pub fn title(matter: &Attention) -> String {
    let desk = use_desk();
    match matter {
        Attention::SideDisputed { .. } => t!("attention-which-side"),
        Attention::ConsentDisputed { .. } => t!("attention-which-consent"),
        Attention::BloodGroupDisputed { .. } => t!("attention-which-blood-group"),
        Attention::BookingDisputed { .. } => t!("attention-which-booking"),
        Attention::Clashes { clashes, .. } => match clashes.first().map(|clash| clash.over) {
            Some(Contested::Person(person)) => t!("attention-booked-twice", name = desk.person(person)),
            Some(Contested::Room(theatre)) => t!("attention-booked-twice", name = desk.theatre(theatre)),
            Some(Contested::Machine(machine)) => t!("attention-booked-twice", name = desk.machine(machine)),
            Some(Contested::Patient(_)) | None => t!("attention-patient-twice"),
        },
        Attention::PaperAnswers { .. } => t!("attention-enter-paper"),
        Attention::WhoIsIt { .. } => t!("attention-who-is-it"),
        Attention::OnePatientOrTwo { .. } => t!("patients-one-or-two"),
        Attention::TooLate { .. } => t!("attention-too-late"),
    }
}

pub fn subject(matter: &Attention) -> String {
    match matter {
        Attention::Clashes { case, with, .. } => {
            let both = std::iter::once(case).chain(with.first());
            both.map(place_and_operation).collect::<Vec<_>>().join(" · ")
        }
        Attention::WhoIsIt { patient, case } => {
            format!("{} · {}", words::patient_name(patient), place_and_operation(case))
        }
        Attention::OnePatientOrTwo { patients } => {
            let one = |line: &ipc::PatientLine| {
                let relative = line.relative.as_ref().map(words::relative);
                [Some(words::patient_name(line)), relative].into_iter().flatten().collect::<Vec<_>>().join(", ")
            };
            patients.iter().map(one).collect::<Vec<_>>().join(" · ")
        }
        Attention::SideDisputed { case, .. }
        | Attention::ConsentDisputed { case, .. }
        | Attention::BloodGroupDisputed { case, .. }
        | Attention::BookingDisputed { case, .. }
        | Attention::PaperAnswers { case, .. }
        | Attention::TooLate { case, .. } => about_case(case),
    }
}

/// "Habibur Rahman, M 44 · hernia repair · 12:45".
pub fn about_case(case: &CaseLine) -> String {
    let Some(detail) = &case.detail else { return case.procedure_no.clone() };
    let start = case.expected.or(case.planned).map(|(start, _)| words::when(start));
    let who = words::patient_brief(&detail.patient);
    [Some(who), Some(words::operation(&detail.operation)), start].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn place_and_operation(case: &CaseLine) -> String {
    let place = case.theatre.zip(case.planned).map(|(theatre, (start, _))| when_and_where(theatre, start));
    let operation = case.detail.as_ref().map(|detail| words::operation(&detail.operation));
    place.into_iter().chain(operation).collect::<Vec<_>>().join(", ")
}
