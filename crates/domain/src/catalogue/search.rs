//! Finding a thing by what someone in gloves types: beginnings, nicknames, either script, slips.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a name answered, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    Code,
    Name,
    NameBegins,
    WordsBegin,
    CodeBegins,
    Contains,
    /// A letter or two away; found only when nothing else is.
    Nearly,
}

/// Characters of what was typed that are read.
const LONGEST_TYPED: usize = 64;
/// Fewer characters than these are not looked for inside words or corrected.
const SHORTEST_PART: usize = 3;
const SHORTEST_SLIP: usize = 4;

/// Names and codes of numbered items, folded once.
#[derive(Debug, Default)]
pub(super) struct Index {
    items: Vec<Item>,
}

#[derive(Debug, Default)]
struct Item {
    codes: Vec<String>,
    names: Vec<Name>,
    common: bool,
}

#[derive(Debug)]
struct Name {
    shown: String,
    /// Folded, words parted by one space.
    folded: String,
    /// Folded, without spaces: "C/S" is found by "cs".
    joined: String,
}

pub(super) struct Hit<'a> {
    pub item: usize,
    pub name: &'a str,
    pub how: How,
}

impl Index {
    pub fn add_code(&mut self, item: usize, code: &str) {
        self.item(item).codes.push(code.to_owned());
    }

    pub fn add_name(&mut self, item: usize, shown: &str) {
        let folded = fold(shown, usize::MAX);
        let joined = folded.replace(' ', "");
        self.item(item).names.push(Name { shown: shown.to_owned(), folded, joined });
    }

    /// Of two that answer alike the common one stands first.
    pub fn weigh(&mut self, item: usize, common: bool) {
        self.item(item).common = common;
    }

    fn item(&mut self, item: usize) -> &mut Item {
        if self.items.len() <= item {
            self.items.resize_with(item + 1, Item::default);
        }
        &mut self.items[item]
    }

    pub fn find(&self, typed: &str, limit: usize) -> Vec<Hit<'_>> {
        let typed = Typed::of(typed);
        if typed.joined.is_empty() {
            return Vec::new();
        }
        let mut found = self.all(|item| item.answers(&typed));
        if found.is_empty() {
            // "cataract left": a word that fits nothing says nothing about which.
            let fitting = typed.words().filter(|part| self.items.iter().any(|item| item.nearly_has(part)));
            let fitting: Vec<&str> = fitting.collect();
            found = self.all(|item| item.nearly_answers(&fitting));
        }
        found.sort_by_key(|hit| (hit.how, !self.items[hit.item].common, hit.name.chars().count(), hit.item));
        found.truncate(limit);
        found
    }

    fn all<'a>(&'a self, answer: impl Fn(&'a Item) -> Option<(How, &'a str)>) -> Vec<Hit<'a>> {
        let answers = self.items.iter().enumerate();
        answers.filter_map(|(item, it)| answer(it).map(|(how, name)| Hit { item, name, how })).collect()
    }
}

struct Typed {
    folded: String,
    joined: String,
}

impl Typed {
    fn of(typed: &str) -> Typed {
        let folded = fold(typed, LONGEST_TYPED);
        let joined = folded.replace(' ', "");
        Typed { folded, joined }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.folded.split(' ')
    }
}

impl Item {
    fn answers(&self, typed: &Typed) -> Option<(How, &str)> {
        let digits = typed.joined.len() >= SHORTEST_SLIP && typed.joined.bytes().all(|byte| byte.is_ascii_digit());
        let by_code = digits.then(|| self.codes.iter().find_map(|code| code_answers(code, typed))).flatten();
        let by_name = self.names.iter().filter_map(|name| name.answers(typed));
        let whole = by_code.into_iter().chain(by_name).min_by_key(|(how, name)| (*how, name.len()));
        whole.filter(|(how, _)| *how < How::Contains).or_else(|| self.words_begin(typed)).or(whole)
    }

    /// Each word typed begins some word of some name: "lap gall" finds a laparoscopic
    /// cholecystectomy whose nicknames are "lap chole" and "gall bladder".
    fn words_begin(&self, typed: &Typed) -> Option<(How, &str)> {
        let begins = |part: &str| self.names.iter().any(|name| name.has(part, |word, part| word.starts_with(part)));
        let shown = self.shortest_with(typed.words().next()?, |word, part| word.starts_with(part))?;
        typed.words().all(begins).then_some((How::WordsBegin, shown))
    }

    fn nearly_answers(&self, words: &[&str]) -> Option<(How, &str)> {
        let shown = self.shortest_with(words.first()?, begins_nearly)?;
        words.iter().all(|part| self.nearly_has(part)).then_some((How::Nearly, shown))
    }

    fn nearly_has(&self, part: &str) -> bool {
        self.names.iter().any(|name| name.has(part, begins_nearly))
    }

    fn shortest_with(&self, part: &str, fits: fn(&str, &str) -> bool) -> Option<&str> {
        let fitting = self.names.iter().filter(|name| name.has(part, fits));
        fitting.min_by_key(|name| name.joined.len()).map(|name| name.shown.as_str())
    }
}

impl Name {
    fn has(&self, part: &str, fits: fn(&str, &str) -> bool) -> bool {
        self.folded.split(' ').any(|word| fits(word, part))
    }

    fn answers(&self, typed: &Typed) -> Option<(How, &str)> {
        let how = if self.joined == typed.joined {
            How::Name
        } else if self.folded.starts_with(&typed.folded) || self.joined.starts_with(&typed.joined) {
            How::NameBegins
        } else if self.folded.match_indices(&typed.folded).any(|(at, _)| self.folded[..at].ends_with(' ')) {
            How::WordsBegin
        } else if typed.joined.chars().count() >= SHORTEST_PART && self.folded.contains(&typed.folded) {
            How::Contains
        } else {
            return None;
        };
        Some((how, &self.shown))
    }
}

fn code_answers<'a>(code: &'a str, typed: &Typed) -> Option<(How, &'a str)> {
    if code == typed.joined {
        Some((How::Code, code))
    } else {
        code.starts_with(&typed.joined).then_some((How::CodeBegins, code))
    }
}

/// Lower case, NFC, Latin digits; punctuation parts words, invisible marks and accents go, the
/// vowel signs and the hasanta of Bangla stay.
fn fold(text: &str, longest: usize) -> String {
    let mut folded = String::new();
    for c in text.chars().take(longest).nfc().flat_map(char::to_lowercase) {
        match c {
            '০'..='৯' => folded.push(char::from(b'0' + (c as u32 - '০' as u32) as u8)),
            '\u{981}'..='\u{9fe}' => folded.push(c),
            _ if c.is_alphanumeric() => folded.push(c),
            _ if is_combining_mark(c) || is_invisible(c) => {}
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Joiners, direction marks, byte order mark, soft hyphen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a beginning of `word` is `part` but for one slip (two in a long one): a letter wrong,
/// missing, too many, or two swapped. The first letter must be right.
fn begins_nearly(word: &str, part: &str) -> bool {
    let part: Vec<char> = part.chars().collect();
    let slips = match part.len() {
        ..SHORTEST_SLIP => return word.starts_with(&part.iter().collect::<String>()),
        SHORTEST_SLIP..7 => 1,
        _ => 2,
    };
    let word: Vec<char> = word.chars().take(part.len() + slips).collect();
    word.first() == part.first() && distance_to_beginning(&word, &part) <= slips
}

/// Optimal string alignment distance from `part` to the nearest beginning of `word`.
fn distance_to_beginning(word: &[char], part: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=word.len()).collect();
    for (i, letter) in part.iter().enumerate() {
        let mut row = vec![i + 1; word.len() + 1];
        for (j, other) in word.iter().enumerate() {
            let replaced = above[j] + usize::from(letter != other);
            row[j + 1] = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == word[j - 1] && part[i - 1] == *other {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above.into_iter().min().unwrap_or(usize::MAX)
}
