//! The recovery key, as it is typed from paper at night.

use store::{KeyKeeper, RecoveryKey, Store, StoreError};

fn a_key() -> RecoveryKey {
    let folder = tempfile::tempdir().unwrap();
    Store::create(folder.path(), "SDH", "T1", KeyKeeper::Nowhere).unwrap().1
}

#[test]
fn it_is_printed_as_fourteen_groups_of_four() {
    let groups = a_key().groups();
    assert_eq!(groups.len(), 14);
    assert!(groups.iter().all(|group| group.len() == 4));
    assert!(groups.concat().chars().all(|c| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(c)));
}

#[test]
fn it_is_read_as_people_write() {
    let key = a_key();
    let printed = key.to_string();
    let as_written = printed.to_lowercase().replace(' ', "-").replace('0', "o").replace('1', "l");
    for typed in [printed.clone(), as_written, format!("  {}\n", printed.replace(' ', "").replace('1', "I"))] {
        assert_eq!(RecoveryKey::parse(&typed).unwrap().public_key(), key.public_key());
    }
}

#[test]
fn one_wrong_letter_or_two_swapped_groups_are_caught() {
    let printed = a_key().to_string();
    let mut groups: Vec<&str> = printed.split(' ').collect();
    groups.swap(2, 9);
    let swapped = groups.join(" ");
    for at in (0..printed.len()).filter(|at| printed.as_bytes()[*at] != b' ') {
        let mut wrong = printed.clone().into_bytes();
        wrong[at] = if wrong[at] == b'7' { b'8' } else { b'7' };
        let wrong = String::from_utf8(wrong).unwrap();
        assert!(matches!(RecoveryKey::parse(&wrong), Err(StoreError::WrongKey)), "{wrong}");
    }
    for typed in [swapped.as_str(), "", "7", &printed[5..], "উউউউ", &"7".repeat(1 << 20)] {
        assert!(matches!(RecoveryKey::parse(typed), Err(StoreError::WrongKey)));
    }
}

#[test]
fn it_is_never_in_what_is_logged() {
    assert_eq!(format!("{:?}", a_key()), "RecoveryKey(..)");
}
