//! How long to wait before a centre that did not answer is asked again: longer each time, never long,
//! and never at the same moment as every other terminal.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(1000);
/// Long enough for a centre with a thousand terminals, short enough that nobody waits at the window.
const LONGEST: Duration = Duration::from_secs(10);

pub struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff { next: FIRST }
    }
}

impl Backoff {
    /// `fraction` is a fresh random number of 0 to 1.
    pub fn next(&mut self, fraction: f64) -> Duration {
        let whole = self.next;
        self.next = (whole * 2).min(LONGEST);
        whole.mul_f64(0.5 + fraction.clamp(0.0, 1.0) / 2.0)
    }

    pub fn reset(&mut self) {
        self.next = FIRST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_and_never_long() {
        let mut backoff = Backoff::default();
        let waits: Vec<Duration> = (0..8).map(|at| backoff.next(f64::from(at % 2))).collect();
        assert_eq!(waits[0], FIRST / 2);
        assert_eq!(waits[1], FIRST * 2);
        assert!(waits.iter().all(|wait| *wait <= LONGEST));
        assert_eq!((waits[6], waits[7]), (LONGEST / 2, LONGEST), "never all at the same moment");
        backoff.reset();
        assert_eq!(backoff.next(1.0), FIRST);
    }
}
