//! A wrong PIN makes its person wait, and nobody else; no restart and no clock shortens it or makes
//! it longer.

use crate::hospital::*;
use domain::PersonId;
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Clock, PinCheck, Store, Uptime, new_id};

const WRONG: &str = "500500";

fn with_pins(folder: &Path) -> (Store, PersonId) {
    let mut store = store_in(folder);
    let other = PersonId(new_id());
    for person in [nurse(), other] {
        store.set_pin(person, PIN).unwrap();
    }
    (store, other)
}

/// The clock that nobody can set, `seconds` after the start.
fn wait(store: &mut Store, seconds: u64) {
    let clock = Clock::start();
    let started = Instant::now().checked_sub(Duration::from_secs(seconds)).unwrap();
    let machine = clock.machine.map(|now| Uptime { ms: now.ms - seconds as i64 * 1000, ..now });
    store.set_clock(Clock { started, machine, ..clock });
}

#[test]
fn the_right_pin_is_right_and_a_person_without_one_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = with_pins(folder.path());
    assert_eq!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::Right);
    assert_eq!(store.check_pin(nurse(), WRONG).unwrap(), PinCheck::Wrong { wait_seconds: 0 });
    assert_eq!(store.check_pin(PersonId(new_id()), PIN).unwrap(), PinCheck::NoPin);
    assert!(store.has_pin(nurse()) && !store.has_pin(PersonId(new_id())));
}

#[test]
fn the_delay_grows_to_five_minutes_for_that_person_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, other) = with_pins(folder.path());
    let mut elapsed = 0;
    let mut delays = Vec::new();
    for _ in 0..10 {
        let PinCheck::Wrong { wait_seconds } = store.check_pin(nurse(), WRONG).unwrap() else { panic!("looked at") };
        delays.push(wait_seconds);
        if wait_seconds > 0 {
            assert!(matches!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::MustWait { .. }), "even the right one");
        }
        assert_eq!(store.check_pin(other, PIN).unwrap(), PinCheck::Right);
        elapsed += wait_seconds + 1;
        wait(&mut store, elapsed);
    }
    assert_eq!(delays, [0, 0, 5, 10, 20, 40, 80, 160, 300, 300]);
    assert_eq!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::Right);
    assert_eq!(store.pin_failures(nurse()), 0);
}

#[test]
fn a_restart_and_a_clock_that_is_set_do_not_shorten_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, other) = with_pins(folder.path());
    for _ in 0..3 {
        store.check_pin(nurse(), WRONG).unwrap();
    }
    drop(store);

    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.pin_failures(nurse()), 3);
    // No time of day enters: what is recorded in 2099 or 1970 changes nothing.
    for clock in ["2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z"] {
        let fact = domain::audit::AuditFact::SignedIn {};
        let batch = store::Batch { audit: vec![fact], ..store::Batch::default() };
        store.record(other, clock.parse().unwrap(), batch).unwrap();
        assert!((1..=5).contains(&store.pin_wait_seconds(nurse())));
        assert!(matches!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::MustWait { .. }));
    }
    assert_eq!(store.pin_wait_seconds(other), 0);
    wait(&mut store, 5);
    assert_eq!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::Right);
}

/// What stands in the store of when the nurse's PIN was wrong, changed by hand.
fn failed(folder: &Path, set: &str) {
    let changed = opened_by_hand(folder).execute(&format!("UPDATE pins SET {set} WHERE failures > 0"), []).unwrap();
    assert_eq!(changed, 1);
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_left_of_the_delay_stays_while_the_program_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = with_pins(folder.path());
    let mut elapsed = 0;
    while store.pin_wait_seconds(nurse()) < 299 {
        elapsed += store.pin_wait_seconds(nurse()) + 1;
        wait(&mut store, elapsed);
        store.check_pin(nurse(), WRONG).unwrap();
    }
    drop(store);
    let left = || Store::open(folder.path()).unwrap().pin_wait_seconds(nurse());
    assert!((290..=300).contains(&left()), "a restart shortens nothing");
    failed(folder.path(), "failed_uptime_ms = failed_uptime_ms - 240000");
    assert!((50..=60).contains(&left()), "four minutes were waited with the program closed");
    failed(folder.path(), "failed_uptime_ms = failed_uptime_ms - 240000");
    assert_eq!(left(), 0);
}

#[test]
fn a_machine_that_was_started_anew_or_lies_about_the_time_makes_no_delay_longer_than_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = with_pins(folder.path());
    for _ in 0..3 {
        store.check_pin(nurse(), WRONG).unwrap();
    }
    drop(store);
    for said in ["failed_boot = zeroblob(16)", "failed_boot = NULL", "failed_uptime_ms = 9223372036854775807"] {
        failed(folder.path(), said);
        let mut store = Store::open(folder.path()).unwrap();
        assert!((1..=5).contains(&store.pin_wait_seconds(nurse())), "{said}");
        assert!(matches!(store.check_pin(nurse(), PIN).unwrap(), PinCheck::MustWait { .. }), "{said}");
    }
}

/// The plug is pulled while the PIN is looked at: the try counts all the same.
#[test]
fn a_try_is_counted_before_it_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_pins(folder.path());
    drop(store);
    let connection = opened_by_hand(folder.path());
    connection.execute("UPDATE pins SET hash = 'cut off'", []).unwrap();
    drop(connection);

    let mut store = Store::open(folder.path()).unwrap();
    assert!(store.check_pin(nurse(), PIN).is_err());
    assert_eq!(store.pin_failures(nurse()), 1);
    drop(store);
    assert_eq!(Store::open(folder.path()).unwrap().pin_failures(nurse()), 1);
}

#[test]
fn the_pin_itself_is_nowhere_in_the_store() {
    let folder = tempfile::tempdir().unwrap();
    drop(with_pins(folder.path()));
    let connection = opened_by_hand(folder.path());
    let hash: String = connection.query_row("SELECT hash FROM pins LIMIT 1", [], |row| row.get(0)).unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    let distinct: i64 = connection.query_row("SELECT COUNT(DISTINCT hash) FROM pins", [], |row| row.get(0)).unwrap();
    assert_eq!(distinct, 2, "one PIN, two people, two salts");
}
