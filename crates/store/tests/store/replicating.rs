//! The store as a replica: what it says it holds, and what others are said to hold.

use crate::hospital::*;
use journal::wire::Fact;
use journal::{AuthorKey, ChainId};
use store::{KeyKeeper, Store};
use sync::Replica;
use sync::messages::{KnownAuthor, PublicKey};
use zeroize::Zeroizing;

fn terminal(name: &str) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), CODE, name, KeyKeeper::File).unwrap();
    (folder, store)
}

/// With some facts in it.
fn busy(name: &str) -> (tempfile::TempDir, Store, ChainId) {
    let (folder, mut store) = terminal(name);
    set_up_hospital(&mut store);
    registered(&mut store, named("Rina Begum", "রিনা বেগম"));
    (folder, store, ChainId { terminal: name.into(), epoch: 1 })
}

fn facts_of(store: &Store) -> Vec<Fact> {
    let mut facts = Vec::new();
    store.each_fact(&mut |sealed| facts.push(Fact::new(&sealed).unwrap())).unwrap();
    facts
}

#[test]
fn a_chain_is_said_to_be_held_up_to_its_first_gap() {
    let (_one, one, chain) = busy("T1");
    let (_two, mut two) = terminal("T2");
    assert!(two.know_author("T1", &one.verifying_key().unwrap()).unwrap());
    let facts = facts_of(&one);
    assert!(facts.len() >= 3);
    two.receive(now(), &facts[..1]).unwrap();
    two.receive(now(), &facts[2..]).unwrap();
    assert_eq!(two.vector().unwrap().head(&chain).seq, 1);
    assert_eq!(two.vector().unwrap().head(&chain).hash, facts[0].hash());
    two.receive(now(), &facts[1..2]).unwrap();
    let head = two.vector().unwrap().head(&chain);
    assert_eq!((head.seq, head.hash), (facts.len() as u64, facts.last().unwrap().hash()));
    assert_eq!(two.hash_of(&chain, 2).unwrap(), Some(facts[1].hash()));
    let some = two.facts_after(&chain, 1, 2, usize::MAX).unwrap();
    assert_eq!(some, facts[1..3]);
    assert_eq!(two.facts_after(&chain, 0, 10, 1).unwrap().len(), 1, "one, however large it is");
}

#[test]
fn what_is_kept_elsewhere_no_longer_waits_until_it_is_lost_there() {
    let (folder, mut store, chain) = busy("T1");
    let all = store.fact_count();
    assert_eq!(store.unsent_facts(), all);
    store.note_kept(&chain, all - 1).unwrap();
    assert_eq!(store.unsent_facts(), 1);
    drop(store);
    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.unsent_facts(), 1, "it is known after a power cut");
    store.note_kept(&chain, all).unwrap();
    assert_eq!(store.unsent_facts(), 0);
    // The centre came back from an old backup.
    store.note_kept(&chain, 1).unwrap();
    assert_eq!(store.unsent_facts(), all - 1);
}

#[test]
fn keys_of_the_centre_hold_for_their_epoch_only() {
    let (_folder, mut store, _) = busy("T1");
    let key = |byte| AuthorKey::from_secret(&Zeroizing::new([byte; 32])).verifying_key();
    let author =
        |terminal: &str, epoch, key| KnownAuthor { terminal: terminal.into(), epoch, key: PublicKey::of(&key) };
    let own = store.verifying_key().unwrap();
    store.learn(&[author("C", 1, key(1)), author("C", 2, key(2)), author("T1", 1, key(3))]).unwrap();
    let chain = |terminal: &str, epoch| ChainId { terminal: terminal.into(), epoch };
    assert!(store.know_author_of_epoch(&chain("C", 2), &key(2)).unwrap());
    assert!(!store.know_author_of_epoch(&chain("C", 2), &key(1)).unwrap(), "the first that was told stays");
    store.learn(&[author("C", 1, key(9))]).unwrap();
    assert!(store.know_author_of_epoch(&chain("C", 1), &key(1)).unwrap());
    assert!(store.know_author_of_epoch(&chain("T1", 7), &own).unwrap(), "nobody tells a terminal its own key");
}
