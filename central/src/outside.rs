//! Ids as others write them: opaque strings of at most 64 letters, digits, dots and hyphens.
//! `12345` and `Patient/12345` mean the same.

/// An id outside this service, of one type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outside {
    pub id: String,
}

/// Why a text is no such id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoId {
    Form,
    /// A reference to another type of thing.
    OtherType,
}

impl NoId {
    pub fn code(self) -> &'static str {
        match self {
            NoId::Form => "malformed",
            NoId::OtherType => "wrong-type",
        }
    }

    /// What to say of it, where a `wanted` was asked for.
    pub fn detail(self, wanted: &str) -> String {
        match self {
            NoId::Form => format!(
                "A reference to a {wanted} is {wanted}/ and an id of 1 to 64 letters, digits, dots and hyphens."
            ),
            NoId::OtherType => format!("A reference to a {wanted} is asked for, not to something else."),
        }
    }
}

impl Outside {
    /// From `12345` or `Patient/12345`, where `wanted` is `Patient`.
    pub fn of_reference(wanted: &str, text: &str) -> Result<Outside, NoId> {
        let id = match text.split_once('/') {
            Some((given, id)) if given == wanted => id,
            Some(_) => return Err(NoId::OtherType),
            None => text,
        };
        if (1..=64).contains(&id.len()) && is_plain(id) { Ok(Outside { id: id.to_owned() }) } else { Err(NoId::Form) }
    }
}

/// Letters, digits, dots and hyphens alone.
pub fn is_plain(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// Whether a hospital can be called so.
pub fn is_hospital(id: &str) -> bool {
    (1..=32).contains(&id.len()) && is_plain(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_or_without_its_type_it_is_the_same() {
        let id = |text| Outside::of_reference("Patient", text).map(|outside| outside.id);
        assert_eq!(id("12345"), Ok("12345".to_owned()));
        assert_eq!(id("Patient/12345"), Ok("12345".to_owned()));
        assert_eq!(id("Practitioner/12345"), Err(NoId::OtherType));
        for wrong in ["", "Patient/", "a b", "১২৩", "a'--", "Patient/a/b", &"9".repeat(65)] {
            assert!(id(wrong).is_err(), "{wrong}");
        }
    }
}
