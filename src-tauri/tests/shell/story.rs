//! One case, from the first start to the signed record.

use crate::theatre::*;
use domain::Refusal;
use domain::patient::PatientCommand;
use domain::procedure::*;
use domain::schedule::Contested;
use ipc::*;
use shalya::{board, cases, patients, people, printing, terminal};

#[test]
fn a_case_goes_from_the_first_start_to_the_signed_record() {
    let theatre = Theatre::administered();
    let desk = &theatre.desk;
    let surgeon = theatre.add("Dr Nasima Haque", &[Role::Surgeon]);
    let anaesthetist = theatre.add("Dr Ruhul Amin", &[Role::Anaesthetist]);
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse, Role::ScrubNurse]);
    let rooms = theatre.theatres();

    theatre.sign_in(nurse);
    let patient = theatre.register(woman("Jahanara Begum", "Abdul Latif"));
    let other = theatre.register(woman("Monowara Khatun", "Selim Mia"));
    let view = patients::patient(desk, GetPatient { id: patient }).unwrap();
    assert_eq!(view.patient.registration_no, "R-T1-000001");
    assert!(domain::identifier::uhid_is_right(view.patient.uhid.as_deref().unwrap()), "from the terminal's block");

    // A clash is refused with free times, and nothing of the request is kept.
    theatre.book(other, operation("APPENDECTOMY"), rooms[0], "09:00", 60);
    let slot = Slot { theatre: rooms[0], start: at("09:30"), minutes: 60, machines: vec![] };
    let team = vec![(surgeon, Role::Surgeon), (anaesthetist, Role::Anaesthetist), (nurse, Role::CirculatingNurse)];
    let mut call = theatre.request(patient, operation("APPENDECTOMY"), Some(slot));
    call.team = team.clone();
    let refused = cases::request_case(desk, call.clone());
    let Err(Failure::Refused { refusal: Refusal::Clashes { clashes, free } }) = refused else { panic!("{refused:?}") };
    assert_eq!(clashes[0].over, Contested::Room(rooms[0]));
    assert_eq!(free.iter().find(|free| free.theatre == rooms[0]).unwrap().start, at("10:00"));
    assert_eq!(patients::patient(desk, GetPatient { id: patient }).unwrap().cases, []);

    // Booked over it with a reason, it stays on record.
    call.override_reason = Some(Reason { code: None, text: "Theatre 2 has no light".into() });
    let id = cases::request_case(desk, call).unwrap();
    let view = cases::case(desk, GetCase { id }).unwrap();
    let whole = view.whole.as_ref().unwrap();
    assert_eq!(whole.procedure.booking.latest().unwrap().value.over.len(), 1);
    assert_eq!(view.line.detail.as_ref().unwrap().clashes.len(), 1);
    assert_eq!(whole.procedure.team.len(), 3);

    // Moved away from it, the clash is gone.
    let slot = Slot { theatre: rooms[0], start: at("10:00"), minutes: 60, machines: vec![] };
    let schedule = Command::Schedule { slot, team: vec![], reason: None, override_reason: None };
    let view = theatre.record(id, schedule).unwrap();
    assert_eq!(view.line.detail.unwrap().clashes, []);

    // The checklist leads: anaesthesia waits for Sign In, and Sign In for its answers.
    theatre.work_until("10:01");
    theatre.record(id, Command::Reach { milestone: Milestone::InTheatre, at: None }).unwrap();
    let early = theatre.record(id, Command::Reach { milestone: Milestone::AnaesthesiaStart, at: None });
    assert!(matches!(early, Err(Failure::Refused { refusal: Refusal::PhaseDue { phase: Phase::SignIn, .. } })));
    let consent = Command::GiveConsent { by: ConsentBy::ThumbPrint { witness: "Abdul Latif".into() }, at: None };
    theatre.record(id, consent).unwrap();
    sign(&theatre, id, Phase::SignIn, nurse);
    let patient_now = patients::patient(desk, GetPatient { id: patient }).unwrap();
    assert_eq!(patient_now.line.allergies, AllergyMark::NoneKnown, "item 5 says it of the patient too");
    theatre.work_until("10:10");
    let view = theatre.record(id, Command::Reach { milestone: Milestone::AnaesthesiaStart, at: None }).unwrap();
    assert_eq!(view.line.status, domain::procedure::Status::InProgress);
    sign(&theatre, id, Phase::TimeOut, surgeon);
    theatre.work_until("10:20");
    theatre.record(id, Command::Reach { milestone: Milestone::Incision, at: None }).unwrap();

    // What is being typed is kept, and found again by its author alone.
    let slot = "note:intra-operative".to_owned();
    let text = "Supine. McBurney inc".to_owned();
    cases::keep_draft(desk, KeepDraft { case: id, slot: slot.clone(), text }).unwrap();
    let drafts = cases::drafts(desk, GetDrafts { case: id }).unwrap();
    assert_eq!(drafts[0].text, "Supine. McBurney inc");
    let note = Command::SignNote {
        note_type: NoteType::IntraOperative,
        text: "Supine. McBurney incision. অ্যাপেন্ডিক্স ফোলা।".into(),
        at: None,
    };
    theatre.record(id, note).unwrap();
    cases::keep_draft(desk, KeepDraft { case: id, slot, text: String::new() }).unwrap();
    assert_eq!(cases::drafts(desk, GetDrafts { case: id }).unwrap(), []);

    theatre.work_until("10:55");
    theatre.record(id, Command::Reach { milestone: Milestone::Closure, at: None }).unwrap();
    sign(&theatre, id, Phase::SignOut, nurse);
    theatre.record(id, Command::Reach { milestone: Milestone::OutOfTheatre, at: None }).unwrap();
    let outcome = Coded { coding: vec![], text: Some("Successful".into()) };
    let done = Command::Complete { outcome, follow_up: "Stitches out after 8 days".into(), at: None };
    let view = theatre.record(id, done).unwrap();
    assert_eq!(view.line.status, domain::procedure::Status::Completed);

    let history = cases::case_history(desk, GetHistory { id }).unwrap();
    assert_eq!(history.len() as u32, view.version);
    assert!(history.iter().all(|line| line.actor == nurse && line.fact.is_some() && !line.concurrent));
    assert_eq!(history.first().unwrap().kind, "requested");
    assert_eq!(history.last().unwrap().kind, "status-changed");
    let waiting = terminal::terminal_status(desk, TerminalStatus {}).unwrap().line.waiting_facts;
    assert!(waiting >= history.len() as u64, "no other replica has any of it");

    let print = printing::print_case(desk, PrintCase { id }).unwrap();
    assert!(std::fs::read(&print.path).unwrap().starts_with(b"%PDF") && !print.path.contains("Jahanara"));
    let print = printing::print_day(desk, PrintDay { date: date() }).unwrap();
    assert!(std::fs::read(&print.path).unwrap().starts_with(b"%PDF") && !print.opened);

    // After a power cut everything is there, and nobody is signed in.
    let Theatre { desk, clock, folder, .. } = theatre;
    drop(desk);
    let desk = desk_in(&folder, &clock);
    assert_eq!(cases::case(&desk, GetCase { id }), Err(Failure::SignedOut));
    let session = people::sign_in(&desk, SignIn { person: nurse, pin: PIN.into() }).unwrap();
    assert_eq!(session.left_open, Some(id), "the case that was open when the power was cut is offered first");
    let again = cases::case(&desk, GetCase { id }).unwrap();
    assert_eq!(again, view);
    let day = board::day(&desk, GetDay { date: date() }).unwrap();
    assert_eq!(day.cases.len(), 2);
    assert_eq!(day.session, Some((at("08:00"), at("14:30"))));
}

fn sign(theatre: &Theatre, id: domain::ProcedureId, phase: Phase, by: domain::PersonId) {
    for item in phase.items() {
        let answer = if item.is_risk() { Answer::No } else { Answer::Yes };
        let said_by = Some(Speaker::Person { id: by });
        let command = Command::AnswerItem { item, answer, plan: None, comments: None, said_by, at: None };
        theatre.record(id, command).unwrap();
    }
    let view = theatre.record(id, Command::SignPhase { phase, by, at: None }).unwrap();
    assert!(view.line.cleared.contains(&phase));
}

#[test]
fn a_plan_is_filled_in_from_the_catalogue_and_names_what_is_in_the_way() {
    let theatre = Theatre::administered();
    let surgeon = theatre.add("Dr Nasima Haque", &[Role::Surgeon]);
    theatre.add("Dr Ruhul Amin", &[Role::Anaesthetist]);
    theatre.sign_in(surgeon);
    let rooms = theatre.theatres();
    let (first, second) =
        (theatre.register(woman("Jahanara Begum", "Latif")), theatre.register(woman("Rina", "Selim")));
    theatre.book(first, operation("APPENDECTOMY"), rooms[0], "08:00", 90);
    let mut call = PlanCase {
        case: None,
        patient: Some(second),
        operation: operation("APPENDECTOMY"),
        minutes: 0,
        theatre: None,
        start: None,
        team: vec![],
        machines: vec![],
    };
    let plan = cases::plan_case(&theatre.desk, call.clone()).unwrap();
    assert_eq!(plan.clashes, [], "without a time, the first that is free");
    assert!(plan.slot.start >= at("08:00"));
    assert_eq!(plan.slot.minutes, 90, "SERVICE.md's duration of an appendectomy");
    assert!(plan.suggestion.team.contains(&(surgeon, Role::Surgeon)));
    assert!(plan.suggestion.lacking.iter().any(|lacking| lacking == "scrub_nurse"), "{:?}", plan.suggestion.lacking);

    (call.theatre, call.start) = (Some(rooms[0]), Some(at("09:00")));
    let plan = cases::plan_case(&theatre.desk, call).unwrap();
    assert_eq!(plan.clashes[0].over, Contested::Room(rooms[0]));
    assert_eq!(plan.with.len(), 1);
    assert_eq!(plan.with[0].detail.as_ref().unwrap().patient.name, "Jahanara Begum");
    assert_eq!(plan.free.iter().find(|free| free.theatre == rooms[0]).unwrap().start, at("09:30"));
    assert_eq!(board::waiting_list(&theatre.desk, GetWaitingList {}).unwrap(), [], "a plan records nothing");
}

#[test]
fn a_patient_is_not_registered_twice_unseen() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let known = theatre.register(woman("Nasrin Akhter", "Abdul Malek"));
    let typed = woman("Mst. Nasrin Akter", "Abdul Malek");
    let alike = patients::likely_same(&theatre.desk, LikelySame { identity: typed.clone(), uhid: None }).unwrap();
    assert_eq!(alike[0].line.id, known);
    let register = |not_these| {
        let call = RegisterPatient { identity: typed.clone(), uhid: None, not_these };
        patients::register_patient(&theatre.desk, call)
    };
    assert_eq!(register(vec![]), Err(Refusal::LikelyDuplicates { patients: vec![known] }.into()));
    let second = register(vec![known]).unwrap();
    let view = patients::patient(&theatre.desk, GetPatient { id: second }).unwrap();
    assert_eq!(view.patient.set_apart, [known]);
    assert_eq!(view.alike, [], "a person looked: they are two");

    let taken = view.patient.uhid.unwrap();
    let give = PatientCommand::GiveUhid { uhid: taken };
    let refused = patients::record_patient(&theatre.desk, RecordPatient { id: known, command: give });
    assert_eq!(refused, Err(Refusal::LikelyDuplicates { patients: vec![second] }.into()));
}

/// Two records of one person: what is begun from either goes on under the one that stays.
#[test]
fn two_records_that_a_person_found_to_be_one_go_on_as_one() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let first = theatre.register(woman("Nasrin Akhter", "Abdul Malek"));
    let second = theatre.register(woman("Rahima Khatun", "Jasim"));
    let command = PatientCommand::MarkSameAs { other: first };
    patients::record_patient(&theatre.desk, RecordPatient { id: second, command }).unwrap();
    let itself = PatientCommand::MarkSameAs { other: second };
    let refused = patients::record_patient(&theatre.desk, RecordPatient { id: second, command: itself });
    assert_eq!(refused, Err(Refusal::NotFound.into()));
    let call = BeginEmergency {
        patient: EmergencyPatient::Known { id: second },
        operation: operation("CESAREAN"),
        theatre: theatre.theatres()[0],
        roles: vec![Role::CirculatingNurse],
    };
    let id = cases::begin_emergency(&theatre.desk, call).unwrap();
    let whole = cases::case(&theatre.desk, GetCase { id }).unwrap().whole.unwrap();
    assert_eq!(whole.procedure.patient, Some(first));
    assert!(patients::patient(&theatre.desk, GetPatient { id: second }).is_ok(), "the other record is kept");
}

#[test]
fn numbers_come_from_the_block_until_it_is_used_up() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let names = ["Asma", "Beli", "Champa", "Dipa", "Eva", "Fatema", "Gulshan", "Hena", "Iti", "Jui", "Kakoli", "Lata"];
    let patients = names.map(|name| {
        let id = theatre.register(woman(name, name));
        patients::patient(&theatre.desk, GetPatient { id }).unwrap().patient
    });
    let with_uhid = patients.iter().filter(|patient| patient.uhid.is_some()).count();
    assert_eq!(with_uhid, 10, "the block has ten stems");
    let temporary: Vec<&str> = patients.iter().filter_map(|patient| patient.temporary_id.as_deref()).collect();
    assert_eq!(temporary, ["TEMP-T1-00001", "TEMP-T1-00002"]);
}
