//! Who may do what: SERVICE.md's CanAccessProcedure and anonymizeSensitiveProcedures, and the roles of
//! a district hospital.

use crate::theatre::{Terminal, because, person, request};
use domain::Refusal;
use domain::access::{Right, check, may, may_add, sees_whole};
use domain::catalogue::Catalogue;
use domain::person::{Card, Person};
use domain::procedure::{Command, Operation, Role};

fn somebody(role: Role) -> Person {
    Person { card: Card { roles: [role].into(), ..Card::default() }, ..Person::default() }
}

#[test]
fn each_role_may_what_its_work_asks_for_and_nothing_else() {
    use Right::*;
    let surgeons = vec![Read, Write, Schedule, Perform, FullAccess];
    let nurses = vec![Read, Write, Schedule, FullAccess];
    let said = [
        (Role::Surgeon, surgeons.clone()),
        (Role::Obstetrician, surgeons.clone()),
        (Role::Anaesthetist, surgeons),
        (Role::AssistantSurgeon, vec![Read, Write, Perform]),
        (Role::Paediatrician, vec![Read, Write, Perform]),
        (Role::ScrubNurse, nurses.clone()),
        (Role::CirculatingNurse, nurses.clone()),
        (Role::RecoveryNurse, nurses),
        (Role::Trainee, vec![Read, Write]),
        (Role::Technician, vec![Read, Write]),
        (Role::TheatreManager, vec![Read, Write, Schedule, FullAccess, Administer]),
        (Role::Administrator, vec![Read, Administer]),
    ];
    for role in Role::ALL {
        let (_, expected) = said.iter().find(|(said, _)| *said == role).unwrap();
        for right in [Read, Write, Schedule, Perform, FullAccess, Administer] {
            assert_eq!(may(&somebody(role), right), expected.contains(&right), "{role:?} {right:?}");
        }
    }
}

#[test]
fn whoever_has_two_roles_may_what_either_may_and_whoever_left_may_nothing() {
    let mut both = somebody(Role::Trainee);
    both.card.roles.insert(Role::Administrator);
    assert!(may(&both, Right::Write) && may(&both, Right::Administer) && !may(&both, Right::Schedule));
    both.left = true;
    assert!(!may(&both, Right::Read) && !may(&both, Right::Write) && !may(&both, Right::Administer));
}

#[test]
fn a_place_on_the_team_allows_to_record_in_the_case_and_not_to_book_it() {
    let mut terminal = Terminal::with_case(false);
    let cancel = Command::Cancel { reason: because("the patient went home") };
    let administrator = somebody(Role::Administrator);
    let of =
        |terminal: &Terminal, who, command: &Command| check(&administrator, person(who), &terminal.case(), command);
    assert_eq!(of(&terminal, 1, &cancel), Err(Refusal::NotAllowed));
    terminal.record(0, Command::JoinTeam { person: person(1), role: Role::Surgeon }).unwrap();
    assert_eq!(of(&terminal, 1, &cancel), Ok(()));
    assert_eq!(of(&terminal, 2, &cancel), Err(Refusal::NotAllowed), "another person");
    for booking in [request(false), Command::ReturnToWaiting { reason: because("no blood") }] {
        assert_eq!(of(&terminal, 1, &booking), Err(Refusal::NotAllowed));
        assert_eq!(check(&somebody(Role::Trainee), person(3), &terminal.case(), &booking), Err(Refusal::NotAllowed));
        assert_eq!(check(&somebody(Role::ScrubNurse), person(3), &terminal.case(), &booking), Ok(()));
    }
}

#[test]
fn whoever_books_adds_a_guest_who_cannot_sign_in_and_only_who_administers_adds_anyone() {
    let guest = Card { guest: true, roles: [Role::Surgeon].into(), ..Card::default() };
    let (nurse, trainee, manager) =
        (somebody(Role::ScrubNurse), somebody(Role::Trainee), somebody(Role::TheatreManager));
    assert!(may_add(&nurse, &guest, false));
    assert!(!may_add(&nurse, &guest, true), "a guest with a PIN signs in");
    assert!(!may_add(&trainee, &guest, false));
    let staff = Card { guest: false, ..guest.clone() };
    assert!(!may_add(&nurse, &staff, false));
    let running_the_place = Card { roles: [Role::Administrator].into(), ..guest };
    assert!(!may_add(&nurse, &running_the_place, false));
    assert!(may_add(&manager, &staff, true) && may_add(&manager, &running_the_place, true));
}

#[test]
fn a_sensitive_case_is_whole_for_its_team_and_for_full_access_only() {
    let ordinary = Terminal::with_case(false);
    let mut sensitive = Terminal::new("T1");
    let Command::Request(request) = request(false) else { unreachable!("a request") };
    let of_a_sensitive_class = Catalogue::embedded().entries().iter().find(|entry| entry.sensitive.is_some()).unwrap();
    let operation = Operation::of(of_a_sensitive_class);
    sensitive.record(0, Command::Request(domain::procedure::Request { operation, ..request })).unwrap();
    let trainee = somebody(Role::Trainee);
    assert!(sees_whole(&trainee, person(1), &ordinary.case()));
    assert!(!sees_whole(&trainee, person(1), &sensitive.case()));
    assert!(sees_whole(&somebody(Role::Surgeon), person(1), &sensitive.case()));
    sensitive.record(0, Command::JoinTeam { person: person(1), role: Role::Trainee }).unwrap();
    assert!(sees_whole(&trainee, person(1), &sensitive.case()));
    assert!(!sees_whole(&trainee, person(2), &sensitive.case()));
}
