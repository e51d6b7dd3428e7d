//! The theatres' lists of a day, to be pinned up at each theatre: what is known is printed, what
//! will be known has a box to tick and a line to write on when the power is out.

use std::collections::BTreeMap;

use domain::Moment;
use domain::procedure::{Anaesthesia, Milestone, Phase, Side, Status, Urgency, WardBed};
use ipc::{AllergyMark, PatientLine, SideShown};
use language::{Language, date_full, duration_minutes, number, t, time_of_day, word};
use time::Date;

use crate::always_shown::{self, name};
use crate::flow::{Banner, Flow, Footer};
use crate::lines::{Ink, Look, Style, line, lines, span};
use crate::paper::{MARGIN_PT, Orientation};
use crate::table::{Cell, Part, Row, Table, text};
use crate::{BothScripts, PrintError};

/// The list of a day, theatre by theatre in the order of the board.
#[derive(Clone, Debug)]
pub struct DayList {
    pub language: Language,
    pub hospital: BothScripts,
    pub date: Date,
    pub theatres: Vec<TheatreList>,
    pub printed_at: Moment,
    pub printed_by: String,
}

/// One theatre's cases in the order of their start. Each theatre begins on a sheet of its own.
#[derive(Clone, Debug)]
pub struct TheatreList {
    pub name: String,
    /// Empty where the theatre serves all.
    pub specialty: String,
    pub cases: Vec<ListedCase>,
}

#[derive(Clone, Debug)]
pub struct ListedCase {
    /// As booked: from, until.
    pub planned: (Moment, Moment),
    pub status: Status,
    pub milestones: BTreeMap<Milestone, Moment>,
    /// Phases signed or passed.
    pub cleared: Vec<Phase>,
    /// Of these, the ones passed with a reason instead of signed.
    pub passed: Vec<Phase>,
    /// None where the one who prints may not see the case.
    pub shown: Option<ShownCase>,
}

/// What the list says of a case, in the list's language where it has both.
#[derive(Clone, Debug)]
pub struct ShownCase {
    pub patient: PatientLine,
    pub ward_bed: Option<WardBed>,
    /// Another patient of that day has a like name.
    pub name_alike: bool,
    pub procedure: String,
    pub side: SideShown,
    pub urgency: Urgency,
    pub anaesthesia: Vec<Anaesthesia>,
    pub surgeons: Vec<String>,
    pub anaesthetists: Vec<String>,
    pub notes: Vec<String>,
    /// Why it was cancelled or suspended.
    pub reason: Option<String>,
}

const SIZE_PT: f32 = 9.0;
const SMALL_PT: f32 = 8.0;
/// Time, patient, procedure, allergies, team, checks, notes: the width of A4 within its margins.
const WIDTHS_PT: [f32; 7] = [78.0, 172.0, 146.0, 98.0, 108.0, 116.0, 63.8];
/// Rows for the emergencies that come while the list hangs there.
const ROWS_BY_HAND: usize = 2;

/// The list as a PDF.
///
/// # Errors
/// [`PrintError::Font`] when the program's own fonts can't be read; the data can't make it fail.
pub fn day_list(list: &DayList) -> Result<Vec<u8>, PrintError> {
    let language = list.language;
    let footer = Footer {
        language,
        notice: t!(language, "print-day-notice"),
        printed_at: list.printed_at,
        printed_by: name(language, &list.printed_by),
    };
    let mut banners = Vec::new();
    for theatre in &list.theatres {
        banners.push(banner(list, Some(theatre))?);
    }
    let first = match banners.first() {
        Some(banner) => banner.clone(),
        None => banner(list, None)?,
    };
    let mut flow = Flow::new(Orientation::Landscape, first, footer)?;
    for (index, (theatre, banner)) in list.theatres.iter().zip(banners).enumerate() {
        if index > 0 {
            flow.new_page_under(banner)?;
        }
        theatre_list(&mut flow, language, theatre)?;
    }
    let title = format!("{} {}", t!(language, "print-day-title"), date_full(language, list.date));
    flow.finish(&title)
}

fn banner(list: &DayList, theatre: Option<&TheatreList>) -> Result<Banner, PrintError> {
    let language = list.language;
    let mut right = vec![line(&[span(date_full(language, list.date), Style::bold(15.0))])?];
    let cases = theatre.map_or(0, |theatre| theatre.cases.len());
    let count = format!("{} · {}", t!(language, "print-day-title"), t!(language, "print-day-cases", count = cases));
    right.push(line(&[span(count, Style::plain(SIZE_PT + 1.0))])?);

    let right_pt = right.iter().map(|line| line.width_pt).fold(0.0, f32::max);
    let width_pt = WIDTHS_PT.iter().sum::<f32>() - right_pt - MARGIN_PT;
    let mut left = Vec::new();
    if let Some(theatre) = theatre {
        let specialty = name(language, &theatre.specialty);
        let mut title = vec![span(name(language, &theatre.name), Style::bold(17.0))];
        if !specialty.is_empty() {
            title.push(span(format!("· {specialty}"), Style::plain(13.0)));
        }
        left.extend(lines(&title, width_pt)?);
    }
    let hospital = name(language, list.hospital.in_language(language));
    left.extend(lines(&[span(hospital, Style::plain(SIZE_PT + 1.0))], width_pt)?);
    Ok(Banner { left, right })
}

fn theatre_list(flow: &mut Flow, language: Language, theatre: &TheatreList) -> Result<(), PrintError> {
    if theatre.cases.is_empty() {
        flow.paragraph(&[span(t!(language, "print-day-none"), Style::plain(11.0))])?;
        flow.space(8.0);
    }
    let mut rows = Vec::new();
    for (index, case) in theatre.cases.iter().enumerate() {
        rows.push(row(language, index + 1, case)?);
    }
    for _ in 0..ROWS_BY_HAND {
        rows.push(row_by_hand(language)?);
    }
    let head = vec![
        t!(language, "print-day-time"),
        t!(language, "print-day-patient"),
        t!(language, "print-day-procedure"),
        t!(language, "print-day-allergies"),
        t!(language, "print-day-team"),
        t!(language, "print-day-checks"),
        t!(language, "print-day-notes"),
    ];
    Table { widths_pt: WIDTHS_PT.to_vec(), head, rows, size_pt: SIZE_PT, rule: Ink::Black }.draw(flow)
}

fn row(language: Language, position: usize, case: &ListedCase) -> Result<Row, PrintError> {
    let cancelled = case.status == Status::Cancelled;
    let inside = |column: usize| Table::inside_pt(WIDTHS_PT[column]);
    let times = times(language, position, case, inside(0))?;
    let Some(shown) = &case.shown else {
        let restricted = text(&[span(t!(language, "print-restricted"), Style::bold(SIZE_PT))], inside(1))?;
        let checks = if cancelled { Vec::new() } else { checks(language, case)? };
        return Ok(Row { cells: vec![times, restricted, vec![], vec![], vec![], checks, vec![]] });
    };
    Ok(Row {
        cells: vec![
            times,
            patient(language, shown, cancelled, inside(1))?,
            procedure(language, shown, cancelled, inside(2))?,
            allergies(language, shown, cancelled, inside(3))?,
            team(language, shown, inside(4))?,
            if cancelled { Vec::new() } else { checks(language, case)? },
            notes(language, shown, inside(6))?,
        ],
    })
}

fn look(cancelled: bool) -> Look {
    if cancelled { Look::Struck } else { Look::Plain }
}

fn times(language: Language, position: usize, case: &ListedCase, width_pt: f32) -> Result<Cell, PrintError> {
    let cancelled = case.status == Status::Cancelled;
    let (from, until) = case.planned;
    let mut cell = text(
        &[
            span(format!("{}.", number(language, position as i64)), Style::grey(SIZE_PT)),
            span(time_of_day(language, from.time()), Style::bold(13.0).look(look(cancelled))),
        ],
        width_pt,
    )?;
    let length = duration_minutes(language, until.minutes_since(from));
    cell.extend(text(&[span(length, Style::grey(SMALL_PT))], width_pt)?);
    match case.status {
        Status::Preparation => {}
        Status::Cancelled => {
            let word = word(language, "status", &case.status);
            cell.extend(text(&[span(word, Style::bold(SIZE_PT + 1.0).look(Look::Filled))], width_pt)?);
            return Ok(cell);
        }
        status => {
            let word = word(language, "status", &status);
            cell.extend(text(&[span(word, Style::bold(SIZE_PT).look(Look::Framed))], width_pt)?);
        }
    }
    cell.push(moment(language, t!(language, "print-day-in"), case.milestones.get(&Milestone::InTheatre))?);
    cell.push(moment(language, t!(language, "print-day-out"), case.milestones.get(&Milestone::OutOfTheatre))?);
    Ok(cell)
}

/// A time that is known, or the line on which to write it.
fn moment(language: Language, label: String, at: Option<&Moment>) -> Result<Part, PrintError> {
    Ok(match at {
        None => Part::Blank { label: line(&[span(label, Style::plain(SMALL_PT))])? },
        Some(at) => Part::Text(line(&[
            span(label, Style::plain(SMALL_PT)),
            span(time_of_day(language, at.time()), Style::bold(SIZE_PT)),
        ])?),
    })
}

fn patient(language: Language, shown: &ShownCase, cancelled: bool, width_pt: f32) -> Result<Cell, PrintError> {
    let (first, second) = always_shown::names(language, &shown.patient);
    let mut cell = text(&[span(first, Style::bold(11.5).look(look(cancelled)))], width_pt)?;
    if let Some(second) = second {
        cell.extend(text(&[span(second, Style::plain(SIZE_PT).look(look(cancelled)))], width_pt)?);
    }
    if shown.name_alike {
        let alike = span(t!(language, "print-name-alike"), Style::bold(SMALL_PT).look(Look::Framed));
        cell.extend(text(&[alike], width_pt)?);
    }
    let description = always_shown::description(language, &shown.patient);
    cell.extend(text(&[span(description, Style::plain(SIZE_PT))], width_pt)?);
    if let Some(place) = &shown.ward_bed {
        cell.extend(text(&[span(always_shown::ward_bed(language, place), Style::bold(SIZE_PT))], width_pt)?);
    }
    cell.extend(text(&[span(always_shown::numbers(language, &shown.patient), Style::grey(SMALL_PT))], width_pt)?);
    Ok(cell)
}

fn procedure(language: Language, shown: &ShownCase, cancelled: bool, width_pt: f32) -> Result<Cell, PrintError> {
    let mut cell = Vec::new();
    if shown.urgency != Urgency::Elective {
        let urgency = span(word(language, "urgency", &shown.urgency), Style::bold(SIZE_PT).look(Look::Framed));
        cell.extend(text(&[urgency], width_pt)?);
    }
    let procedure = span(name(language, &shown.procedure), Style::bold(10.5).look(look(cancelled)));
    cell.extend(text(&[procedure], width_pt)?);
    if let Some(side) = always_shown::side(language, shown.side, 12.0) {
        cell.push(Part::Gap { height_pt: 2.0 });
        cell.extend(text(&[side], width_pt)?);
    }
    if !shown.anaesthesia.is_empty() {
        let types: Vec<String> = shown.anaesthesia.iter().map(|kind| word(language, "anaesthesia", kind)).collect();
        cell.push(Part::Gap { height_pt: 2.0 });
        cell.extend(text(
            &[
                span(format!("{}:", t!(language, "anaesthesia")), Style::grey(SMALL_PT)),
                span(types.join(" + "), Style::plain(SIZE_PT)),
            ],
            width_pt,
        )?);
    }
    Ok(cell)
}

fn allergies(language: Language, shown: &ShownCase, cancelled: bool, width_pt: f32) -> Result<Cell, PrintError> {
    let mut cell = always_shown::allergy_parts(language, &shown.patient.allergies, SIZE_PT, width_pt)?;
    if shown.patient.allergies == AllergyMark::NotAsked && !cancelled {
        let label = line(&[span(t!(language, "print-none-known"), Style::plain(SMALL_PT))])?;
        cell.push(Part::Choice { label });
        cell.push(blank(t!(language, "print-blank-allergies"))?);
    }
    Ok(cell)
}

fn team(language: Language, shown: &ShownCase, width_pt: f32) -> Result<Cell, PrintError> {
    let mut cell = Vec::new();
    for (role, people) in
        [(t!(language, "surgeon"), &shown.surgeons), (t!(language, "anaesthetist"), &shown.anaesthetists)]
    {
        cell.extend(text(&[span(role, Style::grey(SMALL_PT))], width_pt)?);
        if people.is_empty() {
            cell.extend(text(&[span(t!(language, "print-nobody-yet"), Style::plain(SIZE_PT))], width_pt)?);
        }
        for person in people {
            cell.extend(text(&[span(name(language, person), Style::bold(SIZE_PT))], width_pt)?);
        }
    }
    Ok(cell)
}

fn checks(language: Language, case: &ListedCase) -> Result<Cell, PrintError> {
    let mut cell = Vec::new();
    for phase in Phase::ALL {
        let passed = case.passed.contains(&phase);
        let label = line(&[span(word(language, "phase", &phase), Style::bold(SIZE_PT))])?;
        cell.push(Part::Tick { label, ticked: case.cleared.contains(&phase) && !passed });
        if passed {
            let passed = span(t!(language, "print-day-passed"), Style::bold(SMALL_PT));
            cell.extend(text(&[passed], Table::inside_pt(WIDTHS_PT[5]))?);
        }
        if phase == Phase::TimeOut {
            for milestone in [Milestone::Incision, Milestone::Closure] {
                cell.push(moment(language, word(language, "milestone", &milestone), case.milestones.get(&milestone))?);
            }
        }
    }
    Ok(cell)
}

fn notes(language: Language, shown: &ShownCase, width_pt: f32) -> Result<Cell, PrintError> {
    let mut cell = Vec::new();
    if let Some(reason) = &shown.reason {
        let reason = t!(language, "print-day-reason", reason = name(language, reason));
        cell.extend(text(&[span(reason, Style::bold(SMALL_PT))], width_pt)?);
    }
    for note in &shown.notes {
        cell.extend(text(&[span(name(language, note), Style::plain(SMALL_PT))], width_pt)?);
    }
    Ok(cell)
}

fn blank(label: String) -> Result<Part, PrintError> {
    Ok(Part::Blank { label: line(&[span(label, Style::grey(SMALL_PT))])? })
}

/// An empty row with every field that a case has.
fn row_by_hand(language: Language) -> Result<Row, PrintError> {
    let sides = Side::ALL.map(|side| word(language, "side", &side));
    let mut procedure = vec![blank(t!(language, "print-blank-procedure"))?, blank(String::new())?];
    for side in sides {
        procedure.push(Part::Choice { label: line(&[span(side, Style::plain(SMALL_PT))])? });
    }
    let none_known = line(&[span(t!(language, "print-none-known"), Style::plain(SMALL_PT))])?;
    let by_hand = span(t!(language, "print-day-by-hand"), Style::bold(SMALL_PT).ink(Ink::Grey));
    let mut times = text(&[by_hand], Table::inside_pt(WIDTHS_PT[0]))?;
    times.push(blank(t!(language, "print-day-time"))?);
    times.push(blank(t!(language, "print-day-in"))?);
    times.push(blank(t!(language, "print-day-out"))?);
    let mut checks = Vec::new();
    for phase in Phase::ALL {
        let label = line(&[span(word(language, "phase", &phase), Style::bold(SIZE_PT))])?;
        checks.push(Part::Tick { label, ticked: false });
        if phase == Phase::TimeOut {
            checks.push(blank(word(language, "milestone", &Milestone::Incision))?);
            checks.push(blank(word(language, "milestone", &Milestone::Closure))?);
        }
    }
    let patient = vec![
        blank(t!(language, "print-blank-name"))?,
        blank(t!(language, "print-blank-age"))?,
        blank(t!(language, "print-blank-relative"))?,
        blank(t!(language, "print-blank-number"))?,
    ];
    let allergies = vec![Part::Choice { label: none_known }, blank(t!(language, "print-blank-allergies"))?];
    let team = vec![
        blank(t!(language, "print-blank-surgeon"))?,
        blank(String::new())?,
        blank(t!(language, "print-blank-anaesthetist"))?,
        blank(String::new())?,
    ];
    Ok(Row { cells: vec![times, patient, procedure, allergies, team, checks, vec![]] })
}
