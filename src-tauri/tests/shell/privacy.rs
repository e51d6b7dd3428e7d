//! Who may not see a sensitive case learns its number, state, time and place, and nothing else,
//! from any command.

use crate::theatre::*;
use domain::patient::Identity;
use domain::procedure::*;
use domain::{PatientId, PersonId, ProcedureId, Refusal};
use ipc::*;
use serde::Serialize;
use shalya::{attention, board, cases, patients, people, printing};

struct Hidden {
    theatre: Theatre,
    case: ProcedureId,
    patient: PatientId,
    surgeon: PersonId,
    technician: PersonId,
}

/// A tubal ligation in a room that another case wants too, its Sign In passed in an emergency, and
/// a cancelled one of the same patient: everything that any list could tell of a case.
fn hidden_case() -> Hidden {
    let theatre = Theatre::administered();
    let surgeon = theatre.add("Dr Nasima Haque", &[Role::Surgeon]);
    let technician = theatre.add("Babul Mia", &[Role::Technician]);
    theatre.sign_in(surgeon);
    let rooms = theatre.theatres();
    let patient = theatre.register(Identity { unknown: false, ..woman("Zulekha Bibi", "Tofazzal") });
    let case = theatre.book(patient, operation("TUBAL_LIGATION"), rooms[0], "08:00", 30);
    let other = theatre.register(woman("Monowara Khatun", "Selim Mia"));
    let slot = Slot { theatre: rooms[0], start: at("08:10"), minutes: 30, machines: vec![] };
    let mut beside = theatre.request(other, operation("APPENDECTOMY"), Some(slot));
    beside.team = vec![(surgeon, Role::Surgeon)];
    beside.override_reason = Some(Reason { code: None, text: "To be settled".into() });
    theatre.record(case, Command::JoinTeam { person: surgeon, role: Role::Surgeon }).unwrap();
    cases::request_case(&theatre.desk, beside).unwrap();
    let reason = Reason { code: None, text: "Bleeding".into() };
    theatre.record(case, Command::PassPhase { phase: Phase::SignIn, by: surgeon, reason }).unwrap();
    let reason = Reason { code: None, text: "Ward closed".into() };
    let waits = cases::request_case(&theatre.desk, theatre.request(patient, operation("IUD_REMOVAL"), None)).unwrap();
    theatre.record(waits, Command::SetUrgency { urgency: Urgency::Urgent }).unwrap();
    theatre.record(waits, Command::Cancel { reason }).unwrap();
    Hidden { theatre, case, patient, surgeon, technician }
}

#[test]
fn no_reply_names_the_patient_or_the_procedure_of_a_sensitive_case() {
    let Hidden { theatre, case, patient, surgeon, technician } = hidden_case();
    let desk = &theatre.desk;
    let told = || {
        vec![
            ("day", json(board::day(desk, GetDay { date: date() }))),
            ("week", json(board::week(desk, GetWeek { date: date() }))),
            ("waiting_list", json(board::waiting_list(desk, GetWaitingList {}))),
            ("attention", json(attention::attention(desk, GetAttention {}))),
            ("case", json(cases::case(desk, GetCase { id: case }))),
            ("case_history", json(cases::case_history(desk, GetHistory { id: case }))),
            ("drafts", json(cases::drafts(desk, GetDrafts { case }))),
            ("people_here", json(people::people_here(desk, PeopleHere {}))),
            ("record", json(theatre.record(case, Command::SetUrgency { urgency: Urgency::Urgent }))),
            ("print_case", json(printing::print_case(desk, PrintCase { id: case }))),
        ]
    };
    let secrets = ["Zulekha", "Tofazzal", "287664005", "TUBAL_LIGATION", "Tubal ligation", "IUD_REMOVAL", "68254000"];
    let found = |replies: &[(&str, String)]| -> Vec<String> {
        let leak = |name: &str, reply: &str| {
            let leaks = secrets.iter().filter(|secret| reply.contains(**secret));
            leaks.map(|secret| format!("{name}: {secret}")).collect::<Vec<_>>()
        };
        replies.iter().flat_map(|(name, reply)| leak(name, reply)).collect()
    };
    theatre.sign_in(surgeon);
    assert!(found(&told()).len() > 8, "the team sees it whole");

    theatre.sign_in(technician);
    assert_eq!(found(&told()), Vec::<String>::new());
    let view = cases::case(desk, GetCase { id: case }).unwrap();
    assert_eq!((view.whole, view.line.detail), (None, None));
    assert_eq!(view.line.status, domain::procedure::Status::Preparation);
    let refused = cases::case_history(desk, GetHistory { id: case });
    assert_eq!(refused, Err(Refusal::NotAllowed.into()));

    // The clash that others see says only that the room is taken.
    let day = board::day(desk, GetDay { date: date() }).unwrap();
    let clashes: Vec<_> = day.cases.iter().filter_map(|line| line.detail.as_ref()).flat_map(|d| &d.clashes).collect();
    assert_eq!(clashes.len(), 1, "{clashes:?}");
    assert!(matches!(clashes[0].over, domain::schedule::Contested::Room(_)));

    // The patient is not hidden, her sensitive cases are.
    let found = patients::find_patients(desk, FindPatients { typed: "zulekha".into(), limit: 10 }).unwrap();
    assert_eq!(found[0].id, patient);
    let view = patients::patient(desk, GetPatient { id: patient }).unwrap();
    assert!(view.cases.iter().all(|line| line.detail.is_none()));
    let reply = serde_json::to_string(&view).unwrap();
    assert!(!reply.contains("287664005") && !reply.contains("ligation"));

    // A printed list is read by whoever passes: it holds no more than its printer may see.
    let print = printing::print_day(desk, PrintDay { date: date() }).unwrap();
    assert!(std::fs::metadata(print.path).unwrap().len() > 1000);
}

fn json<T: Serialize>(reply: Result<T, Failure>) -> String {
    match reply {
        Ok(reply) => serde_json::to_string(&reply).unwrap(),
        Err(failure) => serde_json::to_string(&failure).unwrap(),
    }
}
