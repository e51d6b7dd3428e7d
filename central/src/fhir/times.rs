//! Times as R4 and HTTP write them, and as they are searched for.

use crate::controllers::search::spans::{Prefix, Span};
use domain::Moment;
use domain::moment::day_bounds;
use serde_json::Value;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime};

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// A column of the database as an instant.
pub fn instant(column: &Value) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(column.as_str()?, &Rfc3339).ok()
}

/// R4's instant, to the millisecond.
pub fn written(at: OffsetDateTime) -> String {
    let ms = (at.unix_timestamp_nanos() / 1_000_000) as i64;
    Moment::new(ms, 0).to_string()
}

/// As Last-Modified has it.
pub fn http_date(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC).format(HTTP_DATE).unwrap_or_default()
}

/// A date as HTTP writes it; none where it is another text.
pub fn of_http_date(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, HTTP_DATE).ok().map(PrimitiveDateTime::assume_utc)
}

/// A date to search by: a prefix, then a year, month, day, minute, second or less. Without an offset it
/// is the hospital's own clock, at `offset_minutes`.
pub fn span(text: &str, offset_minutes: i16, now: Moment) -> Option<Span> {
    let prefixed = Prefix::ALL.iter().find_map(|(word, prefix)| Some((*prefix, text.strip_prefix(word)?)));
    let (prefix, text) = prefixed.unwrap_or((Prefix::Equal, text));
    let (from, until) = bounds(text, offset_minutes)?;
    let slack_minutes = from.minutes_since(now).abs() / 10;
    Some(Span { prefix, from, until, slack_minutes })
}

fn bounds(text: &str, offset_minutes: i16) -> Option<(Moment, Moment)> {
    if !text.is_ascii() {
        return None;
    }
    let begins = |date: Date| day_bounds(date, offset_minutes).0;
    let first = |year: i32, month: u8| Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok();
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
    match text.len() {
        4 => {
            let year = number(text).filter(|year| (1..9999).contains(year))?;
            Some((begins(first(year, 1)?), begins(first(year + 1, 1)?)))
        }
        7 => {
            let year = number(&text[..4]).filter(|year| (1..9999).contains(year))?;
            let month = u8::try_from(number(text[4..].strip_prefix('-')?)?).ok()?;
            let next = if month == 12 { first(year + 1, 1) } else { first(year, month + 1) };
            Some((begins(first(year, month)?), begins(next?)))
        }
        10 => {
            let date = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
            Some(day_bounds(date, offset_minutes))
        }
        _ => time_bounds(text, offset_minutes),
    }
}

/// A time to the minute, the second or less, as exact as it is written.
fn time_bounds(text: &str, offset_minutes: i16) -> Option<(Moment, Moment)> {
    let (date, rest) = text.split_once('T')?;
    let zone_at = rest.find(['Z', '+', '-', ' ']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone_at);
    let offset = Moment::new(0, offset_minutes).to_string();
    // A plus in a query string that nobody escaped is a space.
    let zone = if zone.is_empty() { offset.get(19..)?.to_owned() } else { zone.replace(' ', "+") };
    let (clock, ms) = match (clock.len(), clock.split_once('.')) {
        (5, _) => (format!("{clock}:00"), 60_000),
        (8, _) => (clock.to_owned(), 1_000),
        (_, Some(_)) => (clock.to_owned(), 1),
        _ => return None,
    };
    let from: Moment = format!("{date}T{clock}{zone}").parse().ok()?;
    Some((from, Moment::new(from.utc_ms() + ms, from.offset_minutes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_span_as_long_as_it_is_exact() {
        let now = "2026-01-31T00:00:00Z".parse().unwrap();
        for (text, from, until) in [
            ("2026", "2026-01-01T00:00:00+06:00", "2027-01-01T00:00:00+06:00"),
            ("ge2026-12", "2026-12-01T00:00:00+06:00", "2027-01-01T00:00:00+06:00"),
            ("eq2026-01-21", "2026-01-21T00:00:00+06:00", "2026-01-22T00:00:00+06:00"),
            ("2026-01-21T09:00", "2026-01-21T09:00:00+06:00", "2026-01-21T09:01:00+06:00"),
            ("lt2026-01-21T09:00:00Z", "2026-01-21T09:00:00Z", "2026-01-21T09:00:01Z"),
            ("2026-01-21T09:00:00.250 06:00", "2026-01-21T09:00:00.25+06:00", "2026-01-21T09:00:00.251+06:00"),
        ] {
            let span = span(text, 360, now).unwrap();
            assert_eq!((span.from, span.until), (from.parse().unwrap(), until.parse().unwrap()), "{text}");
        }
        for text in
            ["", "ge", "26", "2026-13", "2026-02-30", "2026-01-21T25:00", "২০২৬", "2026-01-21'--", "9999", "xx2026"]
        {
            assert!(span(text, 360, now).is_none(), "{text}");
        }
    }

    #[test]
    fn http_writes_dates_in_its_own_way() {
        let at = instant(&"2026-01-21T09:00:00.5+06:00".into()).unwrap();
        assert_eq!(http_date(at), "Wed, 21 Jan 2026 03:00:00 GMT");
        assert_eq!(of_http_date(&http_date(at)).unwrap().unix_timestamp(), at.unix_timestamp());
        assert_eq!(of_http_date("yesterday"), None);
        assert_eq!(written(at), "2026-01-21T03:00:00.5Z");
    }
}
