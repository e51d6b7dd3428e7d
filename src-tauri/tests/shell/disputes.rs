//! What two terminals recorded without knowing of each other is shown to a person with what each had
//! seen, and settled by two.

use crate::theatre::*;
use domain::disputed::GoneBy;
use domain::patient::{Allergy, BloodGroup, PatientCommand};
use domain::procedure::{Command, Consent, ConsentBy, Phase, ProcedureFact, Reason, Role, Side};
use domain::{PatientId, PersonId, ProcedureId, Refusal};
use ipc::*;
use journal::wire::Fact;
use shalya::{attention, cases, patients, people};
use store::Store;

/// Two terminals of one hospital, and a hernia on both of them.
struct Apart {
    theatre: Theatre,
    ward: Theatre,
    case: ProcedureId,
    patient: PatientId,
    surgeon: PersonId,
    nurse: PersonId,
    other_nurse: PersonId,
}

fn apart() -> Apart {
    let theatre = Theatre::administered();
    let surgeon = theatre.add("Dr Nasima Haque", &[Role::Surgeon]);
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    let other_nurse = theatre.add("Rozina Parvin", &[Role::ScrubNurse]);
    theatre.sign_in(nurse);
    let patient = theatre.register(woman("Jahanara Begum", "Abdul Latif"));
    let case = theatre.book(patient, operation("HERNIA_REPAIR"), theatre.theatres()[0], "09:00", 60);
    theatre.record(case, Command::JoinTeam { person: surgeon, role: Role::Surgeon }).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), "NTK", "T2", store::KeyKeeper::File).unwrap();
    for person in [surgeon, nurse, other_nurse] {
        store.set_pin(person, PIN).unwrap();
    }
    drop(store);
    let clock = TestClock::at(morning());
    let ward = Theatre { desk: desk_in(&folder, &clock), clock, folder, key: theatre.key.clone() };
    let (theatre, ward) = exchange(theatre, ward);
    Apart { theatre, ward, case, patient, surgeon, nurse, other_nurse }
}

/// Each gets what the other has.
fn exchange(one: Theatre, other: Theatre) -> (Theatre, Theatre) {
    let closed = [one, other].map(|Theatre { desk, clock, folder, key }| {
        drop(desk);
        (clock, folder, key)
    });
    let mut stores = closed.each_ref().map(|(_, folder, _)| Store::open(folder.path()).unwrap());
    let keys = stores.each_ref().map(|store| (store.terminal().to_owned(), store.verifying_key().unwrap()));
    let facts = stores.each_ref().map(|store| {
        let mut facts = Vec::new();
        store.each_fact(&mut |sealed| facts.push(Fact::new(&sealed).unwrap())).unwrap();
        facts
    });
    for (here, there) in [(0, 1), (1, 0)] {
        stores[here].know_author(&keys[there].0, &keys[there].1).unwrap();
        stores[here].receive(morning(), &facts[there]).unwrap();
    }
    drop(stores);
    let [one, other] =
        closed.map(|(clock, folder, key)| Theatre { desk: desk_in(&folder, &clock), clock, folder, key });
    (one, other)
}

impl Apart {
    /// On each terminal somebody says something else, and then they meet.
    fn contradict(self) -> Apart {
        let Apart { theatre, ward, case, patient, surgeon, nurse, other_nurse } = self;
        let group = |theatre: &Theatre, group, gone_by| {
            let command = PatientCommand::RecordBloodGroup { group, gone_by: Some(gone_by) };
            patients::record_patient(&theatre.desk, RecordPatient { id: patient, command }).unwrap();
        };
        theatre.sign_in(nurse);
        let side = |side, gone_by| Command::StateSide { side, gone_by: Some(gone_by) };
        theatre.record(case, side(Side::Right, GoneBy::SignedConsent)).unwrap();
        theatre.record(case, Command::GiveConsent { by: ConsentBy::Signature, at: None }).unwrap();
        group(&theatre, BloodGroup::BPositive, GoneBy::LaboratoryReport);
        ward.sign_in(surgeon);
        ward.record(case, side(Side::Left, GoneBy::Telephone)).unwrap();
        let reason = "Wants to wait for her son".to_owned();
        ward.record(case, Command::WithdrawConsent { reason, at: None }).unwrap();
        group(&ward, BloodGroup::OPositive, GoneBy::PatientSaid);
        let (theatre, ward) = exchange(theatre, ward);
        Apart { theatre, ward, case, patient, surgeon, nurse, other_nurse }
    }

    fn settle(&self, settled: Settled, with: PersonId, pin: &str) -> Result<(), Failure> {
        attention::settle(&self.theatre.desk, Settle { settled, with, pin: pin.into() })
    }

    fn disputes(&self) -> Vec<Attention> {
        let mut matters = attention::attention(&self.theatre.desk, GetAttention {}).unwrap();
        matters.retain(|matter| {
            matches!(
                matter,
                Attention::SideDisputed { .. }
                    | Attention::ConsentDisputed { .. }
                    | Attention::BloodGroupDisputed { .. }
            )
        });
        matters
    }
}

#[test]
fn each_dispute_is_shown_with_what_each_had_said_and_seen() {
    let apart = apart().contradict();
    apart.theatre.sign_in(apart.nurse);
    let disputes = apart.disputes();
    let [
        Attention::SideDisputed { case, claims: sides },
        Attention::ConsentDisputed { claims: consents, .. },
        Attention::BloodGroupDisputed { patient, case: soonest, claims: groups },
    ] = disputes.as_slice()
    else {
        panic!("{disputes:?}")
    };
    assert_eq!((case.id, soonest.id, patient.id), (apart.case, apart.case, apart.patient));
    let mut said: Vec<_> = sides.iter().map(|side| (side.claim.value.what, side.claim.by)).collect();
    said.sort_by_key(|(side, _)| *side != Side::Left);
    assert_eq!(said, [(Side::Left, apart.surgeon), (Side::Right, apart.nurse)]);
    for side in sides {
        let last = side.had_seen.last.as_ref().and_then(|seen| seen.fact.as_ref());
        assert!(matches!(last, Some(ProcedureFact::JoinedTeam { .. })), "{last:?}");
        assert!(!side.had_seen.said_before);
    }
    assert!(consents.iter().any(|consent| matches!(consent.claim.value.what, Consent::Withdrawn { .. })));
    let gone_by: Vec<_> = groups.iter().filter_map(|group| group.claim.value.gone_by).collect();
    assert!(gone_by.contains(&GoneBy::LaboratoryReport) && gone_by.contains(&GoneBy::PatientSaid));
    assert!(groups.iter().all(|group| group.had_seen.last.is_some() && !group.had_seen.said_before));

    // Nothing begins, and one person alone settles nothing.
    let pass = Command::PassPhase {
        phase: Phase::SignIn,
        by: apart.nurse,
        reason: Reason { code: None, text: "Bleeding".into() },
    };
    assert_eq!(apart.theatre.record(apart.case, pass).err(), Some(Refusal::SideDisputed.into()));
    let alone = PatientCommand::RecordBloodGroup { group: BloodGroup::BPositive, gone_by: None };
    let refused = patients::record_patient(&apart.theatre.desk, RecordPatient { id: apart.patient, command: alone });
    assert_eq!(refused, Err(Refusal::BloodGroupDisputed.into()));
    let again = Command::GiveConsent { by: ConsentBy::Signature, at: None };
    assert_eq!(apart.theatre.record(apart.case, again).err(), Some(Refusal::ConsentDisputed.into()));
}

#[test]
fn a_dispute_is_settled_by_the_surgeon_and_one_more_each_by_their_own_pin() {
    let apart = apart().contradict();
    let (case, patient) = (apart.case, apart.patient);
    apart.theatre.sign_in(apart.nurse);
    let side = || Settled::Side { case, side: Side::Right, gone_by: GoneBy::SkinMark };
    assert_eq!(apart.settle(side(), apart.other_nurse, PIN), Err(Refusal::NotTwoPeople.into()), "no surgeon");
    assert_eq!(apart.settle(side(), apart.nurse, PIN), Err(Refusal::NotTwoPeople.into()), "nobody twice");
    assert!(matches!(apart.settle(side(), apart.surgeon, "111112"), Err(Failure::WrongPin { .. })));
    let settled_by = vec![apart.nurse, apart.surgeon];
    let around = Command::SettleSide { side: Side::Right, gone_by: GoneBy::SkinMark, settled_by: settled_by.clone() };
    assert_eq!(apart.theatre.record(case, around).err(), Some(Failure::NotUnderstood), "the PIN is not gone round");
    assert_eq!(apart.disputes().len(), 3);

    apart.settle(side(), apart.surgeon, PIN).unwrap();
    let consent = Consent::Given { by: ConsentBy::Signature, at: apart.theatre.now() };
    apart.settle(Settled::Consent { case, consent, gone_by: GoneBy::PatientSaid }, apart.surgeon, PIN).unwrap();
    let group = Settled::BloodGroup { patient, group: BloodGroup::OPositive, gone_by: GoneBy::NewSample };
    apart.settle(group, apart.other_nurse, PIN).unwrap();
    assert_eq!(apart.disputes(), []);

    let whole = cases::case(&apart.theatre.desk, GetCase { id: case }).unwrap().whole.unwrap();
    assert_eq!(whole.procedure.settled_side(), Some(Side::Right));
    assert_eq!(whole.procedure.side.latest().unwrap().value.settled_by, settled_by);
    assert_eq!(whole.procedure.consent_withdrawn(), None);
    assert_eq!(whole.patient.settled_group(), Some(BloodGroup::OPositive));
    let history = cases::case_history(&apart.theatre.desk, GetHistory { id: case }).unwrap();
    let sides = history.iter().filter(|line| line.kind == "side-stated").count();
    assert_eq!(sides, 3, "both statements stay in the history");
    let pass = Command::PassPhase {
        phase: Phase::SignIn,
        by: apart.nurse,
        reason: Reason { code: None, text: "Bleeding".into() },
    };
    apart.theatre.record(case, pass).unwrap();

    // Whoever learns of it later shows it settled too.
    let Apart { theatre, ward, nurse, .. } = apart;
    let (_, ward) = exchange(theatre, ward);
    ward.sign_in(nurse);
    let whole = cases::case(&ward.desk, GetCase { id: case }).unwrap().whole.unwrap();
    assert_eq!(
        (whole.procedure.settled_side(), whole.patient.settled_group()),
        (Some(Side::Right), Some(BloodGroup::OPositive))
    );
    people::sign_out(&ward.desk, SignOut { by: LeftBy::Lock, left_open: None }).unwrap();
}

#[test]
fn an_allergy_that_was_said_elsewhere_stands_over_none_known() {
    let Apart { theatre, ward, case, patient, surgeon, nurse, .. } = apart();
    let record = |theatre: &Theatre, command| {
        patients::record_patient(&theatre.desk, RecordPatient { id: patient, command }).unwrap();
    };
    theatre.sign_in(nurse);
    record(&theatre, PatientCommand::RecordNoAllergy { said_by: Some("Patient".into()) });
    ward.sign_in(surgeon);
    let allergy = Allergy { substance: "Penicillin".into(), class: Some("penicillin".into()), reaction: None };
    record(&ward, PatientCommand::RecordAllergy { allergy });
    let (theatre, ward) = exchange(theatre, ward);
    for (terminal, person) in [(&theatre, nurse), (&ward, surgeon)] {
        terminal.sign_in(person);
        let view = patients::patient(&terminal.desk, GetPatient { id: patient }).unwrap();
        assert_eq!(view.line.allergies, AllergyMark::Known(vec!["Penicillin".into()]));
        let whole = cases::case(&terminal.desk, GetCase { id: case }).unwrap().whole.unwrap();
        assert!(whole.patient.allergic_to("Ceftriaxone", domain::drug::class_of("Ceftriaxone")).is_some());
    }
}
