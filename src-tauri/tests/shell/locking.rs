//! Who is signed in: by a right PIN, until someone leaves or nobody touches the screen.

use crate::theatre::*;
use domain::procedure::{Command, Operation, Role, Side};
use domain::{PatientId, PersonId, ProcedureId, Refusal, TheatreId};
use ipc::*;
use shalya::desk::Desk;
use shalya::{attention, backups, board, cases, centre, patients, people, printing, terminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

fn refusals(desk: &Desk) -> Vec<(&'static str, Option<Failure>)> {
    let (case, patient, person) = (ProcedureId(Uuid::nil()), PatientId(Uuid::nil()), PersonId(Uuid::nil()));
    let theatre = TheatreId(Uuid::nil());
    let identity = woman("Rina", "Selim");
    let command = Command::StateSide { side: Side::Left, gone_by: None };
    let plan = PlanCase {
        case: None,
        patient: None,
        operation: Operation::default(),
        minutes: 10,
        theatre: None,
        start: None,
        team: vec![],
        machines: vec![],
    };
    let emergency = BeginEmergency {
        patient: EmergencyPatient::Known { id: patient },
        operation: Operation::default(),
        theatre,
        roles: vec![Role::Surgeon],
    };
    let unregistered = RegisterPatient { identity: identity.clone(), uhid: None, not_these: vec![] };
    let record_patient = domain::patient::PatientCommand::SetApart { other: patient };
    let leave = domain::person::PersonCommand::Leave;
    let request = domain::procedure::Request {
        procedure_no: String::new(),
        patient,
        operation: Operation::default(),
        urgency: Default::default(),
        minutes: 1,
        side: None,
        anaesthesia: vec![],
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: None,
    };
    let request = RequestCase { request, slot: None, team: vec![], override_reason: None };
    let settled = Settled::Side { case, side: Side::Left, gone_by: domain::disputed::GoneBy::SkinMark };
    let connect = ConnectCentre { address: String::new(), code: String::new(), unencrypted: false };
    let set_pin = SetPin { person, old_pin: None, pin: PIN.into() };
    let rename = HospitalChange::Rename { name: "X".into(), name_bn: String::new() };
    vec![
        ("back_up", terminal::back_up(desk, BackUp { path: None }).err()),
        ("look_for_backups", backups::look_for_backups(desk, LookForBackups { folder: None }).err()),
        ("check_store", terminal::check_store(desk, CheckStore {}).err()),
        ("centre", centre::centre(desk, GetCentre {}).err()),
        ("connect_centre", centre::connect_centre(desk, connect).err()),
        ("disconnect_centre", centre::disconnect_centre(desk, DisconnectCentre {}).err()),
        ("sign_out", people::sign_out(desk, SignOut { by: LeftBy::Lock, left_open: None }).err()),
        ("still_here", people::still_here(desk, StillHere {}).err()),
        ("directory", people::directory(desk, GetDirectory {}).err()),
        ("add_person", people::add_person(desk, AddPerson { card: card("X", &[Role::Surgeon]), pin: None }).err()),
        ("record_person", people::record_person(desk, RecordPerson { person, command: leave }).err()),
        ("set_pin", people::set_pin(desk, set_pin).err()),
        ("change_hospital", people::change_hospital(desk, ChangeHospital { change: rename }).err()),
        ("day", board::day(desk, GetDay { date: date() }).err()),
        ("week", board::week(desk, GetWeek { date: date() }).err()),
        ("waiting_list", board::waiting_list(desk, GetWaitingList {}).err()),
        ("attention", attention::attention(desk, GetAttention {}).err()),
        ("settle", attention::settle(desk, Settle { settled, with: person, pin: PIN.into() }).err()),
        ("find_patients", patients::find_patients(desk, FindPatients { typed: String::new(), limit: 9 }).err()),
        ("patient", patients::patient(desk, GetPatient { id: patient }).err()),
        ("likely_same", patients::likely_same(desk, LikelySame { identity, uhid: None }).err()),
        ("register_patient", patients::register_patient(desk, unregistered).err()),
        (
            "record_patient",
            patients::record_patient(desk, RecordPatient { id: patient, command: record_patient }).err(),
        ),
        ("case", cases::case(desk, GetCase { id: case }).err()),
        ("case_history", cases::case_history(desk, GetHistory { id: case }).err()),
        ("request_case", cases::request_case(desk, request).err()),
        ("plan_case", cases::plan_case(desk, plan).err()),
        ("begin_emergency", cases::begin_emergency(desk, emergency).err()),
        ("record", cases::record(desk, Record { id: case, command }).err()),
        ("keep_draft", cases::keep_draft(desk, KeepDraft { case, slot: "x".into(), text: "x".into() }).err()),
        ("drafts", cases::drafts(desk, GetDrafts { case }).err()),
        ("print_day", printing::print_day(desk, PrintDay { date: date() }).err()),
        ("print_case", printing::print_case(desk, PrintCase { id: case }).err()),
    ]
}

/// What the first pages need before anyone has signed in.
const AT_THE_DOOR: [&str; 11] = [
    "terminal_status",
    "explore_sample",
    "read_import",
    "save_import_template",
    "set_up_terminal",
    "unlock_store",
    "restore_from_backup",
    "set_preferences",
    "people_here",
    "sign_in",
    "print_escrow_key",
];

#[test]
fn a_locked_screen_gets_no_answer_to_any_command() {
    let theatre = Theatre::administered();
    people::sign_out(&theatre.desk, SignOut { by: LeftBy::Lock, left_open: None }).unwrap();
    let asked = refusals(&theatre.desk);
    for (command, refused) in &asked {
        assert_eq!(refused, &Some(Failure::SignedOut), "{command}");
    }
    let mut all: Vec<&str> = asked.iter().map(|(command, _)| *command).chain(AT_THE_DOOR).collect();
    let mut named = ipc::COMMANDS.to_vec();
    all.sort_unstable();
    named.sort_unstable();
    assert_eq!(all, named, "every command is asked, or is for the first pages");
}

#[test]
fn the_screen_locks_when_nobody_touches_it() {
    let theatre = Theatre::administered();
    let told = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&told);
    theatre.desk.when_locked(move || {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    // A touch every four minutes keeps it; what the window asks by itself does not.
    for _ in 0..3 {
        theatre.clock.pass_seconds(4 * 60);
        people::still_here(&theatre.desk, StillHere {}).unwrap();
    }
    theatre.clock.pass_seconds(4 * 60);
    board::day(&theatre.desk, GetDay { date: date() }).unwrap();
    theatre.clock.pass_seconds(59);
    theatre.desk.lock_if_idle();
    assert_eq!(told.load(Ordering::SeqCst), 0);
    theatre.clock.pass_seconds(1);
    theatre.desk.lock_if_idle();
    theatre.desk.lock_if_idle();
    assert_eq!(told.load(Ordering::SeqCst), 1, "the window is told once");
    assert_eq!(board::day(&theatre.desk, GetDay { date: date() }), Err(Failure::SignedOut));
}

#[test]
fn a_machine_that_slept_is_locked_when_it_wakes() {
    let theatre = Theatre::administered();
    theatre.clock.set(at("12:00"));
    assert_eq!(people::still_here(&theatre.desk, StillHere {}), Err(Failure::SignedOut));
}

#[test]
fn when_it_locks_is_for_whoever_administers() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    let status = terminal::terminal_status(&theatre.desk, TerminalStatus {}).unwrap();
    let sooner = Preferences { lock_after_minutes: 2, ..status.preferences.clone() };
    let english = Preferences { language: "en".into(), theme: Theme::Dark, ..status.preferences.clone() };
    theatre.sign_in(nurse);
    let set = |preferences| terminal::set_preferences(&theatre.desk, SetPreferences { preferences });
    assert_eq!(set(sooner.clone()), Err(Refusal::NotAllowed.into()));
    people::sign_out(&theatre.desk, SignOut { by: LeftBy::Switch, left_open: None }).unwrap();
    set(english.clone()).unwrap();
    assert_eq!(terminal::terminal_status(&theatre.desk, TerminalStatus {}).unwrap().preferences, english);
    theatre.sign_in(theatre.administrator());
    set(sooner).unwrap();
    theatre.clock.pass_seconds(2 * 60);
    assert_eq!(people::still_here(&theatre.desk, StillHere {}), Err(Failure::SignedOut));
}

#[test]
fn the_case_that_was_left_open_is_offered_to_whoever_left_it() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let patient = theatre.register(woman("Jahanara Begum", "Latif"));
    let case = theatre.book(patient, operation("APPENDECTOMY"), theatre.theatres()[0], "09:00", 60);
    cases::case(&theatre.desk, GetCase { id: case }).unwrap();
    theatre.clock.pass_seconds(6 * 60);
    theatre.desk.lock_if_idle();
    assert_eq!(theatre.sign_in(theatre.administrator()).left_open, None);
    assert_eq!(theatre.sign_in(nurse).left_open, Some(case));
    people::sign_out(&theatre.desk, SignOut { by: LeftBy::Switch, left_open: None }).unwrap();
    assert_eq!(theatre.sign_in(nurse).left_open, None, "left from the board");
}

#[test]
fn a_wrong_pin_makes_one_person_wait_and_no_other() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    let wrong = |desk: &Desk| people::sign_in(desk, SignIn { person: nurse, pin: "111112".into() });
    assert_eq!(wrong(&theatre.desk), Err(Failure::WrongPin { wait_seconds: 0 }));
    assert_eq!(wrong(&theatre.desk), Err(Failure::WrongPin { wait_seconds: 0 }));
    assert_eq!(wrong(&theatre.desk), Err(Failure::WrongPin { wait_seconds: 5 }));
    assert!(matches!(wrong(&theatre.desk), Err(Failure::MustWait { wait_seconds: 1..=5 })));
    let here = people::people_here(&theatre.desk, PeopleHere {}).unwrap();
    assert!(here.iter().any(|person| person.id == nurse && person.wait_seconds > 0));
    theatre.sign_in(theatre.administrator());

    // Starting the program again does not help.
    let Theatre { desk, clock, folder, .. } = theatre;
    drop(desk);
    let desk = desk_in(&folder, &clock);
    assert!(matches!(wrong(&desk), Err(Failure::MustWait { .. })));
}

#[test]
fn a_guest_is_added_on_the_spot_and_signs_in_only_with_a_pin() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let guest = domain::person::Card { guest: true, ..card("Dr Visiting Surgeon", &[Role::Surgeon]) };
    let add =
        |card, pin: Option<&str>| people::add_person(&theatre.desk, AddPerson { card, pin: pin.map(str::to_owned) });
    assert_eq!(add(guest.clone(), Some("471182")), Err(Refusal::NotAllowed.into()));
    let manager = domain::person::Card { guest: true, ..card("Sly", &[Role::Administrator]) };
    assert_eq!(add(manager, None), Err(Refusal::NotAllowed.into()));
    let person = add(guest, None).unwrap();
    let sign_in = || people::sign_in(&theatre.desk, SignIn { person, pin: "471182".into() });
    assert_eq!(sign_in(), Err(Failure::NoPin));
    theatre.sign_in(theatre.administrator());
    let set = SetPin { person, old_pin: None, pin: "471182".into() };
    people::set_pin(&theatre.desk, set).unwrap();
    sign_in().unwrap();
}

#[test]
fn a_command_that_panics_locks_nobody_out_of_the_store() {
    let theatre = Theatre::administered();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        theatre.desk.at_work(|seat| if seat.hospital.code.is_empty() { Ok(()) } else { panic!("a fault of ours") })
    }));
    assert!(panicked.is_err());
    assert_eq!(people::directory(&theatre.desk, GetDirectory {}).unwrap().hospital.code, "NTK");
}
