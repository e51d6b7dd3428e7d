//! Bytes from someone who means harm cost little and break nothing.

use journal::canonical::{decode, encode};
use journal::wire::Message;
use journal::{Malformed, verify};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::facts::{any_sealed, chain, public_key};

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..600)) {
        prop_assert_eq!(decode(&bytes), Err(Malformed::NotAnEnvelope));
        prop_assert!(Message::from_json(&bytes).is_err());
    }

    /// Past the tag, where the fields begin.
    #[test]
    fn random_fields_never_panic(fields in vec(any::<u8>(), 0..600)) {
        let bytes = [b"shalya.envelope.v1\x01".as_slice(), &fields].concat();
        if let Ok(envelope) = decode(&bytes) {
            prop_assert_eq!(encode(&envelope).unwrap(), bytes);
        }
    }

    #[test]
    fn random_json_never_panics(text in "[\\[\\]{}\":,a-z0-9=]{0,200}") {
        let _ = Message::from_json(text.as_bytes());
        let _ = Message::from_json(format!("{{\"batch\":{{\"facts\":[{text}").as_bytes());
    }

    #[test]
    fn every_shortened_envelope_is_refused(sealed in any_sealed(), at in any::<prop::sample::Index>()) {
        let bytes = encode(&sealed.envelope).unwrap();
        let end = at.index(bytes.len());
        prop_assert!(decode(&bytes[..end]).is_err());
    }

    #[test]
    fn a_fact_with_random_hash_and_signature_never_proves(
        sealed in any_sealed(),
        hash in any::<[u8; 32]>(),
        signature in vec(any::<u8>(), 64),
    ) {
        let mut forged = sealed;
        forged.signature = journal::Signature::from_slice(&signature).unwrap();
        prop_assert!(verify(&forged, &public_key()).is_err());
        forged.hash = journal::Hash::from_bytes(hash);
        prop_assert!(verify(&forged, &public_key()).is_err());
    }
}

/// A length is never believed before the bytes are there: were memory set aside for what the length
/// claims, it would be for the largest u16, and no field takes more than its limit anyway.
#[test]
fn a_huge_length_is_truncation_and_a_huge_count_is_over_the_limit() {
    let bytes = encode(&chain(1)[0].envelope).unwrap();
    let hospital_length_at = b"shalya.envelope.v1".len() + 1 + 16;
    let mut huge_text = bytes.clone();
    huge_text[hospital_length_at..hospital_length_at + 2].fill(0xff);
    assert_eq!(decode(&huge_text), Err(Malformed::Truncated { field: "hospital" }));

    let after_kind = bytes.windows(18).position(|window| window == b"checklist-answered").unwrap() + 18;
    let mut huge_count = bytes;
    huge_count[after_kind + 2..after_kind + 4].fill(0xff);
    assert_eq!(decode(&huge_count), Err(Malformed::TooLong { field: "parents", found: 65_535, limit: 256 }));
}

#[test]
fn deeply_nested_json_is_refused() {
    let nested = [b"{\"hello\":".as_slice(), &[b'['; 100_000]].concat();
    assert!(matches!(Message::from_json(&nested), Err(Malformed::NotAMessage { .. })));
}
