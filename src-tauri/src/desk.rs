//! The one place through which every command reaches the store: who is signed in, what time it
//! is, and that only one thing happens at a time.

use crate::clock::{Clock, MachineClock};
use crate::failures::{Fault, trouble};
use crate::ledger::{Ledger, offset};
use crate::line::Line;
use crate::places::Places;
use crate::session::Session;
use crate::{first_start, preferences};
use domain::access::{self, Right};
use domain::audit::AuditFact;
use domain::hospital::Hospital;
use domain::person::Person;
use domain::{EventId, Moment, PersonId, Refusal};
use ipc::{Failure, LeftBy, Preferences, Progress, Trouble, Work};
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};
use store::{Batch, Store};

/// The terminal while the program runs. Nothing that matters is kept only here: after a power cut
/// the store and the preferences say all there is to know, and somebody signs in again.
pub struct Desk {
    pub places: Places,
    /// How the line to the central service stands.
    pub line: Line,
    clock: Box<dyn Clock>,
    inside: Mutex<Inside>,
    on_lock: OnceLock<Box<dyn Fn() + Send + Sync>>,
    on_progress: OnceLock<Box<dyn Fn(Progress) + Send + Sync>>,
}

/// A long work tells of itself at most this often.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// What only one command at a time may touch.
pub struct Inside {
    pub held: Held,
    pub session: Option<Session>,
    pub preferences: Preferences,
}

/// The store as this program has it.
pub enum Held {
    NotLookedAt,
    /// Nothing was ever set up in this folder.
    Nothing,
    CannotOpen(Trouble),
    Open(Box<Ledger>),
}

impl Desk {
    pub fn new(places: Places) -> Self {
        Desk::with_clock(places, Box::new(MachineClock::default()))
    }

    pub fn with_clock(places: Places, clock: Box<dyn Clock>) -> Self {
        let preferences = preferences::read(&places.data);
        let inside = Inside { held: Held::NotLookedAt, session: None, preferences };
        let (on_lock, on_progress) = (OnceLock::new(), OnceLock::new());
        Desk { places, line: Line::default(), clock, inside: Mutex::new(inside), on_lock, on_progress }
    }

    /// Calls `told` whenever the session is dropped because nobody touched the screen.
    pub fn when_locked(&self, told: impl Fn() + Send + Sync + 'static) {
        // The first one stays: there is one window.
        let _ = self.on_lock.set(Box::new(told));
    }

    /// Calls `told` while a long work goes on, at most ten times a second.
    pub fn when_progress(&self, told: impl Fn(Progress) + Send + Sync + 'static) {
        let _ = self.on_progress.set(Box::new(told));
    }

    /// What tells of a work: done, of how many.
    pub fn telling(&self, work: Work) -> impl FnMut(u64, u64) + '_ {
        let mut told_at: Option<Instant> = None;
        move |done, of| {
            let is_due = told_at.is_none_or(|at| at.elapsed() >= TOLD_EVERY) || done >= of;
            if let Some(told) = self.on_progress.get().filter(|_| is_due) {
                told_at = Some(Instant::now());
                told(Progress { work, done, of });
            }
        }
    }

    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Everything inside, the store looked at. A command that panicked leaves no trace: the store
    /// is opened again from the disk, where it is whole.
    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        let mut inside = self.inside.lock().unwrap_or_else(|poisoned| {
            self.inside.clear_poison();
            let mut inside = poisoned.into_inner();
            inside.held = Held::NotLookedAt;
            inside
        });
        if matches!(inside.held, Held::NotLookedAt) {
            inside.held = first_start::look(&self.places, &mut self.telling(Work::Rebuilding));
        }
        inside
    }

    /// Without a session: what the first page needs.
    pub fn at_the_door<T>(&self, ask: impl FnOnce(&mut Ledger, Moment) -> Result<T, Fault>) -> Result<T, Failure> {
        let mut inside = self.inside();
        let ledger = inside.held.ledger()?;
        Ok(ledger.hospital_at(self.clock.wall_ms()).and_then(|(_, now)| ask(ledger, now))?)
    }

    /// For whoever is signed in, because they touched the screen.
    pub fn at_work<T>(&self, work: impl FnOnce(&mut Seat<'_>) -> Result<T, Fault>) -> Result<T, Failure> {
        self.seated(true, work)
    }

    /// For whoever is signed in, because the window looks again by itself: the lock comes no later
    /// for it.
    pub fn watching<T>(&self, work: impl FnOnce(&mut Seat<'_>) -> Result<T, Fault>) -> Result<T, Failure> {
        self.seated(false, work)
    }

    fn seated<T>(&self, touch: bool, work: impl FnOnce(&mut Seat<'_>) -> Result<T, Fault>) -> Result<T, Failure> {
        self.lock_if_idle();
        let mut guard = self.inside();
        let inside = &mut *guard;
        let Some(session) = &mut inside.session else { return Err(Failure::SignedOut) };
        let ledger = inside.held.ledger()?;
        if touch {
            session.touch(self.clock());
        }
        let (hospital, now) = ledger.hospital_at(self.clock.wall_ms())?;
        let person = ledger.store.person(session.person).map_err(Fault::from)?;
        let Some(person) = person.filter(|person| !person.left) else {
            inside.session = None;
            return Err(Failure::SignedOut);
        };
        let preferences = &inside.preferences;
        let mut seat = Seat { ledger, session, now, person, hospital, preferences, places: &self.places };
        Ok(work(&mut seat)?)
    }

    /// Drops a session that nobody touched for as long as the preferences say. Asked every second,
    /// and before each command.
    pub fn lock_if_idle(&self) {
        let mut inside = self.inside();
        let minutes = inside.preferences.lock_after_minutes;
        if !inside.session.as_ref().is_some_and(|session| session.is_idle(minutes, self.clock())) {
            return;
        }
        inside.end_session(LeftBy::Idle, self.clock.wall_ms());
        drop(inside);
        if let Some(told) = self.on_lock.get() {
            told();
        }
    }
}

impl Held {
    pub fn ledger(&mut self) -> Result<&mut Ledger, Failure> {
        let trouble = match self {
            Held::Open(ledger) => return Ok(ledger),
            Held::CannotOpen(trouble) => *trouble,
            Held::Nothing | Held::NotLookedAt => Trouble::NotFound,
        };
        tracing::warn!(?trouble, "no store is open");
        Err(Failure::Store { trouble })
    }
}

impl From<Result<Store, store::StoreError>> for Held {
    fn from(opened: Result<Store, store::StoreError>) -> Self {
        match opened {
            Ok(store) => Held::Open(Box::new(Ledger::new(store))),
            Err(error) => {
                tracing::error!(%error, "the store cannot be opened");
                Held::CannotOpen(trouble(&error))
            }
        }
    }
}

impl Inside {
    /// The wall clock's time as clocks show it at this hospital.
    pub fn now(&self, wall_ms: i64) -> Moment {
        let hospital = match &self.held {
            Held::Open(ledger) => ledger.store.hospital().unwrap_or_default(),
            _ => Hospital::default(),
        };
        Moment::new(wall_ms, offset(&hospital))
    }

    /// Nobody is signed in after this, whether or not it could be written down.
    pub fn end_session(&mut self, by: LeftBy, wall_ms: i64) {
        let Some(session) = self.session.take() else { return };
        let now = self.now(wall_ms);
        let Held::Open(ledger) = &mut self.held else { return };
        let left_by = match by {
            LeftBy::Switch => "switch",
            LeftBy::Lock => "lock",
            LeftBy::Idle => "idle",
        };
        let noted = Batch { audit: vec![AuditFact::SignedOut { left_by: left_by.into() }], ..Batch::default() };
        let left_open = session.open_case.map(|case| case.to_string()).unwrap_or_default();
        let kept = ledger.store.set_setting(&left_open_key(session.person), &left_open);
        if let Err(fault) = kept.map_err(Fault::from).and_then(|()| ledger.record(session.person, now, noted)) {
            tracing::error!(%fault, "that a session ended is not written down");
        }
    }
}

/// The setting that names the case which a person left open; empty for none.
pub fn left_open_key(person: PersonId) -> String {
    format!("left-open:{person}")
}

/// A command carried out for whoever is signed in.
pub struct Seat<'a> {
    pub ledger: &'a mut Ledger,
    pub session: &'a mut Session,
    pub now: Moment,
    pub person: Person,
    pub hospital: Hospital,
    pub preferences: &'a Preferences,
    pub places: &'a Places,
}

impl Seat<'_> {
    pub fn actor(&self) -> PersonId {
        self.session.person
    }

    pub fn may(&self, right: Right) -> bool {
        access::may(&self.person, right)
    }

    pub fn need(&self, right: Right) -> Result<(), Fault> {
        if self.may(right) { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }

    pub fn record(&mut self, batch: Batch) -> Result<Vec<EventId>, Fault> {
        self.ledger.record(self.session.person, self.now, batch)
    }

    pub fn note(&mut self, fact: AuditFact) -> Result<(), Fault> {
        self.record(Batch { audit: vec![fact], ..Batch::default() }).map(drop)
    }
}
