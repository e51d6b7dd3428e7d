//! Moving between blocks with the arrow keys.

use crate::lanes::Lane;
use domain::ProcedureId;
use ipc::CaseLine;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrow {
    Left,
    Right,
    Up,
    Down,
}

impl Arrow {
    /// The name that a keyboard event gives the key.
    pub fn of_key(key: &str) -> Option<Arrow> {
        Some(match key {
            "ArrowLeft" => Arrow::Left,
            "ArrowRight" => Arrow::Right,
            "ArrowUp" => Arrow::Up,
            "ArrowDown" => Arrow::Down,
            _ => return None,
        })
    }
}

/// The block that an arrow leads to: earlier or later in the lane, or the nearest in time in the
/// next lane that has any. None at the edge.
pub fn neighbour(lanes: &[Lane], cases: &[CaseLine], from: ProcedureId, arrow: Arrow) -> Option<ProcedureId> {
    let (lane, block) = lanes.iter().enumerate().find_map(|(index, lane)| {
        let block = lane.blocks.iter().position(|block| cases[block.case].id == from)?;
        Some((index, block))
    })?;
    let blocks = &lanes[lane].blocks;
    let found = match arrow {
        Arrow::Left => block.checked_sub(1).map(|earlier| blocks[earlier]),
        Arrow::Right => blocks.get(block + 1).copied(),
        Arrow::Up => nearest(lanes[..lane].iter().rev(), blocks[block].left),
        Arrow::Down => nearest(lanes[lane + 1..].iter(), blocks[block].left),
    }?;
    Some(cases[found.case].id)
}

fn nearest<'a>(mut lanes: impl Iterator<Item = &'a Lane>, left: f64) -> Option<crate::lanes::Placed> {
    let lane = lanes.find(|lane| !lane.blocks.is_empty())?;
    let away = |block: &crate::lanes::Placed| (block.left - left).abs();
    lane.blocks.iter().min_by(|a, b| away(a).total_cmp(&away(b))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axis::Axis;
    use crate::lanes::{LeastWidth, lanes};
    use crate::sample::{at, case, day, procedure, theatre};

    #[test]
    fn arrows_walk_along_a_lane_and_across_empty_ones() {
        let in_third = CaseLine { theatre: Some(theatre(3)), ..case(3, "2026-11-22T10:40:00+06:00", 60) };
        let cases = vec![case(1, "2026-11-22T08:00:00+06:00", 60), case(2, "2026-11-22T10:00:00+06:00", 60), in_third];
        let day = day(cases);
        let axis = Axis::of_day(&day, at("2026-11-22T00:00:00+06:00"), at("2026-11-20T00:00:00+06:00"));
        let lanes =
            lanes(&day.cases, &[theatre(1), theatre(2), theatre(3)], &axis, LeastWidth { alone: 0.05, stacked: 0.05 });
        let step = |from, arrow| neighbour(&lanes, &day.cases, procedure(from), arrow);
        assert_eq!(step(1, Arrow::Right), Some(procedure(2)));
        assert_eq!(step(2, Arrow::Right), None);
        assert_eq!(step(1, Arrow::Down), Some(procedure(3)), "over the empty theatre 2");
        assert_eq!(step(3, Arrow::Up), Some(procedure(2)), "the nearest in time");
        assert_eq!(step(9, Arrow::Left), None);
    }
}
