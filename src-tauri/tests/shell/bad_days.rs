//! Damaged files, lost keys, two starts at once, set-ups that cannot be.

use crate::theatre::*;
use domain::Refusal;
use domain::procedure::Role;
use domain::text::Field;
use ipc::*;
use shalya::{board, people, printing, terminal};

fn stage(desk: &shalya::desk::Desk) -> Stage {
    terminal::terminal_status(desk, TerminalStatus {}).unwrap().stage
}

#[test]
fn an_empty_folder_is_a_first_start_and_a_set_up_one_is_ready() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(morning());
    let desk = desk_in(&folder, &clock);
    assert!(matches!(stage(&desk), Stage::FirstStart { .. }));
    assert_eq!(board::day(&desk, GetDay { date: date() }), Err(Failure::SignedOut));
    let simple = SetUpTerminal { pin: "123456".into(), ..set_up(KeyKeeper::File) };
    assert_eq!(terminal::set_up_terminal(&desk, simple), Err(Refusal::PinTooSimple.into()));
    let nameless = SetUpTerminal { theatres: vec![], ..set_up(KeyKeeper::File) };
    let refused = terminal::set_up_terminal(&desk, nameless);
    assert_eq!(refused, Err(Refusal::Missing { field: Field::TheatreName }.into()));
    assert!(matches!(stage(&desk), Stage::FirstStart { .. }), "a refused set-up leaves nothing behind");

    let key = terminal::set_up_terminal(&desk, set_up(KeyKeeper::File)).unwrap();
    assert_eq!((key.groups.len(), key.groups[0].len()), (14, 4));
    let Stage::Ready { hospital, hospital_bn, terminal: name, sample } = stage(&desk) else { panic!() };
    assert_eq!((hospital.as_str(), name.as_str(), sample), ("Netrokona District Hospital", "T1", false));
    assert_eq!(hospital_bn, "নেত্রকোণা জেলা হাসপাতাল");
    let sheet = printing::print_escrow_key(&desk, PrintEscrowKey { key }).unwrap();
    assert!(std::fs::read(sheet.path).unwrap().starts_with(b"%PDF"));
    let again = terminal::set_up_terminal(&desk, set_up(KeyKeeper::File));
    assert!(matches!(again, Err(Failure::Store { .. })), "never over a store");
}

#[test]
fn staff_and_waiting_list_come_with_the_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk_in(&folder, &TestClock::at(morning()));
    let template = terminal::save_import_template(&desk, SaveImportTemplate {}).unwrap();
    let csv = std::fs::read_to_string(template.path).unwrap();
    let csv = csv.replace("2026-11-02", "2030-01-02");
    let preview = terminal::read_import(&desk, ReadImport { csv: csv.clone() }).unwrap();
    assert_eq!((preview.staff, preview.theatres, preview.waiting, preview.bad_lines.len()), (2, 1, 1, 0));
    let call = SetUpTerminal { import_csv: Some(csv), ..set_up(KeyKeeper::File) };
    terminal::set_up_terminal(&desk, call).unwrap();
    let here = people::people_here(&desk, PeopleHere {}).unwrap();
    assert_eq!(here.len(), 3);
    let administrator = here.iter().find(|person| person.has_pin).unwrap().id;
    people::sign_in(&desk, SignIn { person: administrator, pin: PIN.into() }).unwrap();
    let waiting = board::waiting_list(&desk, GetWaitingList {}).unwrap();
    assert_eq!(waiting[0].detail.as_ref().unwrap().patient.name, "Example Patient");
    let theatres = people::directory(&desk, GetDirectory {}).unwrap().hospital.theatres;
    assert_eq!(theatres.len(), 2, "a theatre that was typed and is in the table is one");
}

#[test]
fn a_second_start_says_that_the_store_is_in_use_and_goes_on_when_it_is_free() {
    let theatre = Theatre::new();
    people::people_here(&theatre.desk, PeopleHere {}).unwrap();
    let second = desk_in(&theatre.folder, &theatre.clock);
    let Stage::CannotOpen { trouble, file } = stage(&second) else { panic!() };
    assert_eq!(trouble, Trouble::InUse);
    assert!(file.ends_with("shalya.db"));
    assert_eq!(people::people_here(&second, PeopleHere {}), Err(Failure::Store { trouble: Trouble::InUse }));
    drop(theatre.desk);
    assert!(matches!(stage(&second), Stage::Ready { .. }));
}

#[test]
fn without_a_kept_key_the_recovery_key_opens_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(morning());
    let desk = desk_in(&folder, &clock);
    let key = terminal::set_up_terminal(&desk, set_up(KeyKeeper::Nowhere)).unwrap();
    drop(desk);
    let desk = desk_in(&folder, &clock);
    assert!(matches!(stage(&desk), Stage::CannotOpen { trouble: Trouble::KeyLost, .. }));
    let unlock =
        |recovery_key: String| terminal::unlock_store(&desk, UnlockStore { recovery_key, keeper: KeyKeeper::Nowhere });
    let mistyped = key.groups.join(" ").replacen(&key.groups[3], "0000", 1);
    assert_eq!(unlock(mistyped), Err(Failure::Store { trouble: Trouble::WrongKey }));
    unlock(key.groups.join("-").to_lowercase()).unwrap();
    assert!(matches!(stage(&desk), Stage::Ready { .. }));
}

#[test]
fn a_damaged_store_is_told_and_a_backup_takes_its_place() {
    let theatre = Theatre::administered();
    theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("stick.shalya-backup").display().to_string();
    terminal::back_up(&theatre.desk, BackUp { path: Some(path.clone()) }).unwrap();
    theatre.add("Rozina Parvin", &[Role::ScrubNurse]);
    let Theatre { desk, clock, folder, key } = theatre;
    drop(desk);

    let file = folder.path().join("shalya.db");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let _ = std::fs::remove_file(folder.path().join("shalya.db-wal"));
    let desk = desk_in(&folder, &clock);
    assert!(matches!(stage(&desk), Stage::CannotOpen { trouble: Trouble::Damaged, .. }), "{:?}", stage(&desk));

    let restore = |path: &str, key: &str| {
        let call = RestoreFromBackup { path: path.into(), recovery_key: key.into(), keeper: KeyKeeper::File };
        terminal::restore_from_backup(&desk, call)
    };
    let right = key.groups.join(" ");
    assert_eq!(restore(&path, "no key"), Err(Failure::Store { trouble: Trouble::WrongKey }));
    let nowhere = Failure::File { path: "/nowhere/at/all".into(), trouble: Trouble::NotFound };
    assert_eq!(restore("/nowhere/at/all", &right), Err(nowhere));
    let cut = elsewhere.path().join("cut.shalya-backup").display().to_string();
    let backup = std::fs::read(&path).unwrap();
    std::fs::write(&cut, &backup[..backup.len() / 2]).unwrap();
    assert_eq!(restore(&cut, &right), Err(Failure::File { path: cut.clone(), trouble: Trouble::Damaged }));
    assert!(matches!(stage(&desk), Stage::CannotOpen { trouble: Trouble::Damaged, .. }), "as it was");
    restore(&path, &right).unwrap();
    let here = people::people_here(&desk, PeopleHere {}).unwrap();
    assert_eq!(here.len(), 2, "as it was when the backup was made");
    let kept = std::fs::read_dir(folder.path()).unwrap();
    let halves = kept.filter(|entry| entry.as_ref().unwrap().metadata().unwrap().len() == (bytes.len() / 2) as u64);
    assert_eq!(halves.count(), 1, "the damaged file is kept beside");

    // Over a store that is well, only whoever administers may.
    assert_eq!(restore(&path, &right), Err(Failure::SignedOut));
    let nurse = here.iter().find(|person| person.card.roles.contains(&Role::CirculatingNurse)).unwrap().id;
    people::sign_in(&desk, SignIn { person: nurse, pin: PIN.into() }).unwrap();
    assert_eq!(restore(&path, &right), Err(Refusal::NotAllowed.into()));
}

#[test]
fn a_clock_that_is_set_far_away_is_doubted_until_it_is_right_again() {
    let theatre = Theatre::administered();
    let doubt = || terminal::terminal_status(&theatre.desk, TerminalStatus {}).unwrap().clock_doubt;
    assert_eq!(doubt(), None);
    for wrong in ["1970-01-01T00:00:00+06:00", "2099-06-01T00:00:00+06:00"] {
        theatre.clock.set(wrong.parse().unwrap());
        assert!(doubt().is_some());
        // Facts are taken all the same, and the doubt stays.
        theatre.sign_in(theatre.administrator());
        theatre.add(&format!("Nurse of {wrong}"), &[Role::ScrubNurse]);
        assert!(doubt().is_some());
    }
    theatre.clock.set(at("08:00"));
    assert_eq!(doubt(), None);
    theatre.sign_in(theatre.administrator());
    let report = terminal::check_store(&theatre.desk, CheckStore {}).unwrap();
    assert_eq!(report.broken, Vec::<String>::new());
    assert!(report.facts > 8 && report.bytes > 0);
}

#[test]
fn the_sample_hospital_is_explored_with_one_pin() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(at("11:33"));
    let desk = desk_in(&folder, &clock);
    terminal::explore_sample(&desk, ExploreSample { seed: 7, keeper: KeyKeeper::File }).unwrap();
    assert!(matches!(stage(&desk), Stage::Ready { sample: true, .. }));
    let here = people::people_here(&desk, PeopleHere {}).unwrap();
    assert_eq!(here.len(), 35);
    assert!(here[0].cases_today > 0, "whoever is on today's lists comes first");
    let surgeon = here.iter().find(|person| person.card.roles.contains(&Role::Surgeon)).unwrap().id;
    people::sign_in(&desk, SignIn { person: surgeon, pin: SAMPLE_PIN.into() }).unwrap();
    let day = board::day(&desk, GetDay { date: date() }).unwrap();
    assert!(day.cases.len() >= 8 && day.waiting.len() >= 5 && day.attention > 0);
    // Its numbers are not given again.
    let line = day.cases[0].detail.as_ref().unwrap().patient.id;
    let call = RequestCase {
        request: domain::procedure::Request {
            procedure_no: String::new(),
            patient: line,
            operation: operation("APPENDECTOMY"),
            urgency: Default::default(),
            minutes: 60,
            side: None,
            anaesthesia: vec![],
            ward_bed: None,
            reason: None,
            encounter: None,
            waiting_since: None,
        },
        slot: None,
        team: vec![],
        override_reason: None,
    };
    let id = shalya::cases::request_case(&desk, call).unwrap();
    let number = shalya::cases::case(&desk, GetCase { id }).unwrap().line.procedure_no;
    let week = board::week(&desk, GetWeek { date: date() }).unwrap();
    let mut all = week.iter().flat_map(|day| &day.cases).chain(&day.waiting);
    assert!(all.all(|line| line.procedure_no != number), "{number}");
}
