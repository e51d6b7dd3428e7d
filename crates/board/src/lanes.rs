//! Which theatre's lane a case stands in, and how cases that touch each other share its height.

use crate::axis::{Axis, span};
use domain::TheatreId;
use domain::procedure::Status;
use ipc::CaseLine;

/// A theatre's lane. `rows` is how many blocks stand above each other where it is fullest.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    pub theatre: TheatreId,
    pub rows: usize,
    pub blocks: Vec<Placed>,
}

/// Where a case stands in its lane: `left` and `width` as parts of the axis, by its time;
/// `row` of the `rows` that it shares the height with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placed {
    /// Index into the cases that were given.
    pub case: usize,
    pub left: f64,
    pub width: f64,
    pub row: usize,
    pub rows: usize,
}

/// How wide a block is drawn at least, as parts of the axis, so that a name fits into it: one that
/// has the height of its lane, and one that shares it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LeastWidth {
    pub alone: f64,
    pub stacked: f64,
}

/// Lays the cases out. Neighbours that would cover each other go below each other.
pub fn lanes(cases: &[CaseLine], theatres: &[TheatreId], axis: &Axis, least: LeastWidth) -> Vec<Lane> {
    let lane = |theatre: &TheatreId| {
        let mut here: Vec<Placed> = (cases.iter().enumerate())
            .filter(|(_, case)| case.theatre == Some(*theatre))
            .filter_map(|(index, case)| {
                let (start, end) = span(case)?;
                let (left, right) = (axis.place(start), axis.place(end));
                (end > axis.from && start < axis.until).then_some(Placed {
                    case: index,
                    left,
                    width: right - left,
                    row: 0,
                    rows: 1,
                })
            })
            .collect();
        // What is cancelled comes last among equals: it gives way to what took its place.
        let is_off = |placed: &Placed| cases[placed.case].status == Status::Cancelled;
        here.sort_by(|a, b| a.left.total_cmp(&b.left).then(is_off(a).cmp(&is_off(b))).then(a.case.cmp(&b.case)));
        let rows = share_height(&mut here, least);
        Lane { theatre: *theatre, rows, blocks: here }
    };
    theatres.iter().map(lane).collect()
}

/// Puts blocks that touch, directly or through others, into rows. Gives the most rows of a group.
fn share_height(blocks: &mut [Placed], least: LeastWidth) -> usize {
    let mut most = 1;
    let mut first = 0;
    while first < blocks.len() {
        let (mut rows, mut count) = put_in_rows(&blocks[first..], least.alone);
        if count > 1 {
            (rows, count) = put_in_rows(&blocks[first..], least.stacked);
        }
        for (block, row) in blocks[first..].iter_mut().zip(&rows) {
            (block.row, block.rows) = (*row, count);
        }
        most = most.max(count);
        first += rows.len();
    }
    most
}

/// The rows of the blocks that belong to the group of the first one, and how many rows they take.
fn put_in_rows(blocks: &[Placed], least_width: f64) -> (Vec<usize>, usize) {
    const TOUCHING: f64 = 1e-9;
    let mut row_ends: Vec<f64> = Vec::new();
    let mut rows = Vec::new();
    let mut group_end = f64::NEG_INFINITY;
    for block in blocks {
        // One that would reach beyond the axis is drawn earlier.
        let width = block.width.max(least_width);
        let left = block.left.min(1.0 - width).max(0.0);
        if !rows.is_empty() && left >= group_end {
            break;
        }
        let end = left + width - TOUCHING;
        let row = row_ends.iter().position(|taken| *taken <= left).unwrap_or(row_ends.len());
        match row_ends.get_mut(row) {
            Some(taken) => *taken = end,
            None => row_ends.push(end),
        }
        rows.push(row);
        group_end = group_end.max(end);
    }
    (rows, row_ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, case, day, theatre};

    fn laid_out(cases: Vec<CaseLine>, alone: f64) -> Lane {
        let day = day(cases);
        let axis = Axis::of_day(&day, at("2026-11-22T00:00:00+06:00"), at("2026-11-20T10:00:00+06:00"));
        lanes(&day.cases, &[theatre(1)], &axis, LeastWidth { alone, stacked: alone * 1.3 }).remove(0)
    }

    #[test]
    fn cases_after_each_other_take_the_whole_height() {
        let lane =
            laid_out(vec![case(1, "2026-11-22T08:00:00+06:00", 90), case(2, "2026-11-22T09:30:00+06:00", 60)], 0.08);
        assert_eq!(lane.rows, 1);
        assert!(lane.blocks.iter().all(|block| block.rows == 1 && block.row == 0));
    }

    #[test]
    fn a_double_booking_shows_both_cases_whole() {
        let lane = laid_out(
            vec![
                case(1, "2026-11-22T08:00:00+06:00", 120),
                case(2, "2026-11-22T09:00:00+06:00", 120),
                case(3, "2026-11-22T13:00:00+06:00", 60),
            ],
            0.05,
        );
        let rows: Vec<(usize, usize)> = lane.blocks.iter().map(|block| (block.row, block.rows)).collect();
        assert_eq!(rows, [(0, 2), (1, 2), (0, 1)], "the case that touches none keeps its height");
        assert_eq!(lane.rows, 2);
    }

    #[test]
    fn short_cases_alternate_so_that_their_names_fit() {
        let starts = ["08:00", "08:30", "09:00", "09:30"];
        let cases = starts.iter().zip(1..).map(|(start, n)| case(n, &format!("2026-11-22T{start}:00+06:00"), 30));
        let lane = laid_out(cases.collect(), 0.08);
        let rows: Vec<usize> = lane.blocks.iter().map(|block| block.row).collect();
        assert_eq!(rows, [0, 1, 0, 1]);
        for (a, b) in lane.blocks.iter().zip(&lane.blocks[2..]) {
            assert!(a.left + 0.08 * 1.3 <= b.left + 1e-9, "no block covers the next one of its row");
        }
    }

    #[test]
    fn short_cases_at_the_end_of_the_axis_do_not_cover_each_other() {
        let cases = vec![case(1, "2026-11-22T16:20:00+06:00", 15), case(2, "2026-11-22T16:40:00+06:00", 15)];
        let rows: Vec<usize> = laid_out(cases, 0.08).blocks.iter().map(|block| block.row).collect();
        assert_eq!(rows, [0, 1]);
    }

    #[test]
    fn another_theatre_s_case_and_one_without_a_time_stand_elsewhere() {
        let elsewhere = CaseLine { theatre: Some(theatre(2)), ..case(1, "2026-11-22T08:00:00+06:00", 60) };
        let waiting = CaseLine { planned: None, expected: None, ..case(2, "2026-11-22T08:00:00+06:00", 60) };
        assert_eq!(laid_out(vec![elsewhere, waiting], 0.05).blocks, []);
    }
}
