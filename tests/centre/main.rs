//! The terminal and the centre, whole: the real window, the real service, a real PostgreSQL and a real
//! Kafka. What is recorded in the window is at the centre, in Kafka and back, whatever fails between.

#[path = "../window/driver.rs"]
#[expect(dead_code, reason = "the window tests touch and read more than this story does")]
mod driver;
mod running;
mod story;

use language::Language;

#[test]
fn what_is_recorded_without_a_line_is_at_the_centre_within_seconds_and_nothing_is_lost_or_doubled() {
    driver::tell(Language::English, || story::of_a_line(Language::English));
}
