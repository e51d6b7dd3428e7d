//! Bytes that must never change.
//!
//! Each fact that was ever recorded is hashed and signed over these bytes. Field order, field
//! types, lengths, even the names of the streams and the tags must stay: were one of these tests
//! made to pass by new bytes, every signature in every hospital would fail. A new form is a new
//! version beside this one.

use data_encoding::HEXLOWER;
use journal::canonical::{decode, encode};
use journal::{Author, ChainId, Draft, Hash, Head, Hlc, Sealed, Stream, StreamKind, event_id, verify};
use uuid::Uuid;

use crate::facts::{key, public_key};

/// The first fact of an epoch, with nothing that may be left out.
fn plain() -> Sealed {
    seal(
        Head::START,
        Draft {
            event_id: event_id(1_795_314_600_000, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            stream: Stream { kind: StreamKind::Procedure, id: "case-0001".into() },
            kind: "sign-in-answered".into(),
            schema_version: 1,
            parents: vec![],
            actor: "nurse-shirin".into(),
            hlc: Hlc::new(1_795_314_600_000, 0).unwrap(),
            wall_ms: 1_795_314_600_000,
            monotonic_ms: 5_000,
            boot_id: Uuid::from_u128(0x0b00_0000_0000_4000_8000_0000_0000_0001),
            clock_offset_ms: None,
        },
        b"{\"item\":1,\"answer\":\"yes\"}",
    )
}

/// A later one, with parents, a stream of a newer version, Bangla, and a clock before 1970.
fn full() -> Sealed {
    seal(
        Head { seq: 258, hash: Hash::from_bytes([0xcd; 32]) },
        Draft {
            event_id: event_id(1_795_314_600_001, [0xff; 10]),
            stream: Stream { kind: StreamKind::from("blood-bag"), id: "ব্যাগ-৭".into() },
            kind: "bag-issued".into(),
            schema_version: 513,
            parents: vec![Uuid::from_u128(2), Uuid::from_u128(1)],
            actor: "ডা. রহমান".into(),
            hlc: Hlc::new(1_795_314_600_001, 66_051).unwrap(),
            wall_ms: -1,
            monotonic_ms: 72_623_859_790_382_856,
            boot_id: Uuid::from_u128(u128::MAX),
            clock_offset_ms: Some(-21_600_000),
        },
        b"",
    )
}

fn seal(head: Head, draft: Draft, payload: &[u8]) -> Sealed {
    let chain = ChainId { terminal: "ot-1".into(), epoch: 3 };
    let mut author = Author::after(head, "kaliganj-sadar".into(), chain, key());
    crate::facts::seal_one(&mut author, draft, payload)
}

#[track_caller]
fn stays(sealed: &Sealed, bytes: &str, hash: &str, signature: &str) {
    let encoded = encode(&sealed.envelope).unwrap();
    assert_eq!(HEXLOWER.encode(&encoded), bytes, "the canonical bytes");
    assert_eq!(sealed.hash.to_string(), hash, "their hash");
    assert_eq!(sealed.signature.to_string(), signature, "the signature");

    let written_then = HEXLOWER.decode(bytes.as_bytes()).unwrap();
    assert_eq!(decode(&written_then).as_ref(), Ok(&sealed.envelope));
    assert_eq!(verify(sealed, &public_key()), Ok(()));
}

#[test]
fn a_plain_fact_keeps_its_bytes() {
    stays(
        &plain(),
        concat!(
            "7368616c79612e656e76656c6f70652e76310101a20116c8407102830405060708090a000e6b616c",
            "6967616e6a2d736164617200046f742d310000000300000000000000010000000000000000000000",
            "000000000000000000000000000000000000000000000970726f6365647572650009636173652d30",
            "30303100107369676e2d696e2d616e73776572656400010000000c6e757273652d73686972696e00",
            "0001a20116c84000000000000001a20116c84000000000000013880b000000000040008000000000",
            "00000100035e4eb99dbe58551c8badff033e9fcbaf2c82caa2942546d14e30acf8a04db3",
        ),
        "0581a26a3ab8be970813b78bd01bd8cdb5cbb996aaf5082d29bf47d63073a411",
        "G7k0078p1l9WIu5IRkj+2gnk790MY6GIV8safTsJ+GmQazcObYrlml1vitRea2DSlsAzDWGakFO9y/hv5CiMBA==",
    );
}

#[test]
fn a_full_fact_keeps_its_bytes() {
    stays(
        &full(),
        concat!(
            "7368616c79612e656e76656c6f70652e76310101a20116c8417fffbfffffffffffffff000e6b616c",
            "6967616e6a2d736164617200046f742d31000000030000000000000103cdcdcdcdcdcdcdcdcdcdcd",
            "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd0009626c6f6f642d6261670013e0a6ace0a78d",
            "e0a6afe0a6bee0a6972de0a7ad000a6261672d697373756564020100020000000000000000000000",
            "0000000001000000000000000000000000000000020017e0a6a1e0a6be2e20e0a6b0e0a6b9e0a6ae",
            "e0a6bee0a6a8000001a20116c84100010203ffffffffffffffff0102030405060708ffffffffffff",
            "ffffffffffffffffffff01fffffffffeb66900e3b0c44298fc1c149afbf4c8996fb92427ae41e464",
            "9b934ca495991b7852b855",
        ),
        "bff6c3f89076ec2ecc9393120d2326e9b1b95e40fc6715ec3adeb7dae91ed372",
        "Z8l7i3w4GC0dGqNLoXCxLAlUHBHCMjL98MDQn4oVNcsp2nF3UecGsH1pfdQUGckErK9zlqNrSu4kd3qELqhDAw==",
    );
}
