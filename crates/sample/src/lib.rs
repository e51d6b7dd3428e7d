//! An invented district hospital, the same for the same seed and day: staff, patients and two
//! weeks of lists around today in every state. Nobody in it lives.
//!
//! Each fact comes out of `domain`'s own `decide`, so the sample never shows what the rules
//! would refuse.

mod days;
mod names;
mod people;
mod playing;
mod telling;

pub use people::patient_identity;
pub use playing::Recording;

use domain::Moment;

/// Days of lists before today in [`hospital`].
const DAYS_BEFORE: u16 = 7;

/// Everything that was recorded in the sample hospital up to `now`, in the order of time.
pub fn hospital(seed: u64, now: Moment) -> Vec<Recording> {
    hospital_since(seed, now, DAYS_BEFORE)
}

/// As [`hospital`], with lists since so many days before today.
pub fn hospital_since(seed: u64, now: Moment, days_before: u16) -> Vec<Recording> {
    let mut hospital = playing::Hospital::new(seed, now);
    people::found(&mut hospital, days_before);
    days::play(&mut hospital, days_before);
    hospital.recordings()
}
