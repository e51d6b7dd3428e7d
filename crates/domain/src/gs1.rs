//! What the barcode on a device's package says (GS1 General Specifications, element strings).
//!
//! A scanner is a keyboard: it types the code's characters, FNC1 as ASCII 29. What is read here
//! fills a form that a person looks at; nothing is recorded by scanning alone.

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// The parts that a device's record holds. A code need not have all of them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Gs1 {
    /// AI 01: the device identifier of the UDI, 14 digits, shorter ones filled up with zeros.
    pub gtin: Option<String>,
    /// AI 17: the last day on which it may be used.
    pub expires: Option<Date>,
    /// AI 10.
    pub lot: Option<String>,
    /// AI 21.
    pub serial: Option<String>,
}

/// Why a code is not taken over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "unread", rename_all = "kebab-case")]
#[error("{self:?}")]
pub enum Unread {
    /// Not a code of this kind, or cut short.
    NotGs1,
    /// The number's check digit does not match: a digit was misread or mistyped.
    CheckDigitWrong { gtin: String },
    /// A month or day that no calendar has.
    ImpossibleDate { digits: String },
    /// A lot or serial number of more than 20 characters: the scanner leaves out the separators.
    SeparatorsMissing,
    /// Two different values for the same part.
    Contradicts,
}

/// FNC1 as scanners type it, and as a field can show it.
pub const SEPARATORS: [char; 2] = ['\u{1d}', '␝'];

/// Characters of the largest GS1 DataMatrix symbol.
const LONGEST_CODE: usize = 2335;
const LONGEST_LOT_OR_SERIAL: usize = 20;

/// Reads a scanned code, one written out with brackets (`(01)09501101530003(10)24B771`), or a bare
/// GTIN: 8, 12, 13 or 14 digits and nothing else. `this_year` settles the century of a date, which
/// has two digits.
pub fn read(scanned: &str, this_year: i32) -> Result<Gs1, Unread> {
    let code = scanned.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if code.is_empty() || code.len() > LONGEST_CODE {
        return Err(Unread::NotGs1);
    }
    if matches!(code.len(), 8 | 12 | 13 | 14) && code.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Gs1 { gtin: Some(gtin_checked(code)?), ..Gs1::default() });
    }
    let code = without_symbology(code);
    let elements = if code.starts_with('(') { bracketed(code)? } else { separated(code)? };
    let mut read = Gs1::default();
    for (identifier, value) in elements {
        match identifier {
            "01" => set(&mut read.gtin, gtin_checked(value)?)?,
            "17" => set(&mut read.expires, date(value, this_year)?)?,
            "10" => set(&mut read.lot, text(value)?)?,
            "21" => set(&mut read.serial, text(value)?)?,
            _ => {}
        }
    }
    if read == Gs1::default() { Err(Unread::NotGs1) } else { Ok(read) }
}

/// `]C1`, `]d2`, `]Q3`, `]e0`: which kind of symbol was scanned, where the scanner says so.
fn without_symbology(code: &str) -> &str {
    let named = code.strip_prefix(']').and_then(|rest| rest.get(2..));
    named.unwrap_or(code).trim_start_matches(SEPARATORS)
}

/// Length of an element whose identifier begins with these two digits, identifier included, where
/// that is fixed; every other element ends with FNC1 (General Specifications, figure 7.8.5-2).
fn fixed_length(first_two: &str) -> Option<usize> {
    Some(match first_two {
        "00" => 20,
        "01" | "02" | "03" => 16,
        "04" => 18,
        "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" => 8,
        "20" => 4,
        "31" | "32" | "33" | "34" | "35" | "36" => 10,
        "41" => 16,
        _ => return None,
    })
}

/// The elements of a scanned code. Those of other identifiers come with their first two digits,
/// which is enough to pass over them.
fn separated(code: &str) -> Result<Vec<(&str, &str)>, Unread> {
    let mut elements = Vec::new();
    let mut rest = code;
    while !rest.is_empty() {
        let identifier = rest.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit())).ok_or(Unread::NotGs1)?;
        let (element, after) = match fixed_length(identifier) {
            Some(length) => (rest.get(..length).ok_or(Unread::NotGs1)?, &rest[length..]),
            None => rest.split_once(SEPARATORS).unwrap_or((rest, "")),
        };
        elements.push((identifier, &element[2..]));
        rest = after.trim_start_matches(SEPARATORS);
    }
    Ok(elements)
}

/// The elements of a code written out for people.
fn bracketed(code: &str) -> Result<Vec<(&str, &str)>, Unread> {
    let mut elements = Vec::new();
    for part in code.split('(').skip(1) {
        let (identifier, value) = part.split_once(')').ok_or(Unread::NotGs1)?;
        if !(2..=4).contains(&identifier.len()) || !identifier.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Unread::NotGs1);
        }
        elements.push((identifier, value.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))));
    }
    Ok(elements)
}

fn set<T: PartialEq>(part: &mut Option<T>, value: T) -> Result<(), Unread> {
    if part.as_ref().is_some_and(|before| *before != value) {
        return Err(Unread::Contradicts);
    }
    *part = Some(value);
    Ok(())
}

fn gtin_checked(digits: &str) -> Result<String, Unread> {
    if !matches!(digits.len(), 8 | 12 | 13 | 14) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unread::NotGs1);
    }
    let gtin = format!("{digits:0>14}");
    if gtin_check_digit_is_right(&gtin) { Ok(gtin) } else { Err(Unread::CheckDigitWrong { gtin }) }
}

/// Mod 10 over 14 digits, weights 3 and 1 from the left (General Specifications 7.9).
fn gtin_check_digit_is_right(gtin: &str) -> bool {
    let weighted =
        gtin.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 });
    weighted.sum::<u32>() % 10 == 0
}

/// YYMMDD; day 00 is the last of the month. The century is the one that brings the year nearest
/// to this one: 49 years back to 50 ahead (General Specifications 7.12).
fn date(digits: &str, this_year: i32) -> Result<Date, Unread> {
    let impossible = || Unread::ImpossibleDate { digits: digits.to_owned() };
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|two| two.parse::<u8>().ok());
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unread::NotGs1);
    }
    let (year, month, day) = match (part(0..2), part(2..4), part(4..6)) {
        (Some(year), Some(month), Some(day)) => (i32::from(year), month, day),
        _ => return Err(impossible()),
    };
    let this_year = this_year.clamp(1950, 9000);
    let ahead = (year - this_year).rem_euclid(100);
    let year = this_year + if ahead > 50 { ahead - 100 } else { ahead };
    let month = Month::try_from(month).map_err(|_| impossible())?;
    let day = if day == 0 { month.length(year) } else { day };
    Date::from_calendar_date(year, month, day).map_err(|_| impossible())
}

/// A lot or a serial number: 1 to 20 characters that a GS1 code can hold.
fn text(value: &str) -> Result<String, Unread> {
    let possible = |b: u8| b.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&b);
    if value.is_empty() || !value.bytes().all(possible) {
        return Err(Unread::NotGs1);
    }
    if value.len() > LONGEST_LOT_OR_SERIAL { Err(Unread::SeparatorsMissing) } else { Ok(value.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const GTIN: &str = "09501101530003";

    #[test]
    fn a_suture_packet_tells_number_expiry_lot_and_serial() {
        let wanted = Gs1 {
            gtin: Some(GTIN.into()),
            expires: Some(date!(2027 - 08 - 31)),
            lot: Some("24B771".into()),
            serial: Some("S-0042".into()),
        };
        for scanned in [
            "0109501101530003172708311024B771\u{1d}21S-0042",
            "]d2\u{1d}0109501101530003172708311024B771\u{1d}21S-0042",
            "1024B771\u{1d}21S-0042\u{1d}010950110153000317270831",
            "0109501101530003\u{1d}17270831\u{1d}1024B771␝21S-0042\u{1d}",
            "(01)09501101530003(17)270831(10)24B771(21)S-0042",
        ] {
            assert_eq!(read(scanned, 2026).as_ref(), Ok(&wanted), "{scanned:?}");
        }
    }

    #[test]
    fn what_else_a_code_says_is_passed_over() {
        // Made on, a company's own batch text, a weight and a best-before date.
        let scanned = "0109501101530003112401019112ABC\u{1d}3103000750152712311024B771";
        let read = read(scanned, 2026).unwrap();
        assert_eq!((read.lot.as_deref(), read.expires), (Some("24B771"), None));
    }

    #[test]
    fn day_zero_is_the_end_of_the_month_in_leap_years_too() {
        let expires = |digits: &str| read(&format!("]C117{digits}"), 2026).map(|read| read.expires);
        assert_eq!(expires("280200"), Ok(Some(date!(2028 - 02 - 29))));
        assert_eq!(expires("270200"), Ok(Some(date!(2027 - 02 - 28))));
        assert_eq!(expires("990101"), Ok(Some(date!(1999 - 01 - 01))));
        assert_eq!(expires("510101"), Ok(Some(date!(2051 - 01 - 01))));
        for digits in ["271301", "270230", "270000"] {
            assert_eq!(expires(digits), Err(Unread::ImpossibleDate { digits: digits.into() }));
        }
    }

    #[test]
    fn one_wrong_digit_of_the_number_is_caught() {
        assert!(read(GTIN, 2026).is_ok());
        for at in 0..GTIN.len() {
            let mut wrong = GTIN.as_bytes().to_vec();
            wrong[at] = b'0' + (wrong[at] - b'0' + 1) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(read(&wrong, 2026), Err(Unread::CheckDigitWrong { gtin: wrong.clone() }));
            assert!(matches!(read(&format!("01{wrong}"), 2026), Err(Unread::CheckDigitWrong { .. })));
        }
    }

    #[test]
    fn a_shop_barcode_is_a_number_too() {
        let read = read("4006381333931", 2026).unwrap();
        assert_eq!(read, Gs1 { gtin: Some("04006381333931".into()), ..Gs1::default() });
    }

    #[test]
    fn a_scanner_that_leaves_out_separators_is_told_apart() {
        let run_together = format!("10{}", "24B771".repeat(5));
        assert_eq!(read(&run_together, 2026), Err(Unread::SeparatorsMissing));
    }

    #[test]
    fn two_numbers_in_one_code_are_not_chosen_between() {
        assert_eq!(read("10A1\u{1d}10A2", 2026), Err(Unread::Contradicts));
        assert_eq!(read("10A1\u{1d}10A1", 2026).unwrap().lot.as_deref(), Some("A1"));
    }

    #[test]
    fn nothing_that_is_typed_makes_it_fail() {
        let megabyte = "1".repeat(1_000_000);
        let cut: Vec<String> = (0..40).map(|n| "0109501101530003172708311024B771"[..n.min(32)].to_owned()).collect();
        let odd = [
            "",
            " ",
            "\u{1d}",
            "]",
            "]d",
            "]d2",
            "]ক2",
            "(",
            "()",
            "(01)",
            "(01",
            "(৯৯)1",
            "(01)০৯৫০",
            "10",
            "10\u{1d}",
            "01০৯৫০১১০১৫৩০০০৩",
            "10👩🏽‍⚕️",
            "10\u{202e}A",
            "ক",
            "1ক",
            "17ক২৭০৮",
            "10A\nB",
            "<script>",
            "1727083",
            "99",
        ];
        for scanned in odd.iter().copied().chain(cut.iter().map(String::as_str)).chain([megabyte.as_str()]) {
            for year in [i32::MIN, 2026, i32::MAX] {
                if let Ok(read) = read(scanned, year) {
                    assert_ne!(read, Gs1::default(), "{scanned:?}");
                    let lengths = [read.lot, read.serial].into_iter().flatten().map(|text| text.len());
                    assert!(lengths.into_iter().all(|length| length <= 20));
                }
            }
        }
    }
}
