//! How values are read: moments, names, sides, operations. Functions without a language read in the
//! reader's, tracked; moments are shown as the hospital's clocks show them.

use crate::desk::{desk, reading};
use crate::t;
use domain::catalogue::{Catalogue, Entry, TermList, Terms};
use domain::patient::{Relative, Sex};
use domain::person::Card;
use domain::procedure::{Item, Operation, Role, Side, WardBed};
use domain::{MachineId, Moment, PersonId, TheatreId};
use ipc::{AllergyMark, Directory, Line, LineState, PatientLine, SideShown};
use language::{Language, word};
use leptos::prelude::*;
use serde::Serialize;
use time::Date;

/// "14:05".
pub fn time(moment: Moment) -> String {
    time_in(reading(), moment)
}

pub fn time_in(language: Language, moment: Moment) -> String {
    language::time_of_day(language, here(moment).time())
}

/// "08:00–09:30".
pub fn span((from, until): (Moment, Moment)) -> String {
    format!("{}–{}", time(from), time(until))
}

/// "33 min ago", by the desk's clock.
pub fn ago(moment: Moment) -> String {
    language::ago(reading(), desk().now.get().minutes_since(moment))
}

/// The time of day, and the day too where it is not today's: "14:05", "14:05, 20 Nov 2026".
pub fn when(moment: Moment) -> String {
    let moment = here(moment);
    if moment.date() == desk().today() {
        time(moment)
    } else {
        format!("{}, {}", time(moment), language::date_short(reading(), moment.date()))
    }
}

/// How the line to the centre stands.
pub fn line(line: Line) -> String {
    let facts = line.waiting_facts;
    match line.state {
        LineState::NotConnected => t!("frame-not-connected", facts = facts),
        LineState::Unreached => t!("frame-unreached", facts = facts),
        LineState::Sending => t!("frame-sending", facts = facts),
        LineState::AllSent { at } => t!("frame-all-sent", time = time(at)),
        LineState::Refused { .. } => t!("frame-refused", facts = facts),
    }
}

/// "Sunday 22 November".
pub fn day(date: Date) -> String {
    language::date_long(reading(), date)
}

/// "Mon 23 Nov".
pub fn day_brief(date: Date) -> String {
    language::date_brief(reading(), date)
}

/// "22 Nov 2026".
pub fn day_short(date: Date) -> String {
    language::date_short(reading(), date)
}

/// "Sunday 22 November 2026".
pub fn day_full(date: Date) -> String {
    language::date_full(reading(), date)
}

/// "1 h 30 min".
pub fn length(minutes: i64) -> String {
    language::duration_minutes(reading(), minutes)
}

pub fn number(count: impl TryInto<i64>) -> String {
    language::number(reading(), count.try_into().unwrap_or(i64::MAX))
}

/// The same instant with the offset of the hospital's clocks.
pub fn here(moment: Moment) -> Moment {
    Moment::new(moment.utc_ms(), offset_minutes())
}

/// Minutes by which the hospital's clocks are ahead of UTC, for making moments of what is typed.
pub fn offset_minutes() -> i16 {
    desk().now.with_untracked(|now| now.offset_minutes())
}

/// The word for a value of a closed list: `word_of("status", &status)`.
pub fn word_of(list: &str, value: &impl Serialize) -> String {
    word(reading(), list, value)
}

pub fn role(role: Role) -> String {
    word_of("role", &role)
}

/// The first two roles of a card, in the order of the theatre.
pub fn roles_of(card: &Card) -> String {
    let words: Vec<String> = card.roles.iter().take(2).map(|found| role(*found)).collect();
    words.join(" · ")
}

/// A card's name in a language; doctors are called so.
pub fn card_name(language: Language, card: &Card) -> String {
    const DOCTORS: [Role; 5] =
        [Role::Surgeon, Role::AssistantSurgeon, Role::Obstetrician, Role::Anaesthetist, Role::Paediatrician];
    let (name, title) = match language {
        Language::English => (&card.name, "Dr"),
        Language::Bangla => (&card.name_bn, "ডা."),
    };
    let titled = ["Dr", "Prof", "ডা", "অধ্যাপক", "ড."].iter().any(|title| name.starts_with(title));
    if !titled && DOCTORS.iter().any(|role| card.roles.contains(role)) {
        format!("{title} {name}")
    } else {
        name.clone()
    }
}

pub fn person_name(language: Language, directory: &Directory, id: PersonId) -> String {
    match directory.staff.iter().find(|member| member.id == id) {
        Some(member) => card_name(language, &member.person.card),
        None => language::t!(language, "frame-person-not-here"),
    }
}

pub fn theatre_name(language: Language, directory: &Directory, id: TheatreId) -> String {
    match (directory.hospital.theatres.get(&id), language) {
        (Some(theatre), Language::English) => theatre.name.clone(),
        (Some(theatre), Language::Bangla) => theatre.name_bn.clone(),
        (None, language) => language::t!(language, "frame-theatre-not-here"),
    }
}

/// As it is written on it; one that is called by its kind, "Anaesthesia machine 2", is called so in Bangla too.
pub fn machine_name(language: Language, directory: &Directory, id: MachineId) -> String {
    let Some(machine) = directory.hospital.machines.get(&id) else { return String::new() };
    let kind = Terms::embedded().by_key(TermList::ResourceType, &machine.resource_type);
    let number = kind.and_then(|kind| machine.name.strip_prefix(kind.en.as_str()));
    match (language, kind, number) {
        (Language::Bangla, Some(kind), Some(number)) => format!("{}{}", kind.bn, language::digits(language, number)),
        _ => machine.name.clone(),
    }
}

/// A patient's name in the reader's language.
pub fn patient_name(line: &PatientLine) -> String {
    let (first, second) = match reading() {
        Language::English => (&line.name, &line.name_bn),
        Language::Bangla => (&line.name_bn, &line.name),
    };
    if first.is_empty() { second.clone() } else { first.clone() }
}

/// A patient's name in the other script; none where it is the same or not known.
pub fn patient_name_other(line: &PatientLine) -> Option<String> {
    let other = match reading() {
        Language::English => &line.name_bn,
        Language::Bangla => &line.name,
    };
    (!other.is_empty() && *other != patient_name(line)).then(|| other.clone())
}

/// "Shahida Khatun, F 27"; who has no name yet is called by sex and age already.
pub fn patient_brief(line: &PatientLine) -> String {
    if line.unknown { patient_name(line) } else { format!("{}, {}", patient_name(line), sex_age_brief(line)) }
}

/// "F 27", "F ~27" where the age is a guess; in Bangla "মহিলা ২৭".
fn sex_age_brief(line: &PatientLine) -> String {
    let sex = match line.sex {
        Sex::Female => t!("sex-female-brief"),
        Sex::Male => t!("sex-male-brief"),
        Sex::Other => t!("sex-other-brief"),
        Sex::Unknown => t!("sex-unknown-brief"),
    };
    match line.age_years {
        Some(0) => format!("{sex} <{}", number(1)),
        Some(years) if line.age_guessed => format!("{sex} ~{}", number(years)),
        Some(years) => format!("{sex} {}", number(years)),
        None => sex,
    }
}

/// "Female · about 25 years".
pub fn sex_age(line: &PatientLine) -> String {
    format!("{} · {}", word_of("sex", &line.sex), age(line))
}

pub fn age(line: &PatientLine) -> String {
    match line.age_years {
        Some(age) if line.age_guessed && age > 0 => t!("age-about", age = years(age)),
        Some(age) => years(age),
        None => t!("age-unknown"),
    }
}

/// "25 years"; a baby has no years yet.
pub fn years(years: u16) -> String {
    if years == 0 { t!("age-under-one") } else { t!("age-years", years = years) }
}

/// "Husband Rafiqul Islam".
pub fn relative(relative: &Relative) -> String {
    format!("{} {}", word_of("relation", &relative.relation), relative.name)
}

/// "Ward 3 bed 12": identifiers, so in Latin digits.
pub fn ward_bed(place: &WardBed) -> String {
    t!("ward-bed", ward = &place.ward, bed = &place.bed)
}

/// "UHID 9830 1147 263", or the temporary id.
pub fn patient_number(line: &PatientLine) -> String {
    if domain::identifier::uhid_is_right(&line.number) {
        t!("uhid", number = domain::identifier::uhid_shown(&line.number))
    } else if line.number == line.registration_no {
        t!("registration-number", number = &line.number)
    } else {
        t!("temporary-id", number = &line.number)
    }
}

/// The side, always written out.
pub fn side(side: SideShown) -> String {
    match side {
        SideShown::NotStated => t!("side-not-stated"),
        SideShown::Stated(side) => stated_side(side),
        SideShown::Disputed => t!("side-disputed"),
        SideShown::NotSided => t!("side-not-sided"),
    }
}

pub fn stated_side(side: Side) -> String {
    word_of("side", &side)
}

pub fn allergies(mark: &AllergyMark) -> String {
    match mark {
        AllergyMark::NotAsked => t!("allergy-not-asked"),
        AllergyMark::NoneKnown => t!("allergy-none-known"),
        AllergyMark::Known(substances) => substances.join(" · "),
    }
}

/// What is to be done: the catalogue's name for it, else the words in which it was recorded.
pub fn operation(operation: &Operation) -> String {
    if let Some(entry) = operation.key.as_ref().and_then(|key| Catalogue::embedded().by_key(key)) {
        return entry_name(entry);
    }
    let coded = || operation.coding.iter().map(|coding| &coding.display).find(|display| !display.is_empty());
    operation.text.as_ref().or_else(coded).cloned().unwrap_or_else(|| t!("frame-operation-not-named"))
}

/// A procedure of the catalogue in the reader's language.
pub fn entry_name(entry: &Entry) -> String {
    match reading() {
        Language::English => entry.display.clone(),
        Language::Bangla => entry.display_bn.clone(),
    }
}

/// "4, 5, 7", as the checklist numbers its items.
pub fn item_numbers(language: Language, items: &[Item]) -> String {
    let numbers: Vec<String> = items.iter().map(|item| language::number(language, item.number().into())).collect();
    numbers.join(", ")
}
