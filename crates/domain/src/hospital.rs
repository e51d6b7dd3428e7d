//! The hospital: its name, working days, theatres and machines.

use crate::catalogue::{Category, Entry, ResourceRequirement};
use crate::fact::{Recorded, facts};
use crate::fold::{Folded, Past};
use crate::identifier::UhidBlock;
use crate::ids::{MachineId, TerminalId, TheatreId};
use crate::moment::{DHAKA_OFFSET_MINUTES, Moment};
use crate::money::Taka;
use crate::refusal::Refusal;
use crate::text::{self, Field};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Time, Weekday};

facts! {
    /// What is recorded about the hospital as a place.
    HospitalFact {
        SetUp = "set-up" { code: String, name: String, name_bn: String, offset_minutes: i16, sample: bool },
        Renamed = "renamed" { name: String, name_bn: String },
        /// The public half of the key with which any terminal of the hospital can be recovered.
        EscrowKeyMade = "escrow-key-made" { public_key: String },
        HoursSet = "hours-set" { hours: Hours },
        HolidaySet = "holiday-set" { date: Date, name: String },
        HolidayCleared = "holiday-cleared" { date: Date },
        TheatreDefined = "theatre-defined" { id: TheatreId, theatre: Theatre },
        TheatreClosed = "theatre-closed" { id: TheatreId },
        MachineDefined = "machine-defined" { id: MachineId, machine: Machine },
        MachineRetired = "machine-retired" { id: MachineId },
        UhidBlockGiven = "uhid-block-given" { terminal: TerminalId, block: UhidBlock },
        /// What the hospital sets of one entry of the catalogue, or of one of its own; only what changed.
        EntrySet = "entry-set" { code: String, setting: EntrySetting },
    }
}

/// When lists are run: Saturday to Thursday, 08:00 to 14:30, unless the hospital says otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// Days since Monday (0) on which lists run.
    pub weekdays: BTreeSet<u8>,
    /// Minutes after midnight.
    pub from_minute: u16,
    pub until_minute: u16,
}

impl Default for Hours {
    fn default() -> Self {
        Hours { weekdays: BTreeSet::from([5, 6, 0, 1, 2, 3]), from_minute: 8 * 60, until_minute: 14 * 60 + 30 }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Theatre {
    pub name: String,
    pub name_bn: String,
    /// A specialty key of the catalogue, or `emergency`.
    pub specialty: String,
    /// Where it stands on the board.
    pub position: u16,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Machine {
    pub name: String,
    /// A resource type of the catalogue (`anesthesia_machine`).
    pub resource_type: String,
    /// Where it stands, when it is not moved about.
    pub theatre: Option<TheatreId>,
}

/// What a hospital sets of an entry of the catalogue: none stays as the catalogue has it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct EntrySetting {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_bdt: Option<Taka>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources: Option<Vec<ResourceRequirement>>,
    /// Of a code that the catalogue does not know: what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnEntry>,
}

/// An entry of the hospital's own.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OwnEntry {
    pub system: String,
    pub display: String,
    pub category: Category,
    pub specialty: String,
}

impl EntrySetting {
    /// What of it is not so in `before`.
    pub fn beyond(self, before: &EntrySetting) -> EntrySetting {
        EntrySetting {
            active: self.active.filter(|_| self.active != before.active),
            cost_bdt: self.cost_bdt.filter(|_| self.cost_bdt != before.cost_bdt),
            duration_minutes: self.duration_minutes.filter(|_| self.duration_minutes != before.duration_minutes),
            resources: self.resources.filter(|now| before.resources.as_ref() != Some(now)),
            own: self.own.filter(|now| before.own.as_ref() != Some(now)),
        }
    }

    fn take(&mut self, said: EntrySetting) {
        let EntrySetting { active, cost_bdt, duration_minutes, resources, own } = said;
        self.active = active.or(self.active);
        self.cost_bdt = cost_bdt.or(self.cost_bdt);
        self.duration_minutes = duration_minutes.or(self.duration_minutes);
        self.resources = resources.or(self.resources.take());
        self.own = own.or(self.own.take());
    }
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Hospital {
    pub code: String,
    pub name: String,
    pub name_bn: String,
    pub offset_minutes: i16,
    /// Filled with invented people to be looked at.
    pub sample: bool,
    pub escrow_public_key: Option<String>,
    pub hours: Hours,
    pub holidays: BTreeMap<Date, String>,
    pub theatres: BTreeMap<TheatreId, Theatre>,
    pub closed_theatres: BTreeSet<TheatreId>,
    pub machines: BTreeMap<MachineId, Machine>,
    pub retired_machines: BTreeSet<MachineId>,
    pub uhid_blocks: Vec<(TerminalId, UhidBlock)>,
    /// By the right code of the entry, with when it was last set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, (Moment, EntrySetting)>,
}

impl Folded for Hospital {
    type Fact = HospitalFact;

    fn apply(&mut self, fact: &Recorded<HospitalFact>, _past: &Past<'_>) {
        match fact.fact.clone() {
            HospitalFact::SetUp { code, name, name_bn, offset_minutes, sample } => {
                (self.code, self.name, self.name_bn) = (code, name, name_bn);
                (self.offset_minutes, self.sample) = (offset_minutes, sample);
            }
            HospitalFact::Renamed { name, name_bn } => (self.name, self.name_bn) = (name, name_bn),
            HospitalFact::EscrowKeyMade { public_key } => self.escrow_public_key = Some(public_key),
            HospitalFact::HoursSet { hours } => self.hours = hours,
            HospitalFact::HolidaySet { date, name } => drop(self.holidays.insert(date, name)),
            HospitalFact::HolidayCleared { date } => drop(self.holidays.remove(&date)),
            HospitalFact::TheatreDefined { id, theatre } => {
                self.closed_theatres.remove(&id);
                self.theatres.insert(id, theatre);
            }
            HospitalFact::TheatreClosed { id } => drop(self.closed_theatres.insert(id)),
            HospitalFact::MachineDefined { id, machine } => drop(self.machines.insert(id, machine)),
            HospitalFact::MachineRetired { id } => drop(self.retired_machines.insert(id)),
            HospitalFact::UhidBlockGiven { terminal, block } => self.uhid_blocks.push((terminal, block)),
            HospitalFact::EntrySet { code, setting } => {
                let (at, entry) = self.entries.entry(code).or_insert((fact.recorded_at, EntrySetting::default()));
                *at = fact.recorded_at;
                entry.take(setting);
            }
        }
    }
}

impl Hospital {
    /// What the hospital set of an entry.
    pub fn setting(&self, code: &str) -> Option<&EntrySetting> {
        self.entries.get(code).map(|(_, setting)| setting)
    }

    /// How long an operation is planned here.
    pub fn minutes_of(&self, entry: &Entry) -> u32 {
        let set = self.setting(&entry.coding().code).and_then(|setting| setting.duration_minutes);
        set.unwrap_or(entry.duration_minutes)
    }

    /// Theatres in use, in the order of the board.
    pub fn open_theatres(&self) -> Vec<(TheatreId, &Theatre)> {
        let mut open: Vec<_> =
            self.theatres.iter().filter(|(id, _)| !self.closed_theatres.contains(id)).map(|(id, t)| (*id, t)).collect();
        open.sort_by_key(|(id, theatre)| (theatre.position, *id));
        open
    }

    /// Machines in use, of one resource type.
    pub fn machines_of<'a>(&'a self, resource_type: &'a str) -> impl Iterator<Item = (MachineId, &'a Machine)> {
        self.machines
            .iter()
            .filter(move |(id, machine)| machine.resource_type == resource_type && !self.retired_machines.contains(id))
            .map(|(id, machine)| (*id, machine))
    }

    /// The session of a day: when its lists begin and end, or none on a closed day.
    pub fn session(&self, date: Date) -> Option<(Moment, Moment)> {
        let open = self.hours.weekdays.contains(&date.weekday().number_days_from_monday())
            && !self.holidays.contains_key(&date);
        let midnight = Moment::at(date, Time::MIDNIGHT, self.offset_minutes);
        open.then(|| {
            let at = |minute: u16| midnight.plus_minutes(i64::from(minute));
            (at(self.hours.from_minute), at(self.hours.until_minute))
        })
    }
}

/// The set-up of a hospital as the first person types it: a name, a short code and theatres.
pub fn set_up(
    code: &str,
    name: &str,
    name_bn: &str,
    sample: bool,
    theatres: Vec<(TheatreId, Theatre)>,
    machines: Vec<(MachineId, Machine)>,
) -> Result<Vec<HospitalFact>, Refusal> {
    let name = text::required_line(Field::HospitalName, name)?;
    let name_bn = text::optional_line(Field::HospitalName, Some(name_bn))?.unwrap_or_else(|| name.clone());
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>().to_uppercase();
    let code = if code.is_empty() { "HOSP".to_owned() } else { code };
    if theatres.is_empty() {
        return Err(Refusal::Missing { field: Field::TheatreName });
    }
    let mut facts = vec![
        HospitalFact::SetUp { code, name, name_bn, offset_minutes: DHAKA_OFFSET_MINUTES, sample },
        HospitalFact::HoursSet { hours: Hours::default() },
    ];
    for (id, theatre) in theatres {
        facts.push(define_theatre(id, theatre)?);
    }
    for (id, machine) in machines {
        facts.push(define_machine(id, machine)?);
    }
    Ok(facts)
}

pub fn define_theatre(id: TheatreId, theatre: Theatre) -> Result<HospitalFact, Refusal> {
    let name = text::required_line(Field::TheatreName, &theatre.name)?;
    let name_bn = text::optional_line(Field::TheatreName, Some(&theatre.name_bn))?.unwrap_or_else(|| name.clone());
    let specialty = text::line(Field::TheatreName, &theatre.specialty)?;
    Ok(HospitalFact::TheatreDefined { id, theatre: Theatre { name, name_bn, specialty, ..theatre } })
}

pub fn define_machine(id: MachineId, machine: Machine) -> Result<HospitalFact, Refusal> {
    let name = text::required_line(Field::MachineName, &machine.name)?;
    let resource_type = text::line(Field::MachineName, &machine.resource_type)?;
    Ok(HospitalFact::MachineDefined { id, machine: Machine { name, resource_type, ..machine } })
}

/// Hours that end after they begin, on at least one day.
pub fn set_hours(hours: Hours) -> Result<HospitalFact, Refusal> {
    let days = hours.weekdays.iter().all(|day| *day < 7) && !hours.weekdays.is_empty();
    if !days || hours.from_minute >= hours.until_minute || hours.until_minute > 24 * 60 {
        return Err(Refusal::Malformed { field: Field::Time });
    }
    Ok(HospitalFact::HoursSet { hours })
}

/// Saturday first, as the week is read in Bangladesh.
pub const WEEK: [Weekday; 7] = [
    Weekday::Saturday,
    Weekday::Sunday,
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
];

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn lists_run_saturday_to_thursday_but_for_holidays() {
        let mut hospital = Hospital { offset_minutes: 360, ..Hospital::default() };
        assert_eq!(hospital.session(date!(2026 - 11 - 27)), None, "a Friday");
        let (from, until) = hospital.session(date!(2026 - 11 - 28)).unwrap();
        assert_eq!(from.to_string(), "2026-11-28T08:00:00+06:00");
        assert_eq!(until.minutes_since(from), 390);
        hospital.holidays.insert(date!(2026 - 12 - 16), "Victory Day".into());
        assert_eq!(hospital.session(date!(2026 - 12 - 16)), None);
    }
}
