//! The checklist's three phases in a case's record: each answer with who said it, who wrote it
//! down and when, and the name under the phase.

use domain::procedure::{Answer, Answered, Item, Phase, Speaker};
use language::{t, word};

use crate::PrintError;
use crate::case_record::{CaseRecord, SIZE_PT, SMALL_PT, WIDTH_PT};
use crate::flow::Flow;
use crate::lines::{Ink, Look, Span, Style, span};
use crate::table::{Cell, Part, Row, Table, text};

/// Number, item, answer, said by, recorded by.
const WIDTHS_PT: [f32; 5] = [26.0, WIDTH_PT - 26.0 - 88.0 - 90.0 - 110.0, 88.0, 90.0, 110.0];

pub fn checklist(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let language = record.language;
    flow.heading(&t!(language, "print-case-checklist"))?;
    for phase in Phase::ALL {
        phase_head(flow, record, phase)?;
        let mut rows = Vec::new();
        for item in phase.items() {
            rows.push(row(record, item)?);
        }
        let head = vec![
            String::new(),
            word(language, "phase", &phase),
            t!(language, "print-case-answer"),
            t!(language, "print-case-said-by"),
            t!(language, "print-case-recorded-by"),
        ];
        Table { widths_pt: WIDTHS_PT.to_vec(), head, rows, size_pt: SMALL_PT, rule: Ink::Grey }.draw(flow)?;
        flow.space(6.0);
    }
    Ok(())
}

/// The phase, and the name under it: signed, passed with its reason, or neither.
fn phase_head(flow: &mut Flow, record: &CaseRecord<'_>, phase: Phase) -> Result<(), PrintError> {
    const ROOM_BELOW_PT: f32 = 70.0;
    let language = record.language;
    let list = &record.procedure.checklist;
    let mut spans = vec![
        span(word(language, "phase", &phase), Style::bold(SIZE_PT + 1.0)),
        span(format!("· {}", word(language, "phase-when", &phase)), Style::plain(SMALL_PT)),
    ];
    if let Some(passed) = list.passed.get(&phase) {
        let reason = passed.passed_because.as_ref().map(|reason| record.reason(reason)).unwrap_or_default();
        let (by, time) = (record.person(passed.by), record.when(passed.at));
        let words = t!(language, "print-case-phase-passed", name = by, time = time, reason = reason);
        spans.push(span(format!("· {words}"), Style::bold(SMALL_PT).ink(Ink::Red)));
    }
    match list.signed.get(&phase) {
        Some(signed) => {
            let (by, time) = (record.person(signed.by), record.when(signed.at));
            let words = t!(language, "print-case-phase-signed", name = by, time = time);
            spans.push(span(format!("· {words}"), Style::bold(SMALL_PT)));
        }
        None if !list.passed.contains_key(&phase) => {
            spans.push(span(t!(language, "print-case-phase-open"), Style::bold(SMALL_PT).look(Look::Framed)));
        }
        None => {}
    }
    flow.need(ROOM_BELOW_PT)?;
    flow.paragraph(&spans)?;
    flow.space(2.0);
    Ok(())
}

fn row(record: &CaseRecord<'_>, item: Item) -> Result<Row, PrintError> {
    let language = record.language;
    let inside = |column: usize| Table::inside_pt(WIDTHS_PT[column]);
    let number = language::number(language, i64::from(item.number()));
    let mut question = text(&[span(word(language, "item", &item), Style::plain(SMALL_PT))], inside(1))?;
    let given = record.procedure.checklist.answers.get(&item);
    let mut cells: Vec<Cell> = vec![text(&[span(number, Style::grey(SMALL_PT))], inside(0))?];
    let Some(given) = given else {
        let none = span(t!(language, "print-case-unanswered"), Style::plain(SMALL_PT).look(Look::Framed));
        cells.extend([question, text(&[none], inside(2))?, Vec::new(), Vec::new()]);
        return Ok(Row { cells });
    };
    question.extend(remarks(record, given, inside(1))?);
    cells.push(question);
    cells.push(text(&[answer(record, item, given.answer)], inside(2))?);
    cells.push(text(&[span(speaker(record, given), Style::plain(SMALL_PT))], inside(3))?);
    cells.push(text(&[span(recorded(record, given), Style::plain(SMALL_PT))], inside(4))?);
    Ok(Row { cells })
}

/// The plan, the comment, and whether it had been answered before.
fn remarks(record: &CaseRecord<'_>, given: &Answered, width_pt: f32) -> Result<Vec<Part>, PrintError> {
    let language = record.language;
    let mut remarks = Vec::new();
    if let Some(plan) = given.plan.as_deref().filter(|plan| !plan.trim().is_empty()) {
        remarks.push(t!(language, "print-case-plan", plan = record.note(plan)));
    }
    remarks.extend(given.comments.as_deref().map(|comments| record.note(comments)).filter(|said| !said.is_empty()));
    if given.times > 1 {
        remarks.push(t!(language, "print-case-answered-times", count = given.times));
    }
    let mut parts = Vec::new();
    for remark in remarks {
        parts.extend(text(&[span(remark, Style::bold(SMALL_PT))], width_pt)?);
    }
    Ok(parts)
}

/// A risk that is there and a "no" that holds a phase stand out.
fn answer(record: &CaseRecord<'_>, item: Item, answer: Answer) -> Span {
    let language = record.language;
    let words = match (item.is_risk(), answer) {
        (true, Answer::Yes) => t!(language, "answer-risk-yes"),
        (true, Answer::No) => t!(language, "answer-risk-no"),
        _ => word(language, "answer", &answer),
    };
    let stands_out = item.holds(answer) || item.asks_for_plan(answer);
    span(words, if stands_out { Style::bold(SIZE_PT).look(Look::Filled) } else { Style::bold(SIZE_PT) })
}

fn speaker(record: &CaseRecord<'_>, given: &Answered) -> String {
    match &given.said_by {
        None => String::from("—"),
        Some(Speaker::Person { id }) => record.person(*id),
        Some(Speaker::Patient) => t!(record.language, "speaker-patient"),
        Some(Speaker::Guardian) => t!(record.language, "speaker-guardian"),
        Some(Speaker::Team) => t!(record.language, "speaker-team"),
    }
}

/// Who wrote it down and when it was said; when it was written later, that too.
fn recorded(record: &CaseRecord<'_>, given: &Answered) -> String {
    let language = record.language;
    let said = t!(language, "print-case-by-at", name = record.person(given.recorded_by), time = record.when(given.at));
    if given.recorded_at.minutes_since(given.at) < LATE_MINUTES {
        return said;
    }
    format!("{said} · {}", t!(language, "print-case-written-late", time = record.when(given.recorded_at)))
}

/// From here on an entry counts as written afterwards.
pub(crate) const LATE_MINUTES: i64 = 10;
