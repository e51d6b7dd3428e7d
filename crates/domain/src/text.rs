//! What a person may type. Text is kept in NFC, without control characters, up to a limit that
//! the person is told; emoji, right-to-left and any script are a person's own business.

use crate::refusal::Refusal;
use unicode_normalization::UnicodeNormalization;

/// Names, identifiers, one-line answers: characters.
pub const LINE_LIMIT: usize = 200;
/// A note or a plan: characters. About twelve printed pages.
pub const NOTE_LIMIT: usize = 40_000;

/// One line, trimmed; control characters (line ends included) and the invisible marks that
/// reverse the text around them are taken out.
///
/// Refuses text over [`LINE_LIMIT`].
pub fn line(field: Field, typed: &str) -> Result<String, Refusal> {
    clean(field, typed, LINE_LIMIT, |_| false)
}

/// A line that must say something.
pub fn required_line(field: Field, typed: &str) -> Result<String, Refusal> {
    let text = line(field, typed)?;
    if text.is_empty() { Err(Refusal::Missing { field }) } else { Ok(text) }
}

/// Many lines that must say something. Refuses text over [`NOTE_LIMIT`].
pub fn required_note(field: Field, typed: &str) -> Result<String, Refusal> {
    let text = clean(field, typed, NOTE_LIMIT, |c| c == '\n' || c == '\t')?;
    if text.is_empty() { Err(Refusal::Missing { field }) } else { Ok(text) }
}

/// An optional line: empty is none.
pub fn optional_line(field: Field, typed: Option<&str>) -> Result<Option<String>, Refusal> {
    let text = line(field, typed.unwrap_or_default())?;
    Ok((!text.is_empty()).then_some(text))
}

fn clean(field: Field, typed: &str, limit: usize, kept: fn(char) -> bool) -> Result<String, Refusal> {
    // Four bytes a character at most: refuses the megabyte before it is normalised.
    if typed.len() > limit * 4 {
        return Err(Refusal::TooLong { field, limit });
    }
    let text: String = typed.nfc().filter(|&c| kept(c) || !(c.is_control() || reverses_text(c))).collect();
    let text = text.trim().to_owned();
    if text.chars().count() > limit { Err(Refusal::TooLong { field, limit }) } else { Ok(text) }
}

/// Explicit bidirectional overrides, embeddings and isolates.
fn reverses_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a refusal about text or a number is about; the window has its word for each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Name,
    NameBangla,
    Relative,
    Phone,
    Address,
    Nid,
    BirthRegistration,
    Uhid,
    RegistrationNo,
    BirthDate,
    Weight,
    Allergy,
    Reason,
    Note,
    Plan,
    Comments,
    Management,
    FollowUp,
    Outcome,
    Complication,
    Device,
    Lot,
    Serial,
    Quantity,
    Ward,
    Bed,
    Witness,
    Guardian,
    Drug,
    Dose,
    Duration,
    Time,
    HospitalName,
    TheatreName,
    MachineName,
    StaffNo,
    Pin,
    Roles,
    Side,
    Procedure,
    Surgeon,
    Theatre,
    Patient,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bangla_is_composed_and_hidden_marks_go() {
        assert_eq!(line(Field::Name, " \u{202e}করিম\u{0}\n ").unwrap(), "করিম");
        // The vowel sign O typed as its two halves is stored as one.
        assert_eq!(line(Field::Name, "ক\u{9c7}\u{9be}").unwrap(), "ক\u{9cb}");
        assert_eq!(line(Field::Name, "👩🏽‍⚕️ سارة").unwrap(), "👩🏽‍⚕️ سارة");
    }

    #[test]
    fn a_megabyte_is_refused_by_name() {
        let megabyte = "ক".repeat(350_000);
        for refusal in [line(Field::Name, &megabyte), required_note(Field::Note, &megabyte)] {
            assert!(matches!(refusal, Err(Refusal::TooLong { .. })));
        }
        assert_eq!(required_line(Field::Reason, " \t "), Err(Refusal::Missing { field: Field::Reason }));
    }
}
