//! A terminal in a folder of its own, with a clock that a test turns.

use domain::patient::{Birth, Identity, Relation, Relative, Sex};
use domain::person::Card;
use domain::procedure::{Command, Operation, Request, Role, Slot, Urgency};
use domain::{Moment, PatientId, PersonId, ProcedureId, TheatreId};
use ipc::*;
use shalya::clock::Clock;
use shalya::desk::Desk;
use shalya::places::Places;
use shalya::{cases, patients, people, terminal};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

pub const PIN: &str = "280471";

/// Both clocks of a machine, set by hand.
pub struct Hands {
    wall_ms: Mutex<i64>,
    steady: Mutex<Duration>,
}

#[derive(Clone)]
pub struct TestClock(pub Arc<Hands>);

impl Clock for TestClock {
    fn wall_ms(&self) -> i64 {
        *self.0.wall_ms.lock().unwrap()
    }

    fn steady(&self) -> Duration {
        *self.0.steady.lock().unwrap()
    }
}

impl TestClock {
    pub fn at(moment: Moment) -> Self {
        TestClock(Arc::new(Hands { wall_ms: Mutex::new(moment.utc_ms()), steady: Mutex::new(Duration::from_secs(60)) }))
    }

    pub fn pass_seconds(&self, seconds: u64) {
        *self.0.wall_ms.lock().unwrap() += seconds as i64 * 1000;
        *self.0.steady.lock().unwrap() += Duration::from_secs(seconds);
    }

    /// Only the wall clock: somebody set it.
    pub fn set(&self, moment: Moment) {
        *self.0.wall_ms.lock().unwrap() = moment.utc_ms();
    }
}

pub struct Theatre {
    pub desk: Desk,
    pub clock: TestClock,
    pub folder: TempDir,
    pub key: EscrowKey,
}

/// A Saturday, before the lists begin.
pub fn morning() -> Moment {
    at("07:30")
}

pub fn at(time: &str) -> Moment {
    format!("2030-01-19T{time}:00+06:00").parse().unwrap()
}

pub fn date() -> time::Date {
    morning().date()
}

pub fn desk_in(folder: &TempDir, clock: &TestClock) -> Desk {
    Desk::with_clock(Places::within(folder.path()), Box::new(clock.clone()))
}

pub fn card(name: &str, roles: &[Role]) -> Card {
    Card {
        name: name.into(),
        name_bn: String::new(),
        roles: BTreeSet::from_iter(roles.iter().copied()),
        ..Card::default()
    }
}

pub fn set_up(keeper: KeyKeeper) -> SetUpTerminal {
    let theatre = |name: &str, specialty: &str| NewTheatre {
        name: name.into(),
        name_bn: String::new(),
        specialty: specialty.into(),
    };
    SetUpTerminal {
        hospital: "Netrokona District Hospital".into(),
        hospital_bn: "নেত্রকোণা জেলা হাসপাতাল".into(),
        code: "ntk".into(),
        terminal: "T1".into(),
        theatres: vec![theatre("Theatre 1", "general_surgery"), theatre("Theatre 2", "obstetrics_gynecology")],
        administrator: card("Anwar Hossain", &[Role::Administrator]),
        pin: PIN.into(),
        keeper,
        uhid_block: Some((9_830_114_700, 9_830_114_709)),
        import_csv: None,
    }
}

impl Theatre {
    /// Set up, and nobody signed in.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = TestClock::at(morning());
        let desk = desk_in(&folder, &clock);
        let key = terminal::set_up_terminal(&desk, set_up(KeyKeeper::File)).unwrap();
        Theatre { desk, clock, folder, key }
    }

    /// With an administrator signed in.
    pub fn administered() -> Self {
        let theatre = Theatre::new();
        theatre.sign_in(theatre.administrator());
        theatre
    }

    pub fn administrator(&self) -> PersonId {
        let people = people::people_here(&self.desk, PeopleHere {}).unwrap();
        people.iter().find(|person| person.card.roles.contains(&Role::Administrator)).unwrap().id
    }

    pub fn sign_in(&self, person: PersonId) -> Session {
        people::sign_in(&self.desk, SignIn { person, pin: PIN.into() }).unwrap()
    }

    pub fn now(&self) -> Moment {
        Moment::new(self.clock.wall_ms(), morning().offset_minutes())
    }

    /// The day goes on, with somebody at the screen.
    pub fn work_until(&self, time: &str) {
        while self.clock.wall_ms() < at(time).utc_ms() {
            self.clock.pass_seconds(60);
            people::still_here(&self.desk, StillHere {}).unwrap();
        }
    }

    /// Adds someone with the PIN of all; an administrator is signed in.
    pub fn add(&self, name: &str, roles: &[Role]) -> PersonId {
        people::add_person(&self.desk, AddPerson { card: card(name, roles), pin: Some(PIN.into()) }).unwrap()
    }

    pub fn theatres(&self) -> Vec<TheatreId> {
        let directory = people::directory(&self.desk, GetDirectory {}).unwrap();
        directory.hospital.open_theatres().into_iter().map(|(id, _)| id).collect()
    }

    pub fn register(&self, identity: Identity) -> PatientId {
        let call = RegisterPatient { identity, uhid: None, not_these: vec![] };
        patients::register_patient(&self.desk, call).unwrap()
    }

    pub fn request(&self, patient: PatientId, operation: Operation, slot: Option<Slot>) -> RequestCase {
        let minutes = slot.as_ref().map_or(60, |slot| slot.minutes);
        let request = Request {
            procedure_no: String::new(),
            patient,
            operation,
            urgency: Urgency::Elective,
            minutes,
            side: None,
            anaesthesia: vec![],
            ward_bed: None,
            reason: None,
            encounter: None,
            waiting_since: None,
        };
        RequestCase { request, slot, team: vec![], override_reason: None }
    }

    /// Booked, with nobody on its team.
    pub fn book(
        &self,
        patient: PatientId,
        operation: Operation,
        theatre: TheatreId,
        start: &str,
        minutes: u32,
    ) -> ProcedureId {
        let slot = Slot { theatre, start: at(start), minutes, machines: vec![] };
        cases::request_case(&self.desk, self.request(patient, operation, Some(slot))).unwrap()
    }

    pub fn record(&self, id: ProcedureId, command: Command) -> Result<CaseView, Failure> {
        cases::record(&self.desk, Record { id, command })
    }
}

pub fn woman(name: &str, husband: &str) -> Identity {
    Identity {
        name: name.into(),
        sex: Sex::Female,
        birth: Birth::About { years: 34, on: date() },
        relative: Some(Relative { relation: Relation::Husband, name: husband.into() }),
        ..Identity::default()
    }
}

/// An operation of the catalogue.
pub fn operation(key: &str) -> Operation {
    let catalogue = domain::catalogue::Catalogue::embedded();
    Operation::of(catalogue.by_key(key).unwrap_or_else(|| panic!("{key} is not in the catalogue")))
}
