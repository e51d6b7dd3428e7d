//! Every sentence that the window, the prints and the command line say, in Bangla and English,
//! and how numbers, dates, times and money are written in each.
//!
//! The sentences are in `assets/translations/{en,bn}/*.ftl` (Fluent); a new file there is taken in
//! by the build. [`t!`] checks at compile time that the sentence exists and is given all its values.
//!
//! **Digits.** In Bangla, dates, times, counts and money are written in Bangla digits. Identifiers,
//! doses, vitals, volumes, weights and lots stay in Latin digits in both languages, because ৪ is
//! misread as 8 and ৭ as 9: hand them to a sentence as text, which is left as it is. There is
//! deliberately no function here that converts them.

mod counting;
mod days;
mod sentences;
pub mod typed;

pub use counting::{digits, duration_minutes, money, number};
pub use days::{ago, date_brief, date_full, date_long, date_short, month, time_of_day, weekday};
pub use sentences::{Arg, has, keys, matches_sentence, say, word};

use serde::{Deserialize, Serialize};

/// The language in which a person reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "en")]
    English,
    #[default]
    #[serde(rename = "bn")]
    Bangla,
}

impl Language {
    /// Both languages, in the order in which a choice offers them.
    pub const ALL: [Language; 2] = [Language::Bangla, Language::English];

    /// The BCP 47 code, for `lang` attributes, settings and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Bangla => "bn",
        }
    }

    /// Reads a BCP 47 code or a locale's name ("bn", "bn-BD", "en_GB.UTF-8"). None for any other.
    pub fn parse(code: &str) -> Option<Language> {
        let first = code.trim().split(['-', '_', '.']).next()?;
        Language::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.code()))
    }

    /// What the language calls itself, for the switch between them.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Bangla => "বাংলা",
        }
    }

    /// The other one, where a page shows both.
    pub const fn other(self) -> Language {
        match self {
            Language::English => Language::Bangla,
            Language::Bangla => Language::English,
        }
    }
}

/// `t!(language, "key", name = value, …)`: the sentence as a `String`.
///
/// A key that does not exist, and a value that is missing or not asked for, are compile errors.
/// Values are anything that [`Arg`] is made from: a number is written in the language's digits,
/// a text stays as it is. For a key that is only known at run time use [`say`].
///
/// ```
/// use language::{Language, t};
/// assert_eq!(t!(Language::Bangla, "ward-bed", ward = 2, bed = 7), "ওয়ার্ড ২ বেড ৭");
/// ```
/// ```compile_fail
/// language::t!(language::Language::English, "no-such-sentence");
/// ```
/// ```compile_fail
/// language::t!(language::Language::English, "ward-bed", ward = 2);
/// ```
#[macro_export]
macro_rules! t {
    ($language:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const {
            assert!(
                $crate::matches_sentence($key, &[$(stringify!($name)),*]),
                "no such sentence in assets/translations/en, or its values are not the ones given here"
            );
        }
        $crate::say($language, $key, &[$((stringify!($name), $crate::Arg::from($value))),*])
    }};
}
