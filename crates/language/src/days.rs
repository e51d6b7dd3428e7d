//! Dates and times of day as they are read in each language.

use time::{Date, Month, Time, Weekday};

use crate::{Language, digits, say, t};

/// "14:05", in Bangla "১৪:০৫": the 24-hour clock of a theatre's list.
pub fn time_of_day(language: Language, time: Time) -> String {
    digits(language, &format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// "22 Nov 2026", in Bangla "২২ নভেম্বর ২০২৬".
pub fn date_short(language: Language, date: Date) -> String {
    let month = say(language, &format!("month-short-{}", u8::from(date.month())), &[]);
    t!(language, "date-short", day = date.day(), month = month, year = date.year())
}

/// "Mon 23 Nov", in Bangla "সোম ২৩ নভেম্বর", for a booking that is near: the year goes without
/// saying.
pub fn date_brief(language: Language, date: Date) -> String {
    let weekday = say(language, &format!("weekday-short-{}", date.weekday().number_from_monday()), &[]);
    let month = say(language, &format!("month-short-{}", u8::from(date.month())), &[]);
    t!(language, "date-brief", weekday = weekday, day = date.day(), month = month)
}

/// "Sunday 22 November", for a day near today, where the year goes without saying.
pub fn date_long(language: Language, date: Date) -> String {
    t!(
        language,
        "date-long",
        weekday = weekday(language, date.weekday()),
        day = date.day(),
        month = month(language, date.month())
    )
}

/// "Sunday 22 November 2026", for what is kept: prints and records.
pub fn date_full(language: Language, date: Date) -> String {
    t!(
        language,
        "date-full",
        weekday = weekday(language, date.weekday()),
        day = date.day(),
        month = month(language, date.month()),
        year = date.year()
    )
}

/// "November", "নভেম্বর".
pub fn month(language: Language, month: Month) -> String {
    say(language, &format!("month-{}", u8::from(month)), &[])
}

/// "Sunday", "রবিবার".
pub fn weekday(language: Language, weekday: Weekday) -> String {
    say(language, &format!("weekday-{}", weekday.number_from_monday()), &[])
}

/// How long ago something was: "33 min ago", "৩৩ মিনিট আগে"; from two days on in days. What is
/// still to come, or was stamped by a clock that runs ahead, reads "in 5 min".
pub fn ago(language: Language, minutes: i64) -> String {
    const MINUTES_PER_DAY: i64 = 24 * 60;
    match minutes {
        0 => t!(language, "ago-now"),
        i64::MIN..0 => t!(language, "ago-ahead", length = length(language, minutes.unsigned_abs())),
        _ if minutes >= 2 * MINUTES_PER_DAY => {
            t!(language, "ago-days", days = minutes / MINUTES_PER_DAY)
        }
        _ => t!(language, "ago-past", length = length(language, minutes.unsigned_abs())),
    }
}

fn length(language: Language, minutes: u64) -> String {
    crate::duration_minutes(language, i64::try_from(minutes).unwrap_or(i64::MAX))
}
