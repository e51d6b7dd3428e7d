//! Pages that follow one another: a banner on top of each, a footer with its number below, and
//! between them whatever comes, broken where the page ends.

use domain::Moment;
use language::{Language, t};

use crate::PrintError;
use crate::lines::{Ink, Line, Span, Style, line, lines, span};
use crate::paper::{MARGIN_PT, Orientation, Paper};

/// What stands on top of every page.
#[derive(Clone, Default)]
pub struct Banner {
    pub left: Vec<Line>,
    pub right: Vec<Line>,
}

/// What stands at the foot of every page beside its number.
pub struct Footer {
    pub language: Language,
    /// Above the rule: what the reader should do with the sheet.
    pub notice: String,
    pub printed_at: Moment,
    pub printed_by: String,
}

pub struct Flow {
    pub paper: Paper,
    banner: Banner,
    footer: Footer,
    /// Where the next thing goes.
    pub y_pt: f32,
    top_pt: f32,
}

const FOOTER_SIZE_PT: f32 = 8.0;
const NOTICE_SIZE_PT: f32 = 9.0;
const FOOTER_HEIGHT_PT: f32 = 30.0;

impl Flow {
    pub fn new(orientation: Orientation, banner: Banner, footer: Footer) -> Result<Flow, PrintError> {
        let mut flow = Flow { paper: Paper::new(orientation), banner, footer, y_pt: 0.0, top_pt: 0.0 };
        flow.draw_banner()?;
        Ok(flow)
    }

    pub fn left_pt(&self) -> f32 {
        MARGIN_PT
    }

    pub fn right_pt(&self) -> f32 {
        self.paper.width_pt - MARGIN_PT
    }

    pub fn width_pt(&self) -> f32 {
        self.right_pt() - self.left_pt()
    }

    /// What is left of this page.
    pub fn room_pt(&self) -> f32 {
        self.paper.height_pt - MARGIN_PT - FOOTER_HEIGHT_PT - self.y_pt
    }

    /// What an empty page has.
    pub fn page_room_pt(&self) -> f32 {
        self.room_pt() + self.y_pt - self.top_pt
    }

    pub fn space(&mut self, height_pt: f32) {
        self.y_pt += height_pt;
    }

    /// Goes on on a new page when less than `height_pt` is left of this one and it isn't empty.
    pub fn need(&mut self, height_pt: f32) -> Result<(), PrintError> {
        if self.room_pt() < height_pt && self.y_pt > self.top_pt { self.new_page() } else { Ok(()) }
    }

    pub fn new_page(&mut self) -> Result<(), PrintError> {
        self.paper.new_page();
        self.draw_banner()
    }

    /// A new page under another banner, which stays for the pages that follow.
    pub fn new_page_under(&mut self, banner: Banner) -> Result<(), PrintError> {
        self.banner = banner;
        self.new_page()
    }

    /// A heading that does not stand alone at the foot of a page.
    pub fn heading(&mut self, text: &str) -> Result<(), PrintError> {
        const ROOM_BELOW_PT: f32 = 48.0;
        self.space(10.0);
        let heading = lines(&[span(text, Style::bold(11.5))], self.width_pt())?;
        self.need(heading.iter().map(|line| line.height_pt).sum::<f32>() + ROOM_BELOW_PT)?;
        self.lines(&heading)?;
        let (left, right, y) = (self.left_pt(), self.right_pt(), self.y_pt);
        self.paper.rule(left, y, right, y, 0.8, Ink::Black);
        self.space(4.0);
        Ok(())
    }

    /// A paragraph over the whole width.
    pub fn paragraph(&mut self, spans: &[Span]) -> Result<(), PrintError> {
        let lines = lines(spans, self.width_pt())?;
        self.lines(&lines)
    }

    pub fn lines(&mut self, lines: &[Line]) -> Result<(), PrintError> {
        for line in lines {
            self.need(line.height_pt)?;
            let left = self.left_pt();
            self.paper.text(left, self.y_pt, line)?;
            self.y_pt += line.height_pt;
        }
        Ok(())
    }

    fn draw_banner(&mut self) -> Result<(), PrintError> {
        let (left_pt, right_pt) = (self.left_pt(), self.right_pt());
        let mut left_y = MARGIN_PT;
        for line in &self.banner.left {
            self.paper.text(left_pt, left_y, line)?;
            left_y += line.height_pt;
        }
        let mut right_y = MARGIN_PT;
        for line in &self.banner.right {
            self.paper.text_right(right_pt, right_y, line)?;
            right_y += line.height_pt;
        }
        let y = left_y.max(right_y) + 3.0;
        self.paper.rule(left_pt, y, right_pt, y, 1.6, Ink::Black);
        self.y_pt = y + 7.0;
        self.top_pt = self.y_pt;
        Ok(())
    }

    /// Writes the footers, now that the number of pages is known, and gives the file.
    pub fn finish(mut self, title: &str) -> Result<Vec<u8>, PrintError> {
        let Footer { language, notice, printed_at, printed_by } = &self.footer;
        let printed = t!(
            *language,
            "print-printed",
            date = language::date_short(*language, printed_at.date()),
            time = language::time_of_day(*language, printed_at.time()),
            name = printed_by
        );
        let (left_pt, right_pt) = (self.left_pt(), self.right_pt());
        let y_pt = self.paper.height_pt - MARGIN_PT - FOOTER_HEIGHT_PT + 4.0;
        let pages = self.paper.page_count();
        let notice = lines(&[span(notice, Style::bold(NOTICE_SIZE_PT))], self.width_pt())?;
        for page in 0..pages {
            let number = t!(*language, "print-page", page = page + 1, pages = pages);
            let number = line(&[span(number, Style::bold(FOOTER_SIZE_PT))])?;
            let printed =
                lines(&[span(&printed, Style::grey(FOOTER_SIZE_PT))], right_pt - left_pt - number.width_pt - 12.0)?;
            let mut drawn = Ok(());
            self.paper.on_page(page, |paper| {
                drawn = draw_footer(paper, left_pt, right_pt, y_pt, notice.first(), printed.first(), &number);
            });
            drawn?;
        }
        let at = self.footer.printed_at;
        self.paper.finish(title, at)
    }
}

fn draw_footer(
    paper: &mut Paper,
    left_pt: f32,
    right_pt: f32,
    y_pt: f32,
    notice: Option<&Line>,
    printed: Option<&Line>,
    number: &Line,
) -> Result<(), PrintError> {
    if let Some(notice) = notice {
        paper.text(left_pt, y_pt, notice)?;
    }
    let rule_pt = y_pt + NOTICE_SIZE_PT * 1.4;
    paper.rule(left_pt, rule_pt, right_pt, rule_pt, 0.6, Ink::Grey);
    if let Some(printed) = printed {
        paper.text(left_pt, rule_pt + 2.0, printed)?;
    }
    paper.text_right(right_pt, rule_pt + 2.0, number)
}
