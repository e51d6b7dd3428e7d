//! The patient, the side and the allergy, as they stand on every sheet.

use domain::identifier;
use domain::procedure::{Side, WardBed};
use ipc::{AllergyMark, PatientLine, SideShown};
use language::{Language, t, word};

use crate::lines::{Ink, Look, Span, Style, bounded, span};
use crate::table::{self, Part, Sign};
use crate::{BothScripts, PrintError};

/// Longer names are no names: the store refuses them (`domain::text::LINE_LIMIT`).
pub const NAME_LIMIT_CHARS: usize = domain::text::LINE_LIMIT;

pub fn name(language: Language, text: &str) -> String {
    bounded(language, text.trim(), NAME_LIMIT_CHARS)
}

/// The patient's name in both scripts, the reader's first.
pub fn names(language: Language, patient: &PatientLine) -> (String, Option<String>) {
    let names = BothScripts { english: patient.name.clone(), bangla: patient.name_bn.clone() };
    let first = match names.in_language(language).trim() {
        "" => t!(language, "unknown-patient"),
        own => name(language, own),
    };
    (first, names.in_other_script(language).map(|other| name(language, other)))
}

/// "Male · 61 years · Father Abdul Malek".
pub fn description(language: Language, patient: &PatientLine) -> String {
    let mut parts = vec![word(language, "sex", &patient.sex), age(language, patient)];
    if let Some(relative) = &patient.relative {
        let relation = word(language, "relation", &relative.relation);
        parts.push(format!("{relation} {}", name(language, &relative.name)));
    }
    parts.join(" · ")
}

fn age(language: Language, patient: &PatientLine) -> String {
    let age = match patient.age_years {
        None => return t!(language, "age-unknown"),
        Some(0) => t!(language, "age-under-one"),
        Some(years) => t!(language, "age-years", years = years),
    };
    if patient.age_guessed { t!(language, "age-about", age = age) } else { age }
}

/// "UHID 9830 1147 263 · Reg. no. R-1-000042": Latin digits in both languages.
pub fn numbers(language: Language, patient: &PatientLine) -> String {
    let registration = t!(language, "registration-number", number = name(language, &patient.registration_no));
    if patient.number == patient.registration_no || patient.number.is_empty() {
        return registration;
    }
    let number = if identifier::uhid_is_right(&patient.number) {
        t!(language, "uhid", number = identifier::uhid_shown(&patient.number))
    } else {
        t!(language, "temporary-id", number = name(language, &patient.number))
    };
    format!("{number} · {registration}")
}

pub fn ward_bed(language: Language, place: &WardBed) -> String {
    t!(language, "ward-bed", ward = name(language, &place.ward), bed = name(language, &place.bed))
}

/// The side, written out and in a box; nothing for an operation that has none.
pub fn side(language: Language, side: SideShown, size_pt: f32) -> Option<Span> {
    let style = Style::bold(size_pt);
    Some(match side {
        SideShown::NotSided | SideShown::Stated(Side::NotSided) => return None,
        SideShown::Stated(side) => span(word(language, "side", &side), style.look(Look::Filled)),
        SideShown::NotStated => span(t!(language, "side-not-stated"), style.look(Look::Framed)),
        SideShown::Disputed => span(t!(language, "side-disputed"), style.look(Look::Filled).ink(Ink::Red)),
    })
}

/// The allergies in words; what was not asked says so.
pub fn allergies(language: Language, mark: &AllergyMark) -> String {
    match mark {
        AllergyMark::NotAsked => t!(language, "allergy-not-asked"),
        AllergyMark::NoneKnown => t!(language, "allergy-none-known"),
        AllergyMark::Known(substances) => {
            let known: Vec<String> = substances.iter().map(|substance| name(language, substance)).collect();
            t!(language, "allergy-list", allergies = known.join(", "))
        }
    }
}

/// The allergies as parts of a cell, each answer with its sign.
pub fn allergy_parts(
    language: Language,
    mark: &AllergyMark,
    size_pt: f32,
    width_pt: f32,
) -> Result<Vec<Part>, PrintError> {
    let words = allergies(language, mark);
    match mark {
        AllergyMark::Known(_) => table::signed(Sign::Danger, &words, Style::bold(size_pt).ink(Ink::Red), width_pt),
        AllergyMark::NotAsked => table::signed(Sign::Ask, &words, Style::bold(size_pt), width_pt),
        AllergyMark::NoneKnown => table::text(&[span(words, Style::plain(size_pt))], width_pt),
    }
}
