//! The record of a case for the patient's file: everything that counts, as it stands when it is
//! printed, with who recorded it and when.

use std::collections::BTreeMap;

use domain::procedure::{Anaesthesia, Coded, Consent, ConsentBy, Milestone, Procedure, Role};
use domain::{Moment, PersonId};
use ipc::{PatientLine, SideShown};
use language::{Language, date_short, number, t, time_of_day, word};

use crate::always_shown::{self, name};
use crate::case_checklist;
use crate::case_writing;
use crate::flow::{Banner, Flow, Footer};
use crate::lines::{Ink, Line, Look, Span, Style, bounded, line, lines, span};
use crate::paper::{MARGIN_PT, Orientation};
use crate::table::{Cell, Part, Row, Table, text};
use crate::{BothScripts, PrintError};

/// A case and the words for what it names by id or code.
#[derive(Clone, Debug)]
pub struct CaseRecord<'a> {
    pub language: Language,
    pub hospital: BothScripts,
    pub procedure: &'a Procedure,
    pub patient: &'a PatientLine,
    pub side: SideShown,
    /// The operation, in the record's language where it has a word.
    pub operation: String,
    /// Where it was booked, if it was.
    pub theatre: Option<String>,
    pub people: &'a BTreeMap<PersonId, String>,
    /// Words for the hospital's codes: complications, outcomes, reasons, device types.
    pub terms: &'a BTreeMap<String, String>,
    /// How many facts the case's history has.
    pub history_count: usize,
    pub printed_at: Moment,
    pub printed_by: String,
}

pub(crate) const SIZE_PT: f32 = 9.5;
pub(crate) const SMALL_PT: f32 = 8.5;
/// What fits between the margins of A4 upright.
pub(crate) const WIDTH_PT: f32 = 535.28;
/// A note may be as long as the store accepts.
const NOTE_LIMIT_CHARS: usize = domain::text::NOTE_LIMIT;

/// The record as a PDF.
///
/// # Errors
/// [`PrintError::Font`] when the program's own fonts can't be read; the data can't make it fail.
pub fn case_record(record: &CaseRecord<'_>) -> Result<Vec<u8>, PrintError> {
    let language = record.language;
    let footer = Footer {
        language,
        notice: t!(language, "print-case-notice"),
        printed_at: record.printed_at,
        printed_by: name(language, &record.printed_by),
    };
    let mut flow = Flow::new(Orientation::Portrait, banner(record)?, footer)?;
    patient(&mut flow, record)?;
    operation(&mut flow, record)?;
    team_and_times(&mut flow, record)?;
    case_checklist::checklist(&mut flow, record)?;
    case_writing::drugs_and_counts(&mut flow, record)?;
    case_writing::notes(&mut flow, record)?;
    case_writing::complications(&mut flow, record)?;
    case_writing::devices(&mut flow, record)?;
    case_writing::outcome(&mut flow, record)?;
    signatures(&mut flow, record)?;
    let title = format!("{} {}", t!(language, "print-case-title"), record.procedure.procedure_no);
    flow.finish(&title)
}

impl CaseRecord<'_> {
    pub(crate) fn person(&self, id: PersonId) -> String {
        let known = self.people.get(&id).map(|person| name(self.language, person));
        known.unwrap_or_else(|| t!(self.language, "not-known"))
    }

    /// A coded term: the hospital's words for its code, or what was written, or the code.
    pub(crate) fn term(&self, coded: &Coded) -> String {
        let words = coded.coding.iter().find_map(|coding| self.terms.get(&coding.code));
        let shown = coded.coding.iter().map(|coding| &coding.display).find(|display| !display.is_empty());
        let code = coded.coding.first().map(|coding| &coding.code);
        let written = coded.text.as_ref().filter(|text| !text.is_empty());
        let found = words.or(written).or(shown).or(code);
        found.map_or_else(|| t!(self.language, "not-known"), |found| self.note(found))
    }

    pub(crate) fn reason(&self, reason: &domain::procedure::Reason) -> String {
        let code = reason.code.as_ref().map(|code| self.terms.get(code).unwrap_or(code).as_str());
        let parts = [code.unwrap_or_default(), reason.text.as_str()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        self.note(&said.join(": "))
    }

    pub(crate) fn note(&self, text: &str) -> String {
        bounded(self.language, text.trim(), NOTE_LIMIT_CHARS)
    }

    /// Day and time; the time alone on the day of the operation.
    pub(crate) fn when(&self, at: Moment) -> String {
        let time = time_of_day(self.language, at.time());
        if self.day().is_some_and(|day| day.date() == at.date()) {
            return time;
        }
        format!("{} {time}", date_short(self.language, at.date()))
    }

    fn day(&self) -> Option<Moment> {
        let start = self.procedure.reached(Milestone::InTheatre);
        start.or_else(|| self.procedure.slot().map(|slot| slot.start))
    }
}

/// The patient, the side and the allergy stay in sight on every page.
fn banner(record: &CaseRecord<'_>) -> Result<Banner, PrintError> {
    let language = record.language;
    let mut right = vec![line(&[span(t!(language, "print-case-title"), Style::bold(12.0))])?];
    let case_number = name(language, &record.procedure.procedure_no);
    right.push(line(&[span(t!(language, "print-case-number", number = case_number), Style::plain(SMALL_PT))])?);
    if let Some(day) = record.day() {
        right.push(line(&[span(date_short(language, day.date()), Style::bold(SMALL_PT))])?);
    }
    let right_pt = right.iter().map(|line| line.width_pt).fold(0.0, f32::max);
    let width_pt = WIDTH_PT - right_pt.min(WIDTH_PT / 2.0) - MARGIN_PT / 2.0;

    let (first, second) = always_shown::names(language, record.patient);
    let mut who = vec![span(first, Style::bold(13.0))];
    who.extend(second.map(|second| span(format!("· {second}"), Style::plain(11.0))));
    let mut left: Vec<Line> = Vec::new();
    let hospital = name(language, record.hospital.in_language(language));
    left.extend(lines(&[span(hospital, Style::grey(SMALL_PT))], width_pt)?);
    left.extend(lines(&who, width_pt)?);
    let mut safety = vec![span(name(language, &record.operation), Style::bold(SIZE_PT))];
    safety.extend(always_shown::side(language, record.side, SIZE_PT));
    safety.push(span(always_shown::allergies(language, &record.patient.allergies), allergy_style(record)));
    left.extend(lines(&safety, width_pt)?);
    Ok(Banner { left, right })
}

fn allergy_style(record: &CaseRecord<'_>) -> Style {
    match record.patient.allergies {
        ipc::AllergyMark::Known(_) => Style::bold(SIZE_PT).ink(Ink::Red),
        ipc::AllergyMark::NotAsked => Style::bold(SIZE_PT).look(Look::Framed),
        ipc::AllergyMark::NoneKnown => Style::plain(SIZE_PT),
    }
}

fn patient(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let language = record.language;
    let mut lines = vec![always_shown::description(language, record.patient)];
    if let Some(place) = &record.procedure.ward_bed {
        lines.push(always_shown::ward_bed(language, place));
    }
    lines.push(always_shown::numbers(language, record.patient));
    flow.paragraph(&[span(lines.join(" · "), Style::plain(SIZE_PT))])
}

/// What was to be done, and under which conditions: a label and its answer a row.
fn operation(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    flow.heading(&t!(language, "print-case-operation"))?;
    let mut facts: Vec<(String, Vec<Span>)> = Vec::new();
    let plain = |words: String| vec![span(words, Style::plain(SIZE_PT))];

    let mut operation = vec![span(name(language, &record.operation), Style::bold(SIZE_PT + 1.5))];
    operation.extend(always_shown::side(language, record.side, SIZE_PT + 1.5));
    facts.push((t!(language, "procedure"), operation));
    if record.side == SideShown::Disputed {
        let said: Vec<String> = case
            .side
            .claims()
            .iter()
            .map(|claim| {
                let side = word(language, "side", &claim.value.what);
                t!(language, "print-case-side-said", name = record.person(claim.by), side = side)
            })
            .collect();
        facts.push((t!(language, "side"), vec![span(said.join(" · "), Style::bold(SIZE_PT))]));
    }
    facts.push((t!(language, "print-case-status"), plain(status(record))));
    facts.push((t!(language, "print-case-urgency"), plain(word(language, "urgency", &case.urgency))));
    if let Some(slot) = case.slot() {
        let until = time_of_day(language, slot.end().time());
        let day = date_short(language, slot.start.date());
        let mut booked = format!("{day} {}–{until}", time_of_day(language, slot.start.time()));
        if let Some(theatre) = &record.theatre {
            booked = format!("{booked} · {}", name(language, theatre));
        }
        facts.push((t!(language, "print-case-planned"), plain(booked)));
    }
    if let Some(reason) = &case.reason {
        facts.push((t!(language, "print-case-reason"), plain(record.term(reason))));
    }
    facts.push((t!(language, "anaesthesia"), plain(anaesthesia(record))));
    facts.push((t!(language, "consent"), vec![span(consent(record), Style::plain(SIZE_PT))]));
    facts.push((t!(language, "print-case-fasting"), plain(fasting(record))));
    pairs(flow, facts)
}

fn status(record: &CaseRecord<'_>) -> String {
    let (language, case) = (record.language, record.procedure);
    let now = word(language, "status", &case.status);
    let Some(change) = case.status_history.iter().rev().find(|change| change.to == case.status) else { return now };
    let by = t!(language, "print-case-by-at", name = record.person(change.by), time = record.when(change.at));
    match change.reason.as_ref().map(|reason| record.reason(reason)).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{now} · {reason} · {by}"),
        None => format!("{now} · {by}"),
    }
}

fn kinds(language: Language, kinds: &[Anaesthesia]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| word(language, "anaesthesia", kind)).collect();
    words.join(" + ")
}

fn anaesthesia(record: &CaseRecord<'_>) -> String {
    let (language, case) = (record.language, record.procedure);
    if case.anaesthesia.is_empty() {
        return t!(language, "print-case-not-recorded");
    }
    let mut said = vec![kinds(language, &case.anaesthesia)];
    said.extend(case.conversions.iter().map(|change| {
        t!(
            language,
            "print-case-converted",
            time = record.when(change.at),
            from = kinds(language, &change.from),
            to = kinds(language, &change.to),
            reason = record.note(&change.reason)
        )
    }));
    said.join("\n")
}

fn consent(record: &CaseRecord<'_>) -> String {
    let language = record.language;
    let claims = record.procedure.consent.claims();
    if claims.is_empty() {
        return t!(language, "consent-not-recorded");
    }
    let said: Vec<String> = claims
        .iter()
        .map(|claim| {
            let (how, at) = match &claim.value.what {
                Consent::Given { by, at } => (consent_by(language, by), at),
                Consent::Withdrawn { reason, at } => {
                    (format!("{}: {}", t!(language, "consent-withdrawn"), record.note(reason)), at)
                }
            };
            format!("{how} · {} · {}", record.when(*at), record.person(claim.by))
        })
        .collect();
    said.join("\n")
}

fn consent_by(language: Language, by: &ConsentBy) -> String {
    match by {
        ConsentBy::Signature => t!(language, "consent-signature"),
        ConsentBy::ThumbPrint { witness } => t!(language, "consent-thumb-print", witness = name(language, witness)),
        ConsentBy::Guardian { name: guardian, relation } => {
            t!(language, "consent-guardian", name = name(language, guardian), relation = name(language, relation))
        }
    }
}

fn fasting(record: &CaseRecord<'_>) -> String {
    let language = record.language;
    let Some(fasting) = &record.procedure.fasting else { return t!(language, "print-case-not-recorded") };
    let mut said = Vec::new();
    if let Some(at) = fasting.solids_until {
        said.push(t!(language, "print-case-fasting-solids", time = record.when(at)));
    }
    if let Some(at) = fasting.clear_fluids_until {
        said.push(t!(language, "print-case-fasting-fluids", time = record.when(at)));
    }
    if said.is_empty() { t!(language, "print-case-fasting-unknown") } else { said.join(" · ") }
}

/// Who was there, and beside it when what happened.
fn team_and_times(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    let widths_pt = vec![110.0, 165.0, 100.0, WIDTH_PT - 375.0];
    flow.heading(&format!("{} · {}", t!(language, "print-case-team"), t!(language, "print-case-times")))?;

    let mut team: Vec<(String, String)> = Vec::new();
    for role in Role::ALL {
        let present: Vec<String> = case.in_role(role).map(|person| record.person(person)).collect();
        if !present.is_empty() {
            team.push((word(language, "role", &role), present.join(", ")));
        } else if case.absent.contains(&role) {
            team.push((word(language, "role", &role), t!(language, "print-case-absent")));
        }
    }
    let times: Vec<(String, String)> = Milestone::ALL
        .into_iter()
        .map(|milestone| (word(language, "milestone", &milestone), reached(record, milestone)))
        .collect();

    let mut rows = Vec::new();
    for index in 0..team.len().max(times.len()) {
        let (role, person) = team.get(index).cloned().unwrap_or_default();
        let (milestone, time) = times.get(index).cloned().unwrap_or_default();
        let cells = [(role, false), (person, true), (milestone, false), (time, true)];
        let cell = |((words, strong), width): ((String, bool), &f32)| {
            let style = if strong { Style::bold(SIZE_PT) } else { Style::plain(SIZE_PT) };
            text(&[span(words, style)], Table::inside_pt(*width))
        };
        rows.push(Row { cells: cells.into_iter().zip(&widths_pt).map(cell).collect::<Result<_, _>>()? });
    }
    Table { widths_pt, head: Vec::new(), rows, size_pt: SIZE_PT, rule: Ink::Grey }.draw(flow)
}

fn reached(record: &CaseRecord<'_>, milestone: Milestone) -> String {
    let language = record.language;
    let Some(reached) = record.procedure.milestones.get(&milestone) else { return String::from("—") };
    let time = record.when(reached.at);
    if reached.times < 2 {
        return time;
    }
    format!("{time} ({})", t!(language, "print-case-changed", count = reached.times))
}

/// The history's length, and room for the names that the hospital's rules ask for by hand.
fn signatures(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let language = record.language;
    const ROOM_PT: f32 = 92.0;
    flow.space(10.0);
    flow.need(ROOM_PT)?;
    flow.paragraph(&[span(t!(language, "print-case-history", count = record.history_count), Style::grey(SMALL_PT))])?;
    flow.heading(&t!(language, "print-case-signatures"))?;
    flow.space(26.0);
    let width_pt = WIDTH_PT / 3.0;
    for (column, role) in [Role::Surgeon, Role::Anaesthetist, Role::CirculatingNurse].into_iter().enumerate() {
        let x_pt = flow.left_pt() + width_pt * column as f32;
        let y_pt = flow.y_pt;
        flow.paper.rule(x_pt, y_pt, x_pt + width_pt - 18.0, y_pt, 0.6, Ink::Black);
        let role = line(&[span(word(language, "role", &role), Style::plain(SMALL_PT))])?;
        flow.paper.text(x_pt, y_pt + 2.0, &role)?;
    }
    flow.space(16.0);
    Ok(())
}

/// A table of labels and answers without a head.
pub(crate) fn pairs(flow: &mut Flow, facts: Vec<(String, Vec<Span>)>) -> Result<(), PrintError> {
    let widths_pt = vec![120.0, WIDTH_PT - 120.0];
    let mut rows = Vec::new();
    for (label, answer) in facts {
        let label: Cell = text(&[span(label, Style::grey(SMALL_PT))], Table::inside_pt(widths_pt[0]))?;
        let answer: Vec<Part> = text(&answer, Table::inside_pt(widths_pt[1]))?;
        rows.push(Row { cells: vec![label, answer] });
    }
    Table { widths_pt, head: Vec::new(), rows, size_pt: SIZE_PT, rule: Ink::Grey }.draw(flow)
}

/// A number of things, in the record's digits.
pub(crate) fn count(record: &CaseRecord<'_>, things: u32) -> String {
    number(record.language, i64::from(things))
}
