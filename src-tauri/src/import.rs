//! Staff, theatres and the waiting list from a spreadsheet's CSV. One table for all three: the
//! first column says what a line is. A line that cannot be read is named with its column, and
//! brings nothing; the others come in.

use domain::catalogue::Catalogue;
use domain::hospital::{self, Theatre};
use domain::patient::{self, Address, Birth, Identity, Patient, PatientCommand, PatientFact, Relation, Relative, Sex};
use domain::person::{self, Card};
use domain::procedure::{Operation, Role, Side, Urgency, waits_since};
use domain::text::Field;
use domain::{Moment, Refusal, TheatreId};
use ipc::{BadLine, BadLineProblem, ImportPreview, NewTheatre};
use std::collections::BTreeSet;
use time::Date;
use time::macros::format_description;

/// The template that is offered: the heading and one line of each kind.
pub const TEMPLATE: &str = "\
kind,name,name_bn,roles,staff_no,phone,specialty,sex,age_or_birth_date,relation,relative,village,upazila,uhid,procedure,side,urgency,waiting_since
theatre,Theatre 1,ওটি ১,,,,general_surgery,,,,,,,,,,,
staff,Dr Example Surgeon,ডা. নমুনা সার্জন,surgeon,DH001,01700000000,,,,,,,,,,,,
staff,Example Nurse,নমুনা নার্স,scrub_nurse circulating_nurse,DH002,,,,,,,,,,,,,
waiting,Example Patient,নমুনা রোগী,,,01700000001,,female,34,husband,Example Husband,Example Village,,,CHOLECYSTECTOMY_OPEN,,elective,2026-11-02
";

/// More than any district hospital has, and little enough to read while a person waits.
const LINE_LIMIT: usize = 5_000;
const BAD_LINE_LIMIT: usize = 100;

/// What the readable lines bring.
#[derive(Debug, Default)]
pub struct Imported {
    pub staff: Vec<Card>,
    pub theatres: Vec<NewTheatre>,
    pub waiting: Vec<Waiting>,
    pub bad_lines: Vec<BadLine>,
}

/// A patient who waits for an operation.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub identity: Identity,
    pub uhid: Option<String>,
    pub operation: Operation,
    pub minutes: u32,
    pub side: Option<Side>,
    pub urgency: Urgency,
    pub waiting_since: Option<Moment>,
}

/// How many of each a CSV would bring, and the lines that bring nothing.
pub fn preview(csv: &str, now: Moment) -> ImportPreview {
    let Imported { staff, theatres, waiting, bad_lines } = read(csv, now);
    ImportPreview { staff: staff.len(), theatres: theatres.len(), waiting: waiting.len(), bad_lines }
}

/// Reads every line. `now` is the day to which ages are counted.
pub fn read(csv: &str, now: Moment) -> Imported {
    let mut imported = Imported::default();
    let csv = csv.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv.as_bytes());
    let heading = match reader.headers() {
        Ok(heading) => heading.iter().map(|column| column.to_lowercase().replace(' ', "_")).collect::<Vec<_>>(),
        Err(_) => Vec::new(),
    };
    for (index, record) in reader.records().take(LINE_LIMIT).enumerate() {
        let number = match &record {
            Ok(record) => record.position().map_or(index as u64 + 2, csv::Position::line),
            Err(fault) => fault.position().map_or(index as u64 + 2, csv::Position::line),
        };
        let read = match record {
            Ok(record) if record.iter().all(str::is_empty) => continue,
            Ok(record) => Line { heading: &heading, record: &record, now }.take(&mut imported),
            Err(_) => Err((None, BadLineProblem::NotAText)),
        };
        if let Err((column, problem)) = read
            && imported.bad_lines.len() < BAD_LINE_LIMIT
        {
            imported.bad_lines.push(BadLine { line: number, column, problem });
        }
    }
    imported
}

type Bad = (Option<String>, BadLineProblem);

struct Line<'a> {
    heading: &'a [String],
    record: &'a csv::StringRecord,
    now: Moment,
}

impl Line<'_> {
    fn take(&self, imported: &mut Imported) -> Result<(), Bad> {
        match self.cell("kind").to_lowercase().as_str() {
            "staff" => imported.staff.push(self.staff()?),
            "theatre" => imported.theatres.push(self.theatre()?),
            "waiting" => imported.waiting.push(self.waiting()?),
            other => return Err((Some("kind".into()), BadLineProblem::UnknownKind { found: shortened(other) })),
        }
        Ok(())
    }

    fn cell(&self, column: &str) -> &str {
        let index = self.heading.iter().position(|heading| heading == column);
        index.and_then(|index| self.record.get(index)).unwrap_or_default()
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn staff(&self) -> Result<Card, Bad> {
        let mut roles = BTreeSet::new();
        for word in self.cell("roles").split([' ', ';', '|', '/']).filter(|word| !word.is_empty()) {
            let word = word.to_lowercase();
            let role = Role::ALL.into_iter().find(|role| role.key() == word);
            let unknown = || (Some("roles".into()), BadLineProblem::UnknownRole { found: shortened(&word) });
            roles.insert(role.ok_or_else(unknown)?);
        }
        let card = Card {
            name: self.cell("name").into(),
            name_bn: self.cell("name_bn").into(),
            roles,
            staff_no: self.optional("staff_no"),
            phone: self.optional("phone"),
            guest: false,
        };
        person::checked(card).map_err(refused)
    }

    fn theatre(&self) -> Result<NewTheatre, Bad> {
        let theatre = Theatre {
            name: self.cell("name").into(),
            name_bn: self.cell("name_bn").into(),
            specialty: self.optional("specialty").unwrap_or_else(|| "general_surgery".into()),
            position: 0,
        };
        let checked = hospital::define_theatre(TheatreId(uuid::Uuid::nil()), theatre).map_err(refused)?;
        match checked {
            domain::hospital::HospitalFact::TheatreDefined { theatre, .. } => {
                Ok(NewTheatre { name: theatre.name, name_bn: theatre.name_bn, specialty: theatre.specialty })
            }
            _ => Err((None, BadLineProblem::NotAText)),
        }
    }

    fn waiting(&self) -> Result<Waiting, Bad> {
        let typed = self.cell("procedure");
        let catalogue = Catalogue::embedded();
        let entry = catalogue
            .by_key(&typed.to_uppercase())
            .or_else(|| catalogue.search(typed, 1).first().map(|found| found.entry))
            .ok_or_else(|| (Some("procedure".into()), BadLineProblem::UnknownProcedure { found: shortened(typed) }))?;
        let side = match self.cell("side").to_lowercase().as_str() {
            "" => None,
            "left" | "l" | "বাম" => Some(Side::Left),
            "right" | "r" | "ডান" => Some(Side::Right),
            "both" | "উভয়" => Some(Side::Both),
            _ => return Err(malformed("side", Field::Side)),
        };
        let urgency = match self.cell("urgency").to_lowercase().as_str() {
            "" | "elective" => Urgency::Elective,
            "urgent" => Urgency::Urgent,
            "emergency" => Urgency::Emergency,
            _ => return Err(malformed("urgency", Field::Procedure)),
        };
        let waiting_since = match self.optional("waiting_since") {
            None => None,
            Some(typed) => {
                let date = date(&typed).ok_or_else(|| malformed("waiting_since", Field::Time))?;
                Some(Moment::at(date, time::Time::MIDNIGHT, self.now.offset_minutes()))
            }
        };
        // The rules read it as they will when it is recorded: a line that is taken here is never
        // refused when the terminal is set up.
        let command = PatientCommand::Register {
            identity: self.identity()?,
            registration_no: "R".into(),
            uhid: self.optional("uhid"),
            temporary_id: None,
        };
        let facts = patient::decide(&Patient::default(), command, self.now).map_err(refused)?;
        let Some(PatientFact::Registered { identity, uhid, .. }) = facts.into_iter().next() else {
            return Err((None, BadLineProblem::NotAText));
        };
        if let Some(since) = waiting_since {
            waits_since(since, identity.birth, self.now).map_err(|refusal| refused_in("waiting_since", refusal))?;
        }
        let operation = Operation::of(entry);
        Ok(Waiting { identity, uhid, operation, minutes: entry.duration_minutes, side, urgency, waiting_since })
    }

    fn identity(&self) -> Result<Identity, Bad> {
        let sex = match self.cell("sex").to_lowercase().as_str() {
            "female" | "f" | "মহিলা" | "নারী" => Sex::Female,
            "male" | "m" | "পুরুষ" => Sex::Male,
            "other" => Sex::Other,
            "" => Sex::Unknown,
            _ => return Err(malformed("sex", Field::Name)),
        };
        let birth = match self.cell("age_or_birth_date") {
            "" => Birth::Unknown,
            typed => match (typed.parse::<u8>(), date(typed)) {
                (Ok(years), _) => Birth::About { years, on: self.now.date() },
                (_, Some(born)) => Birth::On(born),
                _ => return Err(malformed("age_or_birth_date", Field::BirthDate)),
            },
        };
        let relation = match self.cell("relation").to_lowercase().as_str() {
            "" | "father" => Relation::Father,
            "husband" => Relation::Husband,
            "mother" => Relation::Mother,
            "wife" => Relation::Wife,
            "son" => Relation::Son,
            "daughter" => Relation::Daughter,
            "guardian" => Relation::Guardian,
            _ => return Err(malformed("relation", Field::Relative)),
        };
        Ok(Identity {
            name: self.cell("name").into(),
            name_bn: self.cell("name_bn").into(),
            sex,
            birth,
            relative: self.optional("relative").map(|name| Relative { relation, name }),
            phone: self.optional("phone"),
            address: Address { village: self.optional("village"), upazila: self.optional("upazila"), district: None },
            ..Identity::default()
        })
    }
}

/// Year first, as the template has it.
fn date(typed: &str) -> Option<Date> {
    Date::parse(typed, format_description!("[year]-[month]-[day]")).ok()
}

fn refused(refusal: Refusal) -> Bad {
    (None, BadLineProblem::Refused { refusal })
}

fn refused_in(column: &str, refusal: Refusal) -> Bad {
    (Some(column.into()), BadLineProblem::Refused { refusal })
}

fn malformed(column: &str, field: Field) -> Bad {
    refused_in(column, Refusal::Malformed { field })
}

/// What was found, short enough to stand in a sentence.
fn shortened(found: &str) -> String {
    found.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        "2026-11-22T11:33:00+06:00".parse().unwrap()
    }

    #[test]
    fn the_template_reads_without_a_bad_line() {
        let preview = preview(TEMPLATE, now());
        assert_eq!(preview, ImportPreview { staff: 2, theatres: 1, waiting: 1, bad_lines: vec![] });
        let with_mark = format!("\u{feff}{TEMPLATE}");
        assert_eq!(super::preview(&with_mark, now()), preview, "spreadsheets write a byte order mark");
    }

    #[test]
    fn each_bad_line_is_named_and_the_others_come_in() {
        let csv = "kind,name,roles,procedure,age_or_birth_date,waiting_since,uhid\n\
                   staff,Rina,surgeon magician,,,,\n\
                   nurse,Rina,scrub_nurse,,,,\n\
                   staff,Rina Begum,scrub_nurse,,,,\n\
                   waiting,Karim,,teleportation,30,,\n\
                   waiting,Karim,,app,300,,\n\
                   waiting,Karim,,app,2031-01-01,,\n\
                   waiting,Karim,,app,30,2031-01-01,\n\
                   waiting,Karim,,app,30,,98301147264\n\
                   waiting,,,app,30,,\n\
                   waiting,Karim Mia,,সিজার,30,2026-11-01,\n";
        let preview = preview(csv, now());
        assert_eq!((preview.staff, preview.waiting), (1, 1));
        let lines: Vec<u64> = preview.bad_lines.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [2, 3, 5, 6, 7, 8, 9, 10]);
        assert!(matches!(preview.bad_lines[0].problem, BadLineProblem::UnknownRole { .. }));
        assert!(matches!(preview.bad_lines[2].problem, BadLineProblem::UnknownProcedure { .. }));
    }

    #[test]
    fn a_waiting_list_reaches_back_for_years_and_no_further_than_a_life() {
        let csv = "kind,name,procedure,age_or_birth_date,waiting_since\n\
                   waiting,Karim,hernia,44,2021-03-04\n\
                   waiting,Salma,hernia,44,1926-11-02\n\
                   waiting,Rafi,hernia,2025-01-01,2024-06-01\n\
                   waiting,Rina,hernia,44,2026-02-30\n\
                   waiting,Babul,hernia,44,2026-11-23\n";
        let read = read(csv, now());
        assert_eq!(read.waiting.iter().map(|waiting| waiting.identity.name.as_str()).collect::<Vec<_>>(), ["Karim"]);
        let named: Vec<_> = read.bad_lines.iter().map(|bad| (bad.line, bad.column.as_deref())).collect();
        let since = Some("waiting_since");
        assert_eq!(named, [(3, since), (4, since), (5, since), (6, since)]);
    }

    #[test]
    fn what_is_no_table_brings_nothing_and_breaks_nothing() {
        let megabyte = "x".repeat(1_000_000);
        for hostile in ["", "\u{0}\u{1}", "kind\n\"", "kind,name\nstaff", &megabyte, "\u{202e}kind\nstaff,👩"] {
            let read = read(hostile, now());
            assert_eq!((read.staff.len(), read.waiting.len()), (0, 0));
        }
        let many = format!("kind\n{}", "nonsense\n".repeat(20_000));
        assert_eq!(preview(&many, now()).bad_lines.len(), BAD_LINE_LIMIT);
    }
}
