//! Counts, money and lengths of time as they are written in each language.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Language, t};

/// `text` with its Latin digits written in the language's digits; everything else stays.
/// For dates, times, counts and money only: see the crate's page on digits.
pub fn digits(language: Language, text: &str) -> String {
    match language {
        Language::English => text.to_owned(),
        Language::Bangla => text.chars().map(bangla_digit).collect(),
    }
}

fn bangla_digit(character: char) -> char {
    match character.to_digit(10) {
        Some(value) => char::from_u32('০' as u32 + value).unwrap_or(character),
        None => character,
    }
}

/// A count. Five digits and more are grouped by lakh ("1,23,456"); fewer are not, so that a year
/// or a room's number reads as people write it.
pub fn number(language: Language, count: i64) -> String {
    let magnitude = count.unsigned_abs().to_string();
    let grouped = if magnitude.len() > 4 { lakh_groups(&magnitude) } else { magnitude };
    let sign = if count < 0 { MINUS } else { "" };
    digits(language, &format!("{sign}{grouped}"))
}

/// An amount in Bangladeshi taka with two decimals, half a paisa rounded away from zero:
/// "৳ 1,23,456.00", in Bangla "৳ ১,২৩,৪৫৬.০০".
pub fn money(language: Language, taka: Decimal) -> String {
    let rounded = taka.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let plain = format!("{:.2}", rounded.abs());
    let (whole, paisa) = plain.split_once('.').unwrap_or((&plain, "00"));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { MINUS } else { "" };
    digits(language, &format!("{sign}৳ {}.{paisa}", lakh_groups(whole)))
}

const MINUS: &str = "−";

/// The last three digits together, the others by two: lakh, crore.
fn lakh_groups(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 3 / 2);
    for (at, digit) in digits.char_indices() {
        let left = digits.len() - at;
        if at > 0 && (left == 3 || left > 3 && left % 2 == 1) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A length of time: "45 min", "1 h 30 min", in Bangla "১ ঘণ্টা ৩০ মিনিট". A negative one, which
/// a wrong clock can make, is written with its sign.
pub fn duration_minutes(language: Language, minutes: i64) -> String {
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let length = match (hours, rest) {
        (0, rest) => t!(language, "length-minutes", minutes = rest),
        (hours, 0) => t!(language, "length-hours", hours = hours),
        (hours, rest) => t!(language, "length-hours-minutes", hours = hours, minutes = rest),
    };
    if minutes < 0 { format!("{MINUS}{length}") } else { length }
}
