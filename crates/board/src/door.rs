//! Who is offered at the door, and whose badge was scanned.

use ipc::PersonHere;
use language::typed;

/// Without typing: all of today's people, most cases first, and others who can sign in as long as
/// there is room.
pub fn offered(people: &[PersonHere], typed: &str, room: usize) -> Vec<PersonHere> {
    let wanted = typed::latin(typed.trim()).to_lowercase();
    let mut shown: Vec<PersonHere> =
        people.iter().filter(|person| wanted.is_empty() || is_called(person, &wanted)).cloned().collect();
    shown.sort_by_key(|person| {
        (std::cmp::Reverse(person.cases_today), !person.has_pin, person.card.guest, person.card.name.clone())
    });
    let todays = shown.iter().filter(|person| person.cases_today > 0).count();
    shown.truncate(room.max(todays));
    shown
}

fn is_called(person: &PersonHere, wanted: &str) -> bool {
    let card = &person.card;
    let number = card.staff_no.as_deref().unwrap_or_default().to_lowercase();
    card.name.to_lowercase().contains(wanted) || card.name_bn.contains(wanted) || number.contains(wanted)
}

/// A scanner types the staff number and Enter.
pub fn by_badge(people: &[PersonHere], typed: &str) -> Option<PersonHere> {
    let scanned = typed::latin(typed.trim());
    let mut bearers = people.iter().filter(|person| {
        let number = person.card.staff_no.as_deref();
        number.is_some_and(|number| number.eq_ignore_ascii_case(&scanned))
    });
    match (bearers.next(), bearers.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PersonId;
    use domain::person::Card;

    fn person(number: u128, name: &str, staff_no: &str, cases_today: u32) -> PersonHere {
        PersonHere {
            id: PersonId(format!("{number:032x}").parse().expect("an id")),
            card: Card {
                name: name.into(),
                name_bn: "রাবেয়া".into(),
                staff_no: Some(staff_no.into()),
                ..Card::default()
            },
            cases_today,
            drafts: 0,
            has_pin: true,
            wait_seconds: 0,
        }
    }

    #[test]
    fn those_on_todays_lists_come_first() {
        let people = [person(1, "Anis", "N-1", 0), person(2, "Rabeya", "N-2", 3), person(3, "Lipi", "N-3", 1)];
        let names: Vec<String> = offered(&people, "", 10).into_iter().map(|person| person.card.name).collect();
        assert_eq!(names, ["Rabeya", "Lipi", "Anis"]);
    }

    #[test]
    fn a_badge_is_a_whole_number_and_never_two_people() {
        let people = [person(1, "Anis", "N-1", 0), person(2, "Rabeya", "N-11", 0), person(3, "Lipi", "n-11", 0)];
        assert_eq!(by_badge(&people, "n-1").map(|person| person.card.name), Some("Anis".into()));
        assert_eq!(by_badge(&people, "N-11"), None, "two people with one number");
        assert_eq!(by_badge(&people, ""), None);
    }
}
