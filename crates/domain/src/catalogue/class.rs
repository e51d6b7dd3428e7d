//! May anyone see it? Decided on what a coding turns out to mean, never on a bare list of codes.

use super::coded::{CodedField, Resolution, Sensitivity};
use super::{Catalogue, Terms};
use crate::procedure::Coding;
use crate::snomed::BadSnomedId;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Class {
    Open,
    Sensitive(Sensitivity),
    /// Not known to the catalogue or the lists: restricted until someone classes it.
    Unclassed,
    /// An id that cannot exist; the caller is told which.
    Refused(BadSnomedId),
}

/// The class of one coding where it stands. A case is as sensitive as the most sensitive of its
/// codings and reasons.
pub fn class_of(coding: &Coding, field: CodedField) -> Class {
    let system = Some(coding.system.as_str()).filter(|system| !system.is_empty());
    let display = Some(coding.display.as_str());
    let procedure = Catalogue::embedded().resolve(system, &coding.code, field);
    let term = Terms::embedded().resolve(system, &coding.code, display, field);
    let sensitive = match (procedure.known(), term.known()) {
        (Some(entry), _) => entry.sensitive,
        (None, Some(term)) => term.sensitive,
        (None, None) => {
            return match term {
                Resolution::Bad(bad) => Class::Refused(bad),
                _ => Class::Unclassed,
            };
        }
    };
    sensitive.map_or(Class::Open, Class::Sensitive)
}
