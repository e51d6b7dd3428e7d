//! Whatever is changed in a sealed fact, by rot or by hand, is noticed and named.

use journal::canonical::{decode, encode};
use journal::{Author, AuthorKey, Flaw, Head, Sealed, Signature, VerifyingKey, verify};

use crate::facts::{HOSPITAL, chain, draft, public_key, seal_one, theatre_one};

fn sealed() -> Sealed {
    chain(2).remove(1)
}

#[track_caller]
fn flaw_of(sealed: &Sealed) -> Flaw {
    verify(sealed, &public_key()).unwrap_err().flaw
}

#[test]
fn an_untouched_fact_proves() {
    assert_eq!(verify(&sealed(), &public_key()), Ok(()));
}

#[test]
fn a_flipped_bit_anywhere_in_the_envelope_is_caught() {
    let sealed = sealed();
    let bytes = encode(&sealed.envelope).unwrap();
    let mut still_envelopes = 0;
    for bit in 0..bytes.len() * 8 {
        let mut rotten = bytes.clone();
        rotten[bit / 8] ^= 1 << (bit % 8);
        let Ok(envelope) = decode(&rotten) else {
            continue;
        };
        still_envelopes += 1;
        let rotten = Sealed { envelope, ..sealed.clone() };
        assert_eq!(flaw_of(&rotten), Flaw::Hash, "bit {bit}");
    }
    // Most flips leave a well-formed envelope that only the hash can tell from the true one.
    assert!(still_envelopes > bytes.len() * 4);
}

/// Whoever changes the envelope and makes the hash anew still lacks the key.
#[test]
fn a_changed_envelope_with_a_fitting_hash_is_caught_by_its_signature() {
    let mut forged = sealed();
    forged.envelope.actor = "someone-else".into();
    forged.hash = journal::hash(&forged.envelope).unwrap();
    assert_eq!(flaw_of(&forged), Flaw::Signature);
}

#[test]
fn a_flipped_bit_anywhere_in_the_payload_is_caught() {
    let sealed = sealed();
    let payload = sealed.payload.clone().unwrap();
    for bit in 0..payload.len() * 8 {
        let mut rotten = sealed.clone();
        rotten.payload.as_mut().unwrap()[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(flaw_of(&rotten), Flaw::Payload, "bit {bit}");
    }
}

#[test]
fn a_flipped_bit_anywhere_in_hash_or_signature_is_caught() {
    let sealed = sealed();
    for bit in 0..64 * 8 {
        let mut bytes = *sealed.signature.as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let rotten = Sealed { signature: Signature::from_bytes(bytes), ..sealed.clone() };
        assert_eq!(flaw_of(&rotten), Flaw::Signature, "signature bit {bit}");
    }
    for bit in 0..32 * 8 {
        let mut bytes = *sealed.hash.as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let rotten = Sealed { hash: journal::Hash::from_bytes(bytes), ..sealed.clone() };
        assert_eq!(flaw_of(&rotten), Flaw::Hash, "hash bit {bit}");
    }
}

#[test]
fn a_pruned_payload_leaves_the_fact_proven_and_an_emptied_one_does_not() {
    let mut pruned = sealed();
    pruned.payload = None;
    assert_eq!(verify(&pruned, &public_key()), Ok(()));
    pruned.payload = Some(Vec::new());
    assert_eq!(flaw_of(&pruned), Flaw::Payload);
}

#[test]
fn a_fact_sealed_with_another_key_does_not_pass_as_this_terminals() {
    let stranger = AuthorKey::from_secret(&[8; 32].into());
    let mut author = Author::after(Head::START, HOSPITAL.into(), theatre_one(), stranger);
    let forged = seal_one(&mut author, draft(1), b"{}");
    assert_eq!(flaw_of(&forged), Flaw::Signature);
}

/// With a key of small order one signature would fit any fact.
#[test]
fn a_weak_key_proves_nothing() {
    let mut neutral_point = [0; 32];
    neutral_point[0] = 1;
    let weak = VerifyingKey::from_bytes(&neutral_point).unwrap();
    let mut fits_anything = [0; 64];
    fits_anything[0] = 1;
    let mut forged = sealed();
    forged.signature = Signature::from_bytes(fits_anything);
    assert_eq!(verify(&forged, &weak).unwrap_err().flaw, Flaw::Signature);
}

/// The author signs facts and nothing else: a bare hash is not what was signed.
#[test]
fn the_signature_is_over_tag_and_hash() {
    let sealed = sealed();
    let signature = ed25519_dalek::Signature::from_bytes(sealed.signature.as_bytes());
    let tagged = [b"shalya.fact.v1".as_slice(), sealed.hash.as_bytes()].concat();
    assert!(public_key().verify_strict(&tagged, &signature).is_ok());
    assert!(public_key().verify_strict(sealed.hash.as_bytes(), &signature).is_err());
}

#[test]
fn a_broken_fact_is_named_by_number_and_id() {
    let mut rotten = sealed();
    rotten.payload = Some(b"{}".to_vec());
    let broken = verify(&rotten, &public_key()).unwrap_err();
    assert_eq!(
        broken.to_string(),
        format!("fact 2 ({}): the payload is not the one that was sealed", rotten.envelope.event_id)
    );
}

#[test]
fn neither_the_key_nor_a_payload_is_printed() {
    let mut sealed = sealed();
    sealed.payload = Some(b"Rahima Begum".to_vec());
    let as_number_list = format!("{:?}", b"Rahima Begum").replace(['[', ']'], "");
    let fact = journal::wire::Fact::new(&sealed).unwrap();
    for printed in [format!("{sealed:?}"), format!("{fact:?}")] {
        assert!(!printed.contains("Rahima") && !printed.contains(&as_number_list));
        assert!(printed.contains("12"), "the payload's length is told");
    }
    assert_eq!(format!("{:?}", crate::facts::key()), "AuthorKey(..)");
}
