//! The line to the central service, kept up in the background: one thread hands over what was recorded
//! here, another fetches what others recorded, and neither waits for the other. What they remember is
//! lost with the process; what counts is in the store.

mod at_desk;
mod backoff;

use crate::desk::{Desk, Held};
use crate::failures::Fault;
use at_desk::AtDesk;
use backoff::Backoff;
use domain::Moment;
use ipc::{CentreTrouble, LineChanged, LineState};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use store::Store;
use sync::http::{Address, HttpPeer};
use sync::{Distrust, Downloads, Refusal, Step, Stopped, Uploads};

/// Where the centre is; empty for none.
pub const ADDRESS: &str = "centre-address";
/// Whether an address without encryption is meant.
pub const UNENCRYPTED: &str = "centre-unencrypted";
/// When the centre last answered, as it was last written down.
const CONTACT: &str = "centre-contact";
/// When it last had everything.
const ALL_SENT: &str = "centre-all-sent";

/// How often it is looked whether something was recorded.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often the centre is asked for what others recorded, and what it holds of ours.
const ASK_EVERY: Duration = Duration::from_secs(5);
/// The times are written down at most this often: each is a write to the disk.
const WRITTEN_EVERY_MINUTES: i64 = 10;

/// How the line stands, as the last answers told.
#[derive(Default)]
pub struct Line {
    heard: Mutex<Heard>,
    on_change: OnceLock<Box<dyn Fn(LineChanged) + Send + Sync>>,
}

#[derive(Clone, Default)]
struct Heard {
    /// Which centre this is about.
    address: String,
    sending: Reach,
    fetching: Reach,
    last_contact: Option<Moment>,
    all_sent_at: Option<Moment>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Reach {
    #[default]
    NotTried,
    Reached,
    Unreached,
    Refused(CentreTrouble),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Sending,
    Fetching,
}

impl Line {
    /// Calls `told` whenever the line stands otherwise than before.
    pub fn when_changed(&self, told: impl Fn(LineChanged) + Send + Sync + 'static) {
        // The first one stays: there is one window.
        let _ = self.on_change.set(Box::new(told));
    }

    /// The pill's truth. `waiting` is counted by the store.
    pub fn state(&self, store: &Store, waiting: u64) -> LineState {
        let Some(address) = address_of(store) else { return LineState::NotConnected };
        let heard = self.heard_of(store, &address.to_string());
        let refusal = [heard.sending, heard.fetching].into_iter().find_map(|reach| match reach {
            Reach::Refused(why) => Some(why),
            _ => None,
        });
        match (refusal, heard.sending, heard.all_sent_at) {
            (Some(why), ..) => LineState::Refused { why },
            (None, Reach::Reached, Some(at)) if waiting == 0 => LineState::AllSent { at },
            (None, Reach::Reached, _) => LineState::Sending,
            (None, ..) => LineState::Unreached,
        }
    }

    pub fn last_contact(&self, store: &Store) -> Option<Moment> {
        let address = address_of(store)?;
        self.heard_of(store, &address.to_string()).last_contact
    }

    /// Begins anew: another centre was connected, or none.
    pub fn forget(&self) {
        *self.lock() = Heard::default();
        self.tell(false);
    }

    fn heard_of(&self, store: &Store, address: &str) -> Heard {
        let mut heard = self.lock();
        if heard.address != address {
            let kept = |key| store.setting(key).and_then(|text| text.parse().ok());
            *heard = Heard {
                address: address.to_owned(),
                last_contact: kept(CONTACT),
                all_sent_at: kept(ALL_SENT),
                ..Heard::default()
            };
        }
        heard.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, arrived: bool) {
        if let Some(told) = self.on_change.get() {
            told(LineChanged { arrived });
        }
    }
}

/// Keeps the line up for as long as the program runs.
pub fn keep_up(desk: &Arc<Desk>) {
    for direction in [Direction::Sending, Direction::Fetching] {
        let desk = Arc::clone(desk);
        thread::spawn(move || {
            loop {
                run(&desk, direction);
            }
        });
    }
}

/// What a thread needs of the centre that is connected now.
#[derive(Clone)]
struct Centre {
    address: Address,
    hospital: String,
    terminal: String,
}

impl PartialEq for Centre {
    fn eq(&self, other: &Self) -> bool {
        (&self.address, &self.hospital, &self.terminal) == (&other.address, &other.hospital, &other.terminal)
    }
}

/// Talks with one centre until another is connected, or none.
fn run(desk: &Desk, direction: Direction) {
    let Some((centre, mut peer)) = connected(desk) else {
        thread::sleep(LOOK_EVERY);
        return;
    };
    let (mut uploads, mut downloads) = (Uploads::default(), Downloads::default());
    let mut backoff = Backoff::default();
    let mut asked_at = Instant::now();
    let mut replica = AtDesk { desk, arrived: 0 };
    while is_still(desk, &centre) {
        let wall_ms = desk.clock().wall_ms();
        let stepped = match direction {
            Direction::Sending => uploads.step(wall_ms, &mut replica, &mut peer),
            Direction::Fetching => downloads.step(wall_ms, &mut replica, &mut peer),
        };
        let is_done = matches!(stepped, Ok(Step::Nothing));
        match stepped {
            Ok(_) => {
                backoff.reset();
                note(desk, direction, Reach::Reached, is_done, std::mem::take(&mut replica.arrived) > 0);
            }
            Err(stopped) => {
                let reach = reach_of(direction, stopped);
                note(desk, direction, reach, false, false);
                wait(desk, &centre, backoff.next(rand_fraction()));
                continue;
            }
        }
        if !is_done {
            continue;
        }
        match direction {
            Direction::Fetching => wait(desk, &centre, ASK_EVERY),
            Direction::Sending => {
                // Until something is recorded, or the centre should be asked whether it still has all.
                while is_still(desk, &centre) && waiting(desk) == 0 && asked_at.elapsed() < ASK_EVERY {
                    thread::sleep(LOOK_EVERY);
                }
                if asked_at.elapsed() >= ASK_EVERY {
                    uploads.ask_again();
                    asked_at = Instant::now();
                }
            }
        }
    }
}

fn connected(desk: &Desk) -> Option<(Centre, HttpPeer)> {
    let mut inside = desk.inside();
    let Held::Open(ledger) = &mut inside.held else { return None };
    let centre = centre_of(&ledger.store)?;
    let key = ledger.store.author_key().ok()?;
    drop(inside);
    let peer = HttpPeer::new(centre.address.clone(), &centre.hospital, &centre.terminal, key);
    Some((centre, peer))
}

fn is_still(desk: &Desk, centre: &Centre) -> bool {
    matches!(&desk.inside().held, Held::Open(ledger) if centre_of(&ledger.store).as_ref() == Some(centre))
}

fn centre_of(store: &Store) -> Option<Centre> {
    let address = address_of(store)?;
    Some(Centre { address, hospital: store.hospital_code().to_owned(), terminal: store.terminal().to_owned() })
}

/// The centre that is connected, if one is.
pub fn address_of(store: &Store) -> Option<Address> {
    let typed = store.setting(ADDRESS).filter(|address| !address.is_empty())?;
    Address::parse(&typed, store.setting(UNENCRYPTED).is_some_and(|said| said == "yes")).ok()
}

fn waiting(desk: &Desk) -> u64 {
    match &desk.inside().held {
        Held::Open(ledger) => ledger.store.unsent_facts(),
        _ => 0,
    }
}

/// Waits, but not for a centre that is no longer connected.
fn wait(desk: &Desk, centre: &Centre, how_long: Duration) {
    let began = Instant::now();
    while began.elapsed() < how_long && is_still(desk, centre) {
        thread::sleep(LOOK_EVERY.min(how_long.saturating_sub(began.elapsed())));
    }
}

fn rand_fraction() -> f64 {
    let bytes = store::new_id().into_bytes();
    f64::from(u16::from_be_bytes([bytes[14], bytes[15]])) / f64::from(u16::MAX)
}

fn reach_of(direction: Direction, stopped: Stopped<Fault>) -> Reach {
    let way = match direction {
        Direction::Sending => "sending",
        Direction::Fetching => "fetching",
    };
    match stopped {
        Stopped::Here(fault) => {
            tracing::error!(way, %fault, "the store did not take or give it");
            Reach::Unreached
        }
        Stopped::There(fault) => {
            tracing::warn!(way, %fault, "the centre did not take or give it");
            match trouble_of(&fault) {
                CentreTrouble::Unreached | CentreTrouble::Busy => Reach::Unreached,
                why => Reach::Refused(why),
            }
        }
    }
}

/// What a person can do about it, if anything.
pub fn trouble_of(fault: &sync::Fault) -> CentreTrouble {
    match fault {
        sync::Fault::Unreached(_) => CentreTrouble::Unreached,
        sync::Fault::Untrusted(Distrust::Issuer) => CentreTrouble::Untrusted,
        sync::Fault::Untrusted(Distrust::Name) => CentreTrouble::OtherName,
        sync::Fault::Untrusted(Distrust::Time) => CentreTrouble::OutOfDate,
        sync::Fault::Busy => CentreTrouble::Busy,
        sync::Fault::TooLarge | sync::Fault::NotUnderstood(_) => CentreTrouble::NotACentre,
        sync::Fault::Refused(refusal) => match refusal {
            Refusal::NotEnrolled => CentreTrouble::NotEnrolled,
            Refusal::Revoked => CentreTrouble::Revoked,
            Refusal::Code => CentreTrouble::Code,
            Refusal::TerminalTaken => CentreTrouble::TerminalTaken,
            Refusal::Protocol => CentreTrouble::Version,
        },
    }
}

/// Takes down how it went, and tells the window where that is news.
fn note(desk: &Desk, direction: Direction, reach: Reach, is_done: bool, arrived: bool) {
    let mut inside = desk.inside();
    let wall_ms = desk.clock().wall_ms();
    let now = inside.now(wall_ms);
    let Held::Open(ledger) = &mut inside.held else { return };
    let Some(address) = address_of(&ledger.store).map(|address| address.to_string()) else { return };
    let waiting = ledger.store.unsent_facts();
    let before = desk.line.state(&ledger.store, waiting);
    let mut to_write: Vec<(&str, Moment)> = Vec::new();
    {
        let mut heard = desk.line.lock();
        if heard.address != address {
            return;
        }
        match direction {
            Direction::Sending => heard.sending = reach,
            Direction::Fetching => heard.fetching = reach,
        }
        let is_due = |known: Option<Moment>| known.is_none_or(|at| now.minutes_since(at) >= WRITTEN_EVERY_MINUTES);
        if reach == Reach::Reached {
            if is_due(heard.last_contact) {
                to_write.push((CONTACT, now));
            }
            heard.last_contact = Some(now);
            if direction == Direction::Sending && is_done && waiting == 0 {
                if is_due(heard.all_sent_at) || !matches!(before, LineState::AllSent { .. }) {
                    to_write.push((ALL_SENT, now));
                }
                heard.all_sent_at = Some(now);
            }
        }
    }
    for (key, at) in to_write {
        if let Err(error) = ledger.store.set_setting(key, &at.to_string()) {
            tracing::warn!(%error, "when the centre answered is not written down");
        }
    }
    let after = desk.line.state(&ledger.store, waiting);
    drop(inside);
    let is_news = match (before, after) {
        (LineState::AllSent { at: before }, LineState::AllSent { at }) => before.minutes_since(at) != 0,
        (before, after) => before != after || direction == Direction::Sending && !is_done,
    };
    if is_news || arrived {
        desk.line.tell(arrived);
    }
}
