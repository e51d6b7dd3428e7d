use std::collections::BTreeMap;

use journal::{ChainId, Fork, Hash, Head, Missing, Vector};
use proptest::prelude::*;

fn chain(terminal: &str, epoch: u32) -> ChainId {
    ChainId { terminal: terminal.into(), epoch }
}

/// The head of a chain whose fact `n` has a hash of `n`s; another `branch` has other hashes.
fn head(seq: u8, branch: u8) -> Head {
    Head { seq: seq.into(), hash: hash(seq, branch) }
}

fn hash(seq: u8, branch: u8) -> Hash {
    let mut bytes = [seq; 32];
    bytes[0] = branch;
    Hash::from_bytes(bytes)
}

fn vector(heads: &[(&str, u32, Head)]) -> Vector {
    let mut vector = Vector::new();
    for (terminal, epoch, head) in heads {
        vector.note(chain(terminal, *epoch), *head).unwrap();
    }
    vector
}

#[test]
fn each_side_learns_what_the_other_lacks() {
    let ours = vector(&[("ot-1", 1, head(9, 0)), ("ot-1", 2, head(4, 0)), ("ot-2", 1, head(3, 0))]);
    let theirs = vector(&[("ot-1", 1, head(9, 0)), ("ot-2", 1, head(7, 0)), ("ot-3", 1, head(2, 0))]);
    let missing = |chain, first, last| Missing { chain, first, last };
    assert_eq!(ours.missing_in(&theirs), [missing(chain("ot-1", 2), 1, 4)]);
    assert_eq!(theirs.missing_in(&ours), [missing(chain("ot-2", 1), 4, 7), missing(chain("ot-3", 1), 1, 2)]);
}

#[test]
fn an_older_head_changes_nothing() {
    let mut ours = vector(&[("ot-1", 1, head(5, 0))]);
    assert_eq!(ours.note(chain("ot-1", 1), head(3, 0)), Ok(()));
    assert_eq!(ours.note(chain("ot-1", 1), head(5, 0)), Ok(()));
    assert_eq!(ours.head(&chain("ot-1", 1)), head(5, 0));
    assert_eq!(ours.head(&chain("ot-9", 1)), Head::START);
}

#[test]
fn the_same_number_with_another_hash_is_a_fork() {
    let mut ours = vector(&[("ot-1", 1, head(5, 0))]);
    let fork = Fork { chain: chain("ot-1", 1), seq: 5 };
    assert_eq!(fork.to_string(), "ot-1 has two different facts numbered 5 in epoch 1");
    assert_eq!(ours.note(chain("ot-1", 1), head(5, 1)), Err(fork.clone()));
    assert_eq!(ours.head(&chain("ot-1", 1)), head(5, 0));

    let theirs = vector(&[("ot-1", 1, head(5, 1))]);
    assert_eq!(ours.forks(&theirs, |_, _| None), [fork]);
}

#[test]
fn a_fork_behind_our_head_is_found_by_looking_back() {
    let ours = vector(&[("ot-1", 1, head(9, 0)), ("ot-2", 1, head(9, 0))]);
    let theirs = vector(&[("ot-1", 1, head(4, 1)), ("ot-2", 1, head(4, 0))]);
    let look_back = |_: &ChainId, seq: u64| Some(hash(seq as u8, 0));
    assert_eq!(ours.forks(&theirs, look_back), [Fork { chain: chain("ot-1", 1), seq: 4 }]);
    // They can't tell yet: our fact 9 is ahead of them.
    assert_eq!(theirs.forks(&ours, look_back), []);
}

#[test]
fn a_vector_in_a_message_is_a_list() {
    let ours = vector(&[("ot-1", 1, head(2, 0)), ("ot-1", 2, head(1, 0))]);
    let json = serde_json::to_string(&ours).unwrap();
    let zeros_then = |seq: &str| format!("00{}", seq.repeat(31));
    assert_eq!(
        json,
        format!(
            r#"[{{"terminal":"ot-1","epoch":1,"seq":2,"hash":"{}"}},{{"terminal":"ot-1","epoch":2,"seq":1,"hash":"{}"}}]"#,
            zeros_then("02"),
            zeros_then("01"),
        )
    );
    assert_eq!(serde_json::from_str::<Vector>(&json).unwrap(), ours);
}

#[test]
fn a_vector_that_contradicts_itself_is_refused() {
    let entry = |seq: u64| format!(r#"{{"terminal":"ot-1","epoch":1,"seq":{seq},"hash":"{}"}}"#, Hash::ZERO);
    let read = |text: String| serde_json::from_str::<Vector>(&text);
    assert!(read(format!("[{}]", entry(1))).is_ok());
    assert!(read(format!("[{},{}]", entry(1), entry(2))).is_err());
    assert!(read(format!("[{}]", entry(0))).is_err());
    assert!(read(format!("[{}]", entry(u64::MAX))).is_err());
}

proptest! {
    /// After each sent what the other lacked, both hold the same.
    #[test]
    fn an_exchange_makes_two_vectors_equal(
        ours in prop::collection::btree_map(0..6_u32, 1..200_u8, 0..6),
        theirs in prop::collection::btree_map(0..6_u32, 1..200_u8, 0..6),
    ) {
        let build = |heads: &BTreeMap<u32, u8>| {
            let mut vector = Vector::new();
            for (epoch, seq) in heads {
                vector.note(chain("ot-1", *epoch), head(*seq, 0)).unwrap();
            }
            vector
        };
        let (mut ours, mut theirs) = (build(&ours), build(&theirs));
        let (for_them, for_us) = (ours.missing_in(&theirs), theirs.missing_in(&ours));
        for missing in for_them {
            prop_assert_eq!(missing.first, theirs.head(&missing.chain).seq + 1);
            theirs.note(missing.chain, head(missing.last as u8, 0)).unwrap();
        }
        for missing in for_us {
            prop_assert_eq!(missing.first, ours.head(&missing.chain).seq + 1);
            ours.note(missing.chain, head(missing.last as u8, 0)).unwrap();
        }
        prop_assert_eq!(&ours, &theirs);
        prop_assert!(ours.missing_in(&theirs).is_empty());
    }
}
