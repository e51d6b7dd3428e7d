use journal::{Author, Broken, ChainCheck, ChainId, Flaw, Hash, Head, Malformed, Sealed, StreamKind, verify};
use uuid::Uuid;
use zeroize::ZeroizeOnDrop;

use crate::facts::{HOSPITAL, author, chain, draft, key, public_key, seal_one, theatre_one};

fn check_from(head: Head) -> ChainCheck {
    ChainCheck::after(head, HOSPITAL.into(), theatre_one(), public_key())
}

fn walk<'a>(facts: impl IntoIterator<Item = &'a Sealed>) -> Vec<(u64, Flaw)> {
    let mut check = check_from(Head::START);
    facts.into_iter().flat_map(|fact| check.feed(fact)).map(|Broken { seq, flaw, .. }| (seq, flaw)).collect()
}

#[test]
fn a_chain_of_a_thousand_facts_proves() {
    let facts = chain(1_000);
    assert_eq!(walk(&facts), []);
    assert_eq!(facts[999].envelope.seq, 1_000);
    assert_eq!(facts[0].envelope.prev_hash, Hash::ZERO);
}

#[test]
fn a_check_goes_on_from_a_head_that_was_proved_before() {
    let facts = chain(6);
    let mut check = check_from(Head { seq: 3, hash: facts[2].hash });
    assert!(facts[3..].iter().all(|fact| check.feed(fact).is_empty()));

    let mut check = check_from(Head { seq: 3, hash: facts[1].hash });
    assert_eq!(check.feed(&facts[3])[0].flaw, Flaw::PrevHash);
}

#[test]
fn a_removed_fact_is_named_at_its_successor() {
    let mut facts = chain(10);
    facts.remove(4);
    assert_eq!(walk(&facts), [(6, Flaw::Gap { expected: 5 })]);
}

#[test]
fn a_removed_beginning_is_named() {
    let facts = chain(4);
    assert_eq!(walk(&facts[2..]), [(3, Flaw::Gap { expected: 1 })]);
}

#[test]
fn swapped_facts_are_named() {
    let mut facts = chain(10);
    facts.swap(4, 5);
    assert_eq!(walk(&facts), [(6, Flaw::Gap { expected: 5 }), (5, Flaw::OutOfOrder { last: 6 }),]);
}

#[test]
fn a_duplicated_fact_is_named() {
    let mut facts = chain(5);
    facts.insert(3, facts[2].clone());
    assert_eq!(walk(&facts), [(3, Flaw::Repeated)]);
}

#[test]
fn a_fact_with_the_wrong_predecessor_is_named() {
    let mut facts = chain(3);
    let elsewhere = Head { seq: 3, hash: Hash::from_bytes([9; 32]) };
    let mut astray = Author::after(elsewhere, HOSPITAL.into(), theatre_one(), key());
    facts.push(seal_one(&mut astray, draft(4), b"{}"));
    facts.push(seal_one(&mut astray, draft(5), b"{}"));
    assert_eq!(walk(&facts), [(4, Flaw::PrevHash)]);
}

#[test]
fn a_cloned_disk_shows_as_a_fork_and_both_branches_are_followed() {
    let trunk = chain(3);
    let head = Head { seq: 3, hash: trunk[2].hash };
    let branch = |first: u64| {
        let mut author = Author::after(head, HOSPITAL.into(), theatre_one(), key());
        [first, first + 1].map(|n| seal_one(&mut author, draft(n), b"{}"))
    };
    let [ours_4, ours_5] = branch(40);
    let [theirs_4, theirs_5] = branch(50);
    let mut facts = trunk;
    facts.extend([ours_4, theirs_4, theirs_5.clone(), ours_5]);
    let check = walk(&facts);
    assert_eq!(check, [(4, Flaw::Fork), (5, Flaw::Fork)]);

    let named = {
        let mut check = check_from(Head::START);
        facts.iter().flat_map(|f| check.feed(f)).last().unwrap()
    };
    assert_ne!(named.event_id, theirs_5.envelope.event_id);
}

#[test]
fn a_forged_fact_takes_no_place_from_the_true_one() {
    let mut facts = chain(5);
    let mut forged = facts[2].clone();
    forged.envelope.actor = "someone-else".into();
    forged.hash = journal::hash(&forged.envelope).unwrap();
    facts.insert(2, forged);
    assert_eq!(walk(&facts), [(3, Flaw::Signature)]);
}

#[test]
fn an_altered_payload_after_a_gap_is_not_hidden_by_the_gap() {
    let mut facts = chain(5);
    facts[3].payload = Some(b"{}".to_vec());
    facts.remove(2);
    assert_eq!(walk(&facts), [(4, Flaw::Gap { expected: 3 }), (4, Flaw::Payload)]);
}

#[test]
fn pruned_payloads_leave_the_chain_proven() {
    let mut facts = chain(20);
    for fact in &mut facts[..10] {
        fact.payload = None;
    }
    assert_eq!(walk(&facts), []);
}

#[test]
fn a_fact_of_another_terminal_epoch_or_hospital_is_not_of_this_chain() {
    let elsewhere = |hospital: &str, terminal: &str, epoch| {
        let chain = ChainId { terminal: terminal.into(), epoch };
        let mut author = Author::after(Head::START, hospital.into(), chain, key());
        seal_one(&mut author, draft(1), b"{}")
    };
    for stranger in
        [elsewhere("another-hospital", "ot-1", 1), elsewhere(HOSPITAL, "ot-2", 1), elsewhere(HOSPITAL, "ot-1", 2)]
    {
        assert_eq!(walk([&stranger]), [(1, Flaw::OtherChain)]);
    }
}

#[test]
fn a_turn_that_was_not_stored_leaves_the_author_where_he_was() {
    let mut author = author();
    let mut lost = author.turn();
    lost.seal(draft(1), b"lost in a full disk".to_vec()).unwrap();
    assert_eq!(lost.facts().len(), 1);
    drop(lost);
    assert_eq!(author.head(), Head::START);

    let kept = seal_one(&mut author, draft(2), b"kept");
    assert_eq!(kept.envelope.seq, 1);
    assert_eq!(author.head(), Head { seq: 1, hash: kept.hash });
}

#[test]
fn the_facts_of_one_turn_follow_each_other() {
    let mut author = author();
    let mut turn = author.turn();
    for n in 1..=3 {
        turn.seal(draft(n), b"{}".to_vec()).unwrap();
    }
    let mut facts = turn.stored();
    facts.push(seal_one(&mut author, draft(4), b"{}"));
    assert_eq!(walk(&facts), []);
    assert_eq!(facts[3].envelope.seq, 4);
}

#[test]
fn a_refused_draft_leaves_the_turn_as_it_was() {
    let mut author = author();
    let mut turn = author.turn();
    turn.seal(draft(1), b"{}".to_vec()).unwrap();
    let mut nameless = draft(2);
    nameless.actor.clear();
    assert_eq!(turn.seal(nameless, b"{}".to_vec()), Err(Malformed::Empty { field: "actor" }));
    turn.seal(draft(3), b"{}".to_vec()).unwrap();
    assert_eq!(walk(&turn.stored()), []);
}

#[test]
fn parents_are_put_in_order_by_the_author() {
    let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
    let mut draft = draft(1);
    draft.parents = vec![c, a, b, a];
    let sealed = seal_one(&mut author(), draft, b"{}");
    assert_eq!(sealed.envelope.parents, [a, b, c]);
    assert_eq!(verify(&sealed, &public_key()), Ok(()));
}

#[test]
fn an_author_resumes_after_a_restart() {
    let facts = chain(3);
    let head = Head { seq: 3, hash: facts[2].hash };
    let saved = key().secret();
    let same_key = journal::AuthorKey::from_secret(&saved);
    let mut resumed = Author::after(head, HOSPITAL.into(), theatre_one(), same_key);
    let mut all = facts;
    all.push(seal_one(&mut resumed, draft(4), b"{}"));
    assert_eq!(walk(&all), []);
}

#[test]
fn the_key_is_wiped_when_it_is_dropped() {
    fn wiped<T: ZeroizeOnDrop>() {}
    wiped::<journal::AuthorKey>();
    wiped::<ed25519_dalek::SigningKey>();
}

#[test]
fn stream_kinds_keep_their_words() {
    for word in ["procedure", "patient", "person", "theatre", "resource", "hospital", "terminal", "audit"] {
        let kind = StreamKind::from(word);
        assert_eq!(kind.as_str(), word);
        assert!(!matches!(kind, StreamKind::Other(_)), "{word}");
    }
}

#[test]
fn event_ids_sort_by_time_and_survive_any_clock() {
    let random = [0xff; 10];
    let id = |now_ms| journal::event_id(now_ms, random);
    let ids = [0, 1, 1_795_314_600_000, journal::MAX_HLC_WALL_MS].map(id);
    assert!(ids.is_sorted());
    assert!(ids.iter().all(|id| id.get_version_num() == 7));
    assert_eq!(id(i64::MIN), id(0));
    assert_eq!(id(i64::MAX), id(journal::MAX_HLC_WALL_MS));
}
