//! What people do, and what the program answers them.

use crate::theatre::{THEATRE, Terminal, answered, because, done_well, morning, person};
use domain::procedure::{
    Answer, Command, Consent, ConsentBy, Flag, GoneBy, Item, Milestone, NoteType, Phase, Role, Side, Slot, Speaker,
    Status,
};
use domain::{Refusal, text::Field};

#[test]
fn a_case_goes_through_theatre_in_order() {
    let mut terminal = Terminal::with_case(false);
    terminal.reach(Milestone::InTheatre).unwrap();
    let refused = terminal.reach(Milestone::AnaesthesiaStart);
    assert_eq!(refused, Err(Refusal::PhaseDue { phase: Phase::SignIn, before: Milestone::AnaesthesiaStart }));
    terminal.clear(Phase::SignIn);
    terminal.reach(Milestone::AnaesthesiaStart).unwrap();
    assert_eq!(terminal.case().status, Status::InProgress, "it begins with anaesthesia");
    let refused = terminal.reach(Milestone::Incision);
    assert_eq!(refused, Err(Refusal::PhaseDue { phase: Phase::TimeOut, before: Milestone::Incision }));
    terminal.clear(Phase::TimeOut);
    terminal.reach(Milestone::Incision).unwrap();
    terminal.reach(Milestone::Closure).unwrap();
    let complete = || Command::Complete { outcome: done_well(), follow_up: "Wound check in 7 days".into(), at: None };
    assert!(matches!(terminal.record(0, complete()), Err(Refusal::PhaseDue { phase: Phase::SignOut, .. })));
    terminal.clear(Phase::SignOut);
    terminal.reach(Milestone::OutOfTheatre).unwrap();
    terminal.record(0, complete()).unwrap();
    let case = terminal.case();
    assert_eq!(case.status, Status::Completed);
    assert_eq!(case.outcome.unwrap().follow_up, "Wound check in 7 days");
    terminal.reach(Milestone::Recovery).unwrap();
    assert_eq!(
        terminal.record(0, Command::SetUrgency { urgency: domain::procedure::Urgency::Urgent }),
        Err(Refusal::CaseClosed { status: Status::Completed })
    );
}

#[test]
fn time_out_cannot_be_signed_before_sign_in() {
    let mut terminal = Terminal::with_case(false);
    let answer = terminal.record(0, answered(Item::TeamIntroduced, Answer::Yes));
    assert_eq!(answer, Err(Refusal::PhaseLocked { phase: Phase::TimeOut, due: Phase::SignIn }));
    let sign = terminal.record(0, Command::SignPhase { phase: Phase::TimeOut, by: person(0), at: None });
    assert_eq!(sign, Err(Refusal::PhaseLocked { phase: Phase::TimeOut, due: Phase::SignIn }));
}

#[test]
fn a_no_holds_the_phase_until_it_is_put_right() {
    let mut terminal = Terminal::with_case(false);
    for item in Phase::SignIn.items() {
        terminal.record(0, answered(item, Answer::No)).unwrap();
    }
    let sign = Command::SignPhase { phase: Phase::SignIn, by: person(0), at: None };
    let items = vec![Item::PatientIdentity, Item::SiteMarked, Item::AnesthesiaSafety, Item::PulseOximeter];
    assert_eq!(
        terminal.record(0, sign.clone()),
        Err(Refusal::ItemsHold { phase: Phase::SignIn, items: items.clone() })
    );
    for item in items {
        terminal.record(0, answered(item, Answer::Yes)).unwrap();
    }
    terminal.record(0, sign).unwrap();
    assert_eq!(terminal.case().checklist.answers[&Item::PatientIdentity].times, 2, "the first answer is not forgotten");
}

#[test]
fn an_unanswered_item_is_named_where_the_signature_would_be() {
    let mut terminal = Terminal::with_case(false);
    terminal.record(0, answered(Item::PatientIdentity, Answer::Yes)).unwrap();
    let refused = terminal.record(0, Command::SignPhase { phase: Phase::SignIn, by: person(0), at: None });
    let Err(Refusal::ItemsUnanswered { items, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(items.iter().map(|item| item.number()).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
}

#[test]
fn an_emergency_passes_a_phase_with_a_reason_and_a_name_that_stay() {
    let mut terminal = Terminal::with_case(false);
    let pass = |text| Command::PassPhase { phase: Phase::SignIn, by: person(1), reason: because(text) };
    assert_eq!(terminal.record(0, pass("  ")), Err(Refusal::ReasonMissing));
    terminal.record(0, pass("Bleeding, no time")).unwrap();
    terminal.reach(Milestone::AnaesthesiaStart).unwrap();
    // What is on paper is entered afterwards, with the time it happened.
    terminal.now = morning().plus_minutes(90);
    let said_at = morning().plus_minutes(2);
    let at = Some(said_at);
    for item in Phase::SignIn.items() {
        let answer = if item.is_risk() { Answer::No } else { Answer::Yes };
        let late = Command::AnswerItem { item, answer, plan: None, comments: None, said_by: None, at };
        terminal.record(0, late).unwrap();
    }
    terminal.record(0, Command::SignPhase { phase: Phase::SignIn, by: person(0), at }).unwrap();
    let checklist = terminal.case().checklist;
    assert_eq!(checklist.passed[&Phase::SignIn].by, person(1));
    assert_eq!(checklist.passed[&Phase::SignIn].passed_because, Some(because("Bleeding, no time")));
    let answer = &checklist.answers[&Item::PulseOximeter];
    assert_eq!((answer.at, answer.recorded_at), (said_at, terminal.now));
}

#[test]
fn a_risk_asks_for_its_plan_and_a_wrong_count_for_what_was_searched() {
    let mut terminal = Terminal::with_case(false);
    let refused = terminal.record(0, answered(Item::AirwayRisk, Answer::Yes));
    assert_eq!(refused, Err(Refusal::PlanMissing { item: Item::AirwayRisk }));
    terminal.clear(Phase::SignIn);
    terminal.clear(Phase::TimeOut);
    let refused = terminal.record(0, answered(Item::CountsComplete, Answer::No));
    assert_eq!(refused, Err(Refusal::PlanMissing { item: Item::CountsComplete }));
}

#[test]
fn when_the_team_agrees_for_a_patient_it_says_why() {
    let mut terminal = Terminal::with_case(false);
    let agreed = |comments: Option<&str>| Command::AnswerItem {
        item: Item::PatientIdentity,
        answer: Answer::Yes,
        plan: None,
        comments: comments.map(Into::into),
        said_by: Some(Speaker::Team),
        at: None,
    };
    assert_eq!(terminal.record(0, agreed(None)), Err(Refusal::TeamAgreedWithoutReason));
    terminal.record(0, agreed(Some("Unconscious, no attendant"))).unwrap();
}

/// Two terminals that had not seen each other's word on the side.
fn disputed() -> Terminal {
    let mut ward = Terminal::with_case(true);
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    ward.record(1, Command::StateSide { side: Side::Right, gone_by: Some(GoneBy::SignedConsent) }).unwrap();
    office.record(2, Command::StateSide { side: Side::Left, gone_by: Some(GoneBy::Telephone) }).unwrap();
    ward.receive(&office);
    ward
}

#[test]
fn a_disputed_side_is_never_merged_and_blocks_until_two_settle_it() {
    let mut terminal = disputed();
    let case = terminal.case();
    assert!(case.side.is_disputed());
    assert_eq!(case.settled_side(), None);
    assert_eq!(case.side.claims().len(), 2);
    let pass = Command::PassPhase { phase: Phase::SignIn, by: person(1), reason: because("Bleeding") };
    assert_eq!(terminal.record(0, pass), Err(Refusal::SideDisputed), "not even in an emergency");
    assert_eq!(
        terminal.record(0, Command::StateSide { side: Side::Left, gone_by: None }),
        Err(Refusal::SideDisputed),
        "one person alone does not settle it"
    );
    let settle = |by: [u128; 2]| Command::SettleSide {
        side: Side::Right,
        gone_by: GoneBy::SkinMark,
        settled_by: by.map(person).to_vec(),
    };
    terminal.record(0, Command::JoinTeam { person: person(1), role: Role::Surgeon }).unwrap();
    assert_eq!(terminal.record(0, settle([1, 1])), Err(Refusal::NotTwoPeople));
    assert_eq!(terminal.record(2, settle([2, 3])), Err(Refusal::NotTwoPeople), "the surgeon is one of them");
    assert_eq!(terminal.record(0, settle([1, 2])), Err(Refusal::NotTwoPeople), "whoever records is one of them");
    terminal.record(2, settle([1, 2])).unwrap();
    assert_eq!(terminal.case().settled_side(), Some(Side::Right));
    terminal.clear(Phase::SignIn);
}

#[test]
fn two_who_say_the_same_do_not_disagree() {
    let mut ward = Terminal::with_case(true);
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    ward.record(1, Command::StateSide { side: Side::Right, gone_by: Some(GoneBy::SignedConsent) }).unwrap();
    office.record(2, Command::StateSide { side: Side::Right, gone_by: Some(GoneBy::Telephone) }).unwrap();
    ward.receive(&office);
    assert_eq!(ward.case().settled_side(), Some(Side::Right));
}

#[test]
fn a_sided_case_does_not_start_without_its_side() {
    let mut terminal = Terminal::with_case(true);
    let pass = Command::PassPhase { phase: Phase::SignIn, by: person(0), reason: because("Bleeding") };
    assert_eq!(terminal.record(0, pass), Err(Refusal::SideNotStated));
    assert_eq!(
        terminal.record(0, Command::StateSide { side: Side::NotSided, gone_by: None }),
        Err(Refusal::SideNotStated)
    );
}

#[test]
fn withdrawn_consent_wins_at_once() {
    let mut ward = Terminal::with_case(false);
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    office.record(2, Command::WithdrawConsent { reason: "Wants to go home".into(), at: None }).unwrap();
    ward.record(1, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
    ward.clear(Phase::SignIn);
    ward.receive(&office);
    assert!(matches!(ward.reach(Milestone::AnaesthesiaStart), Err(Refusal::ConsentWithdrawn { .. })));
}

#[test]
fn a_disputed_consent_is_settled_by_two_and_by_nobody_alone() {
    let mut ward = Terminal::with_case(false);
    ward.record(0, Command::JoinTeam { person: person(1), role: Role::Surgeon }).unwrap();
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    let guardian = ConsentBy::Guardian { name: "Abdul Latif".into(), relation: "husband".into() };
    office.record(2, Command::GiveConsent { by: guardian, at: None }).unwrap();
    ward.record(1, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
    ward.receive(&office);
    assert!(ward.case().consent.is_disputed());
    let pass = Command::PassPhase { phase: Phase::SignIn, by: person(1), reason: because("Bleeding") };
    assert_eq!(ward.record(0, pass), Err(Refusal::ConsentDisputed));
    let alone = Command::GiveConsent { by: ConsentBy::Signature, at: None };
    assert_eq!(ward.record(1, alone), Err(Refusal::ConsentDisputed));
    let settle = |by: [u128; 2]| Command::SettleConsent {
        consent: Consent::Given { by: ConsentBy::Signature, at: morning() },
        gone_by: GoneBy::SignedConsent,
        settled_by: by.map(person).to_vec(),
    };
    assert_eq!(ward.record(2, settle([2, 3])), Err(Refusal::NotTwoPeople));
    ward.record(2, settle([1, 2])).unwrap();
    assert!(!ward.case().consent.is_disputed());
    ward.clear(Phase::SignIn);
}

#[test]
fn two_who_wrote_down_the_same_consent_do_not_disagree() {
    let mut ward = Terminal::with_case(false);
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    office.now = morning().plus_minutes(7);
    office.record(2, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
    ward.record(1, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
    ward.receive(&office);
    assert_eq!((ward.case().consent.claims().len(), ward.case().consent.is_disputed()), (2, false));
}

#[test]
fn a_case_that_was_booked_apart_is_flagged_until_someone_chooses() {
    let mut ward = Terminal::with_case(false);
    let mut office = Terminal::new("T2");
    office.receive(&ward);
    let book = |hours: i64| Command::Schedule {
        slot: Slot { theatre: THEATRE, start: morning().plus_minutes(hours * 60), minutes: 60, machines: vec![] },
        team: vec![],
        reason: None,
        override_reason: None,
    };
    ward.record(1, book(1)).unwrap();
    office.record(2, book(3)).unwrap();
    ward.receive(&office);
    assert!(ward.case().booking.is_disputed());
    let provisional = ward.case().slot().unwrap().clone();
    assert!(ward.case().booking.claims().iter().any(|claim| claim.value.slot == provisional), "one of them stands");
    // To keep the one that stands is a choice too.
    let keep = Command::Schedule { slot: provisional.clone(), team: vec![], reason: None, override_reason: None };
    ward.record(1, keep).unwrap();
    assert!(!ward.case().booking.is_disputed());
    assert_eq!(ward.case().slot(), Some(&provisional));
}

#[test]
fn a_completed_case_is_not_undone_by_someone_who_could_not_know() {
    let mut theatre = Terminal::with_case(false);
    theatre.clear(Phase::SignIn);
    theatre.reach(Milestone::AnaesthesiaStart).unwrap();
    let mut office = Terminal::new("T2");
    office.receive(&theatre);
    office.record(2, Command::Cancel { reason: because("No blood") }).unwrap();
    theatre.now = morning().plus_minutes(60);
    theatre.clear(Phase::TimeOut);
    theatre.clear(Phase::SignOut);
    let complete = Command::Complete { outcome: done_well(), follow_up: "Ward".into(), at: None };
    theatre.record(1, complete).unwrap();
    theatre.receive(&office);
    let case = theatre.case();
    assert_eq!(case.status, Status::Completed);
    assert!(matches!(&case.flags[..], [Flag::TransitionTooLate { change }] if change.to == Status::Cancelled));
}

#[test]
fn a_time_that_is_given_stands_between_its_neighbours_and_a_wrong_clock_refuses_nothing() {
    let mut terminal = Terminal::with_case(false);
    terminal.reach(Milestone::InTheatre).unwrap();
    terminal.clear(Phase::SignIn);
    terminal.now = morning().plus_minutes(10);
    let given =
        |minutes| Command::Reach { milestone: Milestone::AnaesthesiaStart, at: Some(morning().plus_minutes(minutes)) };
    assert!(matches!(terminal.record(0, given(-5)), Err(Refusal::MilestoneOutOfOrder { .. })));
    assert_eq!(terminal.record(0, given(30)), Err(Refusal::ImpossibleTime { field: Field::Time }));
    terminal.record(0, given(4)).unwrap();
    terminal.clear(Phase::TimeOut);
    for clock in ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] {
        terminal.now = clock.parse().unwrap();
        terminal.reach(Milestone::Incision).unwrap();
        terminal.record(0, Command::SetBack { milestone: Milestone::Incision, reason: "too early".into() }).unwrap();
    }
}

#[test]
fn a_signed_note_takes_addenda_only() {
    let mut terminal = Terminal::with_case(false);
    let note = Command::SignNote {
        note_type: NoteType::PreOperative, text: "হার্নিয়া, ডান".into(), at: None
    };
    terminal.record(1, note).unwrap();
    let id = terminal.case().notes[0].id;
    terminal.record(2, Command::SignAddendum { to: id, text: "Reducible".into() }).unwrap();
    let notes = terminal.case().notes;
    assert_eq!((notes[0].text.as_str(), notes[0].author), ("হার্নিয়া, ডান", person(1)));
    assert_eq!((notes[0].addenda[0].text.as_str(), notes[0].addenda[0].author), ("Reducible", person(2)));
}

#[test]
fn a_drug_of_an_allergys_class_asks_for_a_name() {
    let mut terminal = Terminal::with_case(false);
    let event = terminal.facts[0].id;
    terminal.patient.allergies.push(domain::patient::KnownAllergy {
        allergy: domain::patient::Allergy {
            substance: "Penicillin".into(),
            class: Some("penicillin".into()),
            reaction: None,
        },
        event,
        by: person(0),
        recorded_at: morning(),
    });
    let give = |acknowledged| Command::GiveDrug {
        drug: "Cefuroxime".into(),
        dose: "1.5 g".into(),
        class: Some("cephalosporin".into()),
        at: None,
        allergy_acknowledged_by: acknowledged,
    };
    assert!(matches!(terminal.record(0, give(None)), Err(Refusal::AllergyNotAcknowledged { .. })));
    terminal.record(0, give(Some(person(3)))).unwrap();
    assert_eq!(terminal.case().drugs[0].allergy_acknowledged_by, Some(person(3)));
    let harmless = Command::GiveDrug {
        drug: "Oxytocin".into(),
        dose: "10 IU".into(),
        class: None,
        at: None,
        allergy_acknowledged_by: Some(person(3)),
    };
    terminal.record(0, harmless).unwrap();
    assert_eq!(terminal.case().drugs[1].allergy_acknowledged_by, None, "there was nothing to pass over");
    let answer = terminal.record(0, answered(Item::Allergies, Answer::No));
    assert!(matches!(answer, Err(Refusal::AllergiesAreKnown { .. })), "none known is not said over a known one");
}
