//! Words as patients are searched by: the same on both sides, what is kept and what is typed.

use domain::identifier::plain;
use domain::patient::{Patient, folded, sounds};
use unicode_normalization::UnicodeNormalization;

/// Everything a patient may be looked for by: names in both scripts, numbers, phone, the
/// relative's name, the village.
pub(crate) fn search_words(patient: &Patient) -> String {
    let identity = &patient.identity;
    let relative = identity.relative.as_ref().map(|relative| relative.name.as_str());
    let numbers = [Some(patient.registration_no.as_str()), patient.temporary_id.as_deref()];
    let said = [
        Some(identity.name.as_str()),
        Some(identity.name_bn.as_str()),
        relative,
        identity.address.village.as_deref(),
        identity.phone.as_deref(),
        patient.uhid.as_deref(),
        identity.nid.as_deref(),
        identity.birth_registration.as_deref(),
    ];
    let mut words = String::new();
    for text in said.into_iter().chain(numbers).flatten().filter(|text| !text.is_empty()) {
        words.push_str(&as_searched(text));
        words.push(' ');
    }
    // R-T1-000123 is read out as "one hundred and twenty-three".
    for number in numbers.into_iter().flatten() {
        let tail = number.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
        words.push_str(tail);
        words.push(' ');
    }
    words
}

/// Most words of what was typed that are looked for, and most characters of each.
const WORDS: usize = 6;
const LETTERS: usize = 40;

/// What was typed as the words to look for; none when it says nothing. Text of any length and any
/// content, the query language's own signs included, is only words.
pub(crate) fn typed_words(typed: &str) -> Vec<String> {
    // The start says what is meant; the rest of a megabyte is not even read.
    let start: String = typed.chars().take(WORDS * LETTERS).collect();
    let digits = plain(&as_searched(&start));
    if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number read off a card, in its groups.
        return vec![digits];
    }
    as_searched(&start)
        .split_whitespace()
        .map(|word| word.chars().filter(|c| *c != '"' && *c != '\0').take(LETTERS).collect::<String>())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS)
        .collect()
}

/// The words as an FTS5 query: each quoted, so that nothing in it is syntax. With `open_end` the
/// last is the beginning of a word, as it is while someone types; those before always are.
pub(crate) fn fts_query(words: &[String], open_end: bool) -> String {
    let last = words.len().saturating_sub(1);
    let terms = words.iter().enumerate().map(|(at, word)| {
        let star = if at == last && !open_end { "" } else { "*" };
        format!("\"{word}\"{star}")
    });
    terms.collect::<Vec<_>>().join(" ")
}

/// One spelling of a text: NFC, Latin digits, without the invisible joiners that the keyboards
/// put into Bangla words and that would end a word.
fn as_searched(text: &str) -> String {
    let latin = |c: char| match c {
        '০'..='৯' => char::from_digit(c as u32 - '০' as u32, 10).unwrap_or(c),
        c => c,
    };
    text.nfc().filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}')).map(latin).collect()
}

/// Equal for names that `domain` takes for one in English letters; none for no name.
pub(crate) fn name_sounds(name: &str) -> Option<String> {
    Some(sounds(name)).filter(|key| !key.trim().is_empty())
}

/// Equal for names that `domain` takes for one in Bangla letters; none for no name.
pub(crate) fn name_bn_key(name: &str) -> Option<String> {
    Some(folded(name)).filter(|key| !key.is_empty())
}
