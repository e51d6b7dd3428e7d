//! Numbers by which a patient or a case is known outside this program.

use serde::{Deserialize, Serialize};

/// A national health id: eleven digits, the first 9, the last a Luhn digit over digits 2 to 10
/// (the published HealthId service). Shown as `9830 1147 263`.
pub fn uhid_is_right(id: &str) -> bool {
    let digits = digits_of(id);
    digits.len() == 11 && digits[0] == 9 && luhn_digit(&digits[1..10]) == digits[10]
}

/// Spaces and hyphens, with which ids are printed, taken out.
pub fn plain(id: &str) -> String {
    id.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect()
}

/// `9830 1147 263`: groups of four as a person reads them out.
pub fn uhid_shown(id: &str) -> String {
    let digits: Vec<char> = plain(id).chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Ten-digit stems `from..=to` that this terminal was given to allocate from while offline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UhidBlock {
    pub from: u64,
    pub to: u64,
}

const STEMS: std::ops::RangeInclusive<u64> = 9_000_000_000..=9_999_999_999;

impl UhidBlock {
    /// None unless both ends are ten-digit stems that begin with 9, in order.
    pub fn new(from: u64, to: u64) -> Option<Self> {
        (STEMS.contains(&from) && STEMS.contains(&to) && from <= to).then_some(UhidBlock { from, to })
    }

    /// The health id of the `taken`-th stem, counted from 0; none when the block is used up.
    pub fn uhid(&self, taken: u64) -> Option<String> {
        let stem = self.from.checked_add(taken).filter(|stem| *stem <= self.to)?;
        let text = stem.to_string();
        let digit = luhn_digit(&digits_of(&text)[1..]);
        Some(format!("{text}{digit}"))
    }
}

/// The id of a patient who has no UHID yet: of a shape that nobody takes for one.
pub fn temporary_id(terminal: &str, number: u64) -> String {
    format!("TEMP-{terminal}-{number:05}")
}

/// The hospital's own registration number, which every patient has.
pub fn registration_no(terminal: &str, number: u64) -> String {
    format!("R-{terminal}-{number:06}")
}

/// `PRC-{hospital}-{terminal}{number}`, ≤ 50 characters: two terminals never mint the same.
pub fn procedure_no(hospital: &str, terminal: &str, number: u64) -> String {
    format!("PRC-{hospital}-{terminal}-{number:05}")
}

fn digits_of(text: &str) -> Vec<u8> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    text.bytes().map(|b| b - b'0').collect()
}

/// Luhn: from the right every other digit is doubled, beginning with the last.
fn luhn_digit(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| {
            let d = u32::from(d) * if i % 2 == 0 { 2 } else { 1 };
            d / 10 + d % 10
        })
        .sum();
    ((10 - sum % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_is_the_published_one() {
        // The worked example of ISO/IEC 7812: 7992739871 has check digit 3.
        assert_eq!(luhn_digit(&digits_of("7992739871")), 3);
    }

    #[test]
    fn a_block_gives_right_ids_until_it_is_used_up() {
        let block = UhidBlock::new(9_830_114_700, 9_830_114_702).unwrap();
        let ids: Vec<_> = (0..4).map(|n| block.uhid(n)).collect();
        assert!(ids[..3].iter().all(|id| uhid_is_right(id.as_deref().unwrap())));
        assert_eq!(ids[3], None);
        assert_eq!(block.uhid(u64::MAX), None);
        assert_eq!(UhidBlock::new(830_114_700, 9_830_114_702), None);
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_are_caught() {
        let right = UhidBlock::new(9_830_114_726, 9_830_114_726).unwrap().uhid(0).unwrap();
        for i in 1..11 {
            for other in b'0'..=b'9' {
                let mut wrong = right.clone().into_bytes();
                if wrong[i] != other {
                    wrong[i] = other;
                    assert!(!uhid_is_right(std::str::from_utf8(&wrong).unwrap()));
                }
            }
        }
        for bad in ["", "983011472", "TEMP-T1-00042", "৯৮৩০১১৪৭২৬৩", "98301147263x"] {
            assert!(!uhid_is_right(bad));
        }
    }
}
