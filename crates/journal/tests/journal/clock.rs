use journal::{Hlc, HybridClock, MAX_AHEAD_MS, MAX_HLC_WALL_MS, Malformed, Observed};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::facts::{MORNING_MS, any_hlc};

/// Noon of 1 January 2099.
const YEAR_2099_MS: i64 = 4_070_952_000_000;

fn hlc(wall_ms: i64, counter: u32) -> Hlc {
    Hlc::new(wall_ms, counter).unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Tick(i64),
    Observe(Hlc, i64),
}

fn any_now() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), MORNING_MS..MORNING_MS + 10_000, Just(0), Just(YEAR_2099_MS)]
}

fn any_step() -> impl Strategy<Value = Step> {
    let near = (MORNING_MS..MORNING_MS + 10_000, 0..3_u32).prop_map(|(ms, n)| hlc(ms, n));
    prop_oneof![
        any_now().prop_map(Step::Tick),
        (prop_oneof![any_hlc(), near], any_now()).prop_map(|(remote, now)| Step::Observe(remote, now)),
    ]
}

proptest! {
    #[test]
    fn ticks_only_rise_whatever_the_wall_clock_does(steps in vec(any_step(), 1..60)) {
        let mut clock = HybridClock::after(Hlc::ZERO);
        let mut last = Hlc::ZERO;
        for step in steps {
            match step {
                Step::Tick(now_ms) => {
                    let tick = clock.tick(now_ms);
                    prop_assert!(tick > last);
                    last = tick;
                }
                Step::Observe(remote, now_ms) => {
                    if clock.observe(remote, now_ms) == Observed::Followed {
                        last = last.max(remote);
                    }
                }
            }
        }
    }

    /// However many clocks are wrong around us, only our own can take us further than an hour.
    #[test]
    fn others_never_drag_us_more_than_the_limit_beyond_our_own_clock(
        steps in vec((any_hlc(), 0..MORNING_MS * 2), 1..60),
    ) {
        let mut clock = HybridClock::after(Hlc::ZERO);
        let mut latest_ms = 0;
        for (remote, now_ms) in steps {
            latest_ms = latest_ms.max(now_ms);
            clock.observe(remote, now_ms);
            // The counter of a remote may be full, which carries into one more millisecond.
            prop_assert!(clock.tick(now_ms).wall_ms() <= latest_ms + MAX_AHEAD_MS + 1);
        }
    }

    #[test]
    fn text_sorts_as_time_does_and_reads_back(a in any_hlc(), b in any_hlc()) {
        prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        prop_assert_eq!(a.to_string().len(), 26);
        prop_assert_eq!(a.to_string().parse::<Hlc>(), Ok(a));
    }
}

#[test]
fn a_sane_clock_is_followed() {
    let mut clock = HybridClock::after(Hlc::ZERO);
    assert_eq!(clock.tick(MORNING_MS), hlc(MORNING_MS, 0));
    assert_eq!(clock.tick(MORNING_MS), hlc(MORNING_MS, 1));
    assert_eq!(clock.tick(MORNING_MS + 5), hlc(MORNING_MS + 5, 0));
}

#[test]
fn a_clock_set_back_to_1970_still_rises() {
    let mut clock = HybridClock::after(hlc(MORNING_MS, 0));
    assert_eq!(clock.tick(0), hlc(MORNING_MS, 1));
    assert_eq!(clock.tick(-5), hlc(MORNING_MS, 2));

    let mut never_right = HybridClock::after(Hlc::ZERO);
    assert_eq!(never_right.tick(0), hlc(0, 1));
    assert_eq!(never_right.tick(i64::MIN), hlc(0, 2));
}

#[test]
fn a_clock_that_was_in_2099_counts_on_until_the_wall_catches_up() {
    let mut clock = HybridClock::after(hlc(MORNING_MS, 0));
    assert_eq!(clock.tick(YEAR_2099_MS), hlc(YEAR_2099_MS, 0));
    assert_eq!(clock.tick(MORNING_MS), hlc(YEAR_2099_MS, 1));

    // A restart changes nothing, a new epoch does.
    let mut restarted = HybridClock::after(hlc(YEAR_2099_MS, 1));
    assert_eq!(restarted.tick(MORNING_MS), hlc(YEAR_2099_MS, 2));
    let mut new_epoch = HybridClock::after(Hlc::ZERO);
    assert_eq!(new_epoch.tick(MORNING_MS), hlc(MORNING_MS, 0));

    assert_eq!(clock.tick(YEAR_2099_MS + 1), hlc(YEAR_2099_MS + 1, 0));
}

#[test]
fn the_terminal_in_2099_takes_nobody_with_it() {
    let mut clock = HybridClock::after(Hlc::ZERO);
    assert_eq!(clock.observe(hlc(YEAR_2099_MS, 0), MORNING_MS), Observed::Ahead { by_ms: YEAR_2099_MS - MORNING_MS });
    assert_eq!(clock.tick(MORNING_MS), hlc(MORNING_MS, 0));
}

#[test]
fn a_fact_recorded_after_reading_anothers_comes_after_it() {
    let mut clock = HybridClock::after(Hlc::ZERO);
    let fast_by_an_hour = hlc(MORNING_MS + MAX_AHEAD_MS, 7);
    assert_eq!(clock.observe(fast_by_an_hour, MORNING_MS), Observed::Followed);
    assert_eq!(clock.tick(MORNING_MS), hlc(MORNING_MS + MAX_AHEAD_MS, 8));

    let a_moment_too_far = hlc(MORNING_MS + MAX_AHEAD_MS + 1, 0);
    assert_eq!(clock.observe(a_moment_too_far, MORNING_MS), Observed::Ahead { by_ms: MAX_AHEAD_MS + 1 });
}

#[test]
fn a_full_counter_carries_into_the_next_millisecond() {
    let mut clock = HybridClock::after(hlc(MORNING_MS, u32::MAX));
    assert_eq!(clock.tick(MORNING_MS), hlc(MORNING_MS + 1, 0));
}

#[test]
fn a_clock_beyond_every_calendar_still_rises() {
    let mut clock = HybridClock::after(Hlc::ZERO);
    let first = clock.tick(i64::MAX);
    assert!(clock.tick(i64::MAX) > first);
    assert!(first.wall_ms() < MAX_HLC_WALL_MS);
}

#[test]
fn times_outside_the_range_do_not_exist() {
    assert_eq!(Hlc::new(-1, 0), None);
    assert_eq!(Hlc::new(MAX_HLC_WALL_MS + 1, 0), None);
}

#[test]
fn only_the_one_text_is_read() {
    let text = "001795314600000-0000000007";
    assert_eq!(text.parse(), Ok(hlc(MORNING_MS, 7)));
    assert_eq!(hlc(MORNING_MS, 7).to_string(), text);
    for other in [
        "",
        "1795314600000-7",
        "+01795314600000-0000000007",
        "001795314600000-+000000007",
        "001795314600000-9999999999",
        "999999999999999-0000000000",
        "001795314600000-0000000007 ",
        "০০১৭৯৫৩১৪৬০০০০০-0000000007",
    ] {
        assert_eq!(other.parse::<Hlc>(), Err(Malformed::Impossible { field: "hlc" }), "{other}");
    }
}
