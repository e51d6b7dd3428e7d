use journal::canonical::{MAX_ENVELOPE_BYTES, decode, encode};
use journal::{
    Envelope, MAX_NAME_BYTES, MAX_PARENTS, MAX_PAYLOAD_BYTES, MAX_REFERENCE_BYTES, MAX_SEQ, Malformed, StreamKind,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::facts::{any_sealed, author, chain, draft};

proptest! {
    #[test]
    fn what_is_encoded_decodes_to_the_same_envelope(sealed in any_sealed()) {
        let bytes = encode(&sealed.envelope).unwrap();
        prop_assert_eq!(decode(&bytes).unwrap(), sealed.envelope);
    }

    /// One envelope has one encoding: no other bytes decode to it.
    #[test]
    fn what_decodes_encodes_to_the_same_bytes(
        sealed in any_sealed(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode(&sealed.envelope).unwrap();
        for (place, value) in changes {
            *place.get_mut(&mut bytes) = value;
        }
        if let Ok(envelope) = decode(&bytes) {
            prop_assert_eq!(encode(&envelope).unwrap(), bytes);
        }
    }
}

fn envelope() -> Envelope {
    chain(1).remove(0).envelope
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Envelope), expected: Malformed) {
    let mut envelope = envelope();
    change(&mut envelope);
    assert_eq!(encode(&envelope), Err(expected));
}

fn too_long(field: &'static str, limit: usize) -> Malformed {
    Malformed::TooLong { field, found: limit + 1, limit }
}

#[test]
fn a_text_over_its_limit_is_refused_by_name() {
    let name = "x".repeat(MAX_NAME_BYTES + 1);
    let reference = "x".repeat(MAX_REFERENCE_BYTES + 1);
    refused(|e| e.hospital = name.clone(), too_long("hospital", MAX_NAME_BYTES));
    refused(|e| e.terminal = name.clone(), too_long("terminal", MAX_NAME_BYTES));
    refused(|e| e.kind = name.clone(), too_long("kind", MAX_NAME_BYTES));
    refused(|e| e.stream.kind = StreamKind::Other(name.clone()), too_long("stream kind", MAX_NAME_BYTES));
    refused(|e| e.stream.id = reference.clone(), too_long("stream id", MAX_REFERENCE_BYTES));
    refused(|e| e.actor = reference.clone(), too_long("actor", MAX_REFERENCE_BYTES));
}

#[test]
fn an_empty_or_garbled_text_is_refused_by_name() {
    refused(|e| e.actor.clear(), Malformed::Empty { field: "actor" });
    refused(|e| e.stream.id = "case\0".into(), Malformed::ControlCharacter { field: "stream id" });
}

#[test]
fn numbers_that_a_store_cannot_hold_are_refused() {
    refused(|e| e.seq = 0, Malformed::Impossible { field: "seq" });
    refused(|e| e.seq = MAX_SEQ + 1, Malformed::Impossible { field: "seq" });
}

#[test]
fn an_event_id_of_another_kind_is_refused() {
    refused(|e| e.event_id = Uuid::from_u128(4), Malformed::Impossible { field: "event_id" });
}

#[test]
fn a_known_stream_written_as_an_unknown_one_is_refused() {
    refused(|e| e.stream.kind = StreamKind::Other("patient".into()), Malformed::Impossible { field: "stream kind" });
}

#[test]
fn parents_must_rise_strictly_be_few_and_not_the_fact_itself() {
    let [first, second] = [Uuid::from_u128(1), Uuid::from_u128(2)];
    refused(|e| e.parents = vec![second, first], Malformed::ParentsUnsorted);
    refused(|e| e.parents = vec![first, first], Malformed::ParentsUnsorted);
    refused(|e| e.parents = vec![e.event_id], Malformed::OwnParent);
    refused(
        |e| {
            e.parents = (0..=MAX_PARENTS as u128).map(Uuid::from_u128).collect();
        },
        too_long("parents", MAX_PARENTS),
    );
}

/// The offset of `needle` in the encoding, to swap what stands there.
fn place_of(needle: &[u8], bytes: &[u8]) -> usize {
    bytes.windows(needle.len()).position(|window| window == needle).unwrap()
}

#[test]
fn encoded_parents_in_the_wrong_order_are_refused() {
    let mut envelope = envelope();
    let [first, second] = [Uuid::from_u128(1 << 90), Uuid::from_u128(2 << 90)];
    envelope.parents = vec![first, second];
    let mut bytes = encode(&envelope).unwrap();
    let at = place_of(first.as_bytes(), &bytes);
    bytes[at..at + 16].copy_from_slice(second.as_bytes());
    assert_eq!(decode(&bytes), Err(Malformed::ParentsUnsorted));
    bytes[at + 16..at + 32].copy_from_slice(first.as_bytes());
    assert_eq!(decode(&bytes), Err(Malformed::ParentsUnsorted));
}

#[test]
fn text_that_is_not_utf8_is_refused_by_name() {
    let mut bytes = encode(&envelope()).unwrap();
    let at = place_of(b"nurse-shirin", &bytes);
    bytes[at] = 0xff;
    assert_eq!(decode(&bytes), Err(Malformed::NotText { field: "actor" }));
}

#[test]
fn bytes_after_the_end_are_refused() {
    let mut bytes = encode(&envelope()).unwrap();
    bytes.push(0);
    assert_eq!(decode(&bytes), Err(Malformed::Trailing { count: 1 }));
}

#[test]
fn an_encoding_of_a_later_version_is_named_as_such() {
    let mut bytes = encode(&envelope()).unwrap();
    bytes[b"shalya.envelope.v1".len()] = 2;
    assert_eq!(decode(&bytes), Err(Malformed::UnknownVersion { found: 2, known: 1 }));
}

#[test]
fn the_largest_envelope_fits_its_bound() {
    let mut envelope = envelope();
    envelope.hospital = "x".repeat(MAX_NAME_BYTES);
    envelope.terminal = "x".repeat(MAX_NAME_BYTES);
    envelope.stream.kind = StreamKind::Other("x".repeat(MAX_NAME_BYTES));
    envelope.stream.id = "x".repeat(MAX_REFERENCE_BYTES);
    envelope.kind = "x".repeat(MAX_NAME_BYTES);
    envelope.actor = "x".repeat(MAX_REFERENCE_BYTES);
    envelope.parents = (0..MAX_PARENTS as u128).map(Uuid::from_u128).collect();
    envelope.clock_offset_ms = Some(-1);
    assert!(encode(&envelope).unwrap().len() <= MAX_ENVELOPE_BYTES);
}

#[test]
fn a_payload_over_its_limit_is_not_sealed() {
    let mut author = author();
    let mut turn = author.turn();
    assert_eq!(turn.seal(draft(1), vec![0; MAX_PAYLOAD_BYTES + 1]), Err(too_long("payload", MAX_PAYLOAD_BYTES)));
    assert_eq!(turn.seal(draft(1), vec![0; MAX_PAYLOAD_BYTES]), Ok(()));
}

#[test]
fn the_streams_of_a_newer_version_keep_their_word() {
    let kind = StreamKind::from("blood-bag");
    assert_eq!(kind, StreamKind::Other("blood-bag".into()));
    let mut envelope = envelope();
    envelope.stream.kind = kind.clone();
    let decoded = decode(&encode(&envelope).unwrap()).unwrap();
    assert_eq!(decoded.stream.kind, kind);
}
