//! Every sentence exists in both languages with the same values, every sentence that the code asks
//! for exists, and every sentence is asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::rust_text::{literals, without_tests};
use super::{Finding, Source};

const ENGLISH: &str = "assets/translations/en";
const BANGLA: &str = "assets/translations/bn";

struct Sentence<'a> {
    file: &'a str,
    values: BTreeSet<&'a str>,
}

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let english = sentences(sources, ENGLISH, &mut findings);
    let bangla = sentences(sources, BANGLA, &mut findings);
    for (key, sentence) in &english {
        match bangla.get(key) {
            None => {
                findings.push(Finding::Wrong(format!("{}: `{key}` has no sentence under {BANGLA}.", sentence.file)))
            }
            Some(other) if other.values != sentence.values => {
                findings.push(Finding::Wrong(format!(
                    "`{key}` has the values {:?} in {} but {:?} in {}.",
                    sentence.values, sentence.file, other.values, other.file
                )));
            }
            Some(_) => {}
        }
    }
    for (key, sentence) in bangla.iter().filter(|(key, _)| !english.contains_key(*key)) {
        findings.push(Finding::Wrong(format!("{}: `{key}` has no sentence under {ENGLISH}.", sentence.file)));
    }
    findings.extend(check_use(sources, &english));
    findings
}

/// The sentences of one language. A key that stands twice is a finding.
fn sentences<'a>(sources: &'a [Source], folder: &str, findings: &mut Vec<Finding>) -> BTreeMap<&'a str, Sentence<'a>> {
    let mut all: BTreeMap<&str, Sentence> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is_in(folder) && source.is("ftl")) {
        let mut current = None;
        for line in source.text.lines() {
            if let Some(key) = key_of(line) {
                let sentence = Sentence { file: &source.path, values: BTreeSet::new() };
                if let Some(before) = all.insert(key, sentence) {
                    findings.push(Finding::Wrong(format!(
                        "`{key}` stands twice: in {} and in {}.",
                        before.file, source.path
                    )));
                }
                current = Some(key);
            } else if line.starts_with(|c: char| !c.is_whitespace() && c != '}') {
                current = None;
            }
            if let Some(sentence) = current.and_then(|key| all.get_mut(key)) {
                sentence.values.extend(values_in(line));
            }
        }
    }
    all
}

/// `key` of a line `key = …`. A comment, a term (`-name = …`) and an attribute are none.
fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim_end();
    let named = line.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    named.then_some(key)
}

/// The names after `$`.
fn values_in(line: &str) -> impl Iterator<Item = &str> {
    line.split('$').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

fn check_use(sources: &[Source], known: &BTreeMap<&str, Sentence>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    // This program only speaks to whoever builds the tree, in its own words.
    let code = sources.iter().filter(|source| source.is("rs") && !source.is_in("xtask"));
    let code = code.filter(|source| !source.path.split('/').any(|folder| folder == "tests"));
    for source in code {
        for literal in literals(without_tests(&source.text)) {
            if !is_key(literal.text) {
                continue;
            }
            let call = call_around(literal.before);
            let key = match call {
                // `word(language, "side", …)` says `side-left` and its like.
                Some("word" | "word_of") => format!("{}-{{}}", literal.text),
                _ => literal.text.to_owned(),
            };
            let mut matching = known.keys().filter(|known| matches(&key, known)).peekable();
            if matching.peek().is_none() && matches!(call, Some("t!" | "say" | "word" | "word_of")) {
                findings.push(Finding::Wrong(format!(
                    "{}:{}: there is no sentence `{}`.",
                    source.path,
                    literal.before.lines().count().max(1),
                    key
                )));
            }
            used.extend(matching);
        }
    }
    // Fluent's own references, `{ other-key }`, are a use too.
    for source in sources.iter().filter(|source| source.is("ftl")) {
        for word in source.text.split(['{', '}', ' ', '\n']) {
            if let Some((key, _)) = known.get_key_value(word)
                && source.text.contains(&format!("{{ {word} }}"))
            {
                used.insert(key);
            }
        }
    }
    let mut unused: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, sentence) in known.iter().filter(|(key, _)| !used.contains(*key)) {
        unused.entry(sentence.file).or_default().push(key);
    }
    findings.extend(unused.into_iter().map(|(file, keys)| {
        let keys = keys.join("`, `");
        Finding::Wrong(format!("{file}: nothing says `{keys}`. Use or delete in both languages."))
    }));
    findings
}

/// Whether a text in the code is this key, or a key put together (`"month-{number}"`) that can
/// become it.
fn matches(text: &str, key: &str) -> bool {
    let Some((before, rest)) = text.split_once('{') else {
        return text == key;
    };
    let Some((_, after)) = rest.split_once('}') else {
        return false;
    };
    let Some(rest) = key.strip_prefix(before) else {
        return false;
    };
    // What is put in is at least a letter; what follows may hold another place to put something.
    match after {
        "" => !rest.is_empty(),
        _ => (1..rest.len()).any(|at| rest.is_char_boundary(at) && matches(after, &rest[at..])),
    }
}

/// The call whose arguments a text is among, by what stands before the text: `say` for
/// `… say(language(), `.
fn call_around(before: &str) -> Option<&str> {
    let before = before.trim_end().trim_end_matches("&format!(").trim_end();
    let mut inner_calls = 0;
    for (at, character) in before.char_indices().rev() {
        match character {
            ')' => inner_calls += 1,
            '(' if inner_calls == 0 => {
                let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '!';
                return before[..at].rsplit(|c: char| !in_name(c)).next();
            }
            '(' => inner_calls -= 1,
            ';' | '{' | '"' => return None,
            _ => {}
        }
    }
    None
}

/// Whether a text can be a key, or one put together with enough fixed letters to tell which.
fn is_key(text: &str) -> bool {
    let fixed = text.split(['{', '}']).step_by(2).collect::<String>();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    fixed.chars().all(plain) && fixed.chars().filter(char::is_ascii_lowercase).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    fn findings(english: &str, bangla: &str, code: &str) -> Vec<Finding> {
        check(&[
            source("assets/translations/en/words.ftl", english),
            source("assets/translations/bn/words.ftl", bangla),
            source("ui/src/page.rs", code),
        ])
    }

    #[test]
    fn a_sentence_in_both_languages_that_is_said_is_fine() {
        let english = "# A page\nsaved = { $count ->\n    [one] one\n   *[other] { $count }\n }\n";
        assert_eq!(findings(english, "saved = { $count }টি\n", "t!(l, \"saved\", count = 1)"), []);
    }

    #[test]
    fn a_sentence_that_lacks_in_one_language_is_found() {
        let found = findings("yes = Yes\n", "", "t!(l, \"yes\")");
        assert!(wrong(&found)[0].contains("`yes` has no sentence under assets/translations/bn"));
        let found = findings("", "yes = হ্যাঁ\n", "");
        assert!(wrong(&found)[0].contains("`yes` has no sentence under assets/translations/en"));
    }

    #[test]
    fn a_value_that_one_language_forgets_is_found() {
        let found = findings("late = { $name } is late\n", "late = দেরি\n", "t!(l, \"late\")");
        assert!(wrong(&found)[0].starts_with("`late` has the values"));
    }

    #[test]
    fn a_key_that_stands_twice_is_found() {
        let found = findings("yes = Yes\nyes = Yes!\n", "yes = হ্যাঁ\n", "t!(l, \"yes\")");
        assert!(wrong(&found)[0].starts_with("`yes` stands twice"));
    }

    #[test]
    fn a_sentence_that_nothing_says_is_found() {
        let found = findings("yes = Yes\n", "yes = হ্যাঁ\n", "// t!(l, \"yes\")");
        assert!(wrong(&found)[0].contains("nothing says `yes`"));
    }

    #[test]
    fn a_key_put_together_says_every_key_it_can_become() {
        let english = "month-1 = Jan\nmonth-2 = Feb\nmonth-short-1-x = Jan\n";
        let bangla = "month-1 = জানু\nmonth-2 = ফেব্রু\nmonth-short-1-x = জানু\n";
        let both = "say(l, &format!(\"month-{}\", 1), &[]); \"month-{a}-{b}-x\"";
        assert_eq!(findings(english, bangla, both), []);
        let every = findings("yes = Yes\n", "yes = হ্যাঁ\n", "format!(\"{}{}\")");
        assert_eq!(wrong(&every).len(), 1, "that would be every key");
    }

    #[test]
    fn the_words_of_a_list_are_said_by_its_name() {
        let said = "word(language, \"side\", &side)";
        assert_eq!(findings("side-left = Left\n", "side-left = বাম\n", said), []);
        assert_eq!(wrong(&findings("", "", said)).len(), 1);
    }

    #[test]
    fn what_only_a_test_says_is_not_said() {
        let test = "fn y() {}\n\n#[cfg(test)]\nmod tests { fn x() { t!(l, \"yes\"); } }\n";
        assert_eq!(wrong(&findings("yes = Yes\n", "yes = হ্যাঁ\n", test)).len(), 1);
    }

    #[test]
    fn a_key_that_does_not_exist_is_found_where_it_is_asked_for() {
        let code = "let a = 1;\nsay(language(), \"nope\", &[]);\nfold(css, \"no-sentence\");\n";
        let found = findings("", "", code);
        assert_eq!(wrong(&found), ["ui/src/page.rs:2: there is no sentence `nope`."]);
    }
}
