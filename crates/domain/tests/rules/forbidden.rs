//! No sequence of commands at one terminal reaches a state that the rules forbid.

use crate::theatre::{Terminal, any_command, morning};
use domain::patient::PatientFact;
use domain::procedure::{Answer, Item, Milestone, Phase, Procedure, ProcedureFact, Side, Status};
use proptest::prelude::*;

/// The rule that a state breaks, in words.
fn broken_rule(case: &Procedure) -> Option<&'static str> {
    let cleared = |phase| case.checklist.is_cleared(phase);
    let reached = |milestone| case.milestones.contains_key(&milestone);
    let rules = [
        ("anaesthesia waits for Sign In", !reached(Milestone::AnaesthesiaStart) || cleared(Phase::SignIn)),
        ("the incision waits for Time Out", !reached(Milestone::Incision) || cleared(Phase::TimeOut)),
        ("leaving waits for Sign Out", !reached(Milestone::OutOfTheatre) || cleared(Phase::SignOut)),
        ("Time Out comes after Sign In", !cleared(Phase::TimeOut) || cleared(Phase::SignIn)),
        ("Sign Out comes after Time Out", !cleared(Phase::SignOut) || cleared(Phase::TimeOut)),
        (
            "a completed case has its outcome and its Sign Out",
            case.status != Status::Completed || (case.outcome.is_some() && cleared(Phase::SignOut)),
        ),
        (
            "a sided case has its side before anaesthesia",
            !reached(Milestone::AnaesthesiaStart) || case.side.latest().is_some(),
        ),
        ("a sided case is never stated not to be", case.settled_side() != Some(Side::NotSided)),
        (
            "a signed phase has all its answers",
            Phase::ALL.iter().all(|phase| {
                !case.checklist.signed.contains_key(phase) || case.checklist.unanswered(*phase).is_empty()
            }),
        ),
        (
            "a signed phase that was not passed holds nothing",
            Phase::ALL.iter().all(|phase| {
                !case.checklist.signed.contains_key(phase)
                    || case.checklist.passed.contains_key(phase)
                    || case.checklist.holding(*phase).is_empty()
            }),
        ),
        (
            "a risk has its plan",
            case.checklist
                .answers
                .iter()
                .all(|(item, given)| !item.asks_for_plan(given.answer) || given.plan.is_some()),
        ),
        (
            "a passed phase has a name and a reason",
            case.checklist.passed.values().all(|passed| {
                passed.passed_because.as_ref().is_some_and(|why| why.code.is_some() || !why.text.is_empty())
            }),
        ),
        (
            "a cancelled or suspended case says why",
            case.status_history
                .iter()
                .all(|change| !matches!(change.to, Status::Cancelled | Status::Suspended) || change.reason.is_some()),
        ),
        (
            "every change of status is in the table",
            case.status_history.iter().all(|change| change.from.may_become(change.to)),
        ),
        ("no flag is raised where nothing was concurrent", case.flags.is_empty()),
        ("nobody is asked to run the place in a team", case.team.iter().all(|member| member.role.is_clinical())),
    ];
    rules.into_iter().find(|(_, holds)| !holds).map(|(rule, _)| rule)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_sequence_of_commands_breaks_a_rule(
        commands in prop::collection::vec((0u128..4, any_command(), -5i64..30), 1..120),
    ) {
        let mut terminal = Terminal::with_case(true);
        for (actor, command, minutes) in commands {
            terminal.now = terminal.now.plus_minutes(minutes);
            let before = terminal.case();
            let said = format!("{command:?}");
            let refused = terminal.record(actor, command).is_err();
            let after = terminal.case();
            prop_assert_eq!(broken_rule(&after), None, "after {}", said);
            prop_assert!(!refused || before == after);
            prop_assert!(!before.status.is_final() || before.status == after.status, "a final status is final");
            prop_assert!(after.notes.len() >= before.notes.len(), "a signed note never goes");
        }
    }
}

#[test]
fn every_rule_is_caught_when_it_is_broken() {
    // The rules above are worth nothing if a state that breaks one passes: facts that no
    // terminal would decide are folded all the same.
    let mut terminal = Terminal::with_case(true);
    let at = morning();
    let mut fact = terminal.facts[0].clone();
    fact.parents = terminal.stream().heads;
    fact.id = domain::EventId(uuid::Uuid::from_u128(77));
    for (broken, rule) in [
        (ProcedureFact::MilestoneReached { milestone: Milestone::Incision, at }, "the incision waits for Time Out"),
        (
            ProcedureFact::SideStated { side: Side::NotSided, gone_by: None, settled_by: vec![] },
            "a sided case is never stated not to be",
        ),
        (
            ProcedureFact::ItemAnswered {
                item: Item::AirwayRisk,
                answer: Answer::Yes,
                plan: None,
                comments: None,
                said_by: None,
                at,
            },
            "a risk has its plan",
        ),
        (
            ProcedureFact::StatusChanged { to: Status::Cancelled, at, reason: None },
            "a cancelled or suspended case says why",
        ),
    ] {
        let mut facts = terminal.facts.clone();
        facts.push(domain::Recorded { fact: broken, ..fact.clone() });
        std::mem::swap(&mut terminal.facts, &mut facts);
        assert_eq!(broken_rule(&terminal.case()), Some(rule));
        terminal.facts = facts;
    }
}

#[test]
fn answering_the_allergy_item_settles_the_patient_only_where_nothing_was_known() {
    use crate::theatre::{CASE, PATIENT, answered, hospital, person};
    use domain::patient::Patient;
    let terminal = Terminal::with_case(false);
    assert_eq!(terminal.case().patient, Some(PATIENT));
    let context = domain::procedure::Context {
        id: CASE,
        now: morning(),
        actor: person(0),
        patient: &Patient::default(),
        hospital: &hospital(),
        bookings: &[],
    };
    let decided = domain::procedure::decide(&terminal.case(), answered(Item::Allergies, Answer::No), &context).unwrap();
    assert_eq!(decided.patient_facts, [PatientFact::NoAllergyKnown { said_by: None }]);
}
