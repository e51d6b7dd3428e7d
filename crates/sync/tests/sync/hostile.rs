//! What a stranger may send: it is refused, and costs no more than its own length.

use proptest::prelude::*;
use sync::messages::{Enrol, Parcel, PublicKey};
use sync::packing::{pack, unpack};
use sync::{EnrolmentCode, Signed};

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = Parcel::from_json(&bytes);
        let _ = Signed::from_header(&text);
        let _ = Signed::from_header(&format!("Shalya-Terminal {text}"));
        let _ = EnrolmentCode::parse(&text);
        let _ = unpack(&bytes, 1000);
        let _ = serde_json::from_slice::<Enrol>(&bytes);
        prop_assert_eq!(unpack(&pack(&bytes), bytes.len()), Ok(bytes));
    }

    #[test]
    fn a_parcel_that_is_cut_or_changed_is_refused_or_says_something_else(at in 0usize..400, with in any::<u8>()) {
        let whole = br#"{"authors":[{"terminal":"C","epoch":1,"key":"8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"}],"message":{"batch":{"facts":[]}}}"#;
        prop_assert!(Parcel::from_json(whole).is_some());
        let cut = &whole[..at.min(whole.len() - 1)];
        prop_assert!(Parcel::from_json(cut).is_none());
        let mut changed = whole.to_vec();
        let last = changed.len() - 1;
        changed[at.min(last)] = with;
        let _ = Parcel::from_json(&changed);
    }
}

#[test]
fn a_parcel_holds_a_batch_and_no_other_message() {
    assert!(Parcel::from_json(br#"{"authors":[],"message":{"answers":{"answers":[]}}}"#).is_none());
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Parcel::from_json(deep.as_bytes()).is_none());
}

#[test]
fn a_key_that_proves_everything_is_none() {
    let weak = PublicKey::from_bytes({
        let mut point = [0; 32];
        point[0] = 1;
        point
    });
    assert!(weak.key().is_none());
}
