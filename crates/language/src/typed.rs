//! Reading what a person types: dates, times and numbers, in Bangla or Latin digits.

use time::{Date, Month, Time};

/// Bangla digits written as Latin ones; everything else stays.
pub fn latin(typed: &str) -> String {
    typed
        .chars()
        .map(|character| match character {
            '০'..='৯' => char::from_digit(character as u32 - '০' as u32, 10).unwrap_or(character),
            other => other,
        })
        .collect()
}

/// A whole number; group commas and spaces are passed over.
pub fn whole(typed: &str) -> Option<i64> {
    let digits: String = latin(typed).chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    digits.parse().ok()
}

/// "14:05", "1405", "14.05", "9" (nine o'clock), "9 30".
pub fn time_of_day(typed: &str) -> Option<Time> {
    let groups = groups(typed);
    let (hour, minute) = match groups.as_slice() {
        [hour] if hour.len() <= 2 => (number(hour)?, 0),
        [both] if both.len() <= 4 => {
            let (hour, minute) = both.split_at(both.len() - 2);
            (number(hour)?, number(minute)?)
        }
        [hour, minute] => (number(hour)?, number(minute)?),
        _ => return None,
    };
    Time::from_hms(hour, minute, 0).ok()
}

/// Day, month and year in that order, however divided: "22/11/2026", "22.11.26", "22112026",
/// "22 11" (of the year of `near`), or "2026-11-22".
pub fn date(typed: &str, near: Date) -> Option<Date> {
    let groups = groups(typed);
    let (day, month, year) = match groups.as_slice() {
        [year, month, day] if year.len() == 4 => (number(day)?, number(month)?, year.parse().ok()?),
        [day, month, year] => (number(day)?, number(month)?, full_year(year, near)?),
        [day, month] => (number(day)?, number(month)?, near.year()),
        [all] if all.len() == 8 => (number(&all[..2])?, number(&all[2..4])?, all[4..].parse().ok()?),
        [all] if all.len() == 6 => (number(&all[..2])?, number(&all[2..4])?, full_year(&all[4..], near)?),
        [all] if all.len() == 4 => (number(&all[..2])?, number(&all[2..])?, near.year()),
        _ => return None,
    };
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Two digits mean the last hundred years or the next twenty.
fn full_year(digits: &str, near: Date) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 => {
            let this_century = near.year() / 100 * 100 + year;
            Some(if this_century > near.year() + 20 { this_century - 100 } else { this_century })
        }
        _ => None,
    }
}

fn groups(typed: &str) -> Vec<String> {
    latin(typed).split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::to_owned).collect()
}

fn number(digits: &str) -> Option<u8> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, time};

    #[test]
    fn a_time_is_read_however_it_is_divided() {
        for typed in ["14:05", "1405", "14.05", "১৪:০৫", "14 5"] {
            assert_eq!(time_of_day(typed), Some(time!(14:05)), "{typed}");
        }
        assert_eq!(time_of_day("৯"), Some(time!(9:00)));
        assert_eq!(time_of_day("930"), Some(time!(9:30)));
        for typed in ["", "25", "12:60", "1 2 3", "12345", "x"] {
            assert_eq!(time_of_day(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_date_is_read_day_first_as_people_write_it() {
        let near = date!(2026 - 11 - 22);
        for typed in ["22/11/2026", "22.11.26", "২২-১১-২০২৬", "22112026", "221126", "22 11", "2211", "2026-11-22"]
        {
            assert_eq!(date(typed, near), Some(near), "{typed}");
        }
        assert_eq!(date("1/2/71", near), Some(date!(1971 - 02 - 01)));
        for typed in ["", "31/2/2026", "32/1/2026", "22/13/2026", "22/11/20266", "22"] {
            assert_eq!(date(typed, near), None, "{typed}");
        }
    }

    #[test]
    fn a_number_is_read_in_either_script() {
        assert_eq!(whole("১,২৩,৪৫৬"), Some(123_456));
        assert_eq!(whole(" 40 "), Some(40));
        assert_eq!(whole("4o"), None);
    }
}
