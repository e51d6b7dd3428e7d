//! Facts of an invented hospital to tell the stories with.

use journal::{Author, AuthorKey, ChainId, Draft, Head, Hlc, Sealed, Stream, StreamKind, VerifyingKey, event_id};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use uuid::Uuid;

pub const HOSPITAL: &str = "kaliganj-sadar";
/// 2026-11-22 08:30 in Dhaka.
pub const MORNING_MS: i64 = 1_795_314_600_000;

pub fn theatre_one() -> ChainId {
    ChainId { terminal: "ot-1".into(), epoch: 1 }
}

pub fn key() -> AuthorKey {
    AuthorKey::from_secret(&[7; 32].into())
}

pub fn public_key() -> VerifyingKey {
    key().verifying_key()
}

pub fn author() -> Author {
    Author::after(Head::START, HOSPITAL.into(), theatre_one(), key())
}

/// The `n`th answer on the checklist of one case.
pub fn draft(n: u64) -> Draft {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    let wall_ms = MORNING_MS + n as i64;
    Draft {
        event_id: event_id(wall_ms, random),
        stream: Stream { kind: StreamKind::Procedure, id: "case-0001".into() },
        kind: "checklist-answered".into(),
        schema_version: 1,
        parents: Vec::new(),
        actor: "nurse-shirin".into(),
        hlc: Hlc::new(wall_ms, 0).unwrap(),
        wall_ms,
        monotonic_ms: 5_000 + n as i64,
        boot_id: Uuid::from_u128(0xb007),
        clock_offset_ms: None,
    }
}

pub fn seal_one(author: &mut Author, draft: Draft, payload: &[u8]) -> Sealed {
    let mut turn = author.turn();
    turn.seal(draft, payload.to_vec()).unwrap();
    turn.stored().remove(0)
}

/// The first `count` facts of theatre one's terminal.
pub fn chain(count: u64) -> Vec<Sealed> {
    let mut author = author();
    (1..=count).map(|n| seal_one(&mut author, draft(n), format!("{{\"item\":{n}}}").as_bytes())).collect()
}

fn word(limit: usize) -> impl Strategy<Value = String> {
    // Bangla letters take three bytes each.
    "[a-z0-9ক-হ-]{1,21}".prop_filter("within the limit", move |word| word.len() <= limit)
}

fn uuids(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Uuid>> {
    btree_set(any::<u128>().prop_map(Uuid::from_u128), count).prop_map(|set| set.into_iter().collect())
}

pub fn any_hlc() -> impl Strategy<Value = Hlc> {
    (0..=journal::MAX_HLC_WALL_MS, any::<u32>()).prop_map(|(wall_ms, counter)| Hlc::new(wall_ms, counter).unwrap())
}

/// Any draft within the limits.
pub fn any_draft() -> impl Strategy<Value = Draft> {
    let about = (word(64), word(128), word(64), any::<u16>(), word(128));
    let clocks = (any_hlc(), any::<i64>(), any::<i64>(), any::<Option<i64>>(), any::<u128>());
    (about, clocks, uuids(0..5), any::<i64>(), any::<[u8; 10]>(), prop::bool::ANY).prop_map(
        |(about, clocks, parents, id_ms, random, known_stream)| Draft {
            event_id: event_id(id_ms, random),
            stream: Stream { kind: StreamKind::from(if known_stream { "patient" } else { &about.0 }), id: about.1 },
            kind: about.2,
            schema_version: about.3,
            parents,
            actor: about.4,
            hlc: clocks.0,
            wall_ms: clocks.1,
            monotonic_ms: clocks.2,
            boot_id: Uuid::from_u128(clocks.4),
            clock_offset_ms: clocks.3,
        },
    )
}

/// Any sealed fact of theatre one's terminal.
pub fn any_sealed() -> impl Strategy<Value = Sealed> {
    (any_draft(), vec(any::<u8>(), 0..200), 0..1_000_000_u64).prop_map(|(draft, payload, seq)| {
        let head = Head { seq, hash: journal::Hash::from_bytes([seq as u8; 32]) };
        let mut author = Author::after(head, HOSPITAL.into(), theatre_one(), key());
        seal_one(&mut author, draft, &payload)
    })
}
