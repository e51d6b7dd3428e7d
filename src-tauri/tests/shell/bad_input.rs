//! What a person may type by mistake, and a disk that is full or cannot be written: the window is
//! told which, and nothing that was recorded is lost.

use crate::theatre::*;
use domain::patient::{Identity, PatientCommand};
use domain::procedure::{Command, DeviceAction, NoteType, Reason, Role};
use domain::text::{Field, NOTE_LIMIT};
use domain::{PatientId, ProcedureId, Refusal};
use ipc::*;
use shalya::desk::Desk;
use shalya::places::Places;
use shalya::{board, cases, patients, people, printing, terminal};
use std::path::{Path, PathBuf};
use time::Date;

/// A case of somebody who is registered, with a nurse signed in.
fn at_work() -> (Theatre, PatientId, ProcedureId) {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let patient = theatre.register(woman("Jahanara Begum", "Abdul Latif"));
    let case = theatre.book(patient, operation("APPENDECTOMY"), theatre.theatres()[0], "09:00", 60);
    (theatre, patient, case)
}

fn too_long<T: std::fmt::Debug>(answer: Result<T, Failure>) -> bool {
    matches!(answer, Err(Failure::Refused { refusal: Refusal::TooLong { .. } }))
}

#[test]
fn a_megabyte_in_any_field_is_told_and_the_terminal_goes_on() {
    let (theatre, patient, case) = at_work();
    let desk = &theatre.desk;
    let megabyte = || "রোগী ".repeat(80_000);
    let identity = || Identity { name: megabyte(), ..woman("", "") };
    assert!(too_long(patients::register_patient(
        desk,
        RegisterPatient { identity: identity(), uhid: None, not_these: vec![] }
    )));
    let command = PatientCommand::Identify { identity: identity() };
    assert!(too_long(patients::record_patient(desk, RecordPatient { id: patient, command })));
    let note = |text| Command::SignNote { note_type: NoteType::PostOperative, text, at: None };
    assert!(too_long(theatre.record(case, note(megabyte()))));
    assert!(too_long(cases::keep_draft(desk, KeepDraft { case, slot: "note".into(), text: megabyte() })));
    let slot = KeepDraft { case, slot: megabyte(), text: "x".into() };
    assert_eq!(cases::keep_draft(desk, slot), Err(Failure::NotUnderstood));
    let mut request = theatre.request(patient, operation("APPENDECTOMY"), None);
    request.request.operation.text = Some(megabyte());
    assert!(too_long(cases::request_case(desk, request)));
    assert!(patients::find_patients(desk, FindPatients { typed: megabyte(), limit: 50 }).is_ok());
    assert!(terminal::read_import(desk, ReadImport { csv: megabyte() }).unwrap().bad_lines.len() < 200);
    theatre.sign_in(theatre.administrator());
    let call = AddPerson { card: card(&megabyte(), &[Role::Surgeon]), pin: None };
    assert!(too_long(people::add_person(desk, call)));
    let change = HospitalChange::Rename { name: megabyte(), name_bn: String::new() };
    assert!(too_long(people::change_hospital(desk, ChangeHospital { change })));
    let pin = SetPin { person: theatre.administrator(), old_pin: Some(megabyte()), pin: PIN.into() };
    assert!(matches!(people::set_pin(desk, pin), Err(Failure::WrongPin { .. })));

    // The longest note that is taken is kept whole.
    let longest = "দ".repeat(NOTE_LIMIT);
    let nurse = people::people_here(desk, PeopleHere {}).unwrap();
    let nurse = nurse.iter().find(|person| person.card.roles.contains(&Role::CirculatingNurse)).unwrap().id;
    theatre.sign_in(nurse);
    let view = theatre.record(case, note(longest.clone())).unwrap();
    assert_eq!(view.whole.unwrap().procedure.notes[0].text, longest);
}

#[test]
fn any_script_and_emoji_are_kept_and_marks_that_turn_text_round_are_not() {
    let (theatre, ..) = at_work();
    let desk = &theatre.desk;
    let name = "\u{202e}Sara سارة 👩🏽‍⚕️\u{2066}";
    let identity = Identity { name: name.into(), ..woman("", "\u{202e}Karim") };
    let patient = theatre.register(identity);
    let view = patients::patient(desk, GetPatient { id: patient }).unwrap();
    assert_eq!(view.line.name, "Sara سارة 👩🏽‍⚕️");
    assert_eq!(view.line.relative.unwrap().name, "Karim");
    for typed in ["سارة", "sara", "Sara سارة"] {
        let found = patients::find_patients(desk, FindPatients { typed: typed.into(), limit: 5 }).unwrap();
        assert_eq!(found.first().map(|line| line.id), Some(patient), "{typed}");
    }
    for typed in ["👩🏽‍⚕️", "\u{202e}", "\0", "'; DROP TABLE patients; --", "\"*\" NEAR("] {
        assert!(patients::find_patients(desk, FindPatients { typed: typed.into(), limit: 5 }).is_ok(), "{typed}");
    }
    let case = theatre.book(patient, operation("APPENDECTOMY"), theatre.theatres()[0], "11:00", 60);
    let text = "\u{202e}Wound clean ✅\n\tنظيف".to_owned();
    let view = theatre.record(case, Command::SignNote { note_type: NoteType::PostOperative, text, at: None }).unwrap();
    assert_eq!(view.whole.unwrap().procedure.notes[0].text, "Wound clean ✅\n\tنظيف");
    assert!(printing::print_case(desk, PrintCase { id: case }).is_ok());
    assert!(printing::print_day(desk, PrintDay { date: date() }).is_ok());
}

#[test]
fn a_date_that_cannot_be_is_refused_and_a_far_one_is_an_empty_day() {
    let (theatre, patient, case) = at_work();
    let desk = &theatre.desk;
    for date in [Date::MIN, Date::MAX, time::macros::date!(1970 - 01 - 01)] {
        assert_eq!(board::day(desk, GetDay { date }).unwrap().cases, [], "{date}");
        assert!(board::week(desk, GetWeek { date }).is_ok(), "{date}");
    }
    let slot = domain::procedure::Slot {
        theatre: theatre.theatres()[0],
        start: "2199-01-01T09:00:00+06:00".parse().unwrap(),
        minutes: 60,
        machines: vec![],
    };
    let refused = cases::request_case(desk, theatre.request(patient, operation("APPENDECTOMY"), Some(slot)));
    assert_eq!(refused, Err(Refusal::ImpossibleTime { field: Field::Time }.into()));
    let device = domain::procedure::Device {
        device_id: None,
        device_type: "suture".into(),
        name: "Vicryl".into(),
        action: DeviceAction::Used,
        manipulated: false,
        lot: None,
        serial: None,
        expires: Some(time::macros::date!(1026 - 01 - 01)),
        quantity: 1,
    };
    let refused = theatre.record(case, Command::RecordDevice { device }).err();
    assert_eq!(refused, Some(Refusal::ImpossibleTime { field: Field::Device }.into()));
}

#[test]
fn a_health_id_with_a_wrong_digit_is_named_as_it_stands_on_the_card() {
    let (theatre, patient, _) = at_work();
    let desk = &theatre.desk;
    let right = patients::patient(desk, GetPatient { id: patient }).unwrap().patient.uhid.unwrap();
    let last = right.as_bytes()[10];
    let wrong = format!("{}{}", &right[..10], char::from(if last == b'9' { b'0' } else { last + 1 }));
    let call = RegisterPatient { identity: woman("Monowara", "Selim"), uhid: Some(wrong.clone()), not_these: vec![] };
    let refused = patients::register_patient(desk, call);
    let shown = domain::identifier::uhid_shown(&wrong);
    assert_eq!(refused, Err(Refusal::CheckDigitWrong { field: Field::Uhid, id: shown }.into()));
}

/// A small disk of its own, gone when the test is over; none where this user may not mount one.
struct SmallDisk(PathBuf, #[expect(dead_code, reason = "gone with the disk")] tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("disk");
        std::fs::create_dir(&path).unwrap();
        let mut mount = std::process::Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", "size=4m,mode=0777", "tmpfs"]).arg(&path).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(SmallDisk(path, folder));
        }
        eprintln!("skipped: this user may not mount a disk");
        None
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        assert!(std::process::Command::new("mount").args(["-o", &how]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(std::process::Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

fn desk_on(folder: &Path, clock: &TestClock) -> Desk {
    Desk::with_clock(Places::within(folder), Box::new(clock.clone()))
}

#[test]
fn a_full_disk_is_told_and_the_terminal_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount() else { return };
    let clock = TestClock::at(morning());
    let folder = disk.0.join("shalya");
    let desk = desk_on(&folder, &clock);
    terminal::set_up_terminal(&desk, set_up(KeyKeeper::File)).unwrap();
    let administrator = people::people_here(&desk, PeopleHere {}).unwrap()[0].id;
    people::sign_in(&desk, SignIn { person: administrator, pin: PIN.into() }).unwrap();
    let add = |name: &str| people::add_person(&desk, AddPerson { card: card(name, &[Role::ScrubNurse]), pin: None });
    add("Parvin Sultana").unwrap();
    let ballast = disk.0.join("ballast");
    drop(std::fs::write(&ballast, vec![7; 4 * 1024 * 1024]));
    let refused = (0..400).find_map(|number| add(&format!("Nurse {number}")).err());
    assert_eq!(refused, Some(Failure::Store { trouble: Trouble::DiskFull }));
    let before = people::people_here(&desk, PeopleHere {}).unwrap().len();
    std::fs::remove_file(&ballast).unwrap();
    add("Rozina Parvin").unwrap();
    drop(desk);
    let desk = desk_on(&folder, &clock);
    assert_eq!(people::people_here(&desk, PeopleHere {}).unwrap().len(), before + 1, "all that was acknowledged");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_with_its_name() {
    let Some(disk) = SmallDisk::mount() else { return };
    let clock = TestClock::at(morning());
    let folder = disk.0.join("shalya");
    let desk = desk_on(&folder, &clock);
    disk.remount("ro");
    let refused = terminal::set_up_terminal(&desk, set_up(KeyKeeper::File));
    assert_eq!(refused, Err(Failure::Store { trouble: Trouble::ReadOnly }));
    disk.remount("rw");
    terminal::set_up_terminal(&desk, set_up(KeyKeeper::File)).unwrap();
    drop(desk);
    disk.remount("ro");
    let desk = desk_on(&folder, &clock);
    let stage = terminal::terminal_status(&desk, TerminalStatus {}).unwrap().stage;
    let Stage::CannotOpen { trouble, file } = stage else { panic!("{stage:?}") };
    assert_eq!((trouble, file), (Trouble::ReadOnly, folder.join("shalya.db").display().to_string()));
    disk.remount("rw");
    let stage = terminal::terminal_status(&desk, TerminalStatus {}).unwrap().stage;
    assert!(matches!(stage, Stage::Ready { .. }), "looked at again: {stage:?}");
}

#[test]
fn a_reason_of_nothing_but_spaces_is_no_reason() {
    let (theatre, _, case) = at_work();
    for text in ["", "  ", "\u{202e}\n"] {
        let reason = Reason { code: None, text: text.into() };
        assert_eq!(theatre.record(case, Command::Cancel { reason }).err(), Some(Refusal::ReasonMissing.into()));
    }
}
