//! Numbers, money, dates and times as a ward would write them.

use language::{
    Language::{Bangla, English},
    ago, date_brief, date_full, date_long, date_short, digits, duration_minutes, money, month, number, time_of_day,
    weekday,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use time::macros::{date, time};
use time::{Month, Weekday};

#[test]
fn money_is_grouped_by_lakh_with_two_decimals() {
    for (amount, english, bangla) in [
        ("0", "৳ 0.00", "৳ ০.০০"),
        ("0.005", "৳ 0.01", "৳ ০.০১"),
        ("999.994", "৳ 999.99", "৳ ৯৯৯.৯৯"),
        ("999.995", "৳ 1,000.00", "৳ ১,০০০.০০"),
        ("12345.6", "৳ 12,345.60", "৳ ১২,৩৪৫.৬০"),
        ("123456", "৳ 1,23,456.00", "৳ ১,২৩,৪৫৬.০০"),
        ("1234567.89", "৳ 12,34,567.89", "৳ ১২,৩৪,৫৬৭.৮৯"),
        ("10000000", "৳ 1,00,00,000.00", "৳ ১,০০,০০,০০০.০০"),
        ("-1500", "−৳ 1,500.00", "−৳ ১,৫০০.০০"),
        ("-0.001", "৳ 0.00", "৳ ০.০০"),
    ] {
        let amount: Decimal = amount.parse().expect("a decimal");
        assert_eq!(money(English, amount), english);
        assert_eq!(money(Bangla, amount), bangla);
    }
}

#[test]
fn a_count_is_grouped_from_five_digits_on() {
    for (count, english, bangla) in [
        (0, "0", "০"),
        (37, "37", "৩৭"),
        (2026, "2026", "২০২৬"),
        (12_345, "12,345", "১২,৩৪৫"),
        (100_000, "1,00,000", "১,০০,০০০"),
        (-7, "−7", "−৭"),
    ] {
        assert_eq!(number(English, count), english);
        assert_eq!(number(Bangla, count), bangla);
    }
}

#[test]
fn bangla_digits_are_the_ten_of_unicode_in_their_order() {
    assert_eq!(digits(Bangla, "0123456789"), "০১২৩৪৫৬৭৮৯");
    assert_eq!(digits(English, "0123456789"), "0123456789");
    assert_eq!(digits(Bangla, "11:33 · ৪"), "১১:৩৩ · ৪");
}

#[test]
fn dates_and_times_read_as_on_the_board() {
    let day = date!(2026 - 11 - 22);
    assert_eq!(date_long(English, day), "Sunday 22 November");
    assert_eq!(date_long(Bangla, day), "রবিবার ২২ নভেম্বর");
    assert_eq!(date_full(English, day), "Sunday 22 November 2026");
    assert_eq!(date_full(Bangla, day), "রবিবার ২২ নভেম্বর ২০২৬");
    assert_eq!(date_short(English, day), "22 Nov 2026");
    assert_eq!(date_short(Bangla, day), "২২ নভেম্বর ২০২৬");
    assert_eq!(date_brief(English, day), "Sun 22 Nov");
    assert_eq!(date_brief(Bangla, day), "রবি ২২ নভেম্বর");
    assert_eq!(time_of_day(English, time!(08:05)), "08:05");
    assert_eq!(time_of_day(Bangla, time!(23:59:59)), "২৩:৫৯");
    assert_eq!(weekday(Bangla, Weekday::Friday), "শুক্রবার");
    assert_eq!(month(English, Month::February), "February");
}

#[test]
fn how_long_ago_is_read_and_not_computed() {
    for (minutes, english, bangla) in [
        (0, "just now", "এইমাত্র"),
        (1, "1 min ago", "১ মিনিট আগে"),
        (33, "33 min ago", "৩৩ মিনিট আগে"),
        (60, "1 h ago", "১ ঘণ্টা আগে"),
        (125, "2 h 5 min ago", "২ ঘণ্টা ৫ মিনিট আগে"),
        (2 * 24 * 60, "2 days ago", "২ দিন আগে"),
        (-5, "in 5 min", "৫ মিনিট পরে"),
    ] {
        assert_eq!(ago(English, minutes), english);
        assert_eq!(ago(Bangla, minutes), bangla);
    }
}

#[test]
fn a_length_of_time_has_hours_only_when_it_has_them() {
    assert_eq!(duration_minutes(English, 45), "45 min");
    assert_eq!(duration_minutes(English, 90), "1 h 30 min");
    assert_eq!(duration_minutes(Bangla, 120), "২ ঘণ্টা");
    assert_eq!(duration_minutes(English, -10), "−10 min");
}

proptest! {
    #[test]
    fn grouping_never_changes_the_count(count in any::<i64>()) {
        let plain = number(English, count).replace(',', "").replace('−', "-");
        prop_assert_eq!(plain.parse::<i64>().expect("a count"), count);
    }

    #[test]
    fn no_length_of_time_is_too_long_to_read(minutes in any::<i64>()) {
        prop_assert!(!ago(Bangla, minutes).contains('⟦'));
        prop_assert!(!duration_minutes(English, minutes).contains('⟦'));
    }

    #[test]
    fn no_latin_digit_is_left_in_bangla_money(taka in -1_000_000_000_000i64..1_000_000_000_000) {
        let written = money(Bangla, Decimal::new(taka, 2));
        prop_assert!(!written.contains(|c: char| c.is_ascii_digit()));
    }
}
