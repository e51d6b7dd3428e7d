//! What a new store begins with: the hospital that a person typed, or an invented one.

use crate::failures::Fault;
use crate::first_start;
use crate::import::{self, Imported, Waiting};
use crate::ledger::Ledger;
use crate::numbers;
use crate::patients::registration;
use crate::places::Places;
use domain::hospital::{self, Hospital, HospitalFact, Theatre};
use domain::identifier::UhidBlock;
use domain::patient::{Patient, PatientFact};
use domain::person::{self, PersonFact, pin_is_good};
use domain::procedure::{self, Command, Context, Procedure, ProcedureFact, Request, Role};
use domain::text::Field;
use domain::{Moment, PatientId, PersonId, ProcedureId, Refusal, TerminalId, TheatreId};
use ipc::{SAMPLE_PIN, SetUpTerminal};
use store::{Batch, Counter, KeyKeeper, RecoveryKey};

/// Sets up the terminal as it was typed. Everything is looked at before anything is made.
pub fn hospital(places: &Places, call: SetUpTerminal, now: Moment) -> Result<(Ledger, RecoveryKey), Fault> {
    let imported = call.import_csv.as_deref().map(|csv| import::read(csv, now)).unwrap_or_default();
    let terminal = short_code(&call.terminal);
    let mut card = person::checked(call.administrator.clone())?;
    card.roles.insert(Role::Administrator);
    pin_is_good(&call.pin)?;
    let mut facts =
        hospital::set_up(&call.code, &call.hospital, &call.hospital_bn, false, theatres(&call, &imported), vec![])?;
    if let Some((from, to)) = call.uhid_block {
        let block = UhidBlock::new(from, to).ok_or(Refusal::Malformed { field: Field::Uhid })?;
        facts.push(HospitalFact::UhidBlockGiven { terminal: TerminalId(terminal.clone()), block });
    }
    let code = facts.iter().find_map(|fact| match fact {
        HospitalFact::SetUp { code, .. } => Some(code.clone()),
        _ => None,
    });
    let code = code.ok_or(Refusal::Missing { field: Field::HospitalName })?;

    first_start::make(places, &code, &terminal, keeper(call.keeper), |ledger, key| {
        facts.push(HospitalFact::EscrowKeyMade { public_key: key.public_key() });
        let administrator = PersonId(store::new_id());
        let first = vec![PersonFact::Described { card }, PersonFact::PinSet {}];
        let staff =
            imported.staff.into_iter().map(|card| (PersonId(store::new_id()), vec![PersonFact::Described { card }]));
        let people = std::iter::once((administrator, first)).chain(staff).collect();
        ledger.record(administrator, now, Batch { hospital: facts, people, ..Batch::default() })?;
        ledger.store.set_pin(administrator, &call.pin)?;
        let (hospital, _) = ledger.hospital_at(now.utc_ms())?;
        let mut batch = Batch::default();
        for waiting in imported.waiting {
            add_waiting(ledger, &hospital, administrator, now, waiting, &mut batch)?;
        }
        ledger.record(administrator, now, batch)?;
        Ok(())
    })
}

/// The theatres that were typed, then those of the CSV, in that order on the board.
fn theatres(call: &SetUpTerminal, imported: &Imported) -> Vec<(TheatreId, Theatre)> {
    let mut names: Vec<&str> = Vec::new();
    let mut theatres = Vec::new();
    for new in call.theatres.iter().chain(&imported.theatres) {
        if names.contains(&new.name.as_str()) {
            continue;
        }
        names.push(&new.name);
        let (name, name_bn, specialty) = (new.name.clone(), new.name_bn.clone(), new.specialty.clone());
        let theatre = Theatre { name, name_bn, specialty, position: names.len() as u16 };
        theatres.push((TheatreId(store::new_id()), theatre));
    }
    theatres
}

/// Registers a patient of the waiting list and asks for the case.
fn add_waiting(
    ledger: &mut Ledger,
    hospital: &Hospital,
    actor: PersonId,
    now: Moment,
    waiting: Waiting,
    batch: &mut Batch,
) -> Result<(), Fault> {
    let patient_id = PatientId(store::new_id());
    let id = ProcedureId(store::new_id());
    let patient_facts = registration(ledger, hospital, now, waiting.identity, waiting.uhid)?;
    let request = Request {
        procedure_no: numbers::procedure_no(ledger, hospital)?,
        patient: patient_id,
        operation: waiting.operation,
        urgency: waiting.urgency,
        minutes: waiting.minutes,
        side: waiting.side,
        anaesthesia: Vec::new(),
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: waiting.waiting_since,
    };
    let registered = patient_facts.iter().find_map(|fact| match fact {
        PatientFact::Registered { identity, .. } => Some(identity.clone()),
        _ => None,
    });
    let patient = Patient { identity: registered.unwrap_or_default(), ..Patient::default() };
    let context = Context { id, now, actor, patient: &patient, hospital, bookings: &[] };
    let decided = procedure::decide(&Procedure::default(), Command::Request(request), &context)?;
    batch.patients.push((patient_id, patient_facts));
    batch.procedures.push((id, decided.facts));
    Ok(())
}

/// Fills a store with the sample hospital of a seed, as it would have been recorded. Everyone in
/// it has the PIN [`SAMPLE_PIN`].
pub fn sample(
    places: &Places,
    seed: u64,
    now: Moment,
    keeper: KeyKeeper,
    progress: store::Progress<'_>,
) -> Result<Ledger, Fault> {
    let recordings = sample::hospital(seed, now);
    let place = || recordings.iter().flat_map(|recording| &recording.hospital);
    let code = place().find_map(|fact| match fact {
        HospitalFact::SetUp { code, .. } => Some(code.clone()),
        _ => None,
    });
    let terminal = place().find_map(|fact| match fact {
        HospitalFact::UhidBlockGiven { terminal, .. } => Some(terminal.0.clone()),
        _ => None,
    });
    let (code, terminal) = (code.unwrap_or_default(), terminal.unwrap_or_else(|| short_code("")));
    let (ledger, _) = first_start::make(places, &code, &terminal, keeper, |ledger, key| {
        let mut key_made = vec![HospitalFact::EscrowKeyMade { public_key: key.public_key() }];
        let mut borne = Borne::default();
        let mut said = Vec::with_capacity(recordings.len());
        let staff: usize = recordings.iter().map(|recording| recording.people.len()).sum();
        let all = (staff + recordings.len()) as u64;
        let mut done = 0;
        for recording in recordings {
            let sample::Recording { at, actor, mut hospital, mut people, patients, procedures } = recording;
            hospital.append(&mut key_made);
            for (id, facts) in &mut people {
                facts.push(PersonFact::PinSet {});
                ledger.store.set_pin(*id, SAMPLE_PIN)?;
                done += 1;
                progress(done, all);
            }
            borne.look(&patients, &procedures);
            said.push((actor, at, Batch { hospital, people, patients, procedures, audit: Vec::new() }));
        }
        ledger.store.record_in_turn(said.into_iter().inspect(|_| {
            done += 1;
            progress(done, all);
        }))?;
        numbers::pass(ledger, Counter::Registration, borne.registration)?;
        numbers::pass(ledger, Counter::TemporaryId, borne.temporary)?;
        numbers::pass(ledger, Counter::ProcedureNo, borne.procedure)
    })?;
    Ok(ledger)
}

/// The highest numbers that the sample's patients and cases bear.
#[derive(Default)]
struct Borne {
    registration: u64,
    temporary: u64,
    procedure: u64,
}

impl Borne {
    fn look(&mut self, patients: &[(PatientId, Vec<PatientFact>)], cases: &[(ProcedureId, Vec<ProcedureFact>)]) {
        let counted = |number: &str| numbers::counted(number);
        for fact in patients.iter().flat_map(|(_, facts)| facts) {
            if let PatientFact::Registered { registration_no, temporary_id, .. } = fact {
                self.registration = self.registration.max(counted(registration_no));
                self.temporary = self.temporary.max(temporary_id.as_deref().map_or(0, counted));
            }
        }
        for fact in cases.iter().flat_map(|(_, facts)| facts) {
            if let ProcedureFact::Requested { procedure_no, .. } = fact {
                self.procedure = self.procedure.max(counted(procedure_no));
            }
        }
    }
}

/// Letters and digits of Latin script, as they stand in numbers: `T1`.
fn short_code(typed: &str) -> String {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).take(6).collect();
    if code.is_empty() { "T1".to_owned() } else { code.to_uppercase() }
}

pub fn keeper(keeper: ipc::KeyKeeper) -> KeyKeeper {
    match keeper {
        ipc::KeyKeeper::Keyring => KeyKeeper::Keyring,
        ipc::KeyKeeper::File => KeyKeeper::File,
        ipc::KeyKeeper::Nowhere => KeyKeeper::Nowhere,
    }
}
