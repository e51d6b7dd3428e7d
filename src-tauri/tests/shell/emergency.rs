//! A patient without name or booking, with one nurse in the theatre.

use crate::theatre::*;
use domain::Refusal;
use domain::catalogue::{TermList, Terms};
use domain::patient::{Identity, PatientCommand, Sex};
use domain::procedure::*;
use ipc::*;
use shalya::{attention, cases, patients};

fn emergency(theatre: &Theatre, roles: &[Role]) -> Result<domain::ProcedureId, Failure> {
    let call = BeginEmergency {
        patient: EmergencyPatient::Unknown { sex: Sex::Female, about_years: Some(25) },
        operation: operation("CESAREAN"),
        theatre: theatre.theatres()[1],
        roles: roles.to_vec(),
    };
    cases::begin_emergency(&theatre.desk, call)
}

#[test]
fn one_call_brings_an_unknown_patient_into_theatre() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse, Role::ScrubNurse]);
    theatre.sign_in(nurse);
    let booked = theatre.register(woman("Jahanara Begum", "Latif"));
    theatre.book(booked, operation("CESAREAN"), theatre.theatres()[1], "07:30", 120);

    let id = emergency(&theatre, &[Role::CirculatingNurse, Role::ScrubNurse]).unwrap();
    let view = cases::case(&theatre.desk, GetCase { id }).unwrap();
    let whole = view.whole.unwrap();
    assert_eq!(whole.patient.identity.name, "Unknown female, about 25");
    assert_eq!(whole.patient.identity.name_bn, "অজ্ঞাতনামা মহিলা, বয়স আনুমানিক ২৫");
    assert_eq!(whole.patient.uhid, None, "a health id is for someone who is known");
    assert!(whole.patient.temporary_id.is_some());
    assert_eq!(whole.procedure.urgency, Urgency::Emergency);
    assert_eq!(whole.procedure.absent, [Role::Surgeon, Role::Anaesthetist]);
    assert_eq!(whole.procedure.team.len(), 2);
    assert_eq!(whole.procedure.reached(Milestone::InTheatre), Some(morning()));
    let booked = &whole.procedure.booking.latest().unwrap().value;
    let code = booked.reason.as_ref().unwrap().code.as_deref().unwrap();
    let because = Terms::embedded().by_code(TermList::OverrideReason, code).unwrap();
    assert_eq!((because.key.as_str(), because.bn.as_str()), ("emergency", "জরুরি: অপেক্ষা করা যাবে না"));
    assert_eq!(booked.over.len(), 1, "over the case that was booked there");

    // It can record at once, and who she is comes later.
    let reason = Reason { code: None, text: "Bleeding, no time".into() };
    theatre.record(id, Command::PassPhase { phase: Phase::SignIn, by: nurse, reason }).unwrap();
    theatre.record(id, Command::Reach { milestone: Milestone::AnaesthesiaStart, at: None }).unwrap();
    let matters = attention::attention(&theatre.desk, GetAttention {}).unwrap();
    assert!(matters.iter().any(|matter| matches!(matter, Attention::WhoIsIt { case, .. } if case.id == id)));
    assert!(matters.iter().any(
        |matter| matches!(matter, Attention::PaperAnswers { case, phases } if case.id == id && *phases == [Phase::SignIn])
    ));

    let patient = whole.procedure.patient.unwrap();
    let identity = Identity { unknown: false, ..woman("Rahima Khatun", "Jasim") };
    let named = RecordPatient { id: patient, command: PatientCommand::Identify { identity } };
    patients::record_patient(&theatre.desk, named).unwrap();
    theatre.clock.pass_seconds(120);
    for item in Phase::SignIn.items() {
        let answer = if item.is_risk() { Answer::No } else { Answer::Yes };
        let said_at = Some(morning());
        let command = Command::AnswerItem { item, answer, plan: None, comments: None, said_by: None, at: said_at };
        theatre.record(id, command).unwrap();
    }
    let view = theatre.record(id, Command::SignPhase { phase: Phase::SignIn, by: nurse, at: None }).unwrap();
    let answered = view.whole.unwrap().procedure.checklist.answers[&Item::PatientIdentity].clone();
    assert_eq!((answered.at, answered.recorded_at.minutes_since(answered.at)), (morning(), 2));
    let matters = attention::attention(&theatre.desk, GetAttention {}).unwrap();
    assert!(matters.iter().all(|matter| matches!(matter, Attention::Clashes { .. })), "{matters:?}");
}

#[test]
fn nothing_is_half_begun_when_an_emergency_is_refused() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    assert_eq!(emergency(&theatre, &[Role::Surgeon]), Err(Refusal::NotAllowed.into()), "an administrator");
    theatre.sign_in(nurse);
    assert!(emergency(&theatre, &[]).is_err());
    let call = BeginEmergency {
        patient: EmergencyPatient::Unknown { sex: Sex::Male, about_years: None },
        operation: operation("APPENDECTOMY"),
        theatre: domain::TheatreId(uuid::Uuid::nil()),
        roles: vec![Role::Surgeon],
    };
    assert!(cases::begin_emergency(&theatre.desk, call).is_err(), "no such theatre");
    let found = patients::find_patients(&theatre.desk, FindPatients { typed: String::new(), limit: 10 }).unwrap();
    assert_eq!(found, []);
}
