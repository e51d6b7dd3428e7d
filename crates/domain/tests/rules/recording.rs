//! What a command records, when it records nothing, and what a case takes before, during and after.

use crate::theatre::{THEATRE, Terminal, answered, because, done_well, morning, person, request, suture};
use domain::patient::Birth;
use domain::procedure::{
    Anaesthesia, Answer, Coding, Command, Consent, ConsentBy, Count, CountStage, Device, GoneBy, Item, Milestone,
    NoteType, Operation, Phase, ReportRule, Request, Role, Severity, Side, Slot, Status, Tally, Urgency, WardBed,
    waits_since,
};
use domain::{EventId, Refusal, text::Field};
use uuid::Uuid;

/// How many facts a command became.
fn recorded(terminal: &mut Terminal, command: Command) -> Result<usize, Refusal> {
    let before = terminal.facts.len();
    terminal.record(0, command).map(|()| terminal.facts.len() - before)
}

fn anaesthetised() -> Terminal {
    let mut terminal = Terminal::with_case(false);
    terminal.reach(Milestone::InTheatre).unwrap();
    terminal.clear(Phase::SignIn);
    terminal.reach(Milestone::AnaesthesiaStart).unwrap();
    terminal
}

fn completed() -> Terminal {
    let mut terminal = anaesthetised();
    terminal.clear(Phase::TimeOut);
    terminal.clear(Phase::SignOut);
    terminal.record(0, Command::Complete { outcome: done_well(), follow_up: "Wound check".into(), at: None }).unwrap();
    terminal
}

fn note() -> Command {
    Command::SignNote { note_type: NoteType::PostOperative, text: "Stable".into(), at: None }
}

fn complication() -> Command {
    Command::RecordComplication {
        complication: done_well(),
        severity: Severity::Mild,
        clavien_dindo: None,
        detected_at: None,
        management: "Dressed".into(),
    }
}

fn counted(found: u32, resolution: Option<&str>) -> Command {
    let (all, sponges) = (Tally { expected: 3, found: 3 }, Tally { expected: 10, found });
    let resolution = resolution.map(Into::into);
    let count = Count { stage: CountStage::SkinClosure, sponges, sharps: all, instruments: all, resolution };
    Command::RecordCount { count }
}

fn drug() -> Command {
    Command::GiveDrug {
        drug: "Oxytocin".into(),
        dose: "10 IU".into(),
        class: None,
        at: None,
        allergy_acknowledged_by: None,
    }
}

fn booked() -> Command {
    let slot = Slot { theatre: THEATRE, start: morning().plus_minutes(60), minutes: 60, machines: vec![] };
    Command::Schedule { slot, team: vec![], reason: None, override_reason: None }
}

#[test]
fn what_is_so_already_is_not_recorded_again() {
    let mut terminal = Terminal::with_case(false);
    let bed = |bed: &str| Command::SetWardBed { ward_bed: WardBed { ward: "Surgery".into(), bed: bed.into() } };
    let side = |side| Command::StateSide { side, gone_by: None };
    let planned = |types: &[Anaesthesia]| Command::PlanAnaesthesia { types: types.to_vec() };
    for (command, facts) in [
        (request(false), 0),
        (Command::SetUrgency { urgency: Urgency::Elective }, 0),
        (Command::SetUrgency { urgency: Urgency::Urgent }, 1),
        (Command::SetUrgency { urgency: Urgency::Urgent }, 0),
        (side(Side::NotSided), 1),
        (side(Side::NotSided), 0),
        (side(Side::Left), 1),
        (Command::NameAbsent { role: Role::Paediatrician }, 1),
        (Command::NameAbsent { role: Role::Paediatrician }, 0),
        (Command::NameAbsent { role: Role::RecoveryNurse }, 1),
        (planned(&[Anaesthesia::Spinal]), 0),
        (planned(&[Anaesthesia::General]), 1),
        (bed("12"), 1),
        (bed("12"), 0),
        (bed("13"), 1),
        (Command::ReturnToWaiting { reason: because("no blood") }, 0),
        (booked(), 1),
        (booked(), 0),
        (Command::ReturnToWaiting { reason: because("no blood") }, 1),
        (Command::Cancel { reason: because("went home") }, 1),
        (Command::Cancel { reason: because("went home") }, 0),
    ] {
        let said = format!("{command:?}");
        assert_eq!(recorded(&mut terminal, command), Ok(facts), "{said}");
    }
}

#[test]
fn anaesthesia_that_began_is_converted_with_a_reason_and_not_planned_anew() {
    let mut terminal = anaesthetised();
    let plan = |types: &[Anaesthesia]| Command::PlanAnaesthesia { types: types.to_vec() };
    assert_eq!(recorded(&mut terminal, plan(&[Anaesthesia::Spinal])), Ok(0));
    assert_eq!(recorded(&mut terminal, plan(&[Anaesthesia::General])), Err(Refusal::ReasonMissing));
    let convert =
        |reason: &str| Command::ConvertAnaesthesia { to: vec![Anaesthesia::General], at: None, reason: reason.into() };
    assert_eq!(recorded(&mut terminal, convert("  ")), Err(Refusal::ReasonMissing));
    assert_eq!(recorded(&mut terminal, convert("The block is patchy")), Ok(1));
    assert_eq!(terminal.case().anaesthesia, [Anaesthesia::General]);
}

#[test]
fn a_case_is_suspended_for_a_reason_and_only_then_resumed() {
    let mut terminal = Terminal::with_case(false);
    let resume = || Command::Resume { reason: None };
    let refused = terminal.record(0, resume());
    assert!(matches!(refused, Err(Refusal::TransitionNotPossible { to: Status::InProgress, .. })), "{refused:?}");
    for reasonless in [Command::Suspend { reason: because(" ") }, Command::Cancel { reason: because("") }] {
        assert_eq!(terminal.record(0, reasonless), Err(Refusal::ReasonMissing));
    }
    let mut terminal = anaesthetised();
    terminal.record(0, Command::Suspend { reason: because("No oxygen") }).unwrap();
    assert_eq!(terminal.case().status, Status::Suspended);
    terminal.record(0, resume()).unwrap();
    assert_eq!(terminal.case().status, Status::InProgress);
    assert!(matches!(terminal.record(0, resume()), Err(Refusal::TransitionNotPossible { .. })), "once");
}

#[test]
fn somebody_joins_a_team_once_in_a_role_and_leaves_what_they_joined() {
    let mut terminal = Terminal::with_case(false);
    let join = |role| Command::JoinTeam { person: person(1), role };
    let leave = |who, role| Command::LeaveTeam { person: person(who), role };
    assert_eq!(recorded(&mut terminal, leave(1, Role::Surgeon)), Err(Refusal::NotOnTeam));
    assert_eq!(recorded(&mut terminal, join(Role::Surgeon)), Ok(1));
    let twice = Refusal::AlreadyOnTeam { person: person(1), role: Role::Surgeon };
    assert_eq!(recorded(&mut terminal, join(Role::Surgeon)), Err(twice));
    assert_eq!(recorded(&mut terminal, join(Role::Anaesthetist)), Ok(1), "one person in several roles");
    assert_eq!(recorded(&mut terminal, leave(2, Role::Surgeon)), Err(Refusal::NotOnTeam), "another");
    assert_eq!(recorded(&mut terminal, leave(1, Role::ScrubNurse)), Err(Refusal::NotOnTeam), "in another role");
    assert_eq!(recorded(&mut terminal, leave(1, Role::Surgeon)), Ok(1));
    assert_eq!(terminal.case().team.iter().map(|member| member.role).collect::<Vec<_>>(), [Role::Anaesthetist]);
    assert_eq!(recorded(&mut terminal, join(Role::Administrator)), Err(Refusal::NotAllowed));
}

#[test]
fn a_phase_is_signed_by_the_team_or_by_who_records() {
    let mut terminal = Terminal::with_case(false);
    for item in Phase::SignIn.items() {
        terminal.record(0, answered(item, if item.is_risk() { Answer::No } else { Answer::Yes })).unwrap();
    }
    let sign = |by| Command::SignPhase { phase: Phase::SignIn, by: person(by), at: None };
    assert_eq!(terminal.record(0, sign(2)), Err(Refusal::NotOnTeam));
    terminal.record(0, Command::JoinTeam { person: person(2), role: Role::Anaesthetist }).unwrap();
    terminal.record(0, sign(2)).unwrap();
    assert_eq!(terminal.case().checklist.signed[&Phase::SignIn].by, person(2));
    let closed = Err(Refusal::PhaseAlreadySigned { phase: Phase::SignIn });
    assert_eq!(terminal.record(0, sign(2)), closed);
    assert_eq!(terminal.record(0, answered(Item::SiteMarked, Answer::No)), closed);
    let pass = Command::PassPhase { phase: Phase::SignIn, by: person(0), reason: because("Bleeding") };
    assert_eq!(terminal.record(0, pass), closed);
}

#[test]
fn fasting_says_since_when_or_that_nobody_knows() {
    let mut terminal = Terminal::with_case(false);
    let fasting = |solids: Option<i64>, fluids: Option<i64>, unknown| Command::RecordFasting {
        solids_until: solids.map(|minutes| morning().plus_minutes(minutes)),
        clear_fluids_until: fluids.map(|minutes| morning().plus_minutes(minutes)),
        unknown,
    };
    assert_eq!(recorded(&mut terminal, fasting(None, None, false)), Err(Refusal::Missing { field: Field::Time }));
    for said in [
        fasting(None, None, true),
        fasting(Some(-600), None, false),
        fasting(None, Some(-120), false),
        fasting(Some(-600), Some(-120), false),
    ] {
        assert_eq!(recorded(&mut terminal, said), Ok(1));
    }
    for eaten_later in [fasting(Some(60), None, false), fasting(None, Some(60), false)] {
        assert_eq!(recorded(&mut terminal, eaten_later), Err(Refusal::ImpossibleTime { field: Field::Time }));
    }
}

#[test]
fn consent_names_its_witness_its_guardian_and_why_it_was_withdrawn() {
    let mut terminal = Terminal::with_case(false);
    let give = |by| Command::GiveConsent { by, at: None };
    let thumb = |witness: &str| ConsentBy::ThumbPrint { witness: witness.into() };
    let guardian = |name: &str| ConsentBy::Guardian { name: name.into(), relation: String::new() };
    assert_eq!(terminal.record(0, give(thumb(" "))), Err(Refusal::Missing { field: Field::Witness }));
    assert_eq!(terminal.record(0, give(guardian(""))), Err(Refusal::Missing { field: Field::Guardian }));
    terminal.record(0, give(thumb("Rahima Khatun"))).unwrap();
    terminal.record(0, give(guardian("Abdul Latif"))).unwrap();
    let withdraw = |reason: &str| Command::WithdrawConsent { reason: reason.into(), at: None };
    assert_eq!(terminal.record(0, withdraw("\n")), Err(Refusal::ReasonMissing));
    terminal.record(0, withdraw("Wants to go home")).unwrap();
    assert_eq!(terminal.case().consent_withdrawn(), Some(morning()));
}

#[test]
fn two_settle_a_consent_at_a_time_that_was_said_whatever_the_clock_shows() {
    let mut terminal = Terminal::with_case(false);
    terminal.record(0, Command::JoinTeam { person: person(1), role: Role::Obstetrician }).unwrap();
    terminal.record(0, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
    let settle = |at, settled_by: [u128; 2]| Command::SettleConsent {
        consent: Consent::Given { by: ConsentBy::Signature, at },
        gone_by: GoneBy::SignedConsent,
        settled_by: settled_by.map(person).to_vec(),
    };
    terminal.now = "1970-01-01T00:00:00Z".parse().unwrap();
    let tomorrow = morning().plus_minutes(24 * 60);
    let refused = terminal.record(1, settle(tomorrow, [1, 0]));
    assert_eq!(refused, Err(Refusal::ImpossibleTime { field: Field::Time }));
    assert_eq!(terminal.record(1, settle(morning(), [1, 1])), Err(Refusal::NotTwoPeople), "one person twice");
    terminal.record(1, settle(morning(), [1, 0])).unwrap();
}

#[test]
fn a_milestone_is_set_back_only_where_it_was_recorded_and_with_a_reason() {
    let mut terminal = anaesthetised();
    let back = |milestone, reason: &str| Command::SetBack { milestone, reason: reason.into() };
    let refused = terminal.record(0, back(Milestone::Incision, "too early"));
    assert_eq!(refused, Err(Refusal::MilestoneNotRecorded { milestone: Milestone::Incision }));
    assert_eq!(terminal.record(0, back(Milestone::InTheatre, "")), Err(Refusal::ReasonMissing));
    terminal.record(0, back(Milestone::InTheatre, "Was in the corridor")).unwrap();
    assert_eq!(terminal.case().reached(Milestone::InTheatre), None);
}

#[test]
fn an_addendum_belongs_to_a_note_of_this_case() {
    let mut terminal = Terminal::with_case(false);
    terminal.record(0, note()).unwrap();
    let elsewhere = Command::SignAddendum { to: EventId(Uuid::from_u128(9)), text: "Reducible".into() };
    assert_eq!(terminal.record(0, elsewhere), Err(Refusal::NotFound));
}

#[test]
fn a_count_that_is_wrong_says_what_was_searched() {
    let mut terminal = Terminal::with_case(false);
    let searched = Err(Refusal::PlanMissing { item: Item::CountsComplete });
    assert_eq!(recorded(&mut terminal, counted(9, None)), searched);
    assert_eq!(recorded(&mut terminal, counted(9, Some(" "))), searched);
    assert_eq!(recorded(&mut terminal, counted(9, Some("Found in the drape"))), Ok(1));
    assert_eq!(recorded(&mut terminal, counted(10, None)), Ok(1));
}

#[test]
fn an_unsuitable_duration_or_quantity_is_refused_and_the_limits_are_taken() {
    let mut terminal = Terminal::with_case(false);
    let named = |minutes| Command::NameOperation {
        operation: Operation { key: Some("HERNIA_REPAIR".into()), ..Operation::default() },
        minutes,
    };
    let range = Refusal::OutOfRange { field: Field::Duration, min: 1, max: 1440 };
    for (minutes, outcome) in [(0, Err(range.clone())), (1, Ok(1)), (1440, Ok(1)), (1441, Err(range))] {
        assert_eq!(recorded(&mut terminal, named(minutes)), outcome, "{minutes}");
    }
    let nameless = Command::NameOperation { operation: Operation::default(), minutes: 60 };
    assert_eq!(recorded(&mut terminal, nameless), Err(Refusal::Missing { field: Field::Procedure }));
    let used = |quantity| Command::RecordDevice { device: Device { quantity, ..suture() } };
    let codings = |count| {
        let same = Coding { system: "http://example.org".into(), code: "1".into(), display: String::new() };
        let operation = Operation { coding: vec![same; count], ..Operation::default() };
        Command::NameOperation { operation, minutes: 60 }
    };
    assert_eq!(recorded(&mut terminal, codings(20)), Ok(1));
    let too_many = Err(Refusal::TooLong { field: Field::Procedure, limit: 20 });
    assert_eq!(recorded(&mut terminal, codings(21)), too_many);
    let range = Refusal::OutOfRange { field: Field::Quantity, min: 1, max: 1000 };
    for (quantity, outcome) in [(0, Err(range.clone())), (1, Ok(1)), (1000, Ok(1)), (1001, Err(range))] {
        assert_eq!(recorded(&mut terminal, used(quantity)), outcome, "{quantity}");
    }
    for (year, is_taken) in [(1999, false), (2000, true), (2199, true), (2200, false)] {
        let expires = Some(morning().date().replace_year(year).unwrap());
        let command = Command::RecordDevice { device: Device { expires, ..suture() } };
        assert_eq!(terminal.record(0, command).is_ok(), is_taken, "{year}");
    }
}

#[test]
fn a_time_is_of_this_year_and_not_of_tomorrow_and_a_report_reaches_back_a_lifetime() {
    const DAY: i64 = 24 * 60;
    let at = |minutes| Command::SignNote {
        note_type: NoteType::PreOperative,
        text: "Seen".into(),
        at: Some(morning().plus_minutes(minutes)),
    };
    let impossible = Err(Refusal::ImpossibleTime { field: Field::Time });
    let mut terminal = Terminal::with_case(false);
    for (minutes, outcome) in
        [(1, Ok(1)), (2, impossible.clone()), (-366 * DAY, Ok(1)), (-366 * DAY - 1, impossible.clone())]
    {
        assert_eq!(recorded(&mut terminal, at(minutes)), outcome, "{minutes}");
    }
    for (minutes, is_taken) in [(10, true), (11, false), (-130 * 366 * DAY, true), (-130 * 366 * DAY - 1, false)] {
        assert_eq!(terminal.told(at(minutes), ReportRule::Lenient).is_ok(), is_taken, "{minutes}");
    }
}

#[test]
fn a_time_that_was_written_down_is_taken_again_when_the_clock_has_jumped_back() {
    let mut terminal = anaesthetised();
    terminal.clear(Phase::TimeOut);
    terminal.clear(Phase::SignOut);
    terminal.reach(Milestone::OutOfTheatre).unwrap();
    terminal.now = "1970-01-01T00:00:00Z".parse().unwrap();
    let complete = Command::Complete { outcome: done_well(), follow_up: "Ward".into(), at: None };
    terminal.record(0, complete).unwrap();
    assert_eq!(terminal.case().status_history.last().unwrap().at, morning());
}

#[test]
fn a_request_records_all_that_it_says() {
    let Command::Request(plain) = request(true) else { unreachable!("a request") };
    let mut terminal = Terminal::new("T1");
    let said = Request {
        operation: Operation { text: Some(" Herniotomy ".into()), ..plain.operation.clone() },
        side: Some(Side::Right),
        ward_bed: Some(WardBed { ward: "Surgery".into(), bed: "12".into() }),
        waiting_since: Some(morning().plus_minutes(-90)),
        ..plain
    };
    terminal.record(0, Command::Request(said)).unwrap();
    let case = terminal.case();
    assert_eq!(case.operation.text.as_deref(), Some("Herniotomy"));
    assert_eq!(case.settled_side(), Some(Side::Right));
    assert_eq!(case.anaesthesia, [Anaesthesia::Spinal]);
    assert_eq!(case.ward_bed.unwrap().bed, "12");
    assert_eq!(case.waiting_since, Some(morning().plus_minutes(-90)));
}

#[test]
fn a_patient_waits_since_a_time_within_their_life_and_twenty_years() {
    const LONGEST: i64 = 20 * 366 * 24 * 60;
    let since = |minutes| waits_since(morning().plus_minutes(minutes), Birth::default(), morning()).is_ok();
    assert!(since(1) && since(-LONGEST));
    assert!(!since(2) && !since(-LONGEST - 1));
    let born = Birth::On(morning().date());
    assert!(waits_since(morning(), born, morning()).is_ok(), "a newborn, on its first day");
    assert!(waits_since(morning().plus_minutes(-24 * 60), born, morning()).is_err());
}

#[test]
fn a_case_is_voided_with_a_reason_before_it_began_and_is_gone_then() {
    let void = |reason: &str| Command::Void { reason: reason.into() };
    let mut begun = Terminal::with_case(false);
    begun.reach(Milestone::InTheatre).unwrap();
    assert_eq!(begun.record(0, void("twice")), Err(Refusal::CaseClosed { status: Status::Preparation }));
    let mut suspended = anaesthetised();
    suspended.record(0, Command::Suspend { reason: because("No oxygen") }).unwrap();
    assert_eq!(suspended.record(0, void("twice")), Err(Refusal::CaseClosed { status: Status::Suspended }));
    begun.told(void("twice"), ReportRule::Lenient).unwrap();
    let mut terminal = Terminal::with_case(false);
    assert_eq!(terminal.record(0, void(" ")), Err(Refusal::ReasonMissing));
    terminal.record(0, void("Entered twice")).unwrap();
    assert_eq!(terminal.record(0, note()), Err(Refusal::NotFound));
}

#[test]
fn only_a_case_in_progress_is_completed_and_says_how_it_went_and_goes_on() {
    let complete = |follow_up: &str| Command::Complete { outcome: done_well(), follow_up: follow_up.into(), at: None };
    let mut waiting = Terminal::with_case(false);
    let refused = waiting.record(0, complete("Ward"));
    assert!(matches!(refused, Err(Refusal::TransitionNotPossible { to: Status::Completed, .. })), "{refused:?}");
    let mut terminal = anaesthetised();
    terminal.clear(Phase::TimeOut);
    terminal.clear(Phase::SignOut);
    assert_eq!(terminal.record(0, complete(" ")), Err(Refusal::Missing { field: Field::FollowUp }));
    let silent = Command::Complete { outcome: Default::default(), follow_up: "Ward".into(), at: None };
    assert_eq!(terminal.record(0, silent), Err(Refusal::OutcomeMissing));
    terminal.reach(Milestone::OutOfTheatre).unwrap();
    terminal.now = morning().plus_minutes(45);
    terminal.record(0, complete("Ward")).unwrap();
    let ended = terminal.case().status_history.last().unwrap().clone();
    assert_eq!((ended.to, ended.at), (Status::Completed, morning()), "it ended when the patient left the theatre");
}

#[test]
fn a_case_that_is_over_takes_what_happened_in_it_and_nothing_new() {
    let addendum = |terminal: &Terminal| Command::SignAddendum { to: terminal.case().notes[0].id, text: "So".into() };
    let happened = || {
        let named = Operation { key: Some("HERNIA_REPAIR".into()), ..Operation::default() };
        vec![
            complication(),
            Command::RecordDevice { device: suture() },
            counted(10, None),
            drug(),
            Command::GiveConsent { by: ConsentBy::Signature, at: None },
            Command::NameOperation { operation: named, minutes: 50 },
            Command::JoinTeam { person: person(7), role: Role::Surgeon },
            Command::Reach { milestone: Milestone::Recovery, at: None },
        ]
    };
    let new = || {
        vec![
            Command::SetUrgency { urgency: Urgency::Urgent },
            Command::StateSide { side: Side::Left, gone_by: None },
            booked(),
            Command::ReturnToWaiting { reason: because("no blood") },
            Command::LeaveTeam { person: person(7), role: Role::Surgeon },
            Command::NameAbsent { role: Role::Paediatrician },
            Command::WithdrawConsent { reason: "Wants to go home".into(), at: None },
            Command::RecordFasting { solids_until: None, clear_fluids_until: None, unknown: true },
            Command::PlanAnaesthesia { types: vec![Anaesthesia::General] },
            Command::Reach { milestone: Milestone::Closure, at: None },
            Command::SetBack { milestone: Milestone::AnaesthesiaStart, reason: "too early".into() },
            Command::Void { reason: "twice".into() },
        ]
    };
    let mut completed = completed();
    completed.record(0, note()).unwrap();
    completed.record(0, addendum(&completed)).unwrap();
    for command in happened() {
        let said = format!("{command:?}");
        assert_eq!(completed.record(0, command), Ok(()), "{said}");
    }
    let mut cancelled = Terminal::with_case(false);
    cancelled.record(0, Command::Cancel { reason: because("went home") }).unwrap();
    cancelled.record(0, note()).unwrap();
    cancelled.record(0, addendum(&cancelled)).unwrap();
    for (terminal, commands) in
        [(&mut completed, new()), (&mut cancelled, happened().into_iter().chain(new()).collect())]
    {
        let status = terminal.case().status;
        for command in commands {
            let said = format!("{command:?}");
            assert_eq!(terminal.record(0, command), Err(Refusal::CaseClosed { status }), "{said}");
        }
        for change in [Command::Suspend { reason: because("no") }, Command::Resume { reason: None }] {
            assert!(matches!(terminal.record(0, change), Err(Refusal::TransitionNotPossible { .. })));
        }
    }
}
