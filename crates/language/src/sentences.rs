//! Finding a sentence and putting its values in.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::Serialize;

use crate::{Language, number};

include!(concat!(env!("OUT_DIR"), "/translations.rs"));

/// A value in a sentence. A number is written in the language's digits and chooses the plural;
/// a text is left as it is, whatever it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    Text(Cow<'a, str>),
    Number(i64),
}

/// The sentence `key` in `language` with its values. Never fails: for a key that does not exist
/// it gives `⟦key⟧`, and a value that was not given stays visible as `{$name}`.
pub fn say(language: Language, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let found = bundle(language, key).and_then(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
    let Some((bundle, pattern)) = found else {
        return format!("⟦{key}⟧");
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(*name, fluent_value(language, value));
    }
    let mut missing_values = Vec::new();
    bundle.format_pattern(pattern, Some(&values), &mut missing_values).into_owned()
}

/// The word for a value of a closed list: `word(language, "side", &Side::Left)` is the sentence
/// `side-left`, after the name under which the value is stored. `⟦…⟧` as for [`say`] when the
/// list has no words, or `value` is not a plain name.
pub fn word(language: Language, list: &str, value: &impl Serialize) -> String {
    let mut key = format!("{list}-");
    let stored = StoredName(value);
    if write!(key, "{stored}").is_err() {
        key.push('?');
    }
    say(language, &key, &[])
}

/// Writes a value as serde names it; anything but a plain name is a formatting error.
struct StoredName<'a, T>(&'a T);

impl<T: Serialize> fmt::Display for StoredName<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(formatter)
    }
}

/// Whether there is a sentence with this key.
pub fn has(key: &str) -> bool {
    ENGLISH_MESSAGES.binary_search_by(|(known, _)| (*known).cmp(key)).is_ok()
}

/// The keys of all sentences of `language` with the names of their values, both sorted.
pub const fn keys(language: Language) -> &'static [(&'static str, &'static [&'static str])] {
    match language {
        Language::English => ENGLISH_MESSAGES,
        Language::Bangla => BANGLA_MESSAGES,
    }
}

/// Whether the sentence `key` exists and asks for exactly the values `names`, in any order.
/// For [`t!`](crate::t), which calls it while compiling.
pub const fn matches_sentence(key: &str, names: &[&str]) -> bool {
    let (mut low, mut high) = (0, ENGLISH_MESSAGES.len());
    while low < high {
        let middle = (low + high) / 2;
        let (known, variables) = ENGLISH_MESSAGES[middle];
        match compare(key.as_bytes(), known.as_bytes()) {
            0 => return variables.len() == names.len() && contains_all(names, variables),
            1 => low = middle + 1,
            _ => high = middle,
        }
    }
    false
}

const fn contains_all(names: &[&str], wanted: &[&str]) -> bool {
    let mut next = 0;
    while next < wanted.len() {
        let mut candidate = 0;
        while candidate < names.len() && compare(names[candidate].as_bytes(), wanted[next].as_bytes()) != 0 {
            candidate += 1;
        }
        if candidate == names.len() {
            return false;
        }
        next += 1;
    }
    true
}

/// -1, 0 or 1 as `left` sorts before, with or after `right`.
const fn compare(left: &[u8], right: &[u8]) -> i8 {
    let mut at = 0;
    while at < left.len() && at < right.len() {
        if left[at] != right[at] {
            return if left[at] < right[at] { -1 } else { 1 };
        }
        at += 1;
    }
    if left.len() == right.len() {
        0
    } else if left.len() < right.len() {
        -1
    } else {
        1
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The sentences of the file in which `key` stands; none where there is no such sentence. A file is
/// read when the first of its sentences is said: the window's first page says a few of 90 KB, and
/// would wait for all of them.
fn bundle(language: Language, key: &str) -> Option<&'static Bundle> {
    static ENGLISH: [OnceLock<Bundle>; ENGLISH_FILES.len()] = [const { OnceLock::new() }; ENGLISH_FILES.len()];
    static BANGLA: [OnceLock<Bundle>; BANGLA_FILES.len()] = [const { OnceLock::new() }; BANGLA_FILES.len()];
    let (files, file_of, bundles): (&[&str], &[u8], &[OnceLock<Bundle>]) = match language {
        Language::English => (ENGLISH_FILES, ENGLISH_FILE_OF, &ENGLISH),
        Language::Bangla => (BANGLA_FILES, BANGLA_FILE_OF, &BANGLA),
    };
    let at = keys(language).binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
    let file = usize::from(file_of[at]);
    Some(bundles[file].get_or_init(|| read(language, files[file])))
}

/// The build has read every file, so what a parser could still complain of is not in them;
/// a key that two files define is found by the tests.
fn read(language: Language, source: &str) -> Bundle {
    let locale = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| in_digits_of(Language::English, value),
        Language::Bangla => |value, _| in_digits_of(Language::Bangla, value),
    }));
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// Fluent counts in `f64`; what is put in is whole and small enough to be exact (see below).
fn in_digits_of(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(count) => Some(number(language, count.value as i64)),
        _ => None,
    }
}

fn fluent_value<'a>(language: Language, value: &'a Arg<'_>) -> FluentValue<'a> {
    const EXACT_IN_F64: u64 = 1 << f64::MANTISSA_DIGITS;
    match value {
        Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Arg::Number(count) if count.unsigned_abs() <= EXACT_IN_F64 => FluentValue::from(*count),
        Arg::Number(count) => FluentValue::String(Cow::Owned(number(language, *count))),
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Arg::Text(text)
    }
}

macro_rules! from_small_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Arg::Number(i64::from(number))
            }
        }
    )*};
}
from_small_number!(i8, i16, i32, i64, u8, u16, u32);

macro_rules! from_large_number {
    ($($number:ty),*) => {$(
        /// A count beyond `i64::MAX` can't be of anything in a hospital and shows as `i64::MAX`.
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
from_large_number!(u64, usize);
