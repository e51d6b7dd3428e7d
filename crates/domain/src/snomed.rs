//! SNOMED CT identifiers: is this one written without a slip?
//!
//! An id ends in a Verhoeff check digit (SNOMED CT Technical Implementation Guide, "Check-digit"),
//! which catches every single wrong digit and nearly every swap of two neighbours. A right check
//! digit says that the id was typed as it was issued, not that it means what its display says.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The system of a SNOMED CT coding in FHIR.
pub const SYSTEM: &str = "http://snomed.info/sct";

/// Whether `id` is 6 to 18 digits, the first not 0, and the last the right Verhoeff digit.
pub fn check_digit_is_right(id: &str) -> bool {
    check(id).is_ok()
}

/// Refuses an id that cannot have been issued, and says which and why.
pub fn check(id: &str) -> Result<(), BadSnomedId> {
    let why = if !id.bytes().all(|byte| byte.is_ascii_digit()) || id.is_empty() {
        Why::NotDigits
    } else if !(6..=18).contains(&id.len()) {
        Why::Length
    } else if id.starts_with('0') {
        Why::LeadingZero
    } else if verhoeff(id.bytes().map(|byte| byte - b'0')) != 0 {
        Why::CheckDigit
    } else {
        return Ok(());
    };
    Err(BadSnomedId { id: shortened(id), why })
}

/// An id that was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
#[error("{id:?} is not a SNOMED CT id: {why}")]
pub struct BadSnomedId {
    /// As it was given, its first 32 characters.
    pub id: String,
    pub why: Why,
}

/// What is wrong with an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    NotDigits,
    Length,
    LeadingZero,
    CheckDigit,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::NotDigits => "it has characters other than the digits 0 to 9",
            Why::Length => "it must have 6 to 18 digits",
            Why::LeadingZero => "it must not begin with 0",
            Why::CheckDigit => "its check digit is wrong, so a digit was mistyped, lost or swapped",
        })
    }
}

fn shortened(id: &str) -> String {
    let mut short: String = id.chars().take(32).collect();
    if short.len() < id.len() {
        short.push('…');
    }
    short
}

/// 0 for digits whose last is the right check digit. Positions count from the right.
fn verhoeff(digits: impl DoubleEndedIterator<Item = u8>) -> u8 {
    digits.rev().enumerate().fold(0, |check, (position, digit)| {
        let permuted = PERMUTED[position % 8][usize::from(digit)];
        PRODUCT[usize::from(check)][usize::from(permuted)]
    })
}

/// Multiplication in the dihedral group of order 10.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// The permutation of a digit by its position.
const PERMUTED: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_ids_are_right() {
        // The shortest, one of an extension and the longest among the specification's own examples.
        for id in ["100022", "9940000001029", "999999990989121104", "80146002"] {
            assert_eq!(check(id), Ok(()), "{id}");
        }
    }

    #[test]
    fn every_single_wrong_digit_is_caught() {
        for right in ["80146002", "11466000", "391897002"] {
            for i in 0..right.len() {
                for other in b'0'..=b'9' {
                    let mut wrong = right.as_bytes().to_vec();
                    if wrong[i] == other {
                        continue;
                    }
                    wrong[i] = other;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert!(!check_digit_is_right(&wrong), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn neighbours_that_were_swapped_are_caught() {
        let right = "287664005";
        for i in 0..right.len() - 1 {
            let mut wrong = right.as_bytes().to_vec();
            wrong.swap(i, i + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            assert!(wrong == right || !check_digit_is_right(&wrong), "{wrong}");
        }
    }

    #[test]
    fn a_refusal_names_the_id_and_says_why() {
        let refused = check("1149608003").unwrap_err();
        assert_eq!(refused.why, Why::CheckDigit);
        assert!(refused.to_string().contains("1149608003"));
        for (id, why) in [
            ("", Why::NotDigits),
            ("80146002 ", Why::NotDigits),
            ("৮০১৪৬০০২", Why::NotDigits),
            ("12345", Why::Length),
            ("0080146002", Why::LeadingZero),
            ("1234567890123456789", Why::Length),
        ] {
            assert_eq!(check(id).unwrap_err().why, why, "{id}");
        }
    }

    #[test]
    fn a_megabyte_is_refused_in_a_short_sentence() {
        let refused = check(&"9".repeat(1_000_000)).unwrap_err();
        assert_eq!(refused.why, Why::Length);
        assert!(refused.to_string().len() < 120);
        assert!(check(&"👩🏽‍⚕️".repeat(50_000)).unwrap_err().to_string().len() < 400);
    }
}
