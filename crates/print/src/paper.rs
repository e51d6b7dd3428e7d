//! Pages and what is drawn on them. Lengths are points, measured from the top left corner.

use std::collections::BTreeMap;

use domain::Moment;
use printpdf::{
    Codepoint, Color, DictItem, Greyscale, LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};

use crate::PrintError;
use crate::faces::Drawn;
use crate::lines::{Ink, Line, Look, Piece, Style, line, span};
use crate::shape::{Run, shape};

/// A4 in points.
const A4_SHORT_PT: f32 = 595.28;
const A4_LONG_PT: f32 = 841.89;
/// What a cheap printer leaves unprinted, and a punch needs.
pub const MARGIN_PT: f32 = 30.0;

#[derive(Clone, Copy, Debug)]
pub enum Orientation {
    Portrait,
    Landscape,
}

/// A document being drawn. The last page is the one being drawn on.
pub struct Paper {
    pub width_pt: f32,
    pub height_pt: f32,
    pages: Vec<Vec<Op>>,
    drawn: Drawn,
}

impl Paper {
    pub fn new(orientation: Orientation) -> Paper {
        let (width_pt, height_pt) = match orientation {
            Orientation::Portrait => (A4_SHORT_PT, A4_LONG_PT),
            Orientation::Landscape => (A4_LONG_PT, A4_SHORT_PT),
        };
        Paper { width_pt, height_pt, pages: vec![Vec::new()], drawn: Drawn::default() }
    }

    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Goes back to a page (from 0) to draw what was not known when it was left.
    pub fn on_page(&mut self, page: usize, draw: impl FnOnce(&mut Paper)) {
        if page < self.pages.len() {
            let later = self.pages.split_off(page + 1);
            draw(self);
            self.pages.extend(later);
        }
    }

    fn draw(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }

    /// A line of text with its top left corner at `x`, `y`.
    pub fn text(&mut self, x_pt: f32, y_pt: f32, line: &Line) -> Result<(), PrintError> {
        let baseline_pt = y_pt + line.baseline_pt();
        for (index, piece) in line.pieces.iter().enumerate() {
            let next = line.pieces.get(index + 1);
            self.look(x_pt + piece.x_pt, baseline_pt, piece, next);
            self.ink(if piece.style.look == Look::Filled { Ink::White } else { piece.style.ink });
            let mut pen_pt = x_pt + piece.x_pt;
            for run in &piece.runs {
                self.run(pen_pt, baseline_pt, run, piece.style.size_pt);
                pen_pt += run.width_em * piece.style.size_pt;
            }
            if next.is_some() {
                // Draws nothing, but copied text keeps its words apart.
                for space in shape(" ", false)? {
                    self.run(pen_pt, baseline_pt, &space, piece.style.size_pt);
                }
            }
        }
        Ok(())
    }

    /// A line whose right end is at `right`.
    pub fn text_right(&mut self, right_pt: f32, y_pt: f32, line: &Line) -> Result<(), PrintError> {
        self.text(right_pt - line.width_pt, y_pt, line)
    }

    fn look(&mut self, x_pt: f32, baseline_pt: f32, piece: &Piece, next: Option<&Piece>) {
        let size_pt = piece.style.size_pt;
        let padding_pt = piece.style.padding_pt();
        let (top_pt, height_pt) = (baseline_pt - size_pt * 0.92, size_pt * 1.24);
        match piece.style.look {
            Look::Plain => {}
            Look::Struck => {
                let end_pt = match next.filter(|next| next.style.look == Look::Struck) {
                    Some(next) => x_pt - piece.x_pt + next.x_pt,
                    None => x_pt + piece.width_pt,
                };
                let y_pt = baseline_pt - size_pt * 0.3;
                self.rule(x_pt, y_pt, end_pt, y_pt, (size_pt * 0.09).max(0.7), piece.style.ink);
            }
            Look::Filled => {
                let width_pt = piece.width_pt + 2.0 * padding_pt;
                self.filled(x_pt - padding_pt, top_pt, width_pt, height_pt, piece.style.ink);
            }
            Look::Framed => {
                let width_pt = piece.width_pt + 2.0 * padding_pt;
                self.framed(x_pt - padding_pt, top_pt, width_pt, height_pt, 0.8, piece.style.ink);
            }
        }
    }

    fn run(&mut self, x_pt: f32, baseline_pt: f32, run: &Run, size_pt: f32) {
        if run.glyphs.is_empty() {
            return;
        }
        self.draw(Op::SetFont { font: PdfFontHandle::External(run.face.resource()), size: Pt(size_pt) });
        self.draw(Op::StartTextSection);
        // A Bangla glyph reads as several things, a font's table holds one: always say the text.
        let said = run.face.is_bangla() || !run.reads_as_text();
        if said {
            self.draw(actual_text(&run.text));
        }
        for glyph in &run.glyphs {
            let x = x_pt + glyph.x_em * size_pt;
            let y = self.height_pt - baseline_pt + glyph.y_em * size_pt;
            self.draw(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) });
            let number = self.drawn.number(run.face, glyph.id);
            let glyphs = vec![Codepoint::with_cid(number, 0.0, glyph.reads.clone())];
            self.draw(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
        if said {
            self.draw(Op::EndMarkedContent);
        }
        self.draw(Op::EndTextSection);
    }

    fn ink(&mut self, ink: Ink) {
        self.draw(Op::SetFillColor { col: colour(ink) });
    }

    /// A straight line.
    pub fn rule(&mut self, x1_pt: f32, y1_pt: f32, x2_pt: f32, y2_pt: f32, weight_pt: f32, ink: Ink) {
        self.stroke(&[(x1_pt, y1_pt), (x2_pt, y2_pt)], weight_pt, ink);
    }

    /// An open line through points.
    pub fn stroke(&mut self, points_pt: &[(f32, f32)], weight_pt: f32, ink: Ink) {
        self.draw(Op::SetOutlineColor { col: colour(ink) });
        self.draw(Op::SetOutlineThickness { pt: Pt(weight_pt) });
        let points = self.points(points_pt);
        self.draw(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
    }

    /// The outline of a rectangle.
    pub fn framed(&mut self, x_pt: f32, y_pt: f32, width_pt: f32, height_pt: f32, weight_pt: f32, ink: Ink) {
        self.draw(Op::SetOutlineColor { col: colour(ink) });
        self.draw(Op::SetOutlineThickness { pt: Pt(weight_pt) });
        self.polygon(&corners(x_pt, y_pt, width_pt, height_pt), PaintMode::Stroke);
    }

    pub fn filled(&mut self, x_pt: f32, y_pt: f32, width_pt: f32, height_pt: f32, ink: Ink) {
        self.ink(ink);
        self.polygon(&corners(x_pt, y_pt, width_pt, height_pt), PaintMode::Fill);
    }

    /// A shade light enough to write on, behind the head of a table.
    pub fn shaded(&mut self, x_pt: f32, y_pt: f32, width_pt: f32, height_pt: f32) {
        self.draw(Op::SetFillColor { col: grey(0.9) });
        self.polygon(&corners(x_pt, y_pt, width_pt, height_pt), PaintMode::Fill);
    }

    /// A box to tick, ticked or empty.
    pub fn tick_box(&mut self, x_pt: f32, y_pt: f32, size_pt: f32, ticked: bool) {
        self.framed(x_pt, y_pt, size_pt, size_pt, 1.0, Ink::Black);
        if ticked {
            let at = |x: f32, y: f32| (x_pt + x * size_pt, y_pt + y * size_pt);
            self.stroke(&[at(0.18, 0.52), at(0.42, 0.78), at(0.9, 0.1)], size_pt * 0.16, Ink::Black);
        }
    }

    /// A triangle: danger to the patient.
    pub fn danger(&mut self, x_pt: f32, y_pt: f32, size_pt: f32) -> Result<(), PrintError> {
        let at = |x: f32, y: f32| (x_pt + x * size_pt, y_pt + y * size_pt);
        self.ink(Ink::Red);
        self.polygon(&[at(0.5, 0.0), at(1.0, 0.92), at(0.0, 0.92)], PaintMode::Fill);
        let mark = line(&[span("!", Style::bold(size_pt * 0.7).ink(Ink::White))])?;
        self.text(x_pt + (size_pt - mark.width_pt) / 2.0, y_pt + size_pt * 0.12, &mark)
    }

    /// A question mark in a box: not asked yet.
    pub fn ask(&mut self, x_pt: f32, y_pt: f32, size_pt: f32) -> Result<(), PrintError> {
        self.filled(x_pt, y_pt, size_pt, size_pt, Ink::Black);
        let mark = line(&[span("?", Style::bold(size_pt * 0.85).ink(Ink::White))])?;
        self.text(x_pt + (size_pt - mark.width_pt) / 2.0, y_pt - size_pt * 0.06, &mark)
    }

    fn polygon(&mut self, points_pt: &[(f32, f32)], mode: PaintMode) {
        let rings = vec![PolygonRing { points: self.points(points_pt) }];
        self.draw(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }

    fn points(&self, points_pt: &[(f32, f32)]) -> Vec<LinePoint> {
        let point = |&(x, y): &(f32, f32)| Point { x: Pt(x), y: Pt(self.height_pt - y) };
        points_pt.iter().map(|at| LinePoint { p: point(at), bezier: false }).collect()
    }

    /// The finished file.
    pub fn finish(self, title: &str, at: Moment) -> Result<Vec<u8>, PrintError> {
        let mut document = PdfDocument::new(title);
        let info = &mut document.metadata.info;
        info.creator = "Shalya".to_owned();
        info.producer = "Shalya".to_owned();
        if let Ok(date) = printpdf::OffsetDateTime::from_unix_timestamp(at.utc_ms().div_euclid(1000)) {
            (info.creation_date, info.modification_date, info.metadata_date) = (date, date, date);
        }
        document.resources.fonts = self.drawn.fonts()?;
        let page = |ops| {
            let mut page = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
            let sheet = printpdf::Rect::from_wh(Pt(self.width_pt), Pt(self.height_pt));
            page.media_box = sheet.clone();
            page.trim_box = sheet.clone();
            page.crop_box = sheet;
            page
        };
        document.pages = self.pages.into_iter().map(page).collect();
        Ok(document.save(&PdfSaveOptions::default(), &mut Vec::new()))
    }
}

/// Tells a reader which text the glyphs that follow stand for (PDF 32000-1, 14.9.4).
fn actual_text(text: &str) -> Op {
    let mut data = vec![0xfe, 0xff];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let said = DictItem::String { data, literal: false };
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), said)]) },
    }
}

fn corners(x: f32, y: f32, width: f32, height: f32) -> [(f32, f32); 4] {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

fn colour(ink: Ink) -> Color {
    match ink {
        Ink::Black => grey(0.0),
        Ink::Grey => grey(0.35),
        Ink::White => grey(1.0),
        Ink::Red => Color::Rgb(Rgb { r: 0.70, g: 0.15, b: 0.12, icc_profile: None }),
    }
}

fn grey(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}
