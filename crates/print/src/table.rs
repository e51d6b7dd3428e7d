//! Tables whose rows flow over pages: a row that is higher than a page is continued on the next,
//! and every page repeats the head.

use crate::PrintError;
use crate::flow::Flow;
use crate::lines::{Ink, LINE_HEIGHT, Line, Span, Style, lines, span};
use crate::paper::Paper;

/// One thing in a cell, below the one before it.
#[derive(Clone)]
pub enum Part {
    Text(Line),
    /// A line of text beside a sign; the sign stands before the first line only.
    Signed {
        sign: Option<Sign>,
        line: Line,
    },
    /// A box to tick, its label, and for what is not ticked yet a line to write the time on.
    Tick {
        label: Line,
        ticked: bool,
    },
    /// A box to tick and its label.
    Choice {
        label: Line,
    },
    /// A label and a line to write on.
    Blank {
        label: Line,
    },
    Gap {
        height_pt: f32,
    },
}

#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// A triangle: danger to the patient.
    Danger,
    /// A question mark: nobody has asked yet.
    Ask,
}

const TICK_SIZE_PT: f32 = 10.0;
/// High enough to write in by hand.
const WRITTEN_HEIGHT_PT: f32 = 17.0;
const CHOICE_HEIGHT_PT: f32 = 13.0;

impl Part {
    pub fn height_pt(&self) -> f32 {
        match self {
            Part::Text(line) => line.height_pt,
            Part::Signed { line, .. } => line.height_pt,
            Part::Choice { label } => label.height_pt.max(CHOICE_HEIGHT_PT),
            Part::Tick { label, .. } | Part::Blank { label } => label.height_pt.max(WRITTEN_HEIGHT_PT),
            Part::Gap { height_pt } => *height_pt,
        }
    }

    pub fn draw(&self, paper: &mut Paper, x_pt: f32, y_pt: f32, width_pt: f32) -> Result<(), PrintError> {
        let middle = |label: &Line| y_pt + (self.height_pt() - label.height_pt) / 2.0;
        match self {
            Part::Gap { .. } => Ok(()),
            Part::Text(line) => paper.text(x_pt, y_pt, line),
            Part::Signed { sign, line } => {
                let (sign_y_pt, size_pt) = (y_pt + line.height_pt * 0.08, line.height_pt * 0.74);
                match sign {
                    Some(Sign::Danger) => paper.danger(x_pt, sign_y_pt, size_pt)?,
                    Some(Sign::Ask) => paper.ask(x_pt, sign_y_pt, size_pt)?,
                    None => {}
                }
                paper.text(x_pt + Part::SIGN_INDENT * line.height_pt, y_pt, line)
            }
            Part::Tick { label, .. } | Part::Choice { label } => {
                let ticked = matches!(self, Part::Tick { ticked: true, .. });
                let box_y_pt = y_pt + (self.height_pt() - TICK_SIZE_PT) / 2.0;
                paper.tick_box(x_pt, box_y_pt, TICK_SIZE_PT, ticked);
                paper.text(x_pt + TICK_SIZE_PT + 4.0, middle(label), label)?;
                if matches!(self, Part::Tick { ticked: false, .. }) {
                    self.write_on(paper, x_pt + TICK_SIZE_PT + 4.0 + label.width_pt, x_pt + width_pt, y_pt);
                }
                Ok(())
            }
            Part::Blank { label } => {
                paper.text(x_pt, middle(label), label)?;
                self.write_on(paper, x_pt + label.width_pt, x_pt + width_pt, y_pt);
                Ok(())
            }
        }
    }

    /// Room for a sign before a line, in heights of the line.
    const SIGN_INDENT: f32 = 0.95;

    fn write_on(&self, paper: &mut Paper, from_pt: f32, to_pt: f32, y_pt: f32) {
        let y_pt = y_pt + self.height_pt() - 3.5;
        if to_pt - from_pt > 12.0 {
            paper.rule(from_pt + 4.0, y_pt, to_pt, y_pt, 0.5, Ink::Grey);
        }
    }
}

/// The lines of a paragraph as parts.
pub fn text(paragraph: &[Span], width_pt: f32) -> Result<Vec<Part>, PrintError> {
    Ok(lines(paragraph, width_pt)?.into_iter().map(Part::Text).collect())
}

/// The lines of a text with a sign before it.
pub fn signed(sign: Sign, words: &str, style: Style, width_pt: f32) -> Result<Vec<Part>, PrintError> {
    let indent_pt = Part::SIGN_INDENT * style.size_pt * LINE_HEIGHT;
    let lines = lines(&[span(words, style)], width_pt - indent_pt)?.into_iter().enumerate();
    Ok(lines.map(|(index, line)| Part::Signed { sign: (index == 0).then_some(sign), line }).collect())
}

pub struct Table {
    pub widths_pt: Vec<f32>,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    pub size_pt: f32,
    /// Of the lines between rows.
    pub rule: Ink,
}

pub type Cell = Vec<Part>;

pub struct Row {
    pub cells: Vec<Cell>,
}

/// Between a cell's edge and what is in it.
pub const CELL_PADDING_PT: f32 = 3.5;

impl Table {
    /// The width that a cell's content may have.
    pub fn inside_pt(width_pt: f32) -> f32 {
        width_pt - 2.0 * CELL_PADDING_PT
    }

    pub fn draw(&self, flow: &mut Flow) -> Result<(), PrintError> {
        let head = self.head_row()?;
        let head_height_pt = head.as_ref().map_or(0.0, Row::height_pt);
        let first_pt = self.rows.first().map_or(0.0, Row::height_pt);
        flow.need(head_height_pt + first_pt.min(flow.page_room_pt() - head_height_pt))?;
        self.draw_head(flow, head.as_ref())?;
        for row in &self.rows {
            let page_pt = flow.page_room_pt() - head_height_pt;
            if row.height_pt() > flow.room_pt() && (row.height_pt() <= page_pt || flow.room_pt() < page_pt / 3.0) {
                flow.new_page()?;
                self.draw_head(flow, head.as_ref())?;
            }
            self.draw_row(flow, row, head.as_ref())?;
        }
        Ok(())
    }

    fn head_row(&self) -> Result<Option<Row>, PrintError> {
        if self.head.iter().all(String::is_empty) {
            return Ok(None);
        }
        let style = Style::bold(self.size_pt - 0.5);
        let cell = |(words, width): (&String, &f32)| text(&[span(words, style)], Table::inside_pt(*width));
        Ok(Some(Row { cells: self.head.iter().zip(&self.widths_pt).map(cell).collect::<Result<_, _>>()? }))
    }

    fn draw_head(&self, flow: &mut Flow, head: Option<&Row>) -> Result<(), PrintError> {
        let Some(head) = head else { return Ok(()) };
        let (x_pt, y_pt, width_pt) = (flow.left_pt(), flow.y_pt, self.widths_pt.iter().sum());
        flow.paper.shaded(x_pt, y_pt, width_pt, head.height_pt());
        self.draw_slice(flow, head, &mut vec![0; head.cells.len()], f32::MAX)
    }

    fn draw_row(&self, flow: &mut Flow, row: &Row, head: Option<&Row>) -> Result<(), PrintError> {
        let mut drawn = vec![0; row.cells.len()];
        loop {
            let room_pt = flow.room_pt();
            self.draw_slice(flow, row, &mut drawn, room_pt)?;
            if row.cells.iter().zip(&drawn).all(|(cell, drawn)| *drawn == cell.len()) {
                return Ok(());
            }
            flow.new_page()?;
            self.draw_head(flow, head)?;
        }
    }

    /// Draws what fits of a row, from the part of each cell that `drawn` says, and counts on.
    fn draw_slice(&self, flow: &mut Flow, row: &Row, drawn: &mut [usize], room_pt: f32) -> Result<(), PrintError> {
        let top_pt = flow.y_pt;
        let limit_pt = top_pt + room_pt - CELL_PADDING_PT;
        let mut bottom_pt = top_pt;
        let mut x_pt = flow.left_pt();
        for ((cell, width_pt), drawn) in row.cells.iter().zip(&self.widths_pt).zip(drawn) {
            let mut y_pt = top_pt + CELL_PADDING_PT * 0.75;
            let first = *drawn;
            while let Some(part) = cell.get(*drawn) {
                if y_pt + part.height_pt() > limit_pt && *drawn > first {
                    break;
                }
                part.draw(&mut flow.paper, x_pt + CELL_PADDING_PT, y_pt, Table::inside_pt(*width_pt))?;
                y_pt += part.height_pt();
                *drawn += 1;
            }
            bottom_pt = bottom_pt.max(y_pt + CELL_PADDING_PT * 0.75);
            x_pt += width_pt;
        }
        self.draw_grid(flow, top_pt, bottom_pt);
        flow.y_pt = bottom_pt;
        Ok(())
    }

    fn draw_grid(&self, flow: &mut Flow, top_pt: f32, bottom_pt: f32) {
        let mut x_pt = flow.left_pt();
        let right_pt = x_pt + self.widths_pt.iter().sum::<f32>();
        for y_pt in [top_pt, bottom_pt] {
            flow.paper.rule(x_pt, y_pt, right_pt, y_pt, if self.rule == Ink::Black { 0.9 } else { 0.4 }, self.rule);
        }
        flow.paper.rule(x_pt, top_pt, x_pt, bottom_pt, 0.4, Ink::Grey);
        for width_pt in &self.widths_pt {
            x_pt += width_pt;
            flow.paper.rule(x_pt, top_pt, x_pt, bottom_pt, 0.4, Ink::Grey);
        }
    }
}

impl Row {
    fn height_pt(&self) -> f32 {
        let cell = |cell: &Cell| cell.iter().map(Part::height_pt).sum::<f32>();
        self.cells.iter().map(cell).fold(0.0, f32::max) + 1.5 * CELL_PADDING_PT
    }
}
