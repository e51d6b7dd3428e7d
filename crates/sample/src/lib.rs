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

pub use people::{PIN, patient_identity};
pub use playing::Recording;

use domain::Moment;

/// Everything that was recorded in the sample hospital up to `now`, in the order of time.
pub fn hospital(seed: u64, now: Moment) -> Vec<Recording> {
    let mut hospital = playing::Hospital::new(seed, now);
    people::found(&mut hospital);
    days::play(&mut hospital);
    hospital.recordings()
}
