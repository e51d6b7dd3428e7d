//! How alike two patients are. A shared phone and a guessed birth date are weak evidence; a
//! number or name with father's or husband's name is strong.

use super::{Birth, Identity, Patient};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// How probably two records are one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    Possible,
    Likely,
    /// The same national number.
    Same,
}

/// Compares what was typed with a patient on record; none when they are plainly two.
pub fn likeness(typed: &Identity, uhid: Option<&str>, patient: &Patient) -> Option<Likeness> {
    let known = &patient.identity;
    if typed.unknown || known.unknown || patient.same_as.is_some() {
        return None;
    }
    let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    if same(uhid, patient.uhid.as_deref())
        || same(typed.nid.as_deref(), known.nid.as_deref())
        || same(typed.birth_registration.as_deref(), known.birth_registration.as_deref())
    {
        return Some(Likeness::Same);
    }
    let name = (sounds(&typed.name) == sounds(&known.name) && !typed.name.is_empty())
        || (!typed.name_bn.is_empty() && folded(&typed.name_bn) == folded(&known.name_bn));
    if !name || (typed.sex != known.sex && typed.sex != Default::default() && known.sex != Default::default()) {
        return None;
    }
    let relative = match (&typed.relative, &known.relative) {
        (Some(a), Some(b)) => Some(sounds(&a.name) == sounds(&b.name)),
        _ => None,
    };
    let age = years_apart(typed.birth, known.birth).map(|years| years <= 3);
    let phone = same(typed.phone.as_deref(), known.phone.as_deref());
    match (relative, age) {
        (Some(true), Some(false)) => Some(Likeness::Possible),
        (Some(true), _) => Some(Likeness::Likely),
        (Some(false), _) => phone.then_some(Likeness::Possible),
        (None, Some(true)) if phone => Some(Likeness::Likely),
        (None, Some(true)) => Some(Likeness::Possible),
        (None, _) => phone.then_some(Likeness::Possible),
    }
}

fn years_apart(a: Birth, b: Birth) -> Option<i32> {
    let year = |birth| match birth {
        Birth::On(date) => Some(date.year()),
        Birth::About { years, on } => Some(on.year() - i32::from(years)),
        Birth::Unknown => None,
    };
    Some((year(a)? - year(b)?).abs())
}

/// A name without its spaces, points and capitals: equal for spellings that mean one name.
pub fn folded(name: &str) -> String {
    name.nfc().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>().to_lowercase()
}

/// The English spelling of a Bangla name varies: Akhter, Akter, Aktar. Titles go, vowels after
/// the first letter go, letters that stand for one sound become one.
pub fn sounds(name: &str) -> String {
    let mut key = String::new();
    for word in folded_words(name) {
        let mut last = ' ';
        for (i, c) in word.chars().enumerate() {
            let c = match c {
                'z' => 'j',
                'v' => 'b',
                'w' => 'o',
                'q' | 'c' => 'k',
                'y' => 'i',
                c => c,
            };
            let silent = i > 0 && matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h');
            if !silent && c != last {
                key.push(c);
                last = c;
            }
        }
        key.push(' ');
    }
    key
}

fn folded_words(name: &str) -> Vec<String> {
    let titles = ["md", "mohammad", "mohammed", "muhammad", "mst", "mosammat", "mrs", "mr", "dr", "late"];
    name.nfc()
        .collect::<String>()
        .to_lowercase()
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty() && !titles.contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Relation, Relative, Sex};
    use super::*;
    use time::macros::date;

    fn patient(name: &str, father: &str, years: u8) -> Patient {
        let identity = Identity {
            name: name.into(),
            sex: Sex::Female,
            birth: Birth::About { years, on: date!(2026 - 11 - 22) },
            relative: Some(Relative { relation: Relation::Father, name: father.into() }),
            ..Identity::default()
        };
        Patient { identity, ..Patient::default() }
    }

    #[test]
    fn spellings_of_one_name_are_found() {
        let known = patient("Nasrin Akhter", "Abdul Malek", 24);
        let typed = patient("Mst. Nasrin Akter", "Abdul Maleque", 25).identity;
        assert_eq!(likeness(&typed, None, &known), Some(Likeness::Likely));
    }

    #[test]
    fn another_father_is_another_person() {
        let known = patient("Anowara Begum", "Mannan", 52);
        let mut typed = patient("Anowara Begum", "Selim", 50).identity;
        assert_eq!(likeness(&typed, None, &known), None);
        let mut with_phone = known.clone();
        with_phone.identity.phone = Some("01711000000".into());
        typed.phone = with_phone.identity.phone.clone();
        assert_eq!(likeness(&typed, None, &with_phone), Some(Likeness::Possible), "a family's phone");
    }
}
