//! Recording as a person at a terminal would: one command at a time, decided by the rules.

use domain::fold::{Folded, Past, Stream};
use domain::hospital::{Hospital as Place, HospitalFact};
use domain::patient::{Patient, PatientCommand, PatientFact};
use domain::person::{Member, Person, PersonFact};
use domain::procedure::{Command, Context, Procedure, ProcedureFact, decide};
use domain::schedule::Booking;
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, Recorded, Stamp, TerminalId};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What one person recorded at one moment.
#[derive(Clone, Debug)]
pub struct Recording {
    pub at: Moment,
    pub actor: PersonId,
    pub hospital: Vec<HospitalFact>,
    pub people: Vec<(PersonId, Vec<PersonFact>)>,
    pub patients: Vec<(PatientId, Vec<PatientFact>)>,
    pub procedures: Vec<(ProcedureId, Vec<ProcedureFact>)>,
}

/// The invented hospital while its days are played.
pub(crate) struct Hospital {
    pub now: Moment,
    pub rng: ChaCha8Rng,
    pub place: Place,
    pub staff: Vec<Member>,
    pub patients: BTreeMap<PatientId, Patient>,
    pub cases: BTreeMap<ProcedureId, Stream<Procedure>>,
    recordings: Vec<Recording>,
    minted: u64,
}

impl Hospital {
    pub fn new(seed: u64, now: Moment) -> Self {
        Hospital {
            now,
            rng: ChaCha8Rng::seed_from_u64(seed),
            place: Place::default(),
            staff: Vec::new(),
            patients: BTreeMap::new(),
            cases: BTreeMap::new(),
            recordings: Vec::new(),
            minted: 0,
        }
    }

    /// In the order of time; what was recorded together stays together.
    pub fn recordings(mut self) -> Vec<Recording> {
        self.recordings.sort_by_key(|recording| recording.at);
        self.recordings
    }

    /// A new id, the same for the same seed.
    pub fn id(&mut self, at: Moment) -> Uuid {
        let mut random = [0u8; 10];
        self.rng.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(at.utc_ms().max(0) as u64, &random).into_uuid()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.rng.random_range(0..from.len())]
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    pub fn number(&mut self) -> u64 {
        self.minted += 1;
        self.minted
    }

    pub fn record_place(&mut self, at: Moment, actor: PersonId, facts: Vec<HospitalFact>) {
        for fact in &facts {
            self.place.apply(&as_recorded(at, actor, Uuid::nil(), vec![], fact.clone()), &Past::Everything);
        }
        self.recording(at, actor).hospital.extend(facts);
    }

    pub fn record_person(&mut self, at: Moment, actor: PersonId, id: PersonId, facts: Vec<PersonFact>) {
        let mut person = Person::default();
        for fact in &facts {
            person.apply(&as_recorded(at, actor, Uuid::nil(), vec![], fact.clone()), &Past::Everything);
        }
        self.staff.push(Member { id, person });
        self.recording(at, actor).people.push((id, facts));
    }

    pub fn record_patient(&mut self, at: Moment, actor: PersonId, id: PatientId, command: PatientCommand) {
        let patient = self.patients.entry(id).or_default();
        // The sample's texts are its own: a refusal would be a mistake here, and leaves the fact out.
        let Ok(facts) = domain::patient::decide(patient, command, at) else { return };
        self.take_patient_facts(at, actor, id, facts);
    }

    /// Decides `command` and records it, or leaves it out when the rules refuse; says which.
    pub fn record(&mut self, at: Moment, actor: PersonId, id: ProcedureId, command: Command) -> bool {
        let stream = self.cases.entry(id).or_default();
        let patient_id = match &command {
            Command::Request(request) => Some(request.patient),
            _ => stream.state.patient,
        };
        let stranger = Patient::default();
        let patient = patient_id.and_then(|id| self.patients.get(&id)).unwrap_or(&stranger);
        let bookings = match &command {
            Command::Schedule { .. } => bookings(&self.cases, at),
            _ => Vec::new(),
        };
        let state = self.cases[&id].state.clone();
        let context = Context { id, now: at, actor, patient, hospital: &self.place, bookings: &bookings };
        let Ok(decided) = decide(&state, command, &context) else { return false };
        for fact in &decided.facts {
            let event = self.id(at);
            let stream = self.cases.entry(id).or_default();
            let parents = stream.heads.clone();
            stream.extend(&as_recorded(at, actor, event, parents, fact.clone()));
        }
        if let Some(patient_id) = patient_id {
            self.take_patient_facts(at, actor, patient_id, decided.patient_facts);
        }
        if !decided.facts.is_empty() {
            self.recording(at, actor).procedures.push((id, decided.facts));
        }
        true
    }

    fn take_patient_facts(&mut self, at: Moment, actor: PersonId, id: PatientId, facts: Vec<PatientFact>) {
        if facts.is_empty() {
            return;
        }
        let patient = self.patients.entry(id).or_default();
        for fact in &facts {
            patient.apply(&as_recorded(at, actor, Uuid::nil(), vec![], fact.clone()), &Past::Everything);
        }
        self.recording(at, actor).patients.push((id, facts));
    }

    /// The recording that is open: the last one, while person and moment are the same.
    fn recording(&mut self, at: Moment, actor: PersonId) -> &mut Recording {
        let same = self.recordings.last().is_some_and(|last| last.at == at && last.actor == actor);
        if !same {
            let (hospital, people, patients, procedures) = Default::default();
            self.recordings.push(Recording { at, actor, hospital, people, patients, procedures });
        }
        let last = self.recordings.len() - 1;
        &mut self.recordings[last]
    }
}

fn bookings(cases: &BTreeMap<ProcedureId, Stream<Procedure>>, now: Moment) -> Vec<Booking> {
    cases.iter().filter_map(|(id, stream)| stream.state.books(*id, now)).collect()
}

fn as_recorded<F>(at: Moment, actor: PersonId, id: Uuid, parents: Vec<EventId>, fact: F) -> Recorded<F> {
    Recorded {
        id: EventId(id),
        parents,
        stamp: Stamp { wall_ms: at.utc_ms(), counter: 0 },
        terminal: TerminalId("T1".into()),
        actor,
        recorded_at: at,
        fact,
    }
}
