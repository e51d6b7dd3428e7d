//! The code with which a terminal is enrolled once: typed from a paper, so without letters that are
//! read as digits.

use std::fmt;

/// Crockford's base 32: neither I, L, O nor U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 60 bits: at a thousand guesses a second, a code of a day is found once in ten thousand years.
const LENGTH: usize = 12;

/// Twelve letters and digits, shown in groups of four: `7K3Q-M2X9-PT5D`.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode(String);

impl EnrolmentCode {
    /// From fresh bytes of the system's random source.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let bits = u64::from_be_bytes(bytes);
        EnrolmentCode((0..LENGTH).map(|at| char::from(LETTERS[(bits >> (5 * at) & 31) as usize])).collect())
    }

    /// As a person types it: small letters, spaces and hyphens, O for 0 and I or L for 1 are taken.
    pub fn parse(typed: &str) -> Option<Self> {
        let read = |letter: char| match letter.to_ascii_uppercase() {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            letter => u8::try_from(letter).ok().filter(|byte| LETTERS.contains(byte)).map(char::from),
        };
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let code: String = letters.take(LENGTH + 1).map(read).collect::<Option<_>>()?;
        (code.len() == LENGTH).then_some(EnrolmentCode(code))
    }

    /// The twelve, without the hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, rest) = self.0.split_at(4);
        let (second, third) = rest.split_at(4);
        write!(f, "{first}-{second}-{third}")
    }
}

// Until it is used it lets a terminal in: never in a log.
impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = EnrolmentCode::from_random([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0]);
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "o")] {
            assert!(EnrolmentCode::parse(&typed) == Some(code.clone()), "{typed}");
        }
        for wrong in ["", "7K3Q-M2X9-PT5", "7K3Q-M2X9-PT5DD", "7K3Q-M2X9-PT5U", "৭K3Q-M2X9-PT5D"] {
            assert!(EnrolmentCode::parse(wrong).is_none(), "{wrong}");
        }
        assert!(!format!("{code:?}").contains(code.as_str()));
    }
}
