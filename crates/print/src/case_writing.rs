//! What people wrote in a case: drugs, counts, notes, complications, devices, outcome.

use domain::Moment;
use domain::procedure::Tally;
use language::{date_short, t, word};

use crate::PrintError;
use crate::always_shown::name;
use crate::case_checklist::LATE_MINUTES;
use crate::case_record::{CaseRecord, SIZE_PT, SMALL_PT, WIDTH_PT, count, pairs};
use crate::flow::Flow;
use crate::lines::{Ink, Look, Style, span};
use crate::table::{Row, Table, text};

pub fn drugs_and_counts(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    if !case.drugs.is_empty() {
        flow.heading(&t!(language, "print-case-drugs"))?;
    }
    for drug in &case.drugs {
        let mut spans = vec![
            span(format!("{} {}", name(language, &drug.drug), name(language, &drug.dose)), Style::bold(SIZE_PT)),
            span(format!("· {} · {}", record.when(drug.at), record.person(drug.by)), Style::plain(SIZE_PT)),
        ];
        if let Some(person) = drug.allergy_acknowledged_by {
            let words = t!(language, "print-case-acknowledged", name = record.person(person));
            spans.push(span(words, Style::bold(SMALL_PT).ink(Ink::Red).look(Look::Framed)));
        }
        flow.paragraph(&spans)?;
    }
    if case.counts.is_empty() {
        return Ok(());
    }
    flow.heading(&t!(language, "print-case-counts"))?;
    let widths_pt = vec![150.0, 85.0, 85.0, 85.0, WIDTH_PT - 405.0];
    let mut rows = Vec::new();
    for counted in &case.counts {
        let tally = |tally: Tally| {
            let (found, expected) = (count(record, tally.found), count(record, tally.expected));
            t!(language, "print-case-count-tally", found = found, expected = expected)
        };
        let correct = counted.count.is_correct();
        let verdict = match correct {
            true => span(t!(language, "print-case-count-correct"), Style::plain(SMALL_PT)),
            false => span(t!(language, "print-case-count-incorrect"), Style::bold(SMALL_PT).look(Look::Filled)),
        };
        let by = format!("· {} · {}", record.when(counted.at), record.person(counted.recorded_by));
        let resolution = counted.count.resolution.as_deref().map(|said| record.note(said)).unwrap_or_default();
        let inside = |column: usize| Table::inside_pt(widths_pt[column]);
        let plain = |words: String| span(words, Style::plain(SMALL_PT));
        rows.push(Row {
            cells: vec![
                text(&[plain(word(language, "count-stage", &counted.count.stage))], inside(0))?,
                text(&[plain(tally(counted.count.sponges))], inside(1))?,
                text(&[plain(tally(counted.count.sharps))], inside(2))?,
                text(&[plain(tally(counted.count.instruments))], inside(3))?,
                text(&[verdict, plain(by), span(resolution, Style::bold(SMALL_PT))], inside(4))?,
            ],
        });
    }
    let head = vec![
        String::new(),
        t!(language, "print-case-count-sponges"),
        t!(language, "print-case-count-sharps"),
        t!(language, "print-case-count-instruments"),
        String::new(),
    ];
    Table { widths_pt, head, rows, size_pt: SMALL_PT, rule: Ink::Grey }.draw(flow)
}

pub fn notes(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    flow.heading(&t!(language, "print-case-notes"))?;
    if case.notes.is_empty() {
        return none(flow, record);
    }
    for note in &case.notes {
        let (by, time) = (record.person(note.author), record.when(note.at));
        let kind = word(language, "note-type", &note.note_type);
        let head = t!(language, "print-case-note-by", kind = kind, name = by, time = time);
        written(flow, record, head, &note.text, note.at, note.recorded_at)?;
        for addendum in &note.addenda {
            let (by, time) = (record.person(addendum.author), record.when(addendum.at));
            let head = t!(language, "print-case-addendum-by", name = by, time = time);
            written(flow, record, head, &addendum.text, addendum.at, addendum.recorded_at)?;
        }
    }
    Ok(())
}

/// A signed text under its author and time.
fn written(
    flow: &mut Flow,
    record: &CaseRecord<'_>,
    head: String,
    words: &str,
    at: Moment,
    recorded_at: Moment,
) -> Result<(), PrintError> {
    const ROOM_BELOW_PT: f32 = 34.0;
    let mut spans = vec![span(head, Style::bold(SMALL_PT))];
    if recorded_at.minutes_since(at) >= LATE_MINUTES {
        let late = t!(record.language, "print-case-written-late", time = record.when(recorded_at));
        spans.push(span(format!("· {late}"), Style::grey(SMALL_PT)));
    }
    flow.need(ROOM_BELOW_PT)?;
    flow.paragraph(&spans)?;
    flow.paragraph(&[span(record.note(words), Style::plain(SIZE_PT))])?;
    flow.space(5.0);
    Ok(())
}

pub fn complications(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    flow.heading(&t!(language, "print-case-complications"))?;
    if case.complications.is_empty() {
        return none(flow, record);
    }
    for complication in &case.complications {
        let mut grade = word(language, "severity", &complication.severity);
        if let Some(class) = complication.clavien_dindo {
            grade = format!("{grade} · Clavien-Dindo {class:?}");
        }
        let by = record.person(complication.recorded_by);
        flow.paragraph(&[
            span(record.term(&complication.complication), Style::bold(SIZE_PT)),
            span(format!("· {grade} · {} · {by}", record.when(complication.detected_at)), Style::plain(SIZE_PT)),
        ])?;
        flow.paragraph(&[span(record.note(&complication.management), Style::plain(SIZE_PT))])?;
        flow.space(4.0);
    }
    Ok(())
}

pub fn devices(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    flow.heading(&t!(language, "print-case-devices"))?;
    if case.devices.is_empty() {
        return none(flow, record);
    }
    for used in &case.devices {
        let device = &used.device;
        let mut said = vec![
            word(language, "device-action", &device.action),
            t!(language, "print-case-device-quantity", count = device.quantity),
        ];
        // Lots, serials and identifiers in Latin digits, as they are printed on the box.
        said.extend(device.lot.as_ref().map(|lot| t!(language, "print-case-device-lot", lot = name(language, lot))));
        said.extend(
            device
                .serial
                .as_ref()
                .map(|serial| t!(language, "print-case-device-serial", serial = name(language, serial))),
        );
        said.extend(device.device_id.as_ref().map(|id| name(language, id)));
        said.extend(
            device.expires.map(|date| t!(language, "print-case-device-expires", date = date_short(language, date))),
        );
        said.push(record.person(used.recorded_by));
        flow.paragraph(&[
            span(name(language, &device.name), Style::bold(SIZE_PT)),
            span(format!("· {}", said.join(" · ")), Style::plain(SIZE_PT)),
        ])?;
    }
    Ok(())
}

pub fn outcome(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    let (language, case) = (record.language, record.procedure);
    flow.heading(&t!(language, "print-case-outcome"))?;
    let Some(outcome) = &case.outcome else { return none(flow, record) };
    let by = t!(language, "print-case-by-at", name = record.person(outcome.by), time = record.when(outcome.at));
    pairs(
        flow,
        vec![
            (
                t!(language, "field-outcome"),
                vec![
                    span(record.term(&outcome.outcome), Style::bold(SIZE_PT)),
                    span(format!("· {by}"), Style::plain(SMALL_PT)),
                ],
            ),
            (t!(language, "field-follow-up"), vec![span(record.note(&outcome.follow_up), Style::plain(SIZE_PT))]),
        ],
    )
}

fn none(flow: &mut Flow, record: &CaseRecord<'_>) -> Result<(), PrintError> {
    flow.paragraph(&[span(t!(record.language, "print-case-none"), Style::plain(SIZE_PT))])
}
