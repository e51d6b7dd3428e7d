//! Words into lines of a given width. Nothing is ever cut: what doesn't fit goes on the next line,
//! a word that is wider than the line is broken between letters.

use language::{Language, t};

use crate::PrintError;
use crate::shape::{Run, shape};

/// Colours that stay apart in black and white, too.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Ink {
    Black,
    Grey,
    White,
    /// Danger to the patient, and nothing else.
    Red,
}

/// How a piece of text looks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    pub size_pt: f32,
    pub bold: bool,
    pub ink: Ink,
    pub look: Look,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Look {
    Plain,
    /// A line through it: no longer so.
    Struck,
    /// On a filled box in the ink's stead, the text in white.
    Filled,
    /// In a frame.
    Framed,
}

impl Style {
    pub const fn plain(size_pt: f32) -> Style {
        Style { size_pt, bold: false, ink: Ink::Black, look: Look::Plain }
    }

    pub const fn bold(size_pt: f32) -> Style {
        Style { bold: true, ..Style::plain(size_pt) }
    }

    pub const fn grey(size_pt: f32) -> Style {
        Style { ink: Ink::Grey, ..Style::plain(size_pt) }
    }

    pub const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    pub const fn look(self, look: Look) -> Style {
        Style { look, ..self }
    }

    /// Room inside a box, left and right of its text.
    pub fn padding_pt(self) -> f32 {
        match self.look {
            Look::Filled | Look::Framed => self.size_pt * 0.35,
            Look::Plain | Look::Struck => 0.0,
        }
    }
}

/// Text of one style. A paragraph is a list of them.
#[derive(Clone, Debug)]
pub struct Span {
    pub text: String,
    pub style: Style,
}

pub fn span(text: impl Into<String>, style: Style) -> Span {
    Span { text: text.into(), style }
}

/// One line of text, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub pieces: Vec<Piece>,
    pub width_pt: f32,
    pub height_pt: f32,
}

/// Consecutive words of one style on a line.
#[derive(Clone, Debug)]
pub struct Piece {
    pub style: Style,
    /// From the line's start to the first glyph.
    pub x_pt: f32,
    pub width_pt: f32,
    pub runs: Vec<Run>,
}

impl Line {
    /// From the line's top to where its letters stand.
    pub fn baseline_pt(&self) -> f32 {
        self.height_pt * BASELINE
    }
}

/// Bangla reaches higher and lower than Latin; both fit in this, in ems.
pub const LINE_HEIGHT: f32 = 1.4;
const BASELINE: f32 = 0.72;
const SPACE_EM: f32 = 0.26;
/// Longer words are shaped in parts, so that a megabyte without a space stays cheap.
const WORD_LIMIT_CHARS: usize = 120;

/// `text` with at most `limit` characters, the rest replaced by a note that says how many more
/// there are. For what people typed without end; names and notes of the store are shorter.
pub fn bounded(language: Language, text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((at, _)) => {
            let more = text[at..].chars().count();
            format!("{} {}", &text[..at], t!(language, "print-shortened", count = more))
        }
    }
}

/// Breaks a paragraph into lines no wider than `width_pt`. A line end in the text ends the line.
pub fn lines(paragraph: &[Span], width_pt: f32) -> Result<Vec<Line>, PrintError> {
    let mut lines = Breaking { done: Vec::new(), line: Line::default(), width_pt: width_pt.max(1.0) };
    for span in paragraph {
        for (index, text) in span.text.split('\n').enumerate() {
            if index > 0 {
                lines.end_line(span.style);
            }
            if span.style.padding_pt() > 0.0 {
                lines.boxed(text.trim(), span.style)?;
            } else {
                for word in text.split_whitespace() {
                    lines.word(word, span.style)?;
                }
            }
        }
    }
    if !lines.line.pieces.is_empty() {
        lines.end_line(Style::plain(1.0));
    }
    Ok(lines.done)
}

/// One line, however wide.
pub fn line(paragraph: &[Span]) -> Result<Line, PrintError> {
    Ok(lines(paragraph, f32::MAX)?.into_iter().next().unwrap_or_default())
}

struct Breaking {
    done: Vec<Line>,
    line: Line,
    width_pt: f32,
}

impl Breaking {
    fn end_line(&mut self, style: Style) {
        let mut line = std::mem::take(&mut self.line);
        line.height_pt = line.height_pt.max(style.size_pt * LINE_HEIGHT);
        self.done.push(line);
    }

    /// Room between a word and what stands before it; boxes keep a little more distance.
    fn space_pt(&self, style: Style) -> f32 {
        let boxes = self.line.pieces.last().is_some_and(|piece| piece.style.padding_pt() > 0.0);
        let distance = if boxes || style.padding_pt() > 0.0 { 1.6 } else { 1.0 };
        if self.line.pieces.is_empty() { 0.0 } else { SPACE_EM * style.size_pt * distance }
    }

    /// A boxed text stays in one piece when it can, and is broken like any other when it can't.
    fn boxed(&mut self, text: &str, style: Style) -> Result<(), PrintError> {
        let runs = words_of(text, style)?;
        if width_of(&runs, style) + 2.0 * style.padding_pt() <= self.width_pt {
            self.place(runs, style);
            return Ok(());
        }
        let unboxed = style.look(Look::Plain).ink(if style.ink == Ink::White { Ink::Black } else { style.ink });
        text.split_whitespace().try_for_each(|word| self.word(word, unboxed))
    }

    fn word(&mut self, word: &str, style: Style) -> Result<(), PrintError> {
        let mut rest = word;
        while !rest.is_empty() {
            let limit = rest.char_indices().nth(WORD_LIMIT_CHARS).map_or(rest.len(), |(at, _)| at);
            let runs = shape(&rest[..limit], style.bold)?;
            if width_of(&runs, style) <= self.width_pt {
                self.place(runs, style);
                rest = &rest[limit..];
                continue;
            }
            let end = fitting(&runs, self.width_pt / style.size_pt);
            self.place(shape(&rest[..end], style.bold)?, style);
            rest = &rest[end..];
        }
        Ok(())
    }

    /// Puts a word on this line, or on the next where it doesn't fit any more.
    fn place(&mut self, runs: Vec<Run>, style: Style) {
        let width_pt = width_of(&runs, style);
        let padding_pt = style.padding_pt();
        let space_pt = self.space_pt(style);
        if self.line.width_pt + space_pt + width_pt + 2.0 * padding_pt > self.width_pt + 0.01
            && !self.line.pieces.is_empty()
        {
            self.end_line(style);
            return self.place(runs, style);
        }
        self.line.height_pt = self.line.height_pt.max(style.size_pt * LINE_HEIGHT);
        let x_pt = self.line.width_pt + space_pt + padding_pt;
        self.line.width_pt = x_pt + width_pt + padding_pt;
        self.line.pieces.push(Piece { style, x_pt, width_pt, runs });
    }
}

/// All words of a text side by side, with the space between them as text.
fn words_of(text: &str, style: Style) -> Result<Vec<Run>, PrintError> {
    shape(&text.split_whitespace().collect::<Vec<_>>().join(" "), style.bold)
}

fn width_of(runs: &[Run], style: Style) -> f32 {
    runs.iter().map(|run| run.width_em).sum::<f32>() * style.size_pt
}

/// The byte up to which a word fits into `width_em`: the start of a cluster, and never 0.
fn fitting(runs: &[Run], width_em: f32) -> usize {
    let (mut x_em, mut bytes, mut fits) = (0.0, 0, 0);
    for run in runs {
        for glyph in &run.glyphs {
            let start = bytes + glyph.cluster;
            if start > fits {
                if fits > 0 && x_em + glyph.x_em > width_em {
                    return fits;
                }
                fits = start;
            }
        }
        x_em += run.width_em;
        bytes += run.text.len();
    }
    if fits > 0 { fits } else { bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(lines: &[Line]) -> String {
        let pieces = lines.iter().flat_map(|line| &line.pieces);
        pieces.flat_map(|piece| &piece.runs).map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_word_wider_than_its_column_is_broken_between_letters() {
        let name = "কৃষ্ণেন্দুচক্রবর্ত্তীজ্যোৎস্নাময়ীদেবী";
        let broken = lines(&[span(name, Style::plain(10.0))], 40.0).expect("fonts");
        assert!(broken.len() > 3);
        assert_eq!(words(&broken), name);
        assert!(broken.iter().all(|line| line.width_pt <= 40.1));
    }

    #[test]
    fn a_box_that_is_too_wide_becomes_lines() {
        let style = Style::bold(10.0).look(Look::Filled);
        let whole = lines(&[span("SIDE DISPUTED", style)], 200.0).expect("fonts");
        assert_eq!(whole[0].pieces.len(), 1);
        assert_eq!(whole[0].pieces[0].style.look, Look::Filled);
        let broken = lines(&[span("SIDE DISPUTED", style)], 50.0).expect("fonts");
        assert_eq!(broken.len(), 2);
        assert!(broken.iter().flat_map(|line| &line.pieces).all(|piece| piece.style.look == Look::Plain));
    }

    #[test]
    fn a_text_without_end_says_how_much_more_there_is() {
        let bounded = bounded(Language::English, &"আ".repeat(1000), 10);
        assert_eq!(bounded, format!("{} … (and 990 more characters, in the program)", "আ".repeat(10)));
    }

    proptest! {
        #[test]
        fn nothing_is_cut_and_nothing_hangs_over(typed in any::<String>(), width_pt in 12.0f32..300.0) {
            let broken = lines(&[span(&typed, Style::plain(9.0))], width_pt).expect("fonts");
            let kept: String = typed.split_whitespace().collect();
            prop_assert_eq!(words(&broken), kept);
            for line in &broken {
                prop_assert!(line.width_pt <= width_pt + 0.1 || line.pieces.len() == 1);
            }
        }
    }
}
