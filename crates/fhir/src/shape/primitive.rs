//! R4's primitive types (hl7.org/fhir/R4/datatypes.html).

use super::Shape;
use serde_json::Value;

/// R4's own limit of a string.
const LONGEST_TEXT: usize = 1024 * 1024;

pub fn check(value: &Value, shape: &Shape) -> Result<(), &'static str> {
    match (shape, value) {
        (Shape::Boolean, Value::Bool(_)) => Ok(()),
        (Shape::Boolean, _) => Err("This must be true or false."),
        (Shape::Integer, Value::Number(number)) if number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => Ok(()),
        (Shape::Integer, _) => Err("This must be a whole number."),
        (Shape::Decimal, Value::Number(_)) => Ok(()),
        (Shape::Decimal, _) => Err("This must be a number."),
        (_, Value::String(text)) => check_text(text, shape),
        _ => Err("This must be a text."),
    }
}

fn check_text(text: &str, shape: &Shape) -> Result<(), &'static str> {
    let (is_right, what) = match shape {
        Shape::Text => (is_text(text), "This must be a text with something in it, without control characters."),
        Shape::Code => (is_code(text), "This must be a code: without leading, trailing or double spaces."),
        Shape::Id => (is_id(text), "This must be an id: 1 to 64 letters, digits, dots and hyphens."),
        Shape::Uri => (is_uri(text), "This must be an absolute URI."),
        Shape::DateTime => (is_date_time(text), "This must be a date, or a time with seconds and offset."),
        _ => (false, "This cannot be a text."),
    };
    if is_right { Ok(()) } else { Err(what) }
}

fn is_text(text: &str) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    text.len() <= LONGEST_TEXT && !text.trim().is_empty() && !text.contains(control)
}

fn is_code(text: &str) -> bool {
    is_text(text) && text.split(char::is_whitespace).all(|part| !part.is_empty())
}

pub fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    let is_right = match (scheme, rest.split_once(':')) {
        ("urn", Some(("uuid", id))) => uuid::Uuid::try_parse(id).is_ok_and(|uuid| uuid.to_string() == id),
        ("urn", Some(("oid", id))) => is_oid(id),
        ("http" | "https", _) => rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty()),
        _ => true,
    };
    is_scheme && is_right && !rest.is_empty() && is_text(text) && !text.contains(char::is_whitespace)
}

fn is_oid(text: &str) -> bool {
    let number = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    text.starts_with(['0', '1', '2']) && text.contains('.') && text.split('.').all(number)
}

/// `2026`, `2026-01`, `2026-01-21` or a time to the second with its offset.
fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let date = &text[..bytes.iter().position(|byte| *byte == b'T').unwrap_or(bytes.len())];
    if date.len() < bytes.len() {
        return date.len() == 10 && !text.ends_with('z') && text.parse::<domain::Moment>().is_ok();
    }
    let filled = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    filled.len() == 10 && !filled.starts_with("0000") && format!("{filled}T00:00:00Z").parse::<domain::Moment>().is_ok()
}

/// The type that a literal reference leads to; none where it does not say.
pub fn reference_type(text: &str) -> Result<Option<&str>, &'static str> {
    const FORM: &str = "A reference is a type and an id (Patient/12345), or an absolute URL.";
    if text.starts_with("urn:") {
        return if is_uri(text) { Ok(None) } else { Err(FORM) };
    }
    let path = match text.split_once("://") {
        Some(_) if !is_uri(text) => return Err(FORM),
        Some((_, path)) => path,
        None => text,
    };
    let mut parts = path.rsplit('/');
    let mut last = (parts.next(), parts.next());
    if last.1 == Some("_history") {
        last = (parts.next(), parts.next());
    }
    let (Some(id), Some(kind)) = last else { return Err(FORM) };
    let is_type = kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.bytes().all(|b| b.is_ascii_alphabetic());
    let relative = !text.contains("://");
    match (is_type && is_id(id), relative && parts.next().is_some()) {
        (true, false) => Ok(Some(kind)),
        _ => Err(FORM),
    }
}
