use journal::canonical::MAX_ENVELOPE_BYTES;
use journal::wire::{
    Answer, Answers, Batch, Fact, Hello, MAX_BATCH_FACTS, MAX_MESSAGE_BYTES, Message, PROTOCOL, Reason, Verdict,
};
use journal::{Flaw, Hash, MAX_CHAINS, MAX_PAYLOAD_BYTES, Malformed, Signature, Vector, verify};
use proptest::prelude::*;

use crate::facts::{HOSPITAL, MORNING_MS, any_sealed, author, chain, draft, public_key, seal_one};

fn hello() -> Hello {
    Hello {
        protocol: PROTOCOL,
        hospital: HOSPITAL.into(),
        terminal: "ot-1".into(),
        wall_ms: MORNING_MS,
        vector: Vector::new(),
    }
}

fn batch_of(facts: impl IntoIterator<Item = Fact>) -> Batch {
    let mut batch = Batch::new();
    for fact in facts {
        batch.push(fact).unwrap();
    }
    batch
}

#[track_caller]
fn survives(message: Message) {
    let json = message.to_json().unwrap();
    assert_eq!(Message::from_json(&json).unwrap(), message);
}

proptest! {
    #[test]
    fn a_fact_arrives_as_it_was_sealed(sealed in any_sealed(), pruned in any::<bool>()) {
        let mut sealed = sealed;
        if pruned {
            sealed.payload = None;
        }
        let message = Message::Batch(batch_of([Fact::new(&sealed).unwrap()]));
        let json = message.to_json().unwrap();
        let Message::Batch(arrived) = Message::from_json(&json).unwrap() else {
            panic!("a batch was sent")
        };
        let fact = &arrived.facts()[0];
        prop_assert_eq!(fact.hash(), sealed.hash);
        prop_assert_eq!(fact.open().unwrap(), sealed.clone());
        prop_assert_eq!(verify(&fact.open().unwrap(), &public_key()), Ok(()));
    }
}

#[test]
fn hello_and_answers_survive_the_way() {
    let mut hello = hello();
    let fact = &chain(1)[0];
    hello.vector.note(journal::ChainId::of(&fact.envelope), journal::Head { seq: 1, hash: fact.hash }).unwrap();
    survives(Message::Hello(hello));
    let reasons = [
        Reason::Malformed,
        Reason::Signature,
        Reason::Payload,
        Reason::PrevHash,
        Reason::OtherHospital,
        Reason::UnknownAuthor,
        Reason::RevokedAuthor,
        Reason::Other("of-a-newer-version".into()),
    ];
    let verdicts =
        [Verdict::Accepted, Verdict::Waiting, Verdict::Duplicate].into_iter().chain(reasons.map(Verdict::Quarantined));
    survives(Message::Answers(Answers {
        answers: verdicts.map(|verdict| Answer { fact: fact.hash, verdict }).collect(),
    }));
}

#[test]
fn the_words_on_the_wire_stay() {
    let answers = Message::Answers(Answers {
        answers: [Verdict::Accepted, Verdict::Waiting, Verdict::Duplicate, Verdict::Quarantined(Reason::RevokedAuthor)]
            .map(|verdict| Answer { fact: Hash::ZERO, verdict })
            .into(),
    });
    let zero = "0".repeat(64);
    assert_eq!(
        String::from_utf8(answers.to_json().unwrap()).unwrap(),
        format!(
            concat!(
                r#"{{"answers":{{"answers":["#,
                r#"{{"fact":"{zero}","verdict":"accepted"}},"#,
                r#"{{"fact":"{zero}","verdict":"waiting"}},"#,
                r#"{{"fact":"{zero}","verdict":"duplicate"}},"#,
                r#"{{"fact":"{zero}","verdict":{{"quarantined":"revoked_author"}}}}]}}}}"#
            ),
            zero = zero
        )
    );
    assert_eq!(
        String::from_utf8(Message::Hello(hello()).to_json().unwrap()).unwrap(),
        r#"{"hello":{"protocol":1,"hospital":"kaliganj-sadar","terminal":"ot-1","wall_ms":1795314600000,"vector":[]}}"#
    );
    let fact = Fact::from_bytes(b"envelope".to_vec(), Some(b"payload".to_vec()), Signature::from_bytes([0; 64]));
    assert_eq!(
        String::from_utf8(Message::Batch(batch_of(fact)).to_json().unwrap()).unwrap(),
        format!(
            r#"{{"batch":{{"facts":[{{"envelope":"ZW52ZWxvcGU=","payload":"cGF5bG9hZA==","signature":"{}=="}}]}}}}"#,
            "A".repeat(86)
        )
    );
}

#[test]
fn a_fact_of_a_newer_version_is_relayed_verbatim_though_it_cannot_be_opened() {
    let bytes = b"shalya.envelope.v1\x02 what comes after tomorrow".to_vec();
    let fact = Fact::from_bytes(bytes.clone(), None, Signature::from_bytes([3; 64])).unwrap();
    let json = Message::Batch(batch_of([fact.clone()])).to_json().unwrap();
    let Message::Batch(arrived) = Message::from_json(&json).unwrap() else { panic!("a batch was sent") };
    assert_eq!(arrived.facts(), std::slice::from_ref(&fact));
    assert_eq!(arrived.facts()[0].envelope_bytes(), bytes);
    assert_eq!(fact.open(), Err(Malformed::UnknownVersion { found: 2, known: 1 }));
}

#[test]
fn names_of_a_newer_version_are_passed_over() {
    let json = String::from_utf8(Message::Hello(hello()).to_json().unwrap()).unwrap();
    let newer = json.replacen("\"protocol\"", "\"compression\":\"zstd\",\"protocol\"", 1);
    assert_eq!(Message::from_json(newer.as_bytes()), Ok(Message::Hello(hello())));
}

#[test]
fn a_payload_changed_on_the_way_is_caught_where_it_arrives() {
    let sealed = chain(1).remove(0);
    let fact = Fact::from_bytes(
        journal::canonical::encode(&sealed.envelope).unwrap(),
        Some(b"{\"item\":2}".to_vec()),
        sealed.signature,
    )
    .unwrap();
    let broken = verify(&fact.open().unwrap(), &public_key()).unwrap_err();
    assert_eq!(broken.flaw, Flaw::Payload);
}

#[test]
fn a_batch_is_full_before_its_message_is_too_long() {
    let mut author = author();
    let big = seal_one(&mut author, draft(1), &vec![0; MAX_PAYLOAD_BYTES]);
    let big = Fact::new(&big).unwrap();
    let mut batch = Batch::new();
    batch.push(big.clone()).unwrap();
    batch.push(big.clone()).unwrap();
    assert_eq!(batch.push(big.clone()), Err(big));
    let small = Fact::new(&chain(1)[0]).unwrap();
    while batch.push(small.clone()).is_ok() {}
    assert_eq!(batch.facts().len(), MAX_BATCH_FACTS);
    assert!(Message::Batch(batch).to_json().is_ok());
}

#[test]
fn messages_outside_their_limits_are_refused_both_ways() {
    let too_many = Message::Answers(Answers {
        answers: vec![Answer { fact: Hash::ZERO, verdict: Verdict::Accepted }; MAX_BATCH_FACTS + 1],
    });
    let over = |field, found, limit| Malformed::TooLong { field, found, limit };
    let refusal = over("answers", MAX_BATCH_FACTS + 1, MAX_BATCH_FACTS);
    assert_eq!(too_many.to_json(), Err(refusal.clone()));
    let json = serde_json::to_vec(&too_many).unwrap();
    assert_eq!(Message::from_json(&json), Err(refusal));

    let too_long = vec![b' '; MAX_MESSAGE_BYTES + 1];
    assert_eq!(Message::from_json(&too_long), Err(over("message", MAX_MESSAGE_BYTES + 1, MAX_MESSAGE_BYTES)));

    let mut nameless = hello();
    nameless.hospital.clear();
    assert_eq!(Message::Hello(nameless).to_json(), Err(Malformed::Empty { field: "hospital" }));

    let mut wide = hello();
    for epoch in 0..=MAX_CHAINS as u32 {
        let chain = journal::ChainId { terminal: "ot-1".into(), epoch };
        let head = journal::Head { seq: 1, hash: Hash::ZERO };
        wide.vector.note(chain, head).unwrap();
    }
    let json = serde_json::to_vec(&Message::Hello(wide)).unwrap();
    assert!(Message::from_json(&json).is_err());

    let huge_payload =
        Fact::from_bytes(Vec::new(), Some(vec![0; MAX_PAYLOAD_BYTES + 1]), Signature::from_bytes([0; 64]));
    assert_eq!(huge_payload, Err(over("payload", MAX_PAYLOAD_BYTES + 1, MAX_PAYLOAD_BYTES)));
}

#[test]
fn a_batch_that_no_replica_would_send_is_refused() {
    let refusal = |facts: &[String]| {
        let json = format!(r#"{{"batch":{{"facts":[{}]}}}}"#, facts.join(","));
        Message::from_json(json.as_bytes()).unwrap_err()
    };
    let fact = |envelope: &[u8]| {
        format!(
            r#"{{"envelope":"{}","signature":"{}"}}"#,
            data_encoding::BASE64.encode(envelope),
            Signature::from_bytes([0; 64])
        )
    };
    assert_eq!(
        refusal(&vec![fact(b""); MAX_BATCH_FACTS + 1]),
        Malformed::TooLong { field: "batch", found: MAX_BATCH_FACTS + 1, limit: MAX_BATCH_FACTS }
    );
    assert_eq!(
        refusal(&[fact(&[0; MAX_ENVELOPE_BYTES + 1])]),
        Malformed::TooLong { field: "envelope", found: MAX_ENVELOPE_BYTES + 1, limit: MAX_ENVELOPE_BYTES }
    );
}

#[test]
fn a_quarantine_without_a_reason_is_refused() {
    let json = format!(r#"{{"answers":{{"answers":[{{"fact":"{}","verdict":{{"quarantined":""}}}}]}}}}"#, Hash::ZERO);
    assert_eq!(Message::from_json(json.as_bytes()), Err(Malformed::Empty { field: "reason" }));
}

#[test]
fn hash_and_signature_have_one_text_each() {
    let hash = Hash::from_bytes([0xab; 32]);
    assert_eq!(hash.to_string(), "ab".repeat(32));
    assert_eq!(hash.to_string().parse(), Ok(hash));
    let signature = Signature::from_bytes([0xff; 64]);
    assert_eq!(signature.to_string().parse(), Ok(signature));
    let refused = Err(Malformed::Impossible { field: "hash" });
    assert_eq!("AB".repeat(32).parse::<Hash>(), refused);
    assert_eq!("ab".repeat(31).parse::<Hash>(), refused);
    assert_eq!(Hash::from_slice(&[0; 33]), refused);
    let loose_end = format!("{}x==", "/".repeat(85));
    assert_eq!(loose_end.parse::<Signature>(), Err(Malformed::Impossible { field: "signature" }));
}
