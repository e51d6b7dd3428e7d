//! Printed pages: the theatre's list of a day for the power cut, the hospital's recovery key, and
//! the record of a case. Each function takes plain data and gives the bytes of a PDF on A4.
//!
//! Bangla is shaped by rustybuzz and put on the page glyph by glyph with printpdf, whose own text
//! is not shaped. Where glyphs don't read as the text they draw, the page carries the text beside
//! them (`ActualText`), so that what is searched for and copied is right.
//!
//! Names and notes are wrapped, never cut; a text longer than the store accepts ends with a
//! sentence that says how much more there is.

mod always_shown;
mod case_checklist;
mod case_record;
mod case_writing;
mod day_list;
mod escrow_sheet;
mod faces;
mod flow;
mod lines;
mod paper;
mod shape;
mod table;

pub use case_record::{CaseRecord, case_record};
pub use day_list::{DayList, ListedCase, ShownCase, TheatreList, day_list};
pub use escrow_sheet::{EscrowSheet, escrow_sheet};

use language::Language;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("an embedded font can't be read")]
    Font,
}

/// A name in both scripts; either may be empty when nobody wrote it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BothScripts {
    pub english: String,
    pub bangla: String,
}

impl BothScripts {
    /// In the script of a language, or in the other one where that is all there is.
    pub fn in_language(&self, language: Language) -> &str {
        let (own, other) = match language {
            Language::English => (&self.english, &self.bangla),
            Language::Bangla => (&self.bangla, &self.english),
        };
        if own.trim().is_empty() { other } else { own }
    }

    /// In the other script, where it says something else.
    pub fn in_other_script(&self, language: Language) -> Option<&str> {
        let other = self.in_language(language.other());
        (other.trim() != self.in_language(language).trim()).then_some(other)
    }
}
