//! What nobody can have meant: a megabyte, a date that cannot be, a code with a digit mistyped.

use crate::theatre::{THEATRE, Terminal, because, morning, person, request, suture};
use domain::patient::{self, Allergy, Birth, Identity, Patient, PatientCommand, Relation, Relative};
use domain::procedure::{
    Answer, Coded, Coding, Command, Consent, ConsentBy, Count, CountStage, Device, GoneBy, Item, Milestone, NoteType,
    Operation, Phase, Reason, Role, Severity, Slot, Tally, WardBed,
};
use domain::text::Field;
use domain::{Moment, Refusal};

fn megabyte() -> String {
    "রোগী ".repeat(80_000)
}

fn worded(text: String) -> Coded {
    Coded { coding: vec![], text: Some(text) }
}

fn coding(code: &str) -> Coding {
    Coding { system: "http://snomed.info/sct".into(), code: code.into(), display: String::new() }
}

#[test]
fn a_megabyte_in_any_command_is_refused_with_its_field_named() {
    let mut terminal = Terminal::with_case(false);
    terminal.record(1, Command::JoinTeam { person: person(1), role: Role::Surgeon }).unwrap();
    let before = terminal.facts.len();
    let long = megabyte;
    let reason = || Reason { code: None, text: megabyte() };
    let coded_reason = || Reason { code: Some(megabyte()), text: String::new() };
    let device = |device: Device| Command::RecordDevice { device };
    let drug = |drug: &str, dose: String, class: Option<String>| Command::GiveDrug {
        drug: drug.into(),
        dose,
        class,
        at: None,
        allergy_acknowledged_by: None,
    };
    let answer = |plan: Option<String>, comments: Option<String>| Command::AnswerItem {
        item: Item::AirwayRisk,
        answer: Answer::Yes,
        plan,
        comments,
        said_by: None,
        at: None,
    };
    let tally = Tally { expected: 10, found: 9 };
    let count = Count {
        stage: CountStage::SkinClosure,
        sponges: tally,
        sharps: Tally::default(),
        instruments: Tally::default(),
        resolution: Some(long()),
    };
    let displayed = Coding { display: long(), ..coding("80146002") };
    let commands = vec![
        Command::NameOperation { operation: Operation { text: Some(long()), ..Operation::default() }, minutes: 60 },
        Command::NameOperation {
            operation: Operation { key: Some("HERNIA_REPAIR".into()), coding: vec![displayed], ..Operation::default() },
            minutes: 60,
        },
        Command::ReturnToWaiting { reason: reason() },
        Command::Cancel { reason: reason() },
        Command::Cancel { reason: coded_reason() },
        Command::Suspend { reason: reason() },
        Command::GiveConsent { by: ConsentBy::ThumbPrint { witness: long() }, at: None },
        Command::GiveConsent { by: ConsentBy::Guardian { name: "Latif".into(), relation: long() }, at: None },
        Command::WithdrawConsent { reason: long(), at: None },
        Command::SettleConsent {
            consent: Consent::Withdrawn { reason: long(), at: morning() },
            gone_by: GoneBy::PatientSaid,
            settled_by: vec![person(0), person(1)],
        },
        Command::SetWardBed { ward_bed: WardBed { ward: long(), bed: "4".into() } },
        answer(Some(long()), None),
        answer(Some("Bougie".into()), Some(long())),
        Command::PassPhase { phase: Phase::SignIn, by: person(1), reason: reason() },
        Command::SignNote { note_type: NoteType::PreOperative, text: long(), at: None },
        Command::RecordComplication {
            complication: worded(long()),
            severity: Severity::Mild,
            clavien_dindo: None,
            detected_at: None,
            management: "Pressure".into(),
        },
        Command::RecordComplication {
            complication: worded("Bleeding".into()),
            severity: Severity::Mild,
            clavien_dindo: None,
            detected_at: None,
            management: long(),
        },
        device(Device { name: long(), ..suture() }),
        device(Device { device_type: long(), ..suture() }),
        device(Device { lot: Some(long()), ..suture() }),
        device(Device { serial: Some(long()), ..suture() }),
        device(Device { device_id: Some(long()), ..suture() }),
        Command::RecordCount { count },
        drug(&long(), "1 g".into(), None),
        drug("Oxytocin", long(), None),
        drug("Oxytocin", "1 g".into(), Some(long())),
        Command::Void { reason: long() },
    ];
    for command in commands {
        let said = format!("{:.60?}", command);
        // A case that waits has nothing to go back from, and says so first.
        let refused = terminal.record(0, command);
        let too_long = matches!(refused, Err(Refusal::TooLong { .. }));
        assert!(too_long || said.starts_with("ReturnToWaiting"), "{said}: {refused:?}");
    }
    assert_eq!(terminal.facts.len(), before, "nothing of it was taken");
}

#[test]
fn a_megabyte_in_a_request_is_refused_with_its_field_named() {
    let Command::Request(plain) = request(false) else { unreachable!() };
    let asked = [
        domain::procedure::Request { reason: Some(worded(megabyte())), ..plain.clone() },
        domain::procedure::Request { encounter: Some(megabyte()), ..plain.clone() },
        domain::procedure::Request { ward_bed: Some(WardBed { ward: "3".into(), bed: megabyte() }), ..plain.clone() },
        domain::procedure::Request {
            operation: Operation { coding: vec![coding("80146002"); 1000], ..plain.operation.clone() },
            ..plain
        },
    ];
    for request in asked {
        let refused = Terminal::new("T1").record(0, Command::Request(request));
        assert!(matches!(refused, Err(Refusal::TooLong { .. })), "{refused:?}");
    }
}

#[test]
fn a_megabyte_about_a_patient_is_refused_with_its_field_named() {
    let named =
        |identity: Identity| PatientCommand::Identify { identity: Identity { name: "Rina".into(), ..identity } };
    let allergy = |substance: &str, reaction: Option<String>| PatientCommand::RecordAllergy {
        allergy: Allergy { substance: substance.into(), class: None, reaction },
    };
    let long = megabyte;
    let relative = Relative { relation: Relation::Father, name: long() };
    let address = domain::patient::Address { village: Some(long()), upazila: None, district: None };
    for command in [
        PatientCommand::Identify { identity: Identity { name: long(), ..Identity::default() } },
        named(Identity { name_bn: long(), ..Identity::default() }),
        named(Identity { relative: Some(relative), ..Identity::default() }),
        named(Identity { phone: Some(long()), ..Identity::default() }),
        named(Identity { nid: Some(long()), ..Identity::default() }),
        named(Identity { address, ..Identity::default() }),
        allergy(&long(), None),
        allergy("Penicillin", Some(long())),
        PatientCommand::RecordNoAllergy { said_by: Some(long()) },
    ] {
        let said = format!("{:.60?}", command);
        let refused = patient::decide(&Patient::default(), command, morning());
        assert!(matches!(refused, Err(Refusal::TooLong { .. })), "{said}: {refused:?}");
    }
}

#[test]
fn a_time_that_cannot_be_is_refused_wherever_it_is_typed() {
    let mut terminal = Terminal::with_case(false);
    let impossible = |field| Err(Refusal::ImpossibleTime { field });
    let tomorrow = morning().plus_minutes(24 * 60);
    let ancient: Moment = "1926-11-22T09:00:00+06:00".parse().unwrap();
    for at in [tomorrow, ancient] {
        let at = Some(at);
        for command in [
            Command::Reach { milestone: Milestone::InTheatre, at },
            Command::GiveConsent { by: ConsentBy::Signature, at },
            Command::WithdrawConsent { reason: "Afraid".into(), at },
            Command::RecordFasting { solids_until: at, clear_fluids_until: None, unknown: false },
            Command::SignNote { note_type: NoteType::PreOperative, text: "Stable".into(), at },
        ] {
            let said = format!("{command:?}");
            assert_eq!(terminal.record(0, command), impossible(Field::Time), "{said}");
        }
    }
    for start in ["2199-01-01T09:00:00+06:00", "1999-01-01T09:00:00+06:00"] {
        let slot = Slot { theatre: THEATRE, start: start.parse().unwrap(), minutes: 60, machines: vec![] };
        let book = Command::Schedule { slot, team: vec![], reason: None, override_reason: Some(because("x")) };
        assert_eq!(terminal.record(0, book), impossible(Field::Time), "{start}");
    }
    let Command::Request(plain) = request(false) else { unreachable!() };
    for since in [tomorrow, ancient] {
        let request = domain::procedure::Request { waiting_since: Some(since), ..plain.clone() };
        let refused = Terminal::new("T2").record(0, Command::Request(request));
        assert_eq!(refused, impossible(Field::Time), "{since}");
    }
    let for_years = morning().plus_minutes(-3 * 366 * 24 * 60);
    let request = domain::procedure::Request { waiting_since: Some(for_years), ..plain };
    Terminal::new("T3").record(0, Command::Request(request)).unwrap();
    let unborn = Identity { name: "Rina".into(), birth: Birth::On(tomorrow.date()), ..Identity::default() };
    let refused = patient::decide(&Patient::default(), PatientCommand::Identify { identity: unborn }, morning());
    assert_eq!(refused, Err(Refusal::ImpossibleTime { field: Field::BirthDate }));
}

#[test]
fn a_mistyped_code_is_refused_with_the_code_named() {
    let mut terminal = Terminal::with_case(false);
    let named = |code: &str| Command::NameOperation {
        operation: Operation { coding: vec![coding(code)], ..Operation::default() },
        minutes: 60,
    };
    // The appendicectomy's last digit, and two of its digits swapped.
    for wrong in ["80146003", "80164002"] {
        let refused = terminal.record(0, named(wrong));
        assert_eq!(refused, Err(Refusal::CheckDigitWrong { field: Field::Procedure, id: wrong.into() }));
    }
    terminal.record(0, named("80146002")).unwrap();
}
