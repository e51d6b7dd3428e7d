//! Skeletons of the three notes. They ask; a blank is `___`, and nothing is answered beforehand.

use super::{asset, coded::Bilingual};
use crate::procedure::NoteType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The notes of one family of procedures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteTemplate {
    pub name: Bilingual,
    pub pre: Bilingual,
    pub intra: Bilingual,
    pub post: Bilingual,
}

impl NoteTemplate {
    pub fn text(&self, note: NoteType) -> &Bilingual {
        match note {
            NoteType::PreOperative => &self.pre,
            NoteType::IntraOperative => &self.intra,
            NoteType::PostOperative => &self.post,
        }
    }
}

/// Every template by the key that entries name, read once.
pub fn templates() -> &'static BTreeMap<String, NoteTemplate> {
    static TEMPLATES: LazyLock<BTreeMap<String, NoteTemplate>> =
        LazyLock::new(|| asset("note_templates.json", include_str!("../../../../assets/note_templates.json")));
    &TEMPLATES
}
