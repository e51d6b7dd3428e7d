//! Staff and guests: who may sign in, and what for.

use crate::fact::{Recorded, facts};
use crate::fold::{Folded, Past};
use crate::ids::PersonId;
use crate::procedure::Role;
use crate::refusal::Refusal;
use crate::text::{self, Field};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

facts! {
    /// What is recorded about a member of staff. The PIN itself is never a fact.
    PersonFact {
        /// Joined, or corrected: the whole card as it now is.
        Described = "described" { card: Card },
        /// May no longer sign in; stays in the records as who they were.
        Left = "left" {},
        Returned = "returned" {},
        /// A new PIN was set, by the actor.
        PinSet = "pin-set" {},
    }
}

/// What is known of a person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Card {
    pub name: String,
    pub name_bn: String,
    pub roles: BTreeSet<Role>,
    /// The number on the badge, which a scanner types.
    #[serde(default)]
    pub staff_no: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    /// Came for one case or one day.
    #[serde(default)]
    pub guest: bool,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    pub card: Card,
    pub left: bool,
    pub pin_set: bool,
}

impl Folded for Person {
    type Fact = PersonFact;

    fn apply(&mut self, fact: &Recorded<PersonFact>, _past: &Past<'_>) {
        match &fact.fact {
            PersonFact::Described { card } => self.card = card.clone(),
            PersonFact::Left {} => self.left = true,
            PersonFact::Returned {} => self.left = false,
            PersonFact::PinSet {} => self.pin_set = true,
        }
    }
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum PersonCommand {
    Describe { card: Card },
    Leave,
    Return,
}

/// `administrators` is how many others could still administer the terminal.
pub fn decide(person: &Person, command: PersonCommand, administrators: usize) -> Result<Vec<PersonFact>, Refusal> {
    let loses_right = |keeps: bool| person.card.roles.contains(&Role::Administrator) && !keeps && administrators == 0;
    Ok(match command {
        PersonCommand::Describe { card } => {
            let card = checked(card)?;
            if loses_right(card.roles.contains(&Role::Administrator)) {
                return Err(Refusal::LastAdministrator);
            }
            if card == person.card { vec![] } else { vec![PersonFact::Described { card }] }
        }
        PersonCommand::Leave if loses_right(false) => return Err(Refusal::LastAdministrator),
        PersonCommand::Leave => vec![PersonFact::Left {}],
        PersonCommand::Return => vec![PersonFact::Returned {}],
    })
}

/// A card with its texts cleaned: a name in at least one script and a role.
pub fn checked(card: Card) -> Result<Card, Refusal> {
    let name = text::line(Field::Name, &card.name)?;
    let name_bn = text::line(Field::NameBangla, &card.name_bn)?;
    if name.is_empty() && name_bn.is_empty() {
        return Err(Refusal::Missing { field: Field::Name });
    }
    if card.roles.is_empty() {
        return Err(Refusal::Missing { field: Field::Roles });
    }
    let or_other = |name: &str, other: &str| if name.is_empty() { other.to_owned() } else { name.to_owned() };
    Ok(Card {
        name: or_other(&name, &name_bn),
        name_bn: or_other(&name_bn, &name),
        roles: card.roles,
        staff_no: text::optional_line(Field::StaffNo, card.staff_no.as_deref())?,
        phone: text::optional_line(Field::Phone, card.phone.as_deref())?,
        guest: card.guest,
    })
}

/// Six digits, not one digit six times and not a run of six up or down.
pub fn pin_is_good(pin: &str) -> Result<(), Refusal> {
    let digits = pin.as_bytes();
    if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Refusal::Malformed { field: Field::Pin });
    }
    let step = |by: i16| digits.windows(2).all(|w| i16::from(w[1]) - i16::from(w[0]) == by);
    if step(0) || step(1) || step(-1) { Err(Refusal::PinTooSimple) } else { Ok(()) }
}

/// Seconds to wait after `failures` wrong PINs in a row: none for the first two, then doubling
/// from 5 seconds to five minutes. Another person is never made to wait.
pub fn pin_delay_seconds(failures: u32) -> u64 {
    match failures {
        0..=2 => 0,
        n => (5u64 << (n - 3).min(6)).min(300),
    }
}

/// Whom a person is shown as: initials in the script of the name.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.ends_with('.') && *word != "Dr").collect();
    let first = |word: &&str| word.chars().next();
    match (words.first().and_then(first), words.get(1).and_then(first)) {
        (Some(a), Some(b)) if a.is_ascii() => format!("{a}{b}"),
        (Some(_), _) => words[0].chars().take(2).collect(),
        _ => name.chars().take(2).collect(),
    }
}

impl Person {
    pub fn has(&self, role: Role) -> bool {
        self.card.roles.contains(&role)
    }
}

/// A person and the id under which others name them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub id: PersonId,
    #[serde(flatten)]
    pub person: Person,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_to_five_minutes() {
        let delays: Vec<u64> = (0..12).map(pin_delay_seconds).collect();
        assert_eq!(delays, [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(pin_delay_seconds(u32::MAX), 300);
    }

    #[test]
    fn a_pin_anyone_would_guess_is_refused() {
        for simple in ["000000", "123456", "987654", "456789"] {
            assert_eq!(pin_is_good(simple), Err(Refusal::PinTooSimple));
        }
        for malformed in ["", "12345", "1234567", "12345a", "১২৩৪৫৬"] {
            assert_eq!(pin_is_good(malformed), Err(Refusal::Malformed { field: Field::Pin }));
        }
        assert_eq!(pin_is_good("482915"), Ok(()));
    }

    #[test]
    fn the_last_administrator_stays() {
        let roles = BTreeSet::from([Role::Administrator]);
        let person = Person {
            card: Card { name: "Anis".into(), name_bn: "আনিস".into(), roles, ..Card::default() },
            ..Person::default()
        };
        assert_eq!(decide(&person, PersonCommand::Leave, 0), Err(Refusal::LastAdministrator));
        assert_eq!(decide(&person, PersonCommand::Leave, 1), Ok(vec![PersonFact::Left {}]));
        let card = Card { roles: BTreeSet::from([Role::Surgeon]), ..person.card.clone() };
        assert_eq!(decide(&person, PersonCommand::Describe { card }, 0), Err(Refusal::LastAdministrator));
    }
}
