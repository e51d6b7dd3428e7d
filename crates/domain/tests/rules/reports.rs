//! What another system reports: taken, because it has happened, and what it leaves out stays visible.

use crate::theatre::{Terminal, answered, morning, person};
use domain::Refusal;
use domain::procedure::{
    Answer, Coded, Command, Item, Period, Phase, Report, ReportRule, ReportedPerformer, Role, Status,
};
use serde_json::json;
use std::collections::BTreeMap;

fn status(to: Status) -> Command {
    Command::ReportStatus { to, at: None, reason: None }
}

#[test]
fn a_status_is_taken_without_its_checklist_and_what_was_due_stays_outstanding() {
    let mut terminal = Terminal::with_case(true);
    terminal.told(status(Status::InProgress), ReportRule::Lenient).unwrap();
    assert_eq!(terminal.case().checklist_outstanding(), [Phase::SignIn]);
    terminal.told(status(Status::Completed), ReportRule::Lenient).unwrap();
    assert_eq!(terminal.case().checklist_outstanding(), Phase::ALL);
    assert!(terminal.case().flags.is_empty());
}

#[test]
fn a_strict_hospital_asks_for_the_phase_first() {
    let mut terminal = Terminal::with_case(false);
    let refused = terminal.told(status(Status::InProgress), ReportRule::Strict);
    assert_eq!(refused, Err(Refusal::PhaseDue { phase: Phase::SignIn, before: Phase::SignIn.gates() }));
    // Nothing is due of what is told when it was long over.
    let historical = Report { historical: true, ..Report::default() };
    terminal.told(Command::Report { report: historical }, ReportRule::Strict).unwrap();
    terminal.told(status(Status::InProgress), ReportRule::Strict).unwrap();
    terminal.told(status(Status::Completed), ReportRule::Strict).unwrap();
    assert_eq!(terminal.case().checklist_outstanding(), []);
}

#[test]
fn a_terminal_never_reports() {
    let mut terminal = Terminal::with_case(false);
    let report = Report { historical: true, ..Report::default() };
    assert_eq!(terminal.record(0, status(Status::InProgress)), Err(Refusal::NotAllowed));
    assert_eq!(terminal.record(0, Command::Report { report }), Err(Refusal::NotAllowed));
    assert_eq!(
        terminal.record(0, answered(Item::PatientIdentity, Answer::NotStated)),
        Err(Refusal::AnswerNotPossible { item: Item::PatientIdentity })
    );
}

#[test]
fn the_time_that_something_really_began_takes_the_place_of_the_plan() {
    let mut terminal = Terminal::with_case(false);
    let planned = Period { start: Some(morning().plus_minutes(60)), end: Some(morning().plus_minutes(120)) };
    let report = Report { period: planned, ..Report::default() };
    terminal.told(Command::Report { report: report.clone() }, ReportRule::Lenient).unwrap();
    terminal.told(Command::Report { report }, ReportRule::Lenient).unwrap();
    assert_eq!(terminal.stream().version, Terminal::with_case(false).stream().version + 1, "said twice is one fact");
    let began = morning().plus_minutes(-30);
    let begun = Command::ReportStatus { to: Status::InProgress, at: Some(began), reason: None };
    terminal.told(begun, ReportRule::Lenient).unwrap();
    assert_eq!(terminal.case().performed(), Period { start: Some(began), ..planned });
    let early = Command::Complete {
        outcome: Coded { text: Some("as hoped".into()), ..Coded::default() },
        follow_up: String::new(),
        at: Some(began.plus_minutes(-1)),
    };
    assert_eq!(terminal.told(early, ReportRule::Lenient), Err(Refusal::EndsBeforeStart));
}

#[test]
fn fields_are_kept_as_written_until_they_are_taken_back() {
    let mut terminal = Terminal::with_case(false);
    let mut say = |fields: serde_json::Value| {
        let fields: BTreeMap<_, _> = serde_json::from_value(fields).unwrap();
        terminal.told(Command::Report { report: Report { fields, ..Report::default() } }, ReportRule::Lenient).unwrap();
        terminal.case().reported.fields
    };
    say(json!({ "recorder": { "reference": "Practitioner/1", "x": [1.5] }, "followUp": "a" }));
    let left = say(json!({ "recorder": null }));
    assert_eq!(json!(left), json!({ "followUp": "a" }));
}

#[test]
fn whoever_is_named_without_a_role_stands_in_the_team_all_the_same() {
    let mut terminal = Terminal::with_case(false);
    let named = ReportedPerformer { person: person(77), role: None, said: json!({}) };
    let report = Report { performers: Some(vec![named]), ..Report::default() };
    terminal.told(Command::Report { report }, ReportRule::Lenient).unwrap();
    assert!(terminal.case().is_on_team(person(77)) && !terminal.case().is_on_team(person(7)));
}

#[test]
fn a_function_is_a_role_by_its_code_and_its_display() {
    let function = |code: &str, display: &str| -> Option<Role> {
        let coding = json!({ "system": "http://snomed.info/sct", "code": code, "display": display });
        Role::of_function(&serde_json::from_value(json!({ "coding": [coding] })).unwrap())
    };
    assert_eq!(function("112247003", "Surgeon"), Some(Role::Surgeon));
    assert_eq!(function("112247003", "Medical doctor"), None);
    assert_eq!(function("304292004", ""), Some(Role::Surgeon));
    let worded = |text: &str| Role::of_function(&Coded { coding: vec![], text: Some(text.into()) });
    assert_eq!(worded("Scrub_Nurse"), Some(Role::ScrubNurse));
    assert_eq!(worded("gardener"), None);
}
