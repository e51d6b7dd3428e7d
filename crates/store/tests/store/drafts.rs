//! What is being typed survives.

use crate::hospital::*;
use domain::{PersonId, ProcedureId};
use store::{Store, new_id};

#[test]
fn a_draft_is_there_after_the_program_ends_and_only_for_who_typed_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let (case, other) = (ProcedureId(new_id()), PersonId(new_id()));
    let text = "রক্তক্ষরণ ২০০ ml 🩸";
    store.keep_draft(nurse(), case, "note-intra-operative", "রক্ত", now()).unwrap();
    store.keep_draft(nurse(), case, "note-intra-operative", text, now().plus_minutes(1)).unwrap();
    store.keep_draft(nurse(), case, "plan-airway", "two", now()).unwrap();
    drop(store);

    let mut store = Store::open(folder.path()).unwrap();
    let drafts = store.drafts(nurse(), case).unwrap();
    assert_eq!(
        drafts.iter().map(|draft| draft.slot.as_str()).collect::<Vec<_>>(),
        ["note-intra-operative", "plan-airway"]
    );
    assert_eq!((drafts[0].text.as_str(), drafts[0].kept_at), (text, now().plus_minutes(1)));
    assert!(store.drafts(other, case).unwrap().is_empty());
    assert_eq!(store.draft_counts().unwrap()[&nurse()], 2);
    store.keep_draft(nurse(), case, "note-intra-operative", "", now()).unwrap();
    assert_eq!(store.drafts(nurse(), case).unwrap().len(), 1);
}

#[test]
fn a_preference_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    assert_eq!(store.setting("language"), None);
    store.set_setting("language", "bn").unwrap();
    store.set_setting("language", "en").unwrap();
    drop(store);
    assert_eq!(Store::open(folder.path()).unwrap().setting("language").as_deref(), Some("en"));
}
