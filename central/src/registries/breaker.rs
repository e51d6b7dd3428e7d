//! A circuit breaker: who has not answered several times in a row is left alone for a while, and then
//! asked once before everybody asks again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const FAILURES: u32 = 5;
const LEFT_ALONE_FOR: Duration = Duration::from_secs(10);

#[derive(Default)]
pub struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    left_alone_until: Option<Instant>,
}

impl Breaker {
    /// Whether to ask at `now`. When the time is over one may, and the others wait for what comes of it.
    pub fn allows(&self, now: Instant) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.left_alone_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.left_alone_until = Some(now + LEFT_ALONE_FOR);
                true
            }
            None => true,
        }
    }

    pub fn is_open(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).left_alone_until.is_some()
    }

    pub fn note(&self, answered: bool, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answered {
            *state = State::default();
            return;
        }
        state.failures += 1;
        if state.failures >= FAILURES {
            state.left_alone_until = Some(now + LEFT_ALONE_FOR);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_nobody_asks_until_one_was_answered() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..5 {
            assert!(breaker.allows(start));
            breaker.note(false, start);
        }
        assert!(!breaker.allows(start) && breaker.is_open());
        let later = start + LEFT_ALONE_FOR;
        assert!(breaker.allows(later), "one may look");
        assert!(!breaker.allows(later), "and the next waits for it");
        breaker.note(true, later);
        assert!(breaker.allows(later) && !breaker.is_open());
    }
}
