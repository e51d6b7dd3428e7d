//! The hospital's recovery key on one sheet, in both languages: what it is, who keeps it, what to
//! do with it. It is shown and printed once, when the terminal is set up.

use domain::Moment;
use ipc::EscrowKey;
use language::{Language, date_full, number, t};

use crate::always_shown::name;
use crate::lines::{Ink, Look, Style, line, lines, span};
use crate::paper::{MARGIN_PT, Orientation, Paper};
use crate::table::{Part, text};
use crate::{BothScripts, PrintError};

#[derive(Clone, Debug)]
pub struct EscrowSheet {
    pub hospital: BothScripts,
    /// Groups of Latin capitals and digits, in the order in which they are typed back.
    pub key: EscrowKey,
    pub made_at: Moment,
}

/// Groups side by side; fourteen groups make two rows.
const GROUPS_A_ROW: usize = 7;
/// More than any key has: the sheet stays one page whatever it is given.
const GROUPS_LIMIT: usize = 28;
const GROUP_LIMIT_CHARS: usize = 8;
const KEY_SIZE_PT: f32 = 19.0;
const COLUMN_GAP_PT: f32 = 24.0;

/// The sheet as a PDF of one page.
///
/// # Errors
/// [`PrintError::Font`] when the program's own fonts can't be read.
pub fn escrow_sheet(sheet: &EscrowSheet) -> Result<Vec<u8>, PrintError> {
    let mut paper = Paper::new(Orientation::Portrait);
    let mut y_pt = head(&mut paper, sheet)?;
    y_pt = key(&mut paper, &sheet.key, y_pt + 14.0)?;

    let width_pt = (paper.width_pt - 2.0 * MARGIN_PT - COLUMN_GAP_PT) / 2.0;
    let right_pt = MARGIN_PT + width_pt + COLUMN_GAP_PT;
    let bangla = column(&mut paper, Language::Bangla, MARGIN_PT, y_pt + 12.0, width_pt)?;
    let english = column(&mut paper, Language::English, right_pt, y_pt + 12.0, width_pt)?;
    let middle_pt = right_pt - COLUMN_GAP_PT / 2.0;
    let bottom_pt = bangla.max(english);
    paper.rule(middle_pt, y_pt + 14.0, middle_pt, bottom_pt, 0.5, Ink::Grey);
    kept_by(&mut paper, bottom_pt + 16.0)?;

    let title = format!("{} · {}", t!(Language::Bangla, "print-key-title"), t!(Language::English, "print-key-title"));
    paper.finish(&title, sheet.made_at)
}

fn head(paper: &mut Paper, sheet: &EscrowSheet) -> Result<f32, PrintError> {
    let width_pt = paper.width_pt - 2.0 * MARGIN_PT;
    let mut y_pt = MARGIN_PT;
    let hospital = name(Language::Bangla, sheet.hospital.in_language(Language::Bangla));
    let other = sheet.hospital.in_other_script(Language::Bangla).map(|other| name(Language::English, other));
    let mut head = lines(&[span(hospital, Style::bold(13.0))], width_pt)?;
    head.extend(lines(&[span(other.unwrap_or_default(), Style::plain(11.0))], width_pt)?);
    head.extend(lines(&[span(t!(Language::Bangla, "print-key-title"), Style::bold(22.0))], width_pt)?);
    let made = |language| t!(language, "print-key-made", date = date_full(language, sheet.made_at.date()));
    let title = [
        span(t!(Language::English, "print-key-title"), Style::bold(15.0)),
        span(format!("· {}", made(Language::Bangla)), Style::plain(9.5)),
        span(format!("· {}", made(Language::English)), Style::plain(9.5)),
    ];
    head.extend(lines(&title, width_pt)?);
    for line in head {
        paper.text(MARGIN_PT, y_pt, &line)?;
        y_pt += line.height_pt;
    }
    paper.rule(MARGIN_PT, y_pt + 4.0, MARGIN_PT + width_pt, y_pt + 4.0, 1.6, Ink::Black);
    Ok(y_pt + 4.0)
}

/// The groups, each in a frame with its place in the order above it.
fn key(paper: &mut Paper, key: &EscrowKey, top_pt: f32) -> Result<f32, PrintError> {
    const GAP_PT: f32 = 7.0;
    const HEIGHT_PT: f32 = KEY_SIZE_PT * 1.9;
    let width_pt = (paper.width_pt - 2.0 * MARGIN_PT + GAP_PT) / GROUPS_A_ROW as f32 - GAP_PT;
    let mut y_pt = top_pt;
    for (row, groups) in key.groups.iter().take(GROUPS_LIMIT).collect::<Vec<_>>().chunks(GROUPS_A_ROW).enumerate() {
        let mut x_pt = MARGIN_PT;
        for (column, group) in groups.iter().enumerate() {
            let position = (row * GROUPS_A_ROW + column + 1) as i64;
            let places = format!("{} · {position}", number(Language::Bangla, position));
            let place = line(&[span(places, Style::grey(8.0))])?;
            paper.text(x_pt + (width_pt - place.width_pt) / 2.0, y_pt, &place)?;
            let frame_pt = y_pt + place.height_pt;
            paper.framed(x_pt, frame_pt, width_pt, HEIGHT_PT, 1.2, Ink::Black);
            letters(paper, group, x_pt, frame_pt + (HEIGHT_PT - KEY_SIZE_PT * 1.4) / 2.0, width_pt)?;
            x_pt += width_pt + GAP_PT;
        }
        y_pt += HEIGHT_PT + 11.2 + GAP_PT;
    }
    Ok(y_pt)
}

/// The letters of a group, evenly spaced: they are read out and typed one by one.
fn letters(paper: &mut Paper, group: &str, x_pt: f32, y_pt: f32, width_pt: f32) -> Result<(), PrintError> {
    let letters: Vec<char> = group.chars().take(GROUP_LIMIT_CHARS).collect();
    let step_pt = width_pt / (letters.len() as f32 + 0.6);
    let size_pt = KEY_SIZE_PT.min(step_pt * 1.5);
    for (index, letter) in letters.iter().enumerate() {
        let drawn = line(&[span(*letter, Style::bold(size_pt))])?;
        let middle_pt = x_pt + step_pt * (index as f32 + 0.8);
        paper.text(middle_pt - drawn.width_pt / 2.0, y_pt, &drawn)?;
    }
    Ok(())
}

fn column(paper: &mut Paper, language: Language, x_pt: f32, top_pt: f32, width_pt: f32) -> Result<f32, PrintError> {
    let name = span(language.own_name(), Style::bold(9.0).look(Look::Framed));
    let mut parts = text(&[name], width_pt)?;
    for (head, body) in [
        (t!(language, "print-key-what-head"), t!(language, "print-key-what")),
        (t!(language, "print-key-keep-head"), t!(language, "print-key-keep")),
        (t!(language, "print-key-who-head"), t!(language, "print-key-who")),
        (
            t!(language, "print-key-do-head"),
            format!("{} {}", t!(language, "print-key-do"), t!(language, "print-key-letters")),
        ),
    ] {
        parts.push(Part::Gap { height_pt: 9.0 });
        parts.extend(text(&[span(head, Style::bold(12.5))], width_pt)?);
        parts.extend(text(&[span(body, Style::plain(11.5))], width_pt)?);
    }
    let mut y_pt = top_pt;
    for part in parts {
        part.draw(paper, x_pt, y_pt, width_pt)?;
        y_pt += part.height_pt();
    }
    Ok(y_pt)
}

/// Two lines to sign: the sheet and its copy.
fn kept_by(paper: &mut Paper, top_pt: f32) -> Result<(), PrintError> {
    const WIDTHS_PT: [f32; 3] = [235.0, 180.0, 120.28];
    const HEIGHT_PT: f32 = 34.0;
    let both = |bangla: String, english: String| format!("{bangla} · {english}");
    let labels = [
        both(t!(Language::Bangla, "print-key-kept"), t!(Language::English, "print-key-kept")),
        both(t!(Language::Bangla, "print-key-signature"), t!(Language::English, "print-key-signature")),
        both(t!(Language::Bangla, "print-key-date"), t!(Language::English, "print-key-date")),
    ];
    let mut x_pt = MARGIN_PT;
    for (label, width_pt) in labels.into_iter().zip(WIDTHS_PT) {
        let label = line(&[span(label, Style::bold(8.5))])?;
        paper.text(x_pt, top_pt, &label)?;
        for row in 1..=2 {
            let y_pt = top_pt + label.height_pt + HEIGHT_PT * row as f32;
            paper.rule(x_pt, y_pt, x_pt + width_pt - 14.0, y_pt, 0.6, Ink::Black);
        }
        x_pt += width_pt;
    }
    Ok(())
}
